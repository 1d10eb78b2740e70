"""Dates as sources give them: with a precision and a method, and refused when impossible.

A date is text in ISO 8601 (``2024``, ``2024-03`` or ``2024-03-05``), so that its precision is its
length and no day or month is ever made up.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

__all__ = ["METHODS", "Method", "PartialDate", "Precision", "partial_date"]

Precision = Literal["year", "month", "day"]
Method = Literal["feed", "meta", "text", "pdf", "http", "curator", "listing", "sitemap"]

METHODS: tuple[Method, ...] = ("curator", "meta", "feed", "listing", "text", "pdf", "sitemap", "http")
"""How a date was found, the most trusted first."""

EARLIEST = 1900
LEAD = timedelta(days=800)
"""How far ahead an announced event may lie; later dates are typing errors or templates."""

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with its precision; ``value`` is YYYY, YYYY-MM or YYYY-MM-DD."""

    value: str
    method: Method

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        return _PRECISIONS[len(self.value)]

    @property
    def year(self) -> int:
        """The year, which every date has."""
        return int(self.value[:4])

    @property
    def first_day(self) -> date:
        """The earliest day that the date can mean."""
        year, month, day = (*map(int, self.value.split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def last_day(self) -> date:
        """
        The latest day that the date can mean.

        >>> [PartialDate(text, "feed").last_day.isoformat() for text in ("2024", "2024-02", "2024-02-03")]
        ['2024-12-31', '2024-02-29', '2024-02-03']
        """
        year, *more = map(int, self.value.split("-"))
        month, day = (*(more or [12]), 0)[:2]
        return date(year, month, day or monthrange(year, month)[1])


def partial_date(value: str, method: Method, *, today: date, ahead: bool = False) -> PartialDate:
    """
    Read an ISO date of any precision; refuse what cannot be.

    Args:
        value: YYYY, YYYY-MM or YYYY-MM-DD; a time after the day is dropped.
        method: How the date was found.
        today: The day of the harvest; later dates are refused.
        ahead: Whether a coming date makes sense (an event, not a publication).

    Raises:
        ValueError: The text is no date, the day does not exist, or it is too early or too late.

    >>> partial_date("2024-02", "feed", today=date(2026, 1, 1))
    PartialDate(value='2024-02', method='feed')
    """
    text = value.strip()
    if len(text) > 10 and text[10:11] in "T ":
        try:
            text = datetime.fromisoformat(text).date().isoformat()
        except ValueError:
            text = ""
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"{value!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    found = PartialDate(text, method)
    try:
        first = found.first_day
    except ValueError as error:
        raise ValueError(f"{value!r} does not exist in the calendar") from error
    latest = today + (LEAD if ahead else timedelta(days=2))
    if first.year < EARLIEST:
        raise ValueError(f"{value!r} is before {EARLIEST}")
    if first > latest:
        raise ValueError(f"{value!r} lies in the future")
    return found
