"""What differs between two snapshots, field by field, each with its cause."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from observatory.snapshots.causes import Causes, Pair, records_in
from observatory.snapshots.entries import causes_in
from observatory.snapshots.store import Held, Snapshot, Snapshots

__all__ = ["Difference", "differences"]

WHOLE = "work"
"""In place of a field: the work came or went."""


@dataclass(frozen=True, slots=True)
class Difference:
    """
    A field of a work that differs.

    Attributes:
        field: A field of the item, ``state``, a concept as ``scheme/id``, or ``work`` for one that came or went.
        before, after: Its value as JSON; empty for none. Of a concept, the words that cause it.
        cause: source, parser, concepts, curator or merge; several joined with a plus.
    """

    work: str
    field: str
    before: str
    after: str
    cause: str


def differences(
    snapshots: Snapshots, before: Snapshot, after: Snapshot, causes: Callable[[Mapping[str, Pair]], Causes]
) -> Iterator[Difference]:
    """
    Every difference, by work and field.

    Args:
        causes: Makes the judge of the pairs that are given to it.
    """
    touched = snapshots.touched(before, after)
    old, new = (snapshots.state(one, touched) for one in (before, after))
    pairs = {
        work: Pair(work, old.get(work), new.get(work))
        for work in sorted(touched)
        if old.get(work) != new.get(work)
    }
    judge = causes(pairs)
    for pair in pairs.values():
        yield from _of_work(pair, judge)


def _of_work(pair: Pair, judge: Causes) -> Iterator[Difference]:
    if pair.before is None or pair.after is None:
        yield Difference(pair.work, WHOLE, _title(pair.before), _title(pair.after), judge.of_work(pair))
        return
    old, new = json.loads(pair.before.facts), json.loads(pair.after.facts)
    for name, before, after in _differing(old["item"], new["item"]):
        yield Difference(pair.work, name, before, after, judge.of_field(pair, name))
    if old["state"] != new["state"]:
        yield Difference(pair.work, "state", old["state"], new["state"], "source")
    records = [_told(sorted(records_in(held))) for held in (pair.before, pair.after)]
    if records[0] != records[1]:
        yield Difference(pair.work, "records", records[0], records[1], "merge")
    for concept, before, after in _differing(causes_in(pair.before.tags), causes_in(pair.after.tags)):
        yield Difference(pair.work, concept, before, after, judge.of_concept(pair, concept))


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """The names, sorted, under which the two have different values, with both values as text."""
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield name, _told(old.get(name)), _told(new.get(name))


def _title(held: Held | None) -> str:
    return str(json.loads(held.facts)["item"]["title"]) if held else ""


def _told(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
