"""Claims: what a number on a page says it counts, in one line that a program can count again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from markupsafe import Markup

__all__ = ["AMONG", "ANY", "FROM", "NOT", "Claim", "Claims", "agrees", "parts", "read_claim", "shown_numbers"]

ANY = ""
"""As a filter's value: has any value."""

NOT = "!"
"""At the end of a filter's name: has not this value, or has none."""

AMONG = "@"
"""In the name of a column: before another table, in which its value must stand."""

FROM = "+"
"""At the end of the name of a column of texts: has this value or a later one; with NOT behind it, an earlier one."""

Filter = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """
    What is counted.

    Attributes:
        measure: ``works``; the name of a facet for how many of its values these works have; the name of a
            table for its rows; ``table.column`` for the sum of a column.
        filters: Facets, or columns of the table, with the values that are asked for.
    """

    measure: str
    filters: tuple[Filter, ...] = ()

    def __str__(self) -> str:
        return _written(self.measure, self.filters)


@lru_cache(maxsize=65_536)
def _written(measure: str, filters: tuple[Filter, ...]) -> str:
    asked = ";".join(f"{name}={quote(value, safe='*')}" for name, value in filters)
    return f"{measure}?{asked}" if asked else measure


@lru_cache(maxsize=65_536)
def read_claim(text: str) -> Claim:
    """
    Read a claim.

    >>> read_claim("works?region=africa;driver!=")
    Claim(measure='works', filters=(('region', 'africa'), ('driver!', '')))
    """
    measure, _, asked = text.partition("?")
    pairs = (part.partition("=") for part in asked.split(";") if part)
    return Claim(measure, tuple((name, unquote(value)) for name, _, value in pairs))


def parts(text: str) -> list[Claim]:
    """The claims of a mark: one, or the part and the whole of a share."""
    return [read_claim(part) for part in text.split("/")]


class Claims:
    """
    The claims of one page: its templates mark each number with the attribute that this gives.

    Attributes:
        made: All so far, each once, in their order.
    """

    def __init__(self) -> None:
        self.made: dict[Claim, None] = {}

    def __call__(self, measure: str, *filters: Filter | Sequence[Filter]) -> Markup:
        """
        The attribute for the element whose text begins with the number.

        Args:
            filters: Each a filter, or several.
        """
        return self._attribute(self._claim(measure, filters))

    def text(self, measure: str, *filters: Filter | Sequence[Filter]) -> str:
        """The claim itself, for the line that gives its number."""
        return str(self._claim(measure, filters))

    def share(
        self, filters: Sequence[Filter | Sequence[Filter]], of: Sequence[Filter], measure: str = "works"
    ) -> Markup:
        """The attribute for a share of works: "12%" or "3 of 6"."""
        return self._attribute(self._claim(measure, filters), self._claim("works", of))

    def pair(self, first: Markup, second: Markup) -> Markup:
        """One attribute for "3 of 6", from the attributes of both numbers."""
        one, other = (_MARK.search(str(text)) for text in (first, second))
        assert one is not None
        assert other is not None
        return Markup(f' data-n="{one[1]}/{other[1]}"')  # noqa: S704 - both were quoted when they were made

    def _claim(self, measure: str, filters: Iterable[Filter | Sequence[Filter]]) -> Claim:
        claim = Claim(measure, tuple(_flat(filters)))
        self.made[claim] = None
        return claim

    @staticmethod
    def _attribute(*claims: Claim) -> Markup:
        return Markup(f' data-n="{"/".join(map(str, claims))}"')  # noqa: S704 - values are percent-encoded


def _flat(filters: Iterable[Filter | Sequence[Filter]]) -> Iterator[Filter]:
    for one in filters:
        if one and isinstance(one[0], str):
            yield one  # type: ignore[misc]  # a name and a value
        else:
            yield from one  # type: ignore[misc]  # several of them


_MARK = re.compile(r'data-n="([^"]+)"')
_SHOWN = re.compile(r'data-n="([^"]+)"[^>]*>([^<]*)')
_NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f\u066c\u2019]*\d)?")


def shown_numbers(page: str) -> Iterator[tuple[str, str]]:
    """Each mark of a page with the text that stands in its element."""
    return ((found[1], found[2]) for found in _SHOWN.finditer(page))


def agrees(shown: str, values: Sequence[int], said: int = 0) -> bool:
    """
    Whether a text shows these values: a number, a part of a whole, or a share in whole percent.

    Args:
        said: Up to so many things may be told in words, without a numeral.

    >>> agrees("1\u202f204 works", [1204]), agrees("3 of 6", [3, 6]), agrees("33%", [1, 3]), agrees("34%", [1, 3])
    (True, True, True, False)
    """
    told = [int(re.sub(r"\D", "", number)) for number in _NUMBER.findall(shown)]
    if not told:
        return len(values) == 1 and values[0] <= said
    if len(values) == 1:
        return told[0] == values[0]
    if len(told) > 1:
        return told[:2] == [*values]
    part, whole = values
    return abs(told[0] * whole - 100 * part) * 2 <= whole if whole else told[0] == 0
