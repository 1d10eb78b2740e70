"""What connects published works, gathered at a build."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from corpus.dates import PartialDate
from corpus.families import Relation
from corpus.judgement import Judgement
from corpus.values import Item, Record, Work
from observatory.connecting import connections

WORDS = " ".join(f"word{n}" for n in range(40))


def work(id_, text=None, kind="report", year="2020"):
    item = Item(id_, kind, id_, text=text, date=PartialDate(year, "meta"))
    record = Record(f"r{id_}", "s", 1, item, "", "", "", "listed", "")
    return Work(id_, item, (record,), (), "", "", "", "listed", id_)


@pytest.fixture
def shelf():
    """Works by id, and how often one was asked for."""
    some = [work("a", WORDS, year="2021"), work("b", f"before {WORDS}"), work("c", WORDS, "news"), work("d")]
    judgement = Judgement(
        {"a": ("a", "x"), "gone": ("gone", "y")},
        (Relation("a", "draft", "b", "title"), Relation("a", "annex", "gone", "title")),
    )
    known = {one.id: one for one in some}
    asked = []

    def find(id_):
        asked.append(id_)
        return known[id_]

    return SimpleNamespace(judgement=judgement, work=find, known=known, asked=asked)


def found(shelf, tmp_path):
    return connections(shelf, lambda: iter(shelf.known.values()), tmp_path / "passages.json")


def test_only_what_is_shown_is_connected(shelf, tmp_path):
    """Relations to works that are not shown, and ids that lead to them, are left out."""
    connected = found(shelf, tmp_path)

    assert (Relation("a", "draft", "b", "title"),) == connected.relations
    assert {"x": "a"} == connected.joined


def test_passages_of_reports_and_policies_are_followed(shelf, tmp_path):
    """The older report had the words first; news are not followed."""
    (passage,) = found(shelf, tmp_path).passages

    assert ("b", "a", 40, True) == (passage.first, passage.later, passage.words, passage.dated)


def test_passages_are_found_again_only_when_a_text_has_changed(shelf, tmp_path):
    """The note of the last time is used, and a damaged one is not."""
    first = found(shelf, tmp_path)
    shelf.asked.clear()

    assert first == found(shelf, tmp_path)
    assert [] == shelf.asked
    (tmp_path / "passages.json").write_text("{")
    assert first == found(shelf, tmp_path)
    shelf.known["b"] = replace(shelf.known["b"], item=replace(shelf.known["b"].item, text="other words"))
    assert () == found(shelf, tmp_path).passages
