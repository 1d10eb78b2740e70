"""When a source is read next: by its own rhythm while it answers, ever later while it does not."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from corpus.health import LOOKS
from corpus.ledger import Run
from spiders.failures import Failure
from spiders.pace import Pace
from spiders.sheet import HOURS, Source

__all__ = ["Next", "bounds", "next_reading", "spread"]

MOSTLY_NEW, MOSTLY_OLD = 0.5, 0.1
"""Shares of new items in an answer, above and below which the rhythm is shortened and lengthened."""

SHORTER, LONGER = 0.5, 1.25

LONGEST_BACK_OFF = 168.0
"""Hours; a source that fails is asked once a week at least, or in its rhythm where that is longer."""

DAY = 24.0
"""Hours; gaps between works are known to the day, so a rhythm never asks for more readings than one a day."""

EARLIEST = 0.75
"""A source is read at this share of its interval at the earliest, at the whole of it at the latest."""


@dataclass(frozen=True, slots=True)
class Next:
    """
    What follows from a reading.

    Attributes:
        due: When the source is to be read next, ISO 8601; None when it stays due.
        every: Hours of its rhythm as learned.
        failures: The weight of its failures since it was last read; 0 when it was read.
    """

    due: str | None
    every: float | None
    failures: float


def next_reading(
    source: Source,
    last: Run | None,
    outcome: str,
    failure: Failure | None,
    *,
    new: int,
    kept: int,
    now: datetime,
    pace: Pace | None = None,
) -> Next:
    """
    Decide when a source is read next.

    Args:
        last: Its run before this one.
        outcome: How this reading ended.
        failure: What it ended with, if it failed.
        new, kept: How many of its items were new, and how many it gave.
        pace: How soon something new usually comes, where that is known.
    """
    every = last.every if last else None
    failed = last.failures if last else 0.0
    until = failure.until if failure else None
    if outcome == "stopped":
        return Next(_text(until) if until else None, every, failed)
    if failure is None:
        every = _learned(source, every, outcome, new, kept)
        if outcome == "ok":
            every = min(every, _room(source, pace, now))
        return Next(_text(now + timedelta(hours=every) * spread(source.id, now)), every, 0.0)
    failed += failure.weight
    # A temporary failure (¼) doubles the wait each time, a soft one (½) makes it four times as long, a hard
    # one sixteen times.
    hours = min(max(1.0, 2.0 ** min(4 * failed - 1, 10.0)), max(LONGEST_BACK_OFF, every or 0.0))
    due = now + timedelta(hours=hours) * spread(source.id, now)
    return Next(_text(max(due, until) if until else due), every, failed)


def bounds(source: Source) -> tuple[float, float]:
    """Hours between two readings, at least and at most: as the sheet says, else around its ``every``."""
    base = float(HOURS[source.every])
    soonest = float(HOURS[source.soonest]) if source.soonest else max(1.0, base / 4)
    latest = float(HOURS[source.latest]) if source.latest else base * 2
    return soonest, latest


def spread(source: str, now: datetime) -> float:
    """
    A share of an interval between ``EARLIEST`` and 1, fixed for a source and a day.

    So sources that were read together drift apart, and none is read later than its rhythm says.
    """
    digest = hashlib.sha256(f"{source} {now.date()}".encode()).digest()
    return EARLIEST + (1 - EARLIEST) * int.from_bytes(digest[:4], "big") / 2**32


def _learned(source: Source, every: float | None, outcome: str, new: int, kept: int) -> float:
    if every is None or outcome != "ok" or not kept:
        return every or float(HOURS[source.every])
    share = new / kept
    factor = SHORTER if share > MOSTLY_NEW else LONGER if share < MOSTLY_OLD else 1.0
    soonest, latest = bounds(source)
    return round(min(max(every * factor, soonest), latest), 3)


def _room(source: Source, pace: Pace | None, now: datetime) -> float:
    """
    Hours between two readings at most, so that silence is noticed within the source's own rhythm.

    Silence says something after ``LOOKS`` readings without news, so many of which must fit into the time
    within which something new nearly always comes. The sheet's soonest hour goes before; and where silence
    has become unusual there is nothing left to be noticed, so that a dead source is not asked for ever.
    """
    if pace is None or now.date() > pace.until:
        return float("inf")
    return max(bounds(source)[0], DAY, round(pace.within * DAY / LOOKS, 3))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
