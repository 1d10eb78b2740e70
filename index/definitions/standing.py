"""How the parts of a defining sentence stand to each other."""

import re
from dataclasses import dataclass

from index.definitions.spotting import Spot, Spots

__all__ = [
    "BESIDE", "CLAUSE", "ENDED", "ENOUGH", "FAR", "NEAR", "PARTS", "Reading", "kind_follows", "kinds", "near", "of_another",
    "praised", "this_one",
]  # fmt: skip

PARTS = "definition"
"""The scheme of the parts."""

FAR, NEAR, BESIDE = 12, 6, 3
"""Words that may stand between the term and a part, by how much the part says alone."""

ENOUGH = 3
"""So many words of definition have to follow."""

ENDED = re.compile(r"[.:;]\s")
CLAUSE = re.compile(r"[,;:()]\s")


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What a defining sentence says.

    Attributes:
        term: As written.
        start, end: Of the term in the sentence.
        concept: The concept (scheme/id) that the term is a label of; empty for none.
        says: The part that made it a definition; its place is where those who say so may stand before.
    """

    term: str
    start: int
    end: int
    concept: str
    says: Spot


def kinds(spots: Spots, start: int) -> list[Spot]:
    """The kinds of thing that are named from here on."""
    return [kind for kind in spots.of(PARTS, "kind-of-thing") if kind.start >= start]


def kind_follows(spots: Spots, start: int, end: int | None = None) -> bool:
    """Whether the kind of thing follows here, before anything that only praises, places or denies."""
    for kind in kinds(spots, start):
        if kind.end <= (end or kind.end) and (end or near(spots, start, kind.start, NEAR + 2)):
            before = spots.text[start : kind.start]
            return not praised(spots, start, kind.end) and not ENDED.search(before)
    return False


def praised(spots: Spots, start: int, end: int | None = None) -> bool:
    """Whether something that only praises, places or denies comes before the kind of thing, or at once."""
    others = [*spots.of(PARTS, "another-kind"), *spots.of(PARTS, "denies")]
    if end is None:
        return any(one.start >= start and near(spots, start, one.start, 1) for one in others)
    return any(start <= one.start < end for one in others)


def near(spots: Spots, start: int, end: int, most: int) -> bool:
    """Whether so many words at most begin between two characters."""
    return spots.words_between(start, end) <= most


def of_another(spots: Spots, term: Spot) -> bool:
    """Whether the term is only part of the name of what the sentence is about."""
    return _right_before(spots, term, "belongs-to")


def this_one(spots: Spots, term: Spot) -> bool:
    """Whether the sentence speaks of one thing of the sort, or of some."""
    return _right_before(spots, term, "this-one")


def _right_before(spots: Spots, term: Spot, part: str) -> bool:
    """Whether such a part stands before the term, in its clause, with a word between them at most."""
    return any(
        one.end <= term.start
        and near(spots, one.end, term.start, 1)
        and not CLAUSE.search(spots.text[one.end : term.start])
        for one in spots.of(PARTS, part)
    )
