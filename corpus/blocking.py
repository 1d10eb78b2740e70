"""Which works are compared at all: those that share a key, so that the work grows with their number."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations

from rensa import RMinHash

from corpus.describing import Description

__all__ = ["LARGEST", "hashed", "keys_of", "meeting", "pairs"]

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
    for letter, marks in (
        ("d", one.dois),
        ("i", one.isbns),
        ("h", one.handles),
        ("f", one.files),
        ("u", one.addresses),
    ):
        yield from (f"{letter}{mark}" for mark in marks)
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


def hashed(keys: Iterable[str]) -> "array[int]":
    """Keys as numbers of 8 bytes, sorted, each once."""
    return array("Q", sorted({int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) for key in keys}))


def pairs(descriptions: Sequence[Description]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the sequence that are worth comparing, each once, sorted."""
    return meeting([hashed(keys_of(one)) for one in descriptions], [one.title for one in descriptions])


def meeting(keys: "Sequence[array[int]]", titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """
    Pairs of places of works that share a key, each once, sorted.

    Args:
        keys, titles: Of each work; a title has the form that descriptions give it.
    """
    blocks: dict[int, list[int]] = {}
    for place, some in enumerate(keys):
        for key in some:
            blocks.setdefault(key, []).append(place)
    found: set[tuple[int, int]] = set()
    for block in blocks.values():
        if 1 < len(block) <= LARGEST:
            found.update(combinations(block, 2))
        elif len(block) > LARGEST:
            ordered = sorted(block, key=lambda place: (titles[place], place))
            for step in range(1, NEXT + 1):
                found.update((min(a, b), max(a, b)) for a, b in zip(ordered, ordered[step:], strict=False))
    yield from sorted(found)
