"""Series of events: editions of one event over the years, and whether the next one is overdue."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from corpus.describing import folded
from site_builder.cards import Card

__all__ = ["Series", "overdue", "series_name"]

APART = 60
"""Editions lie so many days apart at least; what is nearer is one event on several days."""

LATE = 0.25
"""By which share of its usual gap a series may be late before it counts as overdue."""

OVER = 2
"""After so many gaps without a further edition a series is taken to have ended."""

WORDS = 3
"""A name must have so many words besides its number and year, else it says too little."""

_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "annual",
]
_NUMBER = re.compile(rf"\b(?:\d+(?:st|nd|rd|th|e|er|a|o)?|[ivx]{{1,5}}|{'|'.join(_ORDINALS)}|the)\b")
_WORD = re.compile(r"[^\W\d_]+")
_DIVIDES = re.compile(r":\s|\s[\u2013\u2014|-]\s")
_MONTH = len("2026-01")


@dataclass(frozen=True, slots=True)
class Series:
    """
    An event that comes again.

    Attributes:
        editions: The newest first.
        gap: Days from one to the next, the median.
        expected: The month in which the next one should be, YYYY-MM.
    """

    editions: tuple[Card, ...]
    gap: int
    expected: str


def series_name(title: str) -> str:
    """
    What the editions of an event have in common: the title without number, year and subtitle; empty where little is left.

    >>> series_name("The 3rd Hive Forum of Kenya 2024: New roads"), series_name("Hive Forum of Kenya 2026")
    ('hive forum of kenya', 'hive forum of kenya')
    >>> series_name("4th Forum: Bees")
    ''
    """
    head = _DIVIDES.split(title, maxsplit=1)[0]
    words = _WORD.findall(_NUMBER.sub(" ", folded(head)))
    return " ".join(words) if len(words) >= WORDS else ""


def overdue(cards: Iterable[Card], day: str) -> list[Series]:
    """
    The series whose next edition should have been by now and is not known, the latest due first.

    Args:
        cards: Events; those that name no month are left out.
        day: On which it is judged, YYYY-MM-DD.
    """
    named: dict[str, list[Card]] = {}
    for card in cards:
        if len(card.date or "") >= _MONTH and (name := series_name(card.title)):
            named.setdefault(name, []).append(card)
    found = [series for those in named.values() if (series := _late(those, date.fromisoformat(day)))]
    return sorted(found, key=lambda series: (series.expected, series.editions[0].id), reverse=True)


def _late(cards: list[Card], day: date) -> Series | None:
    dated = sorted(((_start(card), card.id, card) for card in cards), key=lambda row: row[:2])
    starts = [dated[0][0]]
    starts += [later for (before, *_), (later, *_) in pairwise(dated) if (later - before).days >= APART]
    if len(starts) < 2 or dated[-1][0] >= day:
        return None
    gap = int(median((later - before).days for before, later in pairwise(starts)))
    expected = starts[-1] + timedelta(gap)
    if not expected + timedelta(gap * LATE) < day < starts[-1] + timedelta(gap * (1 + OVER)):
        return None
    return Series(tuple(card for *_, card in reversed(dated)), gap, expected.isoformat()[:_MONTH])


def _start(card: Card) -> date:
    value = card.date or ""
    return date.fromisoformat(value if len(value) > _MONTH else f"{value}-01")
