"""A spreadsheet program opens the tables without loss, and nothing in them is run."""

import csv
import shutil
import subprocess

import pytest

from site_builder.dataset import export_dataset
from site_builder.tables import TABLES

SOFFICE = shutil.which("soffice")
READ = "CSV:44,34,76,1"
"""Comma, quotation mark, UTF-8, from the first line; types are guessed, as when a person opens the file."""
WRITE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"

pytestmark = pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")


def cells(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def same(before, after):
    """Whether a cell says what it said; the program spells yes and no in its own way, and a whole number without ".0"."""
    return after in (
        before,
        before.removesuffix(".0"),
        before.upper() if before in ("True", "False") else before,
    )


def test_every_table_comes_back_from_libreoffice_as_it_went_in(site, tmp_path):
    """
    Opened and saved again, each cell of each table is what it was, formulas among the harvested texts too.
    """
    export_dataset(site, tmp_path / "data")
    files = [tmp_path / f"data/{table}.excel.csv" for table in TABLES]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        SOFFICE,
        "--headless",
        profile,
        f"--infilter={READ}",
        "--convert-to",
        WRITE,
        "--outdir",
        tmp_path / "out",
    ]

    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)

    lost, compared, formulas = [], 0, 0
    for file in files:
        pairs = zip(cells(file), cells(tmp_path / "out" / file.name), strict=True)
        for before, after in ((b, a) for rows in pairs for b, a in zip(*rows, strict=True)):
            compared += 1
            formulas += before.startswith("'=")
            if not same(before, after):
                lost.append((file.name, before, after))
    assert [] == lost
    assert compared > 10_000
    assert formulas
