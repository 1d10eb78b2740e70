"""Causes that need people, or what cannot be read again, judged from plain values."""

import json

import pytest

from corpus.values import Item, Version
from observatory.snapshots.causes import Causes, Pair
from observatory.snapshots.store import Held


def held(title, *, methods=None, records=(("r1", "press", 1, "listed"),), tags=(), first_seen="2026-01-01"):
    facts = {"item": {"title": title}, "methods": methods or {}, "records": records, "first_seen": first_seen}
    return Held(json.dumps(facts), json.dumps(list(tags)))


def judge(pairs=(), *, versions=None, again=None, new_book=False, retagged=None):
    return Causes(
        {pair.work: pair for pair in pairs}, version=lambda record, number: (versions or {}).get((record, number)),
        read_again=lambda old, new: again, new_book=new_book, retag=lambda facts: retagged or {}, since="2026-02-01",
    )  # fmt: skip


def version(title, reader, body):
    return Version("press", Item("k", "news", title), reader, "https://example.org", body, None)


def tag(rule, words="bees"):
    return ["theme", "honey", "title", 0, 4, rule, "v", words, "bees"]


def test_a_field_that_a_person_set_is_the_curators_doing():
    """
    Also when the decision was taken back.
    """
    pair = Pair("w", held("A", methods={"title": "decision"}), held("B"))

    assert "curator" == judge().of_field(pair, "title")


def test_a_tag_that_a_person_confirmed_or_removed_is_the_curators_doing():
    """
    Whatever else changed.
    """
    pair = Pair("w", held("A", tags=[tag("honey")]), held("A", tags=[tag("decision")]))

    assert "curator" == judge(new_book=True).of_concept(pair, "theme/honey")


@pytest.mark.parametrize(("again", "cause"), [
    ("B", "parser"), ("A", "source"), ("C", "parser+source"), (None, "parser+source"),
])  # fmt: skip
def test_where_answer_and_code_changed_the_old_answer_is_read_again(again, cause):
    """
    What the new code makes of the old answer decides; when that is neither, or cannot be had, both are named.
    """
    records = [(("r1", "press", number, "listed"),) for number in (1, 2)]
    pair = Pair("w", held("A", records=records[0]), held("B", records=records[1]))
    versions = {("r1", 1): version("A", "old", "x"), ("r1", 2): version("B", "new", "y")}

    judged = judge([pair], versions=versions, again=Item("k", "news", again) if again else None)
    assert cause == judged.of_field(pair, "title")


def test_where_words_and_concepts_changed_the_old_words_are_tagged_again():
    """
    What the new sheets find in the old words decides.
    """
    before, after = held("A", tags=[tag("honey")]), held("B", tags=[tag("honey", "hives")])
    pair = Pair("w", before, after)

    def cause(found):
        return judge([pair], new_book=True, retagged={"w": {"theme/honey": found}}).of_concept(
            pair, "theme/honey"
        )

    assert "concepts" == cause(["title: hives"])
    assert "curator" == cause(["title: bees"])
    assert "concepts+curator" == cause(["title: other"])


def test_why_a_work_came_or_went():
    """
    New to us, joined elsewhere, let in by a concept, sent away by a person.
    """
    elsewhere = Pair(
        "other", held("A"), held("A", records=(("r1", "press", 1, "listed"), ("r2", "wire", 1, "listed")))
    )
    gone = Pair("w", held("A", records=(("r2", "wire", 1, "listed"),)), None)
    new, old = Pair("w", None, held("A", first_seen="2026-03-01")), Pair("w", None, held("A"))

    assert "merge" == judge([elsewhere, gone]).of_work(gone)
    assert "curator" == judge([gone]).of_work(gone)
    assert "concepts" == judge([gone], new_book=True).of_work(gone)
    assert ("source", "source", "concepts") == (
        judge([new]).of_work(new), judge([old]).of_work(old), judge([old], new_book=True).of_work(old),
    )  # fmt: skip
