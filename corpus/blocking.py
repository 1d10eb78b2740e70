"""Which works are compared at all: those that share a key, so that the work grows with their number."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from rensa import RMinHash

from corpus.describing import Description

__all__ = ["LARGEST", "keys_of", "pairs"]

LARGEST = 40
"""A key that more works share ("Editorial") tells little; within it each is compared with the next ones."""
NEXT = 5
"""So many of the next ones, sorted by title."""

_BEGINNING = 24
"""Signs of a title's beginning and end that make a key."""


_BANDS, _ROWS = 12, 5
"""Texts that share six tenths of their passages meet in one of these bands nearly always."""
_SHINGLE = 4
_LEAST_WORDS = 30


def keys_of(one: Description) -> Iterator[str]:
    """
    The keys under which a work meets others: identifiers, title, and place with people.

    A typing error, a missing field or another order spoils some of them, hardly all.
    """
    for doi in one.dois:
        yield f"d{doi}"
    for isbn in one.isbns:
        yield f"i{isbn}"
    if one.title:
        yield f"b{one.title[:_BEGINNING]}"
        yield f"e{one.title[-_BEGINNING:]}"
        long = sorted(set(one.words), key=lambda word: (-len(word), word))[:4]
        if len(long) > 2:
            for left in combinations(sorted(long[:4]), min(3, len(long))):
                yield f"w{' '.join(left)}"
    if one.pages:
        if one.volume:
            yield f"p{one.volume} {one.pages[0]}"
        if one.year and one.people:
            yield f"y{one.year} {one.pages[0]} {one.people[0]}"
    if one.people and one.year and one.container:
        yield f"c{one.year} {' '.join(sorted(one.people[:2]))} {one.container[0][:3]}"
    yield from _bands(one.text)


def _bands(text: str) -> Iterator[str]:
    """Keys that texts with nearly the same passages share, by MinHash (Broder, 1997)."""
    words = text.split()
    if len(words) < _LEAST_WORDS:
        return
    shingles = [" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1)]
    hashed = RMinHash(num_perm=_BANDS * _ROWS, seed=1)
    hashed.update(shingles)
    digest = hashed.digest()
    for band in range(_BANDS):
        yield f"t{band} {digest[band * _ROWS : (band + 1) * _ROWS]}"


def pairs(descriptions: Sequence[Description]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the sequence that are worth comparing, each once, sorted."""
    blocks: dict[str, list[int]] = {}
    for place, one in enumerate(descriptions):
        for key in keys_of(one):
            blocks.setdefault(key, []).append(place)
    found: set[tuple[int, int]] = set()
    for block in blocks.values():
        if 1 < len(block) <= LARGEST:
            found.update(combinations(block, 2))
        elif len(block) > LARGEST:
            ordered = sorted(block, key=lambda place: (descriptions[place].title, place))
            for step in range(1, NEXT + 1):
                found.update((min(a, b), max(a, b)) for a, b in zip(ordered, ordered[step:], strict=False))
    yield from sorted(pair for pair in found if pair[0] != pair[1])
