"""Dates that no pattern describes: in words of many languages, relative ones, and moments as numbers."""

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from types import MappingProxyType

from spiders.written_dates import Order, dates_in

__all__ = ["SPECIAL_FORMS"]

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_PRECISION = {"day": 10, "month": 7, "year": 4}


def _in_words(text: str, languages: Sequence[str], today: date) -> str:
    """
    A date in words, through dateparser; empty when it finds none or no year.

    >>> _in_words("il y a 3 jours", ["fr"], date(2026, 3, 5)), _in_words("mars 2024", ["fr"], date(2026, 3, 5))
    ('2026-03-02', '2024-03')
    """
    import dateparser  # noqa: PLC0415 - half a second, for the few sheets that want it

    base = datetime(today.year, today.month, today.day, 12)  # noqa: DTZ001 - days, not moments
    settings = {
        "RELATIVE_BASE": base, "REQUIRE_PARTS": ["year"], "RETURN_AS_TIMEZONE_AWARE": False,
        # Without a year in full, "12 March" would be taken for March of 2012.
        "PARSERS": ["relative-time", *(["absolute-time"] if _YEAR.search(text) else [])], "PREFER_DAY_OF_MONTH": "first",
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library about itself
        known = sorted({language.partition("-")[0] for language in languages}) or None
        try:
            found = dateparser.DateDataParser(languages=known, settings=settings).get_date_data(text)
        except ValueError:  # a language that it does not know
            found = dateparser.DateDataParser(settings=settings).get_date_data(text)
    if found.date_obj is None:
        return ""
    day: date = found.date_obj.date()
    return day.isoformat()[: _PRECISION.get(str(found.period), 10)]


def _as_number(text: str, _languages: Sequence[str], _today: date) -> str:
    """
    The day of a moment given as seconds or milliseconds since 1970.

    >>> _as_number("1709251200000", [], date(2026, 3, 5))
    '2024-03-01'
    """
    if not text.lstrip("-").isdigit() or len(text) > 14:
        return ""
    number = int(text)
    try:
        return (
            datetime.fromtimestamp(number / 1000 if abs(number) > 10**11 else number, UTC).date().isoformat()
        )
    except (OverflowError, ValueError, OSError):
        return ""


def _first_in(order: Order, text: str, languages: Sequence[str], _today: date) -> str:
    """
    The first date that stands in a text, with its numbers in this order.

    >>> _first_in("MDY", "Filed on 3/4/2024 in Accra", ["en"], date(2026, 3, 5))
    '2024-03-04'
    """
    found = next(dates_in(text, order, languages), None)
    return found.value if found else ""


SPECIAL_FORMS: Mapping[str, Callable[[str, Sequence[str], date], str]] = MappingProxyType(
    {
        "words": _in_words,
        "timestamp": _as_number,
        "DMY": partial(_first_in, "DMY"),
        "MDY": partial(_first_in, "MDY"),
        "YMD": partial(_first_in, "YMD"),
    }
)
"""What a sheet may write in ``date_format`` beside strptime forms."""
