"""The shipped collection: six CSV files that curators keep by hand."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pycountry
import pytest

from corpus.dates import partial_date
from corpus.identifiers import doi_of
from corpus.urls import is_web
from corpus.values import KINDS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "observatory" / "shipped" / "collections"
GIVEN = ROOT.parent / "shared" / "collection"
"""The material from which the files were first made; it is not part of the repository."""

PARTS = {
    "africa": 73,
    "americas": 106,
    "asia-oceania": 141,
    "europe": 154,
    "international": 86,
    "publications": 96,
}
"""The files, with the items that were given; curators may add to them."""

COLUMNS = (
    "id", "kind", "title", "title_supplied", "url", "seen_at", "publisher", "publisher_country", "authors",
    "language", "date", "end_date", "place", "doi", "isbn", "series", "countries", "regions", "themes", "drivers",
    "note", "defines_by", "defines_year", "defines_term", "defines_traits", "defines_volume",
)  # fmt: skip
LISTS = ("authors", "countries", "regions", "themes", "drivers")

ALLOWED = {
    "regions": {
        "africa", "african-union", "arab-states", "asean", "asia", "caribbean", "eac", "ecowas", "eu", "europe",
        "global", "latin-america", "nordic", "north-america", "pacific", "sadc",
    },
    "themes": {
        "definitions", "digital-credentials", "employers", "funding", "higher-education", "inclusion",
        "learning-design", "online-learning", "outcomes", "policy", "qualifications-frameworks",
        "quality-assurance", "recognition", "stackability", "teachers", "vet",
    },
    "drivers": {
        "covid-19", "digitalisation", "employability", "flexibility", "greening", "lifelong-learning",
        "professional-development", "skills-gaps", "societal-change", "transversal-skills",
    },
    "defines_traits": {
        "assessed", "awarded-by-trusted-provider", "credit-bearing", "digital", "flexible", "limited-scope",
        "owned-by-learner", "part-of-qualification", "quality-assured", "record-of-achievement", "stackable",
        "standalone",
    },
}  # fmt: skip

COUNTRIES = {country.alpha_2 for country in pycountry.countries}


def text_of(part):
    return (FOLDER / f"{part}.csv").read_bytes().decode("utf-8")


def rows_of(part):
    return list(csv.DictReader(io.StringIO(text_of(part), newline="")))


def all_rows():
    return [row for part in PARTS for row in rows_of(part)]


def split(cell):
    """Authors hold commas and no value of a list holds a semicolon, so "; " parts them."""
    return cell.split("; ") if cell else []


def as_given(row):
    """Turn a row back into the object that it was made from: absent keys for empty cells."""
    item = {
        name: split(cell) if name in LISTS else cell
        for name, cell in row.items()
        if cell and not name.startswith("defines_")
    }
    if "title_supplied" in item:
        item["title_supplied"] = item["title_supplied"] == "yes"
    defines = {
        name.removeprefix("defines_"): cell
        for name, cell in row.items()
        if cell and name.startswith("defines_")
    }
    if defines:
        defines["traits"] = split(row["defines_traits"])
        if "year" in defines:
            defines["year"] = int(defines["year"])
        item["defines"] = defines
    return item


def is_a_date(value):
    try:
        partial_date(value, "curator", today=datetime.now(UTC).date(), ahead=True)
    except ValueError:
        return False
    return True


def test_no_given_item_is_missing():
    """
    The collection holds the 656 items that were given, or more where curators have added.
    """
    counts = {part: len(rows_of(part)) for part in PARTS}

    assert sum(PARTS.values()) == 656
    assert {part: count for part, count in counts.items() if count < PARTS[part]} == {}


def test_the_folder_holds_no_other_file():
    """
    A file that no test knows would be shipped unchecked.
    """
    assert sorted(file.name for file in FOLDER.iterdir()) == [f"{part}.csv" for part in sorted(PARTS)]


@pytest.mark.parametrize("part", PARTS)
def test_a_file_is_written_in_one_form(part):
    """
    Comma, LF, quotes only where needed: a spreadsheet that saves otherwise would make every line a change.
    """
    table = csv.reader(io.StringIO(text_of(part), newline=""))
    rewritten = io.StringIO()
    csv.writer(rewritten, lineterminator="\n").writerows(table)

    assert rewritten.getvalue() == text_of(part)


@pytest.mark.parametrize("part", PARTS)
def test_a_file_has_the_known_columns_and_is_sorted_by_id(part):
    """
    The columns are the same in each file, and an item is where its id says.
    """
    table = list(csv.reader(io.StringIO(text_of(part), newline="")))
    ids = [row[0] for row in table[1:]]

    assert tuple(table[0]) == COLUMNS
    assert [row[0] for row in table if len(row) != len(COLUMNS)] == []
    assert ids == sorted(ids)


def test_an_id_occurs_once_in_all_files():
    """
    An id finds an item again, so no two items share one, not even across files.
    """
    ids = [row["id"] for row in all_rows()]

    assert [one for one in sorted(set(ids)) if ids.count(one) > 1] == []


def test_every_item_has_what_every_item_needs():
    """
    No item is without a title, a known kind, a language, a theme, a note and a page that proves it.
    """
    needed = ("id", "title", "language", "themes", "note")

    assert [(row["id"], name) for row in all_rows() for name in needed if not row[name]] == []
    assert [row["id"] for row in all_rows() if row["kind"] not in KINDS] == []
    assert [row["id"] for row in all_rows() if not (row["url"] or row["seen_at"])] == []


def test_no_cell_holds_stray_space_or_line_breaks():
    """
    A cell is one line without space around it, so that a change to it is a change of fact.
    """
    assert [
        (row["id"], name)
        for row in all_rows()
        for name in COLUMNS
        if row[name] != " ".join(row[name].split())
    ] == []


def test_addresses_can_be_followed():
    """
    An address is http or https with a host, and a DOI is one.
    """
    rows = all_rows()

    assert [
        row["id"] for row in rows for name in ("url", "seen_at") if row[name] and not is_web(row[name])
    ] == []
    assert [row["id"] for row in rows if row["doi"] and doi_of(row["doi"]) is None] == []


def test_dates_exist_and_end_after_they_begin():
    """
    A date is a year, a month or a day of the calendar, and nothing ends before it begins.
    """
    rows = all_rows()

    assert [
        row["id"] for row in rows for name in ("date", "end_date") if row[name] and not is_a_date(row[name])
    ] == []
    assert [row["id"] for row in rows if row["end_date"] and not row["date"]] == []
    assert [
        row["id"] for row in rows if row["end_date"] and row["end_date"][: len(row["date"])] < row["date"]
    ] == []


def test_countries_are_in_iso_3166():
    """
    A country is an alpha-2 code in capitals.
    """
    codes = {
        code for row in all_rows() for code in [*split(row["countries"]), *split(row["publisher_country"])]
    }

    assert sorted(codes - COUNTRIES) == []


@pytest.mark.parametrize("column", ALLOWED)
def test_labels_are_known(column):
    """
    A region, theme, driver or trait is one of the fixed list; a typing error is not a new concept.
    """
    labels = {label for row in all_rows() for label in split(row[column])}

    assert sorted(labels - ALLOWED[column]) == []


@pytest.mark.parametrize("column", [*LISTS, "defines_traits"])
def test_a_list_names_each_value_once(column):
    """
    The values of a list are parted by a semicolon and a space, and none is empty or there twice.
    """
    lists = {row["id"]: split(row[column]) for row in all_rows()}

    assert [item for item, values in lists.items() if len(set(values)) != len(values)] == []
    assert [
        item for item, values in lists.items() for value in values if not value.strip() or ";" in value
    ] == []


def test_a_supplied_title_says_yes():
    """
    The mark of a title that the page did not show is "yes" or nothing.
    """
    assert sorted({row["title_supplied"] for row in all_rows()}) == ["", "yes"]


def test_a_definition_says_who_defines_what():
    """
    A definition has its author and its term, and a year that is a year.
    """
    defining = [
        row for row in all_rows() if any(row[name] for name in COLUMNS if name.startswith("defines_"))
    ]

    assert [row["id"] for row in defining if not (row["defines_by"] and row["defines_term"])] == []
    assert [row["id"] for row in defining if row["defines_year"] and not is_a_date(row["defines_year"])] == []


@pytest.mark.skipif(
    not GIVEN.is_dir(), reason="the given material lies beside the repository and is not here"
)
@pytest.mark.parametrize("part", PARTS)
def test_every_given_value_is_kept(part):
    """
    Each fact of each given item is in the file, unchanged, and in the file of its part.
    """
    lines = (GIVEN / f"{part.replace('-', '_')}.jsonl").read_text(encoding="utf-8").splitlines()
    given = {item["id"]: item for item in map(json.loads, lines)}

    kept = {row["id"]: as_given(row) for row in rows_of(part) if row["id"] in given}

    assert kept == given
