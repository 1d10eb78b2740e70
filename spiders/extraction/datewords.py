"""Dates in running text, in many languages: month names come from the CLDR, by way of Babel."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import get_month_names

__all__ = ["LANGUAGES", "TextDate", "dates_in"]

LANGUAGES = (
    "ar", "bg", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "he", "hi", "hr",
    "hu", "id", "is", "it", "lt", "lv", "mk", "ms", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr",
    "sv", "sw", "tr", "uk", "vi", "af",
)  # fmt: skip
"""Whose month names are known."""

MONTH_FIRST = ("en-US", "en-PH", "fil")
"""Where 3/4/2024 is the fourth of March; elsewhere the day comes first, and plain "en" may mean either."""

_FILLERS = r"(?:(?:of|de|del|di|the|tháng|năm)\s+|(?:d|ta)['’]\s?)?"
_DAY = r"(?<!\d)(\d{1,2})(?:\s?(?:st|nd|rd|th|er|re|ère|º|ª|°|o|a|e)(?![^\W\d_]))?"
_WORD = r"([^\W\d_]{3,14}(?:[ -][^\W\d_]{3,8})?)"
_YEAR = r"((?:19|20)\d{2})(?!\d)"

_FORMS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (order, sign, re.compile(pattern, re.IGNORECASE))
    for order, sign, pattern in (
        ("ymd", "-", rf"(?<![\d./-]){_YEAR[:-6]}-(\d{{1,2}})-(\d{{1,2}})(?![\d-])"),
        ("ymd", "/", rf"(?<![\d./-]){_YEAR[:-6]}/(\d{{1,2}})/(\d{{1,2}})(?![\d/])"),
        ("ymd", ".", rf"(?<![\d./-]){_YEAR[:-6]}\.\s?(\d{{1,2}})\.\s?(\d{{1,2}})(?!\d)"),
        ("ymd", "年년", rf"{_YEAR[:-6]}\s?[年년]\s?(\d{{1,2}})\s?[月월]\s?(\d{{1,2}})\s?[日일]"),
        ("dmy", ".", rf"(?<![\d.])(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}"),
        ("d?m?y", "/", rf"(?<![\d/])(\d{{1,2}})\s?/\s?(\d{{1,2}})\s?/\s?{_YEAR}"),
        ("d?m?y", "-", rf"(?<![\d-])(\d{{1,2}})-(\d{{1,2}})-{_YEAR}"),
        ("dwy", "", rf"{_DAY}\.?[\s-]+{_FILLERS}{_WORD}\.?,?[\s-]+{_FILLERS}{_YEAR}"),
        ("wdy", "", rf"(?<![^\W\d_]){_WORD}\.?\s+{_DAY}\.?,?\s+{_FILLERS}{_YEAR}"),
        ("ywd", "", rf"(?<!\d){_YEAR}\.?,?\s+{_WORD}\.?\s+{_DAY}(?!\d)"),
        ("wy", "", rf"(?<![^\W\d_]){_WORD}\.?,?\s+{_FILLERS}{_YEAR}"),
        ("ym", "年년", rf"{_YEAR[:-6]}\s?[年년]\s?(\d{{1,2}})\s?[月월]"),
    )
)
"""The order of its parts, a sign without which the form does not occur, and the form."""

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 60
"""Characters around a year that the other parts of a date take up at most."""


@dataclass(frozen=True, slots=True)
class TextDate:
    """
    A date as a text writes it.

    Attributes:
        value: ISO 8601, of day or month precision.
        start, end: Characters of the text that it takes up.
        other: What it means if day and month stand the other way round; empty when it is clear.
    """

    value: str
    start: int
    end: int
    other: str = ""


def dates_in(text: str, language: str = "") -> list[TextDate]:
    """
    Every date that a text writes out with its year, in order; impossible ones are left out.

    Args:
        language: BCP 47 tag of the text; it settles names that mean different months in different
            languages, and the order of day and month.

    >>> [found.value for found in dates_in("Publié le 1er août 2023, modifié le 03.09.2024", "fr")]
    ['2023-08-01', '2024-09-03']
    """
    text = _plain_digits(text)
    found: list[TextDate] = []
    for start, end in _around_years(text):
        for order, signs, form in _FORMS:
            if signs and not any(text.find(sign, start, end) >= 0 for sign in signs):
                continue
            for match in form.finditer(text, start, end):
                if any(match.start() < other.end and other.start < match.end() for other in found):
                    continue
                for value, other in _read(order, match.groups(), language):
                    found.append(TextDate(value, match.start(), match.end(), other))
    return sorted(found, key=lambda one: one.start)


def _around_years(text: str) -> list[tuple[int, int]]:
    """The parts of a text in which dates can stand: most of a long text is none."""
    parts: list[tuple[int, int]] = []
    for year in _A_YEAR.finditer(text):
        start, end = max(0, year.start() - _REACH), year.end() + _REACH
        if parts and start <= parts[-1][1]:
            start, _ = parts.pop()
        parts.append((start, end))
    return parts


def _read(order: str, parts: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    by = dict(zip(order.replace("?", ""), parts, strict=True))
    year = by["y"]
    month = _month(by["w"], language) if "w" in by else int(by["m"])
    if month is None:
        return
    if "d" not in by:
        if 1 <= month <= 12:
            yield f"{year}-{month:02}", ""
        return
    first, day = _day(year, month, int(by["d"])), int(by["d"])
    if "?" in order:
        second = _day(year, day, month)
        if first and second and first != second:
            if language in MONTH_FIRST:
                yield second, ""
            else:
                yield (
                    first,
                    second if language.partition("-")[0] in ("", "en") and language in ("", "en") else "",
                )
            return
        first = first or second
    if first:
        yield first, ""


def _day(year: str, month: int, day: int) -> str:
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return ""


def _month(word: str, language: str) -> int | None:
    """The month that a word names; None when it names none, or not surely one."""
    names = _months()
    for candidate in (word, re.split(r"[ -]", word)[0], word.rpartition(" ")[2]):
        meant = names.get(_folded(candidate))
        if meant:
            if len(meant) == 1:
                return next(iter(meant))
            mine = [month for month, languages in meant.items() if language.partition("-")[0] in languages]
            return mine[0] if len(mine) == 1 else None
    return None


@cache
def _months() -> dict[str, dict[int, set[str]]]:
    names: dict[str, dict[int, set[str]]] = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, locale).items():
                    folded = _folded(name)
                    if len(folded) >= 3 and not folded[0].isdigit():
                        names.setdefault(folded, {}).setdefault(month, set()).add(language)
    return names


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.strip(" .'’").lower())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def _plain_digits(text: str) -> str:
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)
