"""Segments of the works, by when they were first seen: what is old stays as it was written when new works come."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from site_builder.cards import Card

__all__ = ["OPEN", "STEP", "Segment", "Segments", "segments", "sizes"]

OPEN = 128
"""The open segment has fewer works than this; all of it lies in the first file of the search."""

STEP = 8
"""A sealed segment grows by so many works: this power of the step times the size of an open one."""


@dataclass(frozen=True, slots=True)
class Segment:
    """
    Some works that came one after the other.

    Attributes:
        name: In the names of its files: how often the step is in its size, 0 for the open one.
        works: Their numbers among all works, rising.
        start: How many works the older segments have.
    """

    name: int
    works: tuple[int, ...]
    start: int


@dataclass(frozen=True)
class Segments:
    """
    All works in segments, the oldest first; the open one is the last, and may be empty.

    Attributes:
        parts: For each work the place of its segment.
        local: For each work its number within its segment.
    """

    every: tuple[Segment, ...]

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """For each work the place of its segment."""
        found = {work: n for n, segment in enumerate(self.every) for work in segment.works}
        return tuple(found[work] for work in range(len(found)))

    @cached_property
    def local(self) -> tuple[int, ...]:
        """For each work its number within its segment."""
        found = {work: n for segment in self.every for n, work in enumerate(segment.works)}
        return tuple(found[work] for work in range(len(found)))

    def inserted(self, order: Sequence[int]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
        """
        An order of all works, told segment by segment, so that new works leave what is said of old ones.

        Args:
            order: All works in that order.

        Returns:
            For each segment its works by their number within it, in the order; and for each of these how
            many works of older segments go before it.
        """
        told = []
        for place, segment in enumerate(self.every):
            own, before, older = [], [], 0
            for work in order:
                if self.parts[work] < place:
                    older += 1
                elif self.parts[work] == place:
                    own.append(self.local[work])
                    before.append(older)
            told.append((tuple(own), tuple(before) if segment.start else ()))
        return tuple(told)


def sizes(works: int) -> tuple[tuple[int, int], ...]:
    """
    How so many works are cut: the name and the size of each segment.

    So each work is written again once for each step that the whole grows, and there are few segments.

    >>> sizes(5_000), sizes(71_244)
    (((2, 4096), (1, 896), (0, 8)), ((4, 65536), (2, 5120), (1, 512), (0, 76)))
    """
    found, left, name = [(0, works % OPEN)], works // OPEN, 1
    while left:
        left, own = divmod(left, STEP)
        if own:
            found.append((name, own * OPEN * STEP ** (name - 1)))
        name += 1
    return tuple(reversed(found))


def segments(cards: Sequence[Card]) -> Segments:
    """
    Cut works into segments by the day on which they were first seen, then by id.

    Args:
        cards: In the order in which the works are numbered.
    """
    order = sorted(range(len(cards)), key=lambda n: (cards[n].seen, cards[n].id))
    found, start = [], 0
    for name, size in sizes(len(cards)):
        found.append(Segment(name, tuple(sorted(order[start : start + size])), start))
        start += size
    return Segments(tuple(found))
