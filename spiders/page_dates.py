"""The newest date that stands in the text of a page: a live page moves on, a frozen one does not."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from scrapy.http import HtmlResponse, Response, TextResponse

__all__ = ["newest_date"]

_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d\d?)[./](\d\d?)[./](20\d\d)(?!\d)")
LONGEST, HEAD = 500_000, 4_000
"""So many characters of a page are looked at, and of a feed, whose head and newest items come first."""


def newest_date(response: Response, languages: Sequence[str], today: date) -> str:
    """
    The latest day, ISO 8601 and not after today, that is written in a page; empty when there is none.

    Args:
        languages: In which months may be named; English is always among them.
    """
    if not isinstance(response, TextResponse):
        return ""
    text = response.text[: LONGEST if isinstance(response, HtmlResponse) else HEAD]
    months, written = _written(tuple(sorted({*languages, "en"})))
    found = [(y, m, d) for y, m, d in _ISO.findall(text)]
    found += [(y, m, d) for d, m, y in _NUMBERS.findall(text)]
    for day, month, year, month2, day2, year2 in written.findall(text.casefold()):
        found.append((year or year2, months[month or month2], day or day2))
    days = [
        day for year, month, day_ in found if (day := _day(int(year), int(month), int(day_))) and day <= today
    ]
    return max(days).isoformat() if days else ""


@lru_cache(maxsize=64)
def _written(languages: tuple[str, ...]) -> tuple[dict[str, int], re.Pattern[str]]:
    months: dict[str, int] = {}
    for language in languages:
        try:
            locale = Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    months.setdefault(name.casefold().rstrip("."), number)
    names = "|".join(re.escape(name) for name in sorted(months, key=lambda n: (-len(n), n)))
    return months, re.compile(
        rf"(?<!\d)(\d\d?)(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?({names})\.?,?\s+(?:de\s+)?(20\d\d)|({names})\.?\s+(\d\d?),?\s+(20\d\d)"
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
