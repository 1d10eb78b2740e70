"""Faulty copies among two thousand made-up records are found, and others left alone."""

import importlib.util
from pathlib import Path

from corpus.blocking import pairs
from corpus.describing import described
from observatory.evaluation.duplicates import find_groups, tally

MADE_UP = Path(__file__).parents[2] / "benchmarks/made_up_duplicates.py"


def test_copies_are_found_and_the_number_of_comparisons_grows_with_the_records(tmp_path, monkeypatch):
    """Typing errors, missing fields, another order: nineteen of twenty are found, hardly one is wrongly joined."""
    spec = importlib.util.spec_from_file_location("made_up_duplicates", MADE_UP)
    made_up = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made_up)
    monkeypatch.chdir(tmp_path)
    rows, things = made_up.records(2000)
    some = [
        described(
            row["id"], row["title"], authors="; ".join(row["authors"]),
            year=int(row["year"]) if row["year"] else None, container=row["container"], doi=row["doi"],
        )
        for row in rows
    ]  # fmt: skip
    gold = {}
    for row, thing in zip(rows, things, strict=True):
        gold.setdefault(thing, []).append(row["id"])

    counted = tally(
        [one.id for one in some], [group for group in gold.values() if len(group) > 1], find_groups(some)
    )

    assert 580 == counted.tp + counted.fn
    assert counted.tp >= 0.95 * 580
    assert counted.fp <= 2
    assert len(list(pairs(some))) < 10 * len(some)
