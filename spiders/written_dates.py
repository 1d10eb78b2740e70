"""Dates as people write them: numbers in the order of a country, month names in the languages of CLDR."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

__all__ = ["Order", "Written", "dates_in", "order_of", "shapes_of", "usual_order"]

Order = Literal["DMY", "MDY", "YMD"]

_WORD = r"[^\W\d_]{2,14}"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|ª|°)?"
_YEAR = r"(?:19|20|21)\d\d"
_OF = r"(?:\s*(?:(?:de|del|do|of)\b|d['\u2019])\s*|[\s,.\-]*)"
_NUMBERS = r"(?<![\d/.-])\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d\d)(?![\d/-])"
_IN_NUMBERS = re.compile(_NUMBERS)
_FORMS = re.compile(
    rf"(?P<iso>{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)"
    rf"|(?P<numbers>{_NUMBERS})"
    rf"|(?P<signs>{_YEAR})\s?[年년]\s?(?P<sm>\d{{1,2}})\s?[月월](?:\s?(?P<sd>\d{{1,2}})\s?[日일])?"
    rf"|(?<!\d)(?P<d1>{_DAY}){_OF}(?P<m1>{_WORD}){_OF}(?P<y1>{_YEAR})(?!\d)"
    rf"|(?P<m2>{_WORD})\.?\s*(?P<d2>{_DAY})(?!\d)\s*,?\s*(?P<y2>{_YEAR})(?!\d)"
    rf"|(?P<y3>{_YEAR})[\s,.\-]+(?P<m3>{_WORD})\.?[\s\-]+(?P<d3>\d{{1,2}})(?!\d)"
    rf"|(?<!\d\s)(?<!\d)(?P<m4>{_WORD}){_OF}(?P<y4>{_YEAR})(?!\d)",
    re.IGNORECASE,
)

_SHAPES: tuple[tuple[str, str], ...] = (
    ("iso", r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"),
    ("numbers", r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}"),
    ("signs", r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]"),
    ("m1", r"\d{1,2}\S{0,2}\s(?:\S{1,3}\s)?[^\W\d_]{3,}\S?,?\s(?:\S{1,3}\s)?\d{4}"),
    ("m2", r"[^\W\d_]{3,}\.?\s\d{1,2}\S{0,2},?\s\d{4}"),
    ("m3", r"\d{4}\S?\s[^\W\d_]{3,}\S?\s\d{1,2}"),
    ("m4", r"[^\W\d_]{3,}\S?\s\d{4}"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """
    A date found in a text.

    Attributes:
        start, end: Where it stands.
        value: YYYY-MM-DD or YYYY-MM.
        text: As written.
    """

    start: int
    end: int
    value: str
    text: str


def dates_in(text: str, order: Order = "DMY", languages: Sequence[str] = ()) -> Iterator[Written]:
    """
    Every date in this text, in order.

    Args:
        order: Of numbers such as 3/4/2024; one that cannot be in this order is read in another.
        languages: Of month names; all that CLDR knows when empty.

    >>> [found.value for found in dates_in("Publié le 3 mars 2024, révisé le 04/05/2024", "DMY", ["fr"])]
    ['2024-03-03', '2024-05-04']
    >>> [found.value for found in dates_in("Section 31 December 2024")]
    ['2024-12-31']
    """
    if not any(character.isdigit() for character in text):
        return
    months = _months(tuple(languages))
    at = 0
    while match := _FORMS.search(text, at):
        value = _value(match, order, months)
        if value:
            yield Written(match.start(), match.end(), value, match[0])
            at = match.end()
        else:
            # The next date may begin inside what was none, after its first word.
            at = match.start() + len(re.match(r"\w+|\W", match[0])[0])  # type: ignore[index]


def shapes_of(texts: Sequence[str], languages: Sequence[str] = ()) -> str:
    r"""
    A regular expression for dates in the shapes in which these texts hold theirs, for use in a selector.

    >>> shapes_of(["Filed: 3/4/2024"])
    '\\d{1,2}\\s?[./-]\\s?\\d{1,2}\\s?[./-]\\s?\\d{2,4}'
    """
    months = _months(tuple(languages))
    used = set()
    for text in texts:
        for match in _FORMS.finditer(text):
            used |= {name for name, _ in _SHAPES if match[name] and _value(match, "DMY", months)}
    return "|".join(shape for name, shape in _SHAPES if name in used)


def order_of(texts: Sequence[str], otherwise: Order) -> Order:
    """The order in which these texts write numbers, judged by those above twelve."""
    votes = {"DMY": 0, "MDY": 0}
    for text in texts:
        for found in _IN_NUMBERS.findall(text):
            first, second, _ = (int(part) for part in re.findall(r"\d+", found))
            votes["DMY"] += first > 12
            votes["MDY"] += second > 12
    if votes["DMY"] == votes["MDY"]:
        return otherwise
    return "DMY" if votes["DMY"] > votes["MDY"] else "MDY"


def usual_order(language: str) -> Order:
    """
    The order of numbers in dates that CLDR gives for a language tag; day first where it is unknown.

    >>> usual_order("en-US"), usual_order("fr"), usual_order("")
    ('MDY', 'DMY', 'DMY')
    """
    try:
        pattern = Locale.parse(language.replace("-", "_")).date_formats["short"].pattern
    except (UnknownLocaleError, ValueError, LookupError, TypeError):
        return "DMY"
    order = "".join(dict.fromkeys(letter.upper() for letter in pattern if letter in "dMy"))
    return "MDY" if order == "MDY" else "YMD" if order == "YMD" else "DMY"


def _value(match: re.Match[str], order: Order, months: Mapping[str, int]) -> str:
    if match["iso"]:
        year, month, day = (int(part) for part in re.findall(r"\d+", match[0]))
        return _iso(year, month, day)
    if match["numbers"]:
        first, second, year = (int(part) for part in re.findall(r"\d+", match[0]))
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        if order == "MDY":
            return _iso(year, first, second) or _iso(year, second, first)
        return _iso(year, second, first) or _iso(year, first, second)
    if match["signs"]:
        return _iso(int(match["signs"]), int(match["sm"]), int(match["sd"] or 0))
    for number in "1234":
        if word := match[f"m{number}"]:
            month = months.get(_folded(word), 0)
            day_text = re.sub(r"\D", "", match[f"d{number}"]) if number != "4" else "0"
            return _iso(int(match[f"y{number}"]), month, int(day_text)) if month else ""
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        date(year, month, day or 1)
    except ValueError:
        return ""
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character)).strip(". ")


@lru_cache(maxsize=64)
def _months(languages: tuple[str, ...]) -> Mapping[str, int]:
    """Month names, long and short, folded; the first language wins where two disagree."""
    names: dict[str, int] = {}
    wanted = [language.partition("-")[0] for language in languages]
    for language in [*wanted, "en"] if wanted else ["en", *_plain_locales()]:
        try:
            locale = Locale.parse(language)
        except (UnknownLocaleError, ValueError, LookupError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    short = _folded(name)
                    if len(short) > 1 and not short[0].isdigit():
                        names.setdefault(short, number)
    names.setdefault("sept", 9)  # CLDR's English has only "Sep"
    return MappingProxyType(names)


def _plain_locales() -> list[str]:
    return sorted(name for name in locale_identifiers() if re.fullmatch("[a-z]{2}", name))
