"""The sheet of units, as people write it, and the patterns that it makes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import Annotated

from babel.core import get_global
from babel.numbers import get_currency_symbol
from pydantic import Field

from corpus.sheets import Sheet, read_sheet

__all__ = ["Units", "load_units"]

SIGNS = ("USD", "EUR", "GBP", "AUD", "NZD", "CAD", "JPY", "INR", "NGN", "KRW")
"""Currencies that texts write with a sign; every other one is read by its code."""

Words = dict[str, tuple[str, ...]]


class Unit(Sheet):
    """
    One unit.

    Attributes:
        id: What is measured.
        words: How it is called, by language.
        hours: How many hours of learning one of it is, from and to.
        before: Whether the number follows it.
        source: Who says how many hours it is.
        definitions_only: Whether it says nothing of the thing in other sentences ("a two-day workshop").
    """

    id: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    words: Words
    hours: tuple[float, float] | None = None
    before: bool = False
    source: str | None = None
    definitions_only: bool = False


class Bounds(Sheet):
    """
    Words that open or close a range: before a number, after it, and between two.

    Attributes:
        parts: Words that part a number from a unit after it ("4 to 5 with ECTS").
    """

    least: Words
    most: Words
    after: Words
    range: Words
    parts: Words = {}


class UnitsSheet(Sheet):
    """The file; its comments explain the keys."""

    title: str
    not_money: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    unit: tuple[Unit, ...]
    bounds: Bounds
    numbers: Words


@dataclass(frozen=True)
class Units:
    """The units with the patterns that find them."""

    sheet: UnitsSheet

    @cached_property
    def by_word(self) -> Mapping[str, Unit]:
        """The unit of each of its words, in small letters."""
        return {word.casefold(): unit for unit in self.sheet.unit for word in _all(unit.words)}

    @cached_property
    def loose(self) -> frozenset[str]:
        """The quantities that count in any sentence that names the thing."""
        return frozenset({unit.id for unit in self.sheet.unit if not unit.definitions_only} | {"cost"})

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number words in small letters."""
        return {word: n for words in self.sheet.numbers.values() for n, word in enumerate(words, 1)}

    @cached_property
    def amount(self) -> re.Pattern[str]:
        """A number, or two, with a unit after it and the words that bound it."""
        bounds = self.sheet.bounds
        after = [w for unit in self.sheet.unit if not unit.before for w in _all(unit.words)]
        return re.compile(
            rf"(?:(?P<least>{_any(_all(bounds.least))})\s+|(?P<most>{_any(_all(bounds.most))})\s+)?{self._range}"
            rf"(?P<plus>\+)?[\s-]+(?:(?!(?:{_any(_all(bounds.parts))})\b)[^\W\d]+[\s-]+){{0,1}}?(?P<unit>{_any(after)})(?!\w)"
            rf"(?:\s+(?P<more>{_any(_all(bounds.after))})(?!\w))?",
            re.IGNORECASE,
        )

    @cached_property
    def level(self) -> re.Pattern[str]:
        """A level: the name of its framework, where one is written beside it, and its number."""
        before = [w for unit in self.sheet.unit if unit.before for w in _all(unit.words)]
        return re.compile(
            rf"(?:(?P<of>\b[A-Z]{{2,6}})[\s-]+)?(?<!\w)(?P<unit>(?i:{_any(before)}))[\s-]+{self._range}(?![\w.]\w)"
        )

    @cached_property
    def cost(self) -> re.Pattern[str]:
        """An amount of money, by the sign of its currency or its ISO 4217 code."""
        codes = "|".join(sorted(set(get_global("all_currencies")) - set(self.sheet.not_money)))
        money = rf"(?:(?P<sign>(?:US|A|NZ|C|CA|AU)?\$|{_any([s for s in self.signs if not s.endswith('$')])})\s?|(?P<code>\b(?:{codes}))\s)"
        return re.compile(
            rf"{money}(?P<low>{_DIGITS})(?:\s?[-\u2013]\s?(?P<high>{_DIGITS}))?|"
            rf"(?P<low2>{_DIGITS})(?:\s?[-\u2013]\s?(?P<high2>{_DIGITS}))?\s(?P<code2>(?:{codes})\b)|(?P<low3>{_DIGITS})\s?(?P<sign3>\u20ac)"
        )

    @cached_property
    def budget(self) -> re.Pattern[str]:
        """What makes the number before it a budget."""
        words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in self.sheet.budgets)
        return re.compile(rf"\s?(?:{words})(?!\w)", re.IGNORECASE)

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """The currency of each sign."""
        found = {get_currency_symbol(code, locale="en_US"): code for code in SIGNS}
        return found | {"US$": "USD", "AU$": "AUD", "CA$": "CAD", "C$": "CAD"}

    @property
    def _range(self) -> str:
        number = rf"(?:{_DIGITS}|(?:{_any(self.numbers)})(?!\w))"
        between = rf"(?:\s*[-\u2013\u2014]\s*|\s+(?:{_any(_all(self.sheet.bounds.range))})\s+)"
        return rf"(?<![\w.,])(?P<low>{number})(?:{between}(?P<high>{number}))?"


_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"


def load_units(path: Path | Traversable | None = None) -> Units:
    """
    Read a sheet of units; the shipped one when none is named.

    Raises:
        SheetError: It is wrong; says which file and key.
    """
    return Units(read_sheet(path or files(__package__).joinpath("units.toml"), UnitsSheet))


def _all(words: Words) -> list[str]:
    return list(chain.from_iterable(words.values()))


def _any(words: Iterable[str]) -> str:
    """One of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
