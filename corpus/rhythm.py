"""The rhythm of a source: how long it usually takes until something new comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import median, quantiles

__all__ = ["ENOUGH", "UNKNOWN", "Rhythm", "rhythm_of"]

ENOUGH = 10
"""Gaps that must be known before a rhythm is believed; until then a source is learning."""

LATEST = 60
"""Gaps that count: the latest ones, since publishers change their ways."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """
    How long it usually takes until something new comes.

    Attributes:
        gaps: How many gaps between days with something new are known.
        median, p95: Their middle and their 95th percentile, in days.
        newest: The last day with something new; None when there was none.
    """

    gaps: int
    median: float
    p95: float
    newest: date | None

    @property
    def learning(self) -> bool:
        """Whether too few gaps are known to expect anything."""
        return self.gaps < ENOUGH

    @property
    def expected_by(self) -> date | None:
        """The day by which something new is to be expected; None while it is learning."""
        return self._after(1)

    @property
    def overdue_after(self) -> date | None:
        """The day after which silence says something: one rhythm after it was expected."""
        return self._after(2)

    def in_words(self) -> str:
        """
        The rhythm for readers.

        >>> Rhythm(12, 7, 14, None).in_words(), Rhythm(3, 7, 14, None).in_words()
        ('something new about every 7 days, nearly always within 14 days', 'still learning: 3 of 10 gaps known')
        """
        if self.learning:
            return f"still learning: {self.gaps} of {ENOUGH} gaps known"
        usual, late = _days(self.median), _days(self.p95)
        return f"something new about every {usual}, nearly always within {late}"

    def _after(self, times: int) -> date | None:
        if self.learning or self.newest is None:
            return None
        return self.newest + timedelta(days=times * ceil(self.p95))


UNKNOWN = Rhythm(0, 0.0, 0.0, None)
"""Of a source that brought nothing yet."""


def rhythm_of(days: Iterable[date]) -> Rhythm:
    """
    Learn a rhythm from the days on which something new came; what came on one day counts once.

    >>> rhythm_of(date(2026, 1, 1) + timedelta(days=7 * n) for n in range(20)).expected_by
    datetime.date(2026, 5, 21)
    """
    ordered = sorted(set(days))[-LATEST - 1 :]
    gaps = [(later - earlier).days for earlier, later in pairwise(ordered)]
    newest = ordered[-1] if ordered else None
    if len(gaps) < 2:
        return Rhythm(len(gaps), float(sum(gaps)), float(sum(gaps)), newest)
    return Rhythm(len(gaps), median(gaps), quantiles(gaps, n=20, method="inclusive")[-1], newest)


def _days(count: float) -> str:
    whole = max(1, round(count))
    return "day" if whole == 1 else f"{whole} days"
