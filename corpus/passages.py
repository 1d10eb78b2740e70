"""
Passages that several works share: who has words of whom, and who had them first.

Texts are cut into runs of words; of their hashes a fixed choice is kept (winnowing: Schleimer, Wilkerson and
Aiken, 2003), so that every shared run of ``NOTICED`` words and more is found and the work grows with the texts.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Run:
    """Words ``here`` to ``here_end`` of one text that are words ``there`` to ``there_end`` of another."""

    here: int
    here_end: int
    there: int
    there_end: int


def shared_passages(texts: Iterable[Text]) -> list[Passage]:
    """
    Find the passages that works share, sorted; boilerplate is left out.

    >>> words = "a port is a place where ships load goods and where people learn what ships need to be loaded well today"
    >>> [(one.first, one.later) for one in shared_passages([Text("a", words, "2021"), Text("b", f"As said: {words}", "2020")])]
    [('b', 'a')]
    """
    known = sorted(texts, key=lambda text: text.work)
    places = [[match.span() for match in _WORD.finditer(text.text)] for text in known]
    words = [
        [folded(text.text[start:end]) for start, end in spans]
        for text, spans in zip(known, places, strict=True)
    ]
    return sorted(
        _passage(known[one], places[one], known[other], places[other], run)
        for (one, other), seeds in _meetings(words).items()
        for run in _joined(_runs(words[one], words[other], sorted(seeds)))
        if run.here_end - run.here >= LEAST
    )


def snippet(text: str, start: int, end: int) -> str:
    """
    The beginning of a passage, short enough to be quoted.

    >>> snippet("one two three", 4, 13)
    'two three'
    """
    words = text[start:end].split()
    return " ".join(words[:_SNIPPET]) + (" …" if len(words) > _SNIPPET else "")


def _meetings(words: Sequence[Sequence[str]]) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """For each pair of texts the places of chosen runs that both have and few others do."""
    holders: dict[int, dict[int, int]] = {}
    for number, some in enumerate(words):
        for value, place in _winnowed(some):
            holders.setdefault(value, {}).setdefault(number, place)
    meetings: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for having in holders.values():
        if 1 < len(having) <= COMMON:
            for one, other in combinations(sorted(having), 2):
                meetings.setdefault((one, other), set()).add((having[one], having[other]))
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


def _passage(
    one: Text, here: Sequence[tuple[int, int]], other: Text, there: Sequence[tuple[int, int]], run: _Run
) -> Passage:
    mine = here[run.here][0], here[run.here_end - 1][1]
    theirs = there[run.there][0], there[run.there_end - 1][1]
    length = min(len(one.since), len(other.since))
    dated = length > 0 and one.since[:length] != other.since[:length]
    words = run.here_end - run.here
    if dated and other.since[:length] < one.since[:length]:
        return Passage(other.work, one.work, *theirs, *mine, run.there_end - run.there, dated)
    return Passage(one.work, other.work, *mine, *theirs, words, dated)
