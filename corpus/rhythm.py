"""The rhythm of a source: how long it usually takes until something new comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import mean, median, quantiles

__all__ = ["ENOUGH", "LATEST", "UNKNOWN", "Rhythm", "rhythm_of"]

ENOUGH = 10
"""Gaps that must be known before a rhythm is believed; until then a source is learning."""

LATEST = 60
"""Gaps that count: the latest ones, since publishers change their ways."""

BY_CHANCE = 0.01
"""How often in a month a source that is well may be silent for ``unusual`` days: once in a hundred months."""

MONTH, YEAR = 30.44, timedelta(days=365)

SAME_TIME = timedelta(days=30)
"""A pause that begins so near to the day of an earlier year's is taken for the same one, such as a summer's."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """
    How long it usually takes until something new comes.

    Attributes:
        gaps: How many gaps between days with something new are known.
        median, p95: Their middle and their 95th percentile, in days.
        newest: The last day with something new; None when there was none.
        unusual: Days of silence that hardly ever come by chance.
        resumes: The day by which the source went on in an earlier year in which it paused at this time; None
            where it did not.
    """

    gaps: int
    median: float
    p95: float
    newest: date | None
    unusual: float = 0.0
    resumes: date | None = None

    @property
    def learning(self) -> bool:
        """Whether too few gaps are known to expect anything."""
        return self.gaps < ENOUGH

    @property
    def expected_by(self) -> date | None:
        """The day by which something new is to be expected; None while it is learning."""
        return self._after(self.p95)

    @property
    def overdue_after(self) -> date | None:
        """The day after which silence says something: it is unusual, and two usual gaps are over."""
        return self._after(max(self.unusual, 2 * self.median), self.median)

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

    def _after(self, days: float, beyond: float = 0.0) -> date | None:
        if self.learning or self.newest is None:
            return None
        after = self.newest + timedelta(days=ceil(days))
        return max(after, self.resumes + timedelta(days=ceil(beyond))) if self.resumes else after


UNKNOWN = Rhythm(0, 0.0, 0.0, None)
"""Of a source that brought nothing yet."""


def rhythm_of(days: Iterable[date], by_chance: float = BY_CHANCE) -> Rhythm:
    """
    Learn a rhythm from the days on which something new came; what came on one day counts once.

    Args:
        by_chance: How often in a month silence may seem unusual though all is well.

    >>> rhythm_of(date(2026, 1, 1) + timedelta(days=7 * n) for n in range(20)).expected_by
    datetime.date(2026, 5, 21)
    """
    ordered = sorted(set(days))
    gaps = [(later - earlier).days for earlier, later in pairwise(ordered[-LATEST - 1 :])]
    newest = ordered[-1] if ordered else None
    if len(gaps) < 2:
        return Rhythm(len(gaps), float(sum(gaps)), float(sum(gaps)), newest)
    p95, unusual = quantiles(gaps, n=20, method="inclusive")[-1], _unusual(gaps, by_chance)
    return Rhythm(len(gaps), median(gaps), p95, newest, unusual, _resumes(ordered, unusual))


def _unusual(gaps: Sequence[int], by_chance: float) -> float:
    """
    Days of silence that come by chance so many times a month.

    How far gaps go beyond their median is taken for exponential, as the tails of waiting times mostly are
    ("peaks over threshold"). Its mean is known from few gaps only, so that the next one follows the
    predictive distribution, a Lomax: (1 + t / (k * mean)) ** -k for k gaps. Few gaps make it patient.
    """
    middle, upper = median(gaps), sorted(gaps)[len(gaps) // 2 :]
    scale = max(mean(upper) - middle, middle / 10, 0.5)  # days; no gap is known more closely than to a day
    share = len(upper) / len(gaps)
    chance = min(share, by_chance * mean(gaps) / MONTH)
    beyond: float = len(upper) * scale * ((share / chance) ** (1 / len(upper)) - 1)
    return round(middle + beyond, 3)


def _resumes(ordered: Sequence[date], unusual: float) -> date | None:
    """When it goes on, if it pauses as in an earlier year at this time of the year."""
    newest, found = ordered[-1], []
    for last, first in pairwise(ordered):
        years = round((newest - last) / YEAR)
        if years and (first - last).days > unusual and abs(newest - last - years * YEAR) <= SAME_TIME:
            found.append(max(first + years * YEAR, newest + (first - last)))
    return max(found, default=None)


def _days(count: float) -> str:
    whole = max(1, round(count))
    return "day" if whole == 1 else f"{whole} days"
