"""How values are said to a reader: dates, numbers, languages, health, states, methods."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from corpus.dates import PartialDate

__all__ = [
    "CAUSES", "ENOUGH", "FIELD_NAMES", "HEALTH", "KIND_NAMES", "METHOD_NAMES", "RELATION_NAMES", "RELATION_REASONS", "SHARE", "STATES", "day",
    "direction", "joined", "language_name", "number", "ordinal", "percent", "short_day", "size",
]  # fmt: skip

LOCALE = "en_GB"
"""The language of the interface, with the order of day, month and year that it is written in."""

ENOUGH = 20
"""From how many works on a share is told without its number, and a zero says something."""

SHARE = "%(part)s of %(all)s"
"""How a share of few works is said."""

RELATION_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "translation": ("a translation of", "translated as"),
    "version": ("another version of", "in another version:"),
    "draft": ("a draft of", "the final text of"),
    "amendment": ("an amendment of", "amended by"),
    "annex": ("an annex of", "with the annex"),
    "summary": ("a summary of", "summarised in"),
    "erratum": ("a correction of", "corrected by"),
    "edition": ("another edition of", "in another edition:"),
})  # fmt: skip
"""What a work is to another to which it has a relation, and what that one is to it."""

RELATION_REASONS = ("title", "same address or number, another language")
"""What tells that two works are related, where no person says so."""

CAUSES: Mapping[str, str] = MappingProxyType(
    {name: name for name in ("source", "parser", "concepts", "curator", "merge")}
)
"""Why a work changed."""

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
def day(value: str, locale: str = LOCALE) -> str:
    """
    A date of any precision, or the day of a time, as people write it.

    >>> day("2026-11-24"), day("2026-11"), day("2026"), day("2026-11-24T10:00:00+00:00")
    ('24 November 2026', 'November 2026', '2026', '24 November 2026')
    >>> day("2026-11-24", "fr")
    '24 novembre 2026'
    """
    return _day(value[:10], "long", "yMMMM", locale)


@lru_cache(maxsize=4096)
def short_day(value: str, locale: str = LOCALE) -> str:
    """
    The same for tables.

    >>> short_day("2026-11-24")
    '24 Nov 2026'
    """
    return _day(value[:10], "medium", "yMMM", locale)


def _day(value: str, form: str, month: str, locale: str) -> str:
    date = PartialDate(value, "text")
    if date.precision == "day":
        return str(format_date(date.first_day, form, locale=locale))
    return value if date.precision == "year" else str(format_skeleton(month, date.first_day, locale=locale))


@lru_cache(maxsize=4096)
def number(value: int, locale: str = LOCALE) -> str:
    r"""
    A whole number as the language writes it; in English with narrow spaces between thousands.

    >>> number(2330), number(2330, "pt")
    ('2\u202f330', '2.330')
    """
    said = str(format_decimal(value, locale=locale))
    return said.replace(",", "\u202f") if locale == LOCALE else said


ORDINALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"fr": ("er", "e"), "es": (".º", ".º"), "pt": (".º", ".º"), "it": (".º", ".º")}
)
"""What stands after the first place, and after others; other languages have the bare number."""


def size(value: int, locale: str = LOCALE) -> str:
    r"""
    The size of a file.

    >>> size(919), size(596_600), size(1_700_000, "fr")
    ('919 bytes', '596.6\u202fkB', '1,7\u202fMo')
    """
    for power, unit in ((3, "gigabyte"), (2, "megabyte"), (1, "kilobyte")):
        if value >= 1000**power:
            said = format_unit(round(value / 1000**power, 1), f"digital-{unit}", "short", locale=locale)
            return str(said).replace(" ", "\u202f").replace("\xa0", "\u202f")
    return str(format_unit(value, "digital-byte", "long", locale=locale))


def ordinal(value: int, locale: str = LOCALE) -> str:
    """
    A place in a ranking.

    >>> [ordinal(place) for place in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    >>> ordinal(1, "fr"), ordinal(2, "es"), ordinal(2, "ar")
    ('1er', '2.º', '2')
    """
    if locale != LOCALE:
        first, other = ORDINALS.get(locale.partition("_")[0], ("", ""))
        return f"{value}{first if value == 1 else other}"
    tens, ones = divmod(value, 10)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(ones, "th") if tens % 10 != 1 else "th"
    return f"{value}{ending}"


def percent(part: int, whole: int, locale: str = LOCALE, few: str = SHARE) -> str:
    """
    A share in words that do not claim more than the numbers can bear.

    Args:
        few: How a share of few is said.

    >>> percent(30, 60), percent(3, 6)
    ('50%', '3 of 6')
    """
    if whole < ENOUGH:
        return few % {"part": part, "all": whole}
    return str(format_percent(round(part / whole, 2), "#,##0%" if locale == LOCALE else None, locale=locale))


def joined(parts: Sequence[str], style: Literal["standard", "or"] = "standard", locale: str = LOCALE) -> str:
    """
    Several things in one sentence.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return str(format_list(list(parts), style=style, locale=locale))


@lru_cache(maxsize=512)
def language_name(code: str, locale: str = LOCALE) -> str:
    """
    The name of a language, in English or another; the code itself where there is none.

    >>> language_name("pt-BR"), language_name("xx")
    ('Brazilian Portuguese', 'xx')
    """
    names = Locale.parse(locale).languages
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
