"""Segments of the index: sealed ones are not written again, open ones are."""

import pytest
from whoosh.index import open_dir

import index.words
from index.fields import schema
from index.store import open_index, update


@pytest.fixture
def small(monkeypatch):
    """Segments that a test can fill."""
    monkeypatch.setattr(index.words, "SEGMENT", 4)
    monkeypatch.setattr(index.words, "OPEN", 3)


def segments(folder):
    """The files of the segments that count, with their size, and how many works each has left."""
    (words,) = folder.glob("g*/words")
    opened = open_dir(words, schema=schema())
    try:
        return {segment.segment_id(): segment.doc_count() for segment in opened._segments()}
    finally:
        opened.close()


def files(folder):
    return {path.name: path.stat().st_ino for path in folder.glob("g*/words/*.seg")}


def test_an_update_writes_only_what_is_open(tmp_path, work, book, small):
    """
    Full segments stay as they are; the work that changed is marked as gone there and stands in the open one.
    """
    made = book(theme='[[concept]]\nid = "a"\nlabel = {en = "A"}\nlabels = {en = ["skill*"]}\n')
    works = [work(f"w{number}", f"Skills {number}") for number in range(9)]
    update(tmp_path, works, made)
    before = segments(tmp_path)
    kept = files(tmp_path)

    update(tmp_path, [work("w0", "New skills"), *works[1:], work("w9", "More skills")], made)

    after = segments(tmp_path)
    sealed = [name for name, count in before.items() if count >= 4]
    assert [4, 4, 1] == list(before.values())
    assert [3, 4, 3] == sorted([after[name] for name in sealed]) + [
        count for name, count in after.items() if name not in sealed
    ]
    assert all(
        files(tmp_path)[name] == inode for name, inode in kept.items() if any(one in name for one in sealed)
    )
    with open_index(tmp_path, made) as opened:
        assert ["w0"] == [hit.work for hit in opened.search("new").hits]
        assert 10 == opened.search("skills").total


def test_works_of_another_month_begin_a_segment(tmp_path, work, book, small):
    """
    A month with enough works is sealed when the next one begins.
    """
    from dataclasses import replace

    made = book(theme='[[concept]]\nid = "a"\nlabel = {en = "A"}\nlabels = {en = ["skill*"]}\n')
    months = ["2024-01"] * 3 + ["2024-02"] * 2
    works = [replace(work(f"w{n}", "Skills"), first_seen=f"{month}-01") for n, month in enumerate(months)]

    update(tmp_path, works, made)

    assert [3, 2] == list(segments(tmp_path).values())


def test_the_same_works_give_the_same_tags_in_whichever_steps(tmp_path, work, book, small):
    """
    An index made at once and one made in three updates hold the same lines.
    """
    made = book(theme='[[concept]]\nid = "a"\nlabel = {en = "A"}\nlabels = {en = ["skill*"]}\n')
    works = [work(f"w{number}", f"Skills {number}") for number in range(9)]
    update(tmp_path / "once", works, made)
    for count in (3, 7, 9):
        update(tmp_path / "steps", works[:count], made)

    for name in ("tags.jsonl", "facets.jsonl", "works.jsonl"):
        (one,) = (tmp_path / "once").glob(f"g*/{name}")
        (other,) = (tmp_path / "steps").glob(f"g*/{name}")
        assert one.read_bytes() == other.read_bytes()
    with open_index(tmp_path / "once", made) as first, open_index(tmp_path / "steps", made) as second:
        assert first.search("skills 3").hits == second.search("skills 3").hits
