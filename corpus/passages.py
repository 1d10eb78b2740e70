"""
Passages that several works share: who has words of whom, and who had them first.

Texts are cut into runs of words; of their hashes a fixed choice is kept (winnowing: Schleimer, Wilkerson and
Aiken, 2003), so that every shared run of ``NOTICED`` words and more is found and the work grows with the texts.
"""

import re
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from corpus.describing import folded

__all__ = ["COMMON", "LEAST", "NOTICED", "Passage", "Text", "shared_passages", "snippet"]

GRAM = 8
"""Words in a run that is hashed."""
NOTICED = 15
"""A shared run of so many words is found for certain."""
LEAST = 20
"""A passage has so many words at least; shorter ones are ways of speaking."""
COMMON = 5
"""Words that more works share are boilerplate: licences, imprints, notices."""
GAP = 8
"""Two passages with so few other words between them, in both texts, are one."""
_SNIPPET = 30
_OPEN = 64
"""So many texts are held open while passages are followed."""

Pair = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """
    The text of a work.

    Attributes:
        since: When the work was published, ISO 8601 of any precision; empty when unknown.
    """

    work: str
    text: str
    since: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """
    A passage that ``later`` shares with ``first``.

    Attributes:
        first: The work that had it first, by date; where dates do not tell, the smaller id, and ``dated``
            is false.
        first_start, first_end, later_start, later_end: Characters in each text, end exclusive.
        words: How many words it has in ``first``.
    """

    first: str
    later: str
    first_start: int
    first_end: int
    later_start: int
    later_end: int
    words: int
    dated: bool


class _Read:
    """A text cut into folded words, with their places."""

    def __init__(self, text: Text) -> None:
        self.work, self.since = text.work, text.since
        self.spans = [match.span() for match in _WORD.finditer(text.text)]
        self.words = [folded(text.text[start:end]) for start, end in self.spans]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words ``here`` to ``here_end`` of one text that are words ``there`` to ``there_end`` of another."""

    here: int
    here_end: int
    there: int
    there_end: int


def shared_passages(works: Iterable[str], read: Callable[[str], Text]) -> list[Passage]:
    """
    Find the passages that works share, sorted; boilerplate is left out.

    Args:
        works: The ids of the works that are compared.
        read: Gives the text of a work; each is read once, and again if it shares a passage. Only a few
            numbers of each text are in memory at a time.

    >>> words = "a port is a place where ships load goods and where people learn what ships need to be loaded well today"
    >>> texts = {"a": Text("a", words, "2021"), "b": Text("b", f"As said: {words}", "2020")}
    >>> [(one.first, one.later) for one in shared_passages(texts, texts.__getitem__)]
    [('b', 'a')]
    """
    ids = sorted(works)
    opened = lru_cache(maxsize=_OPEN)(lambda number: _Read(read(ids[number])))
    found: list[Passage] = []
    for (one, other), seeds in sorted(_meetings(opened, len(ids)).items()):
        mine, theirs = opened(one), opened(other)
        runs = _joined(_runs(mine.words, theirs.words, sorted(seeds)))
        found.extend(_passage(mine, theirs, run) for run in runs if run.here_end - run.here >= LEAST)
    return sorted(found)


def snippet(text: str, start: int, end: int) -> str:
    """
    The beginning of a passage, short enough to be quoted.

    >>> snippet("one two three", 4, 13)
    'two three'
    """
    words = text[start:end].split()
    return " ".join(words[:_SNIPPET]) + (" …" if len(words) > _SNIPPET else "")


def _meetings(opened: Callable[[int], _Read], count: int) -> dict[Pair, set[Pair]]:
    """For each pair of texts the places of chosen runs that both have and few others do."""
    import numpy as np  # noqa: PLC0415 - slow to load

    values, numbers, places = array("I"), array("I"), array("I")
    for number in range(count):
        for value, place in dict(_winnowed(opened(number).words)).items():
            values.append(value)
            numbers.append(number)
            places.append(place)
    if not values:
        return {}
    known = np.frombuffer(values, dtype=np.uint32)
    order = np.argsort(known, kind="stable")
    starts = np.flatnonzero(np.r_[True, known[order][1:] != known[order][:-1]])
    meetings: dict[Pair, set[Pair]] = {}
    for start, end in zip(starts, [*starts[1:], len(known)], strict=True):
        if 1 < end - start <= COMMON:
            for one, other in combinations(sorted(order[start:end].tolist()), 2):
                pair = numbers[one], numbers[other]
                meetings.setdefault(pair, set()).add((places[one], places[other]))
    return meetings


def _winnowed(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Of every window of hashes the smallest, the last of equals, with its place; each once."""
    hashes = [
        zlib.crc32(" ".join(words[place : place + GRAM]).encode()) for place in range(len(words) - GRAM + 1)
    ]
    window = NOTICED - GRAM + 1
    last = -1
    for start in range(max(1, len(hashes) - window + 1) if hashes else 0):
        place = min(range(start, min(start + window, len(hashes))), key=lambda n: (hashes[n], -n))
        if place != last:
            yield hashes[place], place
            last = place


def _runs(one: Sequence[str], other: Sequence[str], seeds: Iterable[tuple[int, int]]) -> Iterator[_Run]:
    """The longest equal runs around these places; a place within a run that was found gives no other."""
    ends: dict[int, int] = {}
    for here, there in seeds:
        slant = here - there
        if here < ends.get(slant, 0) or one[here : here + GRAM] != other[there : there + GRAM]:
            continue
        start, end = 0, GRAM
        while here > start and there > start and one[here - start - 1] == other[there - start - 1]:
            start += 1
        while here + end < len(one) and there + end < len(other) and one[here + end] == other[there + end]:
            end += 1
        ends[slant] = here + end
        yield _Run(here - start, here + end, there - start, there + end)


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """Runs put together where only a few words lie between them in both texts."""
    joined: list[_Run] = []
    for run in sorted(runs, key=lambda run: (run.here, run.there)):
        before = joined[-1] if joined else None
        if before and run.here - before.here_end <= GAP and 0 <= run.there - before.there_end <= GAP:
            joined[-1] = replace(before, here_end=max(before.here_end, run.here_end), there_end=run.there_end)
        elif not (before and run.here_end <= before.here_end):
            joined.append(run)
    return joined


def _passage(one: _Read, other: _Read, run: _Run) -> Passage:
    mine = one.spans[run.here][0], one.spans[run.here_end - 1][1]
    theirs = other.spans[run.there][0], other.spans[run.there_end - 1][1]
    length = min(len(one.since), len(other.since))
    dated = length > 0 and one.since[:length] != other.since[:length]
    if dated and other.since[:length] < one.since[:length]:
        return Passage(other.work, one.work, *theirs, *mine, run.there_end - run.there, dated)
    return Passage(one.work, other.work, *mine, *theirs, run.here_end - run.here, dated)
