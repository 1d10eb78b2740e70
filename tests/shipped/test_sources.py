"""The shipped source sheets: what the observatory on micro-credentials watches."""

import csv
import re
from pathlib import Path

import pycountry
import pytest

from corpus.values import KINDS
from spiders.sheet import load_sources

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "spiders" / "sources"
COLLECTIONS = ROOT / "observatory" / "shipped" / "collections"

SOURCES = load_sources([FOLDER])
BY_ID = {source.id: source for source in SOURCES}

BODIES = {
    "ACQF": "acqf_news",
    "Cedefop": "cedefop_news",
    "Crossref": "crossref",
    "DOAJ": "doaj",
    "DORAS": "doras",
    "ERIC": "eric",
    "ETF": "etf",
    "EUR-Lex": "eur_lex",
    "HAL": "hal",
    "ILO": "ilo",
    "NIDL": "nidl_blog",
    "NZQA": "nzqa",
    "OECD": "oecd_publications",
    "OpenAlex": "openalex",
    "QQI": "qqi",
    "SAQA": "saqa",
    "UNESCO": "unesco",
    "World Bank": "world_bank_open_knowledge",
    "Zenodo": "zenodo",
}
"""Those without which nobody would call this an observatory of the field, with the id of their sheet."""

BLOCS = {
    "africa", "african-union", "arab-states", "asean", "asia", "caribbean", "eac", "ecowas", "eu", "europe",
    "global", "latin-america", "nordic", "north-america", "pacific", "sadc",
}  # fmt: skip
REGIONS = BLOCS | {country.alpha_2.lower() for country in pycountry.countries}


def key_of(url):
    """An address without what never tells two lists apart: scheme, www, trailing slash."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/").lower()


def rows_in(file):
    with (COLLECTIONS / file).open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.DictReader(lines))


def test_there_are_enough_sources_in_enough_places():
    """
    At least 60 sheets, from at least 25 countries or international bodies.
    """
    countries = {source.country for source in SOURCES if source.country}
    international = {
        source.publisher for source in SOURCES if not source.country and source.kind != "collection"
    }

    assert len(SOURCES) >= 60
    assert len(countries | international) >= 25


@pytest.mark.parametrize("body", BODIES)
def test_a_main_body_of_the_field_is_watched(body):
    """
    The bodies that everybody in the field cites have a sheet, and it is not retired.
    """
    source = BY_ID.get(BODIES[body])

    assert source is not None
    assert source.retired is None


def test_no_two_sheets_read_the_same_address():
    """
    A list that two sheets read would be asked twice and counted twice.
    """
    sheets = {}
    for source in SOURCES:
        if source.url:
            sheets.setdefault(key_of(source.url), []).append(source.id)

    assert [ids for ids in sheets.values() if len(ids) > 1] == []


def test_a_sheet_says_what_it_watches():
    """
    Each sheet names regions that exist and kinds of item, among them the kind of its own items.
    """
    assert [(source.id, r) for source in SOURCES for r in source.watches.regions if r not in REGIONS] == []
    assert [
        (source.id, kind) for source in SOURCES for kind in source.watches.kinds if kind not in KINDS
    ] == []
    assert [source.id for source in SOURCES if not source.watches.regions] == []
    assert [source.id for source in SOURCES if source.item_kind not in source.watches.kinds] == []


def test_a_sheet_says_its_language_and_makes_a_promise():
    """
    Without a language no analyser can be chosen; without a promise nobody notices an empty list.
    """
    assert [source.id for source in SOURCES if not source.languages] == []
    assert [source.id for source in SOURCES if not source.covers] == []
    assert [source.id for source in SOURCES if source.expect.at_least < 1] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_a_sheet_says_itself_whether_it_was_verified(source):
    """
    The word stands in every sheet, so that nobody takes an address nobody has fetched for a proved one.
    """
    text = (FOLDER / f"{source.id}.toml").read_text(encoding="utf-8")

    assert f"\nverified = {str(source.verified).lower()}\n" in text


def test_a_collection_promises_exactly_what_its_file_holds():
    """
    A row lost by mistake is below the promise; whoever adds one raises it.
    """
    promised = {source.file: source.expect.at_least for source in SOURCES if source.kind == "collection"}

    assert promised == {file.name: rows_in(file.name) for file in COLLECTIONS.glob("*.csv")}
