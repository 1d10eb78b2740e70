"""The newest date that stands in the text of a page: a live page moves on, a frozen one does not."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from scrapy.http import HtmlResponse, Response, TextResponse

__all__ = ["newest_date"]

_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d\d?)[./](\d\d?)[./](20\d\d)(?!\d)")
_YEAR = re.compile(r"(?<=\s)20\d\d")
BEFORE = 64
"""Characters in which a day and a month stand before their year."""

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
    page = isinstance(response, HtmlResponse)
    text = response.text[:LONGEST] if page else _ends(response.body)
    months, written = _written(tuple(sorted({*languages, "en"})))
    found = [(y, m, d) for y, m, d in _ISO.findall(text)]
    found += [(y, m, d) for d, m, y in _NUMBERS.findall(text)]
    found += [
        (year, str(months[month or month2]), before or after)
        for before, month, month2, after, year in _in_words(text.casefold(), written)
    ]
    days = [
        day for year, month, day_ in found if (day := _day(int(year), int(month), int(day_))) and day <= today
    ]
    return max(days).isoformat() if days else ""


def _ends(body: bytes) -> str:
    """What a feed says first; of JSON, whose keys have no order, also what it says last."""
    ends = body[:HEAD]
    if len(body) > HEAD and body.lstrip()[:1] in (b"{", b"["):
        ends += b"\n" + body[HEAD:][-HEAD:]
    # To find the character set takes long, and does not matter for dates.
    return ends.decode("utf-8", "replace")


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
        rf"(?:(?<!\d)(\d\d?)(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?({names})\.?,?\s+(?:de\s+)?|({names})\.?\s+(\d\d?),?\s+)(20\d\d)\Z"
    )


def _in_words(text: str, written: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """What ``written`` finds before each year: to look for months everywhere would take long."""
    for year in _YEAR.finditer(text):
        if found := written.search(text[max(0, year.start() - BEFORE) : year.end()]):
            yield tuple(group or "" for group in found.groups())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
