"""A year of daily builds: a search cited on its first day can be done again on its last."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from corpus.dates import PartialDate
from corpus.errors import NotFound
from corpus.values import Item, Record
from corpus.works import assemble
from index.concepts import load_book
from index.store import open_index, update
from index.tags import Tag
from observatory.snapshots.citations import Citation, Search, answered, read_citation
from observatory.snapshots.replaying import book_texts, replayed
from observatory.snapshots.store import Snapshots

SHEET = """scheme = "theme"
title = "Themes"
[[concept]]
id = "honey"
label = {{ en = "Honey" }}
labels = {{ en = [{labels}] }}
"""
WORDS = [
    "hive",
    "bees",
    "honey",
    "swarm",
    "field",
    "meadow",
    "keeper",
    "wax",
    "queen",
    "drone",
    "comb",
    "nectar",
    "pollen",
    "law",
    "trade",
    "school",
]
FIRST = date(2026, 1, 1)
DAYS = 365


SYLLABLES = ["ba", "ce", "di", "fo", "gu", "la", "mer", "nor", "pel", "ris", "sta", "ton", "vi", "wen"]


def sentence(chance, words):
    """So many words that nobody uses, so that the text is as hard to compress as a real one."""
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(words)) + "."


def work(number, edition=1):
    """A work with words of its own; another edition has another title."""
    said = [WORDS[(number * step) % len(WORDS)] for step in (1, 3, 5, 7, 11)]
    item = Item(
        key=str(number), kind="report", title=f"{' '.join(said[:3])} {number}, edition {edition}",
        note=sentence(Random(number), 60), language="en", url=f"https://example.org/reports/{said[0]}/{number}",
        publisher=sentence(Random(-number), 3),
        date=PartialDate(f"20{10 + number % 15}", "curator"), methods={"title": "curator"},
    )  # fmt: skip
    record = Record(
        f"r{number:04}", "s", edition, item, "2026-01-01", "2026-01-01", "2026-01-01", "listed", "2026-01-01"
    )
    return assemble(f"w{number:04}", [record])


def tags_of(id_):
    """As many tags as a work of this length has; the index that is searched makes its own."""
    return [
        Tag(id_, "theme", WORDS[n], "note", n * 9, n * 9 + 5, WORDS[n], f"{n:08}", WORDS[n], WORDS[n])
        for n in range(int(id_[1:]) % 12)
    ]


class Year:
    """Sheets, works and snapshots of an observatory that gets a new work a day and revises one."""

    def __init__(self, folder: Path):
        self.sheets = folder / "concepts"
        self.sheets.mkdir(parents=True)
        self.label('"honey"')
        self.index = folder / "index"
        self.folder = folder / "snapshots"
        self.works = {number: work(number) for number in range(40)}

    def label(self, labels):
        (self.sheets / "theme.toml").write_text(SHEET.format(labels=labels), encoding="utf-8")

    def pass_day(self, day):
        self.works[40 + day] = work(40 + day)
        revised = (day * 7) % len(self.works)
        self.works[revised] = work(revised, edition=2 + day)

    def build(self, day, folder=None):
        book = load_book([self.sheets])
        works = [self.works[number] for number in sorted(self.works)]
        tags = {one.id: one.item.title for one in works}
        # Tags are not what is tried here, but the index; so that a year passes in seconds they are left out.
        assert tags
        return (
            Snapshots(folder or self.folder).take(
                works,
                lambda _: (),
                book_texts([self.sheets]),
                as_of=f"{FIRST + timedelta(day)}T06:00:00+00:00",
                version="1",
            ),
            book,
            works,
        )

    def cite(self, snapshot, book, works, query):
        update(self.index, works, book)
        with open_index(self.index, book) as index:
            ids, check = answered(index, Search(query, "rank"))
        return Citation(Search(query, "rank"), snapshot.id, len(ids), check), ids


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    year = Year(tmp_path_factory.mktemp("year"))
    year.cited = {}
    for day in range(DAYS):
        if day:
            year.pass_day(day)
        if day == 200:
            year.label('"honey", "nectar"')
        built = year.build(day)
        if day in (0, 100, 250):
            year.cited[day] = year.cite(*built, "honey OR (queen AND school)")
    return year


@pytest.mark.parametrize("day", [0, 100, 250])
def test_a_search_is_reproduced_bit_for_bit(day, year):
    """
    The same works in the same order, from the link alone.
    """
    citation, ids = year.cited[day]
    read = read_citation(citation.link("https://example.org"))
    snapshots = Snapshots(year.folder)

    with replayed(snapshots, snapshots.named(read.snapshot), ("en",)) as index:
        again = answered(index, read.search)

    assert citation == read
    assert 5 < len(ids)
    assert (ids, read.check) == again


def test_a_year_of_snapshots_is_at_most_twice_the_last_one(year, tmp_path):
    """
    A state costs what changed in it.
    """
    year.build(DAYS, tmp_path / "alone")

    def size(folder):
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    assert DAYS == len(Snapshots(year.folder).all)
    assert size(year.folder) <= 2 * size(tmp_path / "alone")


def test_forgotten_snapshots_take_nothing_with_them_that_is_still_cited(year, tmp_path):
    """
    After all but fifty are forgotten, these answer as before and the others are named as forgotten.
    """
    import shutil

    shutil.copytree(year.folder, tmp_path / "some")
    before = Snapshots(year.folder)
    snapshots = Snapshots(tmp_path / "some")

    assert DAYS - 50 == snapshots.prune(50)
    kept = Snapshots(tmp_path / "some")
    assert before.all[-50:] == kept.all
    for snapshot in (kept.all[0], kept.all[20], kept.all[-1]):
        assert before.state(snapshot) == kept.state(snapshot)
        assert before.book(snapshot) == kept.book(snapshot)
    with pytest.raises(NotFound, match="50 are kept"):
        kept.named(year.cited[0][0].snapshot)
    assert 0 == kept.prune(50)


def test_a_build_that_was_killed_leaves_no_trace(tmp_path):
    """
    Packs that the list does not name, and heads of a state that it does not have: the next build is as if nothing had been.
    """
    once, twice = Year(tmp_path / "once"), Year(tmp_path / "twice")
    for year in (once, twice):
        year.build(0)
        year.pass_day(1)
    (twice.folder / "packs/000002.part").write_bytes(b"half")
    (twice.folder / "packs/000002-open.zst").write_bytes(b"half")
    (twice.folder / "heads.json").write_text(json.dumps({"number": 2, "heads": {}}), encoding="utf-8")

    assert once.build(1)[0] == twice.build(1)[0]
    assert {path.name: path.read_bytes() for path in once.folder.rglob("*.*")} == {
        path.name: path.read_bytes() for path in twice.folder.rglob("*.*")
    }


def test_a_work_that_goes_and_comes_back_is_in_the_right_states(tmp_path):
    """
    Also when the state between is forgotten.
    """
    year = Year(tmp_path)
    year.build(0)
    taken = year.works.pop(3)
    year.build(1)
    year.works[3] = replace(taken)
    year.build(2)
    snapshots = Snapshots(year.folder)
    sizes = [len(snapshots.state(one)) for one in snapshots.all]
    snapshots.prune(1)

    assert [40, 39, 40] == sizes
    assert 40 == len(snapshots.state(snapshots.all[-1]))
