"""Ranks, sentences, who looked and how right words are: counted from what they are made of, not looked up."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from corpus.sources import Health, SourceCard
from index.book import ConceptBook
from index.tags import Tag
from site_builder.claims import Claim
from site_builder.dataset import export_dataset
from site_builder.proving import DATABASE, Recount

RESULTS = {
    "rankings": (("scheme", "concept", "by", "value"), ("rank", "sentences")),
    "gaps": (("rows", "row", "columns_", "column"), ("looked",)),
    "coverage": (("facet", "value"), ("looked",)),
    "precision": (("scheme", "concept"), ("right", "wrong", "missed", "sample")),
}


@pytest.fixture(scope="module")
def dataset(site, tmp_path_factory):
    """Of an observatory where people gave, confirmed and denied tags, and some sources were read."""
    few = [work for work in site.works() if "many" not in work.id or work.id < "w-many-040"]
    by_id = {work.id: work for work in few}
    kenya, copy, bare = by_id["w-kenya"], by_id["w-copy"], by_id["w-bare"]
    more = {
        kenya.id: (Tag(kenya.id, "driver", "income", "", 0, 0, "given", "", "", "kept"),),
        bare.id: (
            Tag(bare.id, "driver", "pollination", "title", 0, 7, "pollination", "v", "Nothing", "Nothing"),
            Tag(bare.id, "theme", "hives", "", 0, 0, "decision", "", "", "Ann"),
        ),
    }
    denied = {
        bare.id: (Tag(bare.id, "theme", "honey", "title", 0, 7, "honey", "v", "Nothing", "honey"),),
        copy.id: (Tag(copy.id, "region", "si", "note", 0, 5, "proxy", "v", "A law", "law"),),
    }
    sources = (
        *site.sources,
        SourceCard("africa", "A", "A", "feed", "", regions=("africa",), kinds=("report",), verified=True),
        SourceCard("kenya", "K", "K", "feed", "", regions=("ke",), languages=("sl",), verified=True),
        SourceCard("world", "W", "W", "feed", "", regions=("global",), verified=True),
        SourceCard("gone", "G", "G", "feed", "", regions=("africa",), retired="It closed.", verified=True),
    )
    read = [
        Health(one, state, "", "2026-05-01", last_good=last)
        for one, state, last in (
            ("africa", "ok", "2026-05-01"),
            ("kenya", "ok", "2026-05-02"),
            ("world", "broken", ""),
            ("gone", "retired", "2026-01-01"),
        )
    ]
    book = ConceptBook([
        replace(scheme, concepts=tuple(replace(one, labels={"en": (one.id,)}) for one in scheme.concepts))
        for scheme in site.book.schemes
    ])  # fmt: skip
    folder = tmp_path_factory.mktemp("results") / "data"
    export_dataset(
        replace(
            site, works=lambda: iter(few), tags=lambda work: (*site.tags(work), *more.get(work, ())),
            denied=lambda work: denied.get(work, ()), sources=sources, book=book, health=(*site.health, *read),
        ),
        folder,
    )  # fmt: skip
    return folder / DATABASE


def differing(file):
    """The results, by table and column, that the recount does not give."""
    found = set()
    with closing(sqlite3.connect(file)) as database:
        recount = Recount(database)
        for table, (keys, columns) in RESULTS.items():
            names = ", ".join(f'"{name}"' for name in (*keys, *columns))
            for row in database.execute(f"SELECT {names} FROM {table}"):
                at = tuple(zip(keys, row, strict=False))
                for column, told in zip(columns, row[len(keys) :], strict=True):
                    if told is not None and recount.value(Claim(f"{table}.{column}", at)) != told:
                        found.add(f"{table}.{column}")
    return found


def test_the_results_are_those_that_the_other_tables_give(dataset):
    """
    Every row of every result, with labels that people gave, confirmed or denied, and sources of all sorts.
    """
    with closing(sqlite3.connect(dataset)) as database:
        judged = database.execute("SELECT sum(right), sum(wrong), sum(missed) FROM precision").fetchone()
        looked = database.execute("SELECT count(DISTINCT looked) FROM gaps").fetchone()

    assert set() == differing(dataset)
    assert all(judged)
    assert looked > (1,)


@pytest.mark.parametrize(("spoiled", "results"), [
    ("DELETE FROM tags WHERE scheme = 'driver' AND concept = 'income'", {"rankings.rank"}),
    ("UPDATE concepts SET \"group\" = concept WHERE scheme = 'driver'", {"rankings.rank"}),
    ("UPDATE rankings SET sentences = sentences + 100000", {"rankings.sentences"}),
    ("UPDATE rankings SET sentences = 0 WHERE works", {"rankings.sentences"}),
    ("UPDATE sources SET last_good = NULL WHERE id = 'kenya'", {"gaps.looked", "coverage.looked"}),
    ("UPDATE sources SET watches_regions = 'asia' WHERE id = 'africa'", {"gaps.looked", "coverage.looked"}),
    ("DELETE FROM tags WHERE rule = 'given' AND scheme = 'driver'", {"precision.right", "precision.sample"}),
    ("DELETE FROM tags WHERE rule = 'decision'", {"precision.sample"}),
    ("DELETE FROM denied", {"precision.wrong", "precision.sample"}),
])  # fmt: skip
def test_a_result_that_its_ground_does_not_give_is_found(spoiled, results, dataset, tmp_path):
    """
    A changed row of works' tags, concepts, sources or denials; and sentences that cannot be.
    """
    shutil.copy(dataset, tmp_path / DATABASE)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        assert database.execute(spoiled).rowcount
        database.commit()

    assert results <= differing(tmp_path / DATABASE)
