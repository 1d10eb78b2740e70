"""The dataset: typed, documented, the same bytes each time."""

import csv

import pandas as pd
import pytest

from site_builder.columns import TABLES
from site_builder.dataset import DTYPES, dictionary_rows, export_dataset


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
    Two for each table, and the dictionary.
    """
    files = export_dataset(site, tmp_path / "data")

    expected = [f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "parquet")] + [
        "data_dictionary.csv"
    ]
    assert expected == [file.name for file in files]
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
    assert (0, [column.name for column in TABLES["works"][1]]) == (len(frame), list(frame.columns))
