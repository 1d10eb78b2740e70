"""The dataset: typed, documented, the same bytes each time."""

import csv
import json
import shutil
import sqlite3
from contextlib import closing

import frictionless
import pandas as pd
import pytest
import yaml

from site_builder.dataset import export_dataset
from site_builder.formats import DTYPES, harmless
from site_builder.pieces import joined
from site_builder.tables import TABLES, dictionary_rows


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dataset") / "data"
    export_dataset(site, folder)
    return folder


def test_the_files_are_the_same_bytes_each_time(site, folder, tmp_path):
    """
    CSV and Parquet alike.
    """
    export_dataset(site, tmp_path / "again")

    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {
        p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()
    }


def test_the_files_that_are_told_are_the_files_that_exist(site, tmp_path):
    """
    Four for each table, one for all, and what describes them.
    """
    files = export_dataset(site, tmp_path / "data")

    suffixes = ("csv", "excel.csv", "jsonl", "parquet")
    more = [
        "CITATION.cff",
        "README.md",
        "croissant.json",
        "data_dictionary.csv",
        "datapackage.json",
        "dataset.sqlite",
    ]
    expected = [f"{table}.{suffix}" for table in TABLES for suffix in suffixes] + more
    assert sorted(expected) == [file.name for file in files]
    assert all(file.is_file() for file in files)


@pytest.mark.parametrize("table", TABLES)
def test_the_dictionary_describes_each_column_in_order(table, folder):
    """
    The columns of the CSV are the rows of the dictionary, each with a meaning.
    """
    text = (folder / "data_dictionary.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["table"] == table]

    assert [row["column"] for row in rows] == list(pd.read_csv(folder / f"{table}.csv", nrows=0).columns)
    assert all(row["description"].endswith(".") for row in rows)


@pytest.mark.parametrize("table", TABLES)
def test_columns_have_the_type_that_the_dictionary_says(table, folder):
    """
    Also where a column is empty, so that files of two observatories fit together.
    """
    frame = pd.read_parquet(folder / f"{table}.parquet")
    said = {row["column"]: DTYPES[row["type"]] for row in dictionary_rows() if row["table"] == table}

    assert said == {name: str(dtype) for name, dtype in frame.dtypes.items()}


def test_lines_end_with_lf_and_text_is_utf8_without_a_mark(folder):
    """
    So that the bytes are the same on every system.
    """
    data = (folder / "works.csv").read_bytes()

    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert "مناحل كينيا" in data.decode("utf-8")


def test_cells_are_as_they_were_read(folder):
    """
    What looks like a formula stays as it is here; a form for spreadsheets is another file.
    """
    assert "=HYPERLINK(1)" == pd.read_csv(folder / "dropped.csv").detail[0]


def test_a_work_is_one_row_with_its_lists_joined(folder):
    """
    Regions hold the groups that a country implies; dates have a precision and a method.
    """
    works = pd.read_parquet(folder / "works.parquet").set_index("id")

    row = works.loc["w-kenya"]
    assert ("africa; eastern-africa; ke", "income; pollination", "2025-03", "month", "curator") == tuple(
        row[["regions", "drivers", "date", "date_precision", "date_method"]]
    )
    assert "kept; feed" == works.loc["w-bare", "sources"]
    assert works.loc["w-bare", ["url", "date", "note"]].isna().all()


def test_a_place_is_a_slice_of_its_field(folder):
    """
    Start and end cut the words out of the note.
    """
    tags = pd.read_parquet(folder / "tags.parquet")
    notes = pd.read_parquet(folder / "works.parquet").set_index("id").note
    placed = tags[tags.field == "note"]

    assert list(placed.words) == [notes[row.work][row.start : row.end] for row in placed.itertuples()]


def test_an_empty_observatory_has_tables_without_rows(empty, tmp_path):
    """
    With all columns and types.
    """
    export_dataset(empty, tmp_path / "data")

    frame = pd.read_parquet(tmp_path / "data/works.parquet")
    assert (0, [column.name for column in TABLES["works"].columns]) == (len(frame), list(frame.columns))


def test_a_spreadsheet_gets_no_formula(folder):
    """
    Text that looks like one begins with an apostrophe; numbers, and text that does not, stay as they are.
    """
    data = (folder / "dropped.excel.csv").read_bytes()
    (row,) = csv.DictReader(data.decode("utf-8-sig").splitlines())

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert "'=HYPERLINK(1)" == row["detail"]
    assert not row["run"].startswith("'")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\uff1d1",
        "|calc",
        "%x",
        "008098e0",
        "12e34",
        "1234567890123456",
    ],
)
def test_everything_that_a_spreadsheet_may_run_is_made_harmless(text):
    """
    Also after blanks, and in the wide forms of East Asian keyboards.
    """
    assert f"'{text}" == harmless(text)


def test_lists_are_lists_in_json_lines(folder):
    """
    What is joined in a cell elsewhere is an array here.
    """
    rows = {
        row["id"]: row for row in map(json.loads, (folder / "works.jsonl").read_text("utf-8").splitlines())
    }

    assert ["africa", "eastern-africa", "ke"] == rows["w-kenya"]["regions"]
    assert None is rows["w-bare"]["regions"]


@pytest.mark.parametrize("table", TABLES)
def test_all_formats_hold_the_same_cells(table, folder):
    """
    Parquet, CSV, JSON lines and SQLite, row by row.
    """
    frame = pd.read_parquet(folder / f"{table}.parquet").astype(object)
    parquet = frame.where(frame.notna(), None).to_numpy().tolist()
    lines = (folder / f"{table}.jsonl").read_text("utf-8").splitlines()
    json_lines = [
        [joined(v) if isinstance(v, list) else v for v in json.loads(line).values()] for line in lines
    ]
    with closing(sqlite3.connect(folder / "dataset.sqlite")) as database:
        sqlite = [list(row) for row in database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')]
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        _, *cells = csv.reader(file)

    assert parquet == json_lines == sqlite
    assert [["" if value is None else str(value) for value in row] for row in parquet] == cells


def test_the_data_package_is_valid(folder):
    """
    Frictionless reads every cell, key and reference, and has nothing to say.
    """
    report = frictionless.validate(str(folder / "datapackage.json"))

    assert [] == report.flatten(["title", "note"])
    assert list(TABLES) == [task.name for task in report.tasks]


def test_a_damaged_row_is_found_by_the_data_package(folder, tmp_path):
    """
    A reference that leads nowhere, and a checksum that is wrong.
    """
    shutil.copytree(folder, tmp_path / "data")
    tags = tmp_path / "data/tags.csv"
    tags.write_text(tags.read_text("utf-8").replace("w-kenya", "w-nobody", 1), "utf-8")

    report = frictionless.validate(str(tmp_path / "data/datapackage.json"))

    assert {"hash-count", "byte-count", "foreign-key"} <= {row[0] for row in report.flatten(["type"])}


def test_the_citation_names_the_state(site, folder):
    """
    It is YAML with title, version and day.
    """
    said = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))

    assert (site.title, package["version"], site.day) == (
        said["title"],
        said["version"],
        str(said["date-released"]),
    )
