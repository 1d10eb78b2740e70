"""Why something differs between two snapshots: source, parser, concepts, curator or merge.

Where both the answer and the code that read it changed, the old answer is read with the code of today: what differs
then is the parser's, what does not is the source's. Likewise, where both the words and the concepts changed, the old
words are tagged with the new concepts.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.encoding import item_to_json
from corpus.values import Item, Version
from observatory.snapshots.entries import causes_in
from observatory.snapshots.store import Held

__all__ = ["Causes", "Pair", "Retag", "records_in"]

SOURCE, PARSER, CONCEPTS, CURATOR, MERGE = "source", "parser", "concepts", "curator", "merge"

READ_FOR_TAGS = ("title", "note", "abstract", "text", "labels", "language", "kind")
"""The fields of an item on which its tags depend."""

BY_PEOPLE = "decision"
"""The method of a field, and the rule of a tag, that a person decided."""

Retag = Callable[[Mapping[str, str]], Mapping[str, Mapping[str, list[str]]]]
"""From facts by work to the concepts, by work, that the new concept sheets find in them, each with its causes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A work in two snapshots; None where it is not there."""

    work: str
    before: Held | None
    after: Held | None


class Causes:
    """
    The judge of a comparison.

    Args:
        pairs: All works that differ.
        version: Gives a version of a record, from the corpus.
        read_again: Reads the answer of an old version with the code that made the newer one, and gives what
            that makes of the same item; None where it cannot.
        new_book: Whether the concept sheets differ.
        retag: Tags old facts with the new sheets.
        since: The time of the older snapshot, ISO 8601; what was first seen later is new.
    """

    def __init__(
        self, pairs: Mapping[str, Pair], *,
        version: Callable[[str, int], Version | None], read_again: Callable[[Version, Version], Item | None],
        new_book: bool, retag: Retag, since: str,
    ) -> None:  # fmt: skip
        self._pairs = pairs
        self._version, self._read_again = version, read_again
        self._new_book, self._retag, self._since = new_book, retag, since

    def of_work(self, pair: Pair) -> str:
        """Why a work came or went."""
        held = pair.before or pair.after
        assert held is not None  # one of the two is there
        elsewhere = self._works_before if pair.before is None else self._works_after
        if any(elsewhere.get(record, pair.work) != pair.work for record in records_in(held)):
            return MERGE
        if pair.before is None and json.loads(held.facts)["first_seen"] > self._since:
            return SOURCE
        return CONCEPTS if self._new_book else CURATOR if pair.after is None else SOURCE

    def of_field(self, pair: Pair, name: str) -> str:
        """Why a field of the item differs."""
        old, new = self._facts(pair)
        if BY_PEOPLE in (old["methods"].get(name), new["methods"].get(name)):
            return CURATOR
        before, after = _versions(old), _versions(new)
        causes: set[str] = set()
        for record in sorted(before.keys() & after.keys()):
            if before[record] != after[record]:
                causes |= self._of_record(record, before[record], after[record], name)
        if causes:
            return "+".join(sorted(causes))
        # No description changed: other records count now, or other values of the same ones.
        return MERGE if before.keys() != after.keys() else CURATOR

    def of_concept(self, pair: Pair, concept: str) -> str:
        """Why a concept's tag differs; ``concept`` is scheme/id."""
        old, new = self._facts(pair)
        rules = [
            {row[5] for row in json.loads(held.tags) if f"{row[0]}/{row[1]}" == concept}
            for held in (pair.before, pair.after)
            if held
        ]
        said = (facts["methods"].get(concept) for facts in (old, new))
        if BY_PEOPLE in said or any(BY_PEOPLE in found for found in rules):
            return CURATOR
        words = {
            cause
            for name in READ_FOR_TAGS
            if old["item"].get(name) != new["item"].get(name)
            for cause in self.of_field(pair, name).split("+")
        }
        if not words and _versions(old).keys() != _versions(new).keys():
            words = {MERGE}  # who gives a label is another one now
        if not self._new_book:
            return "+".join(sorted(words)) or PARSER
        if not words:
            return CONCEPTS
        assert pair.before is not None
        assert pair.after is not None
        retagged = self._retagged.get(pair.work, {}).get(concept)
        if retagged == causes_in(pair.after.tags).get(concept):
            return CONCEPTS
        if retagged == causes_in(pair.before.tags).get(concept):
            return "+".join(sorted(words))
        return "+".join(sorted({*words, CONCEPTS}))

    def _of_record(self, record: str, before: int, after: int, name: str) -> set[str]:
        old, new = self._version(record, before), self._version(record, after)
        if old is None or new is None or _value(old.item, name) == _value(new.item, name):
            return set()
        if old.body == new.body:
            return {PARSER}
        if old.reader == new.reader:
            return {SOURCE}
        again = self._read_again(old, new)
        if again is None:
            return {PARSER, SOURCE}
        value = _value(again, name)
        return {
            *([PARSER] if value != _value(old.item, name) else []),
            *([SOURCE] if value != _value(new.item, name) else []),
        }

    @cached_property
    def _retagged(self) -> Mapping[str, Mapping[str, list[str]]]:
        """What the new sheets find in the old words of works whose words changed too."""
        mixed: dict[str, str] = {}
        for pair in self._pairs.values():
            if pair.before and pair.after:
                old, new = self._facts(pair)
                if any(old["item"].get(name) != new["item"].get(name) for name in READ_FOR_TAGS):
                    mixed[pair.work] = pair.before.facts
        return self._retag(mixed) if mixed else {}

    @cached_property
    def _works_before(self) -> dict[str, str]:
        return {r: pair.work for pair in self._pairs.values() if pair.before for r in records_in(pair.before)}

    @cached_property
    def _works_after(self) -> dict[str, str]:
        return {r: pair.work for pair in self._pairs.values() if pair.after for r in records_in(pair.after)}

    @staticmethod
    def _facts(pair: Pair) -> tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]:
        assert pair.before is not None
        assert pair.after is not None
        return json.loads(pair.before.facts), json.loads(pair.after.facts)


def records_in(held: Held) -> frozenset[str]:
    """The ids of the records of which a work was made."""
    return frozenset(record[0] for record in json.loads(held.facts)["records"])


def _versions(facts: Mapping[str, object]) -> dict[str, int]:
    records = facts["records"]
    assert isinstance(records, list)
    return {record: version for record, _, version, _ in records}


def _value(item: Item, name: str) -> object:
    return json.loads(item_to_json(item)).get(name)
