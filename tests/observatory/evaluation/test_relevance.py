"""The measure of relevance, on texts that were made by hand."""

import gzip
import json

import pytest

from corpus.errors import NotFound, SheetError
from observatory.evaluation.relevance import measure

CONCEPTS = """
scheme = "topic"
title = "Topics"
[[concept]]
id = "ports"
label = {en = "Ports"}
labels = {en = ["port", "ports", "harbour*"]}
"""
SHEET = 'title = "Feed"\npublisher = "P"\nkind = "feed"\nurl = "https://e.org/f"\nevery = "day"\nonly = ["topic/ports"]\n'


def lines(*rows):
    return "".join(f"{json.dumps(row)}\n" for row in rows)


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "home"
    for name in ("sources", "concepts"):
        (home / name).mkdir(parents=True)
    (home / "observatory.toml").write_text(
        'title = "T"\nsubject = "ports"\n[shipped]\nsources = false\nconcepts = false\n'
    )
    (home / "sources/feed.toml").write_text(SHEET)
    (home / "concepts/topic.toml").write_text(CONCEPTS)
    return home


def test_what_is_missed_and_what_is_wrongly_found_is_counted_and_named(tmp_path, folder):
    """Three of four found, one of four wrongly: F1, recall and false alarms say so."""
    data = tmp_path / "data"
    (data / "relevant").mkdir(parents=True)
    (data / "others").mkdir()
    good = [
        {"title": "Ports"},
        {"title": "A", "note": "on a harbour"},
        {"title": "The port"},
        {"title": "Docks"},
    ]
    bad = [{"title": "Pots"}, {"title": "Birds"}, {"title": "Rain"}, {"title": "Port wine"}, {"title": ""}]
    (data / "relevant/a.jsonl").write_text(lines(*good))
    (data / "others/b.jsonl.gz").write_bytes(gzip.compress(lines(*bad).encode()))

    measured = measure(data, folder)

    assert (0.75, 0.75, 0.25, 8) == (
        measured.score, measured.figures["recall"], measured.figures["false_alarms"], measured.cases,
    )  # fmt: skip
    assert ("missed: Docks", "wrongly found: Port wine") == measured.worst


def test_data_or_sheets_that_say_nothing_are_refused(tmp_path, folder):
    """Both kinds of texts are needed, each line must be readable, and a sheet must say what the subject is."""
    data = tmp_path / "data"
    (data / "relevant").mkdir(parents=True)
    (data / "relevant/a.jsonl").write_text(lines({"title": "Ports"}))
    with pytest.raises(NotFound, match="needs texts on the subject"):
        measure(data, folder)

    (data / "relevant/a.jsonl").write_text('{"title": "Ports"}\nno\n')
    with pytest.raises(SheetError, match=r"a\.jsonl:2: is not JSON"):
        measure(data, folder)

    (folder / "sources/feed.toml").write_text(SHEET.replace('only = ["topic/ports"]', ""))
    with pytest.raises(NotFound, match="no source has 'only'"):
        measure(data, folder)
