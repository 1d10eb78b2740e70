"""How values are said to a reader: dates, numbers, languages, health, states, methods."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from corpus.dates import PartialDate

__all__ = [
    "ENOUGH", "FIELD_NAMES", "HEALTH", "KIND_NAMES", "METHOD_NAMES", "STATES", "day", "direction", "joined", "language_name",
    "number", "ordinal", "percent", "short_day",
]  # fmt: skip

LOCALE = "en_GB"
"""The language of the interface, with the order of day, month and year that it is written in."""

ENOUGH = 20
"""From how many works on a share is told without its number, and a zero says something."""

KIND_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "report": ("report", "reports"),
        "policy": ("policy", "policies"),
        "event": ("event", "events"),
        "publication": ("publication", "publications"),
        "video": ("video", "videos"),
        "news": ("news", "news"),
    }
)
"""Each kind of work: one of it, and several."""

HEALTH: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    "broken": ("Broken", "broken", "It answers, but not in a form that can be read. The last good works stay, dated."),
    "unreachable": ("Unreachable", "broken", "No answer came. The last good works stay, dated."),
    "degraded": (
        "Degraded", "poor",
        "It answers with fewer works or emptier fields than promised. Nothing new is published from it.",
    ),
    "quiet": (
        "Quiet", "quiet",
        "It answers, but nothing new came for longer than is usual for it. Often true, sometimes a moved page.",
    ),
    "ok": ("As it should", "ok", "It answers in time, and what its sheet promises is there."),
    "not read yet": ("Not read yet", "wait", "It is known and on the list, but no run has read it."),
    "retired": ("Retired", "gone", "It is not read any more; what it gave stays."),
})  # fmt: skip
"""The states of a source, the worst first: word, class of its sign, what it means."""

STATES: Mapping[str, str] = MappingProxyType(
    {
        "listed": "still listed by its source",
        "not listed": "no longer listed by its source",
        "withdrawn": "withdrawn by its source",
        "link dead": "the address does not answer any more",
        "archived only": "only an archived copy answers",
    }
)
"""What is known of a work at its last check."""

METHOD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "curator": "a curator",
        "decision": "a person's decision",
        "feed": "the feed",
        "meta": "the page's own data",
        "text": "the text of the page",
        "pdf": "the PDF",
        "http": "the answer's header",
        "listing": "the list page",
        "sitemap": "the sitemap",
        "sheet": "the sheet of the source",
    }
)
"""How a field was read."""

FIELD_NAMES: Mapping[str, str] = MappingProxyType({
    "kind": "Kind", "title": "Title", "title_supplied": "Title supplied", "url": "Address", "seen_at": "Seen at",
    "publisher": "Publisher", "publisher_country": "Country of the publisher", "authors": "Authors",
    "language": "Language", "date": "Published", "end_date": "Ends", "updated": "Updated", "place": "Place",
    "doi": "DOI", "isbn": "ISBN", "series": "Series", "note": "Note", "licence": "Licence", "labels": "Labels given",
    "definition": "Definition", "files": "Files", "abstract": "Abstract", "text": "Full text",
    "starts": "Starts at", "ends": "Ends at", "online": "Online", "organiser": "Organiser",
    "registration": "Registration", "deadline": "Deadline", "duration": "Duration", "handle": "Handle", "canonical": "Its page's own address",
    "text_from": "Full text read from",
})  # fmt: skip
"""What the fields of a work are called."""


@lru_cache(maxsize=4096)
def day(value: str) -> str:
    """
    A date of any precision, or the day of a time, as people write it.

    >>> day("2026-11-24"), day("2026-11"), day("2026"), day("2026-11-24T10:00:00+00:00")
    ('24 November 2026', 'November 2026', '2026', '24 November 2026')
    """
    return _day(value[:10], "long", "yMMMM")


@lru_cache(maxsize=4096)
def short_day(value: str) -> str:
    """
    The same for tables.

    >>> short_day("2026-11-24")
    '24 Nov 2026'
    """
    return _day(value[:10], "medium", "yMMM")


def _day(value: str, form: str, month: str) -> str:
    date = PartialDate(value, "text")
    if date.precision == "day":
        return str(format_date(date.first_day, form, locale=LOCALE))
    return value if date.precision == "year" else str(format_skeleton(month, date.first_day, locale=LOCALE))


@lru_cache(maxsize=4096)
def number(value: int) -> str:
    r"""
    A whole number with narrow spaces between thousands.

    >>> number(2330)
    '2\u202f330'
    """
    return str(format_decimal(value, locale="en")).replace(",", "\u202f")


def ordinal(value: int) -> str:
    """
    A place in a ranking.

    >>> [ordinal(place) for place in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    tens, ones = divmod(value, 10)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(ones, "th") if tens % 10 != 1 else "th"
    return f"{value}{ending}"


def percent(part: int, whole: int) -> str:
    """
    A share in words that do not claim more than the numbers can bear.

    >>> percent(30, 60), percent(3, 6)
    ('50%', '3 of 6')
    """
    return f"{part / whole:.0%}" if whole >= ENOUGH else f"{part} of {whole}"


def joined(parts: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
    """
    Several things in one sentence.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return str(format_list(list(parts), style=style, locale=LOCALE))


@lru_cache(maxsize=512)
def language_name(code: str) -> str:
    """
    The English name of a language; the code itself where there is none.

    >>> language_name("pt-BR"), language_name("xx")
    ('Brazilian Portuguese', 'xx')
    """
    names = Locale("en").languages
    whole = code.replace("-", "_")
    return str(names.get(whole) or names.get(whole.partition("_")[0]) or code)


@lru_cache(maxsize=512)
def direction(code: str | None) -> str:
    """
    Which way a language is written: ltr, rtl, or auto where it is unknown.

    >>> direction("ar"), direction("en"), direction(None)
    ('rtl', 'ltr', 'auto')
    """
    if not code:
        return "auto"
    try:
        return str(Locale.parse(code, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "auto"
