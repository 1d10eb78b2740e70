"""Which column of a list is its title and which its date: judged by what stands in it, row by row."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import fmean

from spiders.discovery.labels import (
    DATE_LABELS,
    IN_FRONT,
    LATER_LABELS,
    OTHER_LABELS,
    SITE_LABELS,
    TITLE_LABELS,
    words_of,
)
from spiders.written_dates import Order, dates_in

__all__ = [
    "CUT",
    "VERSUS",
    "Column",
    "Reading",
    "date_worth",
    "filled",
    "is_worded",
    "label_in_front",
    "title_worth",
]

_WORDS = re.compile(r"[^\W\d_]{2,}")
VERSUS = re.compile(
    r"\w[\w.,)]*\s+(?:vs?\.?|versus|c/|contra|gegen)\s+\w|^(?:in\s+(?:re|the matter of)|ex parte|matter of)\b",
    re.IGNORECASE,
)
"""How the titles of disputes are written: one party against the other, or in the matter of one."""
_NO_BLANKS = re.compile("[\u3040-\ud7ff]")
"""Letters of scripts whose words are not set apart by blanks."""
_FEW_SIGNS = 4
"""Signs of such a script that make more than one word."""
CUT = " .\u2026"
"""What stands at the end of a text that is cut off."""
_IS_CUT = 0.7
"""What a text that is cut off is worth of what it would be if it were whole."""
_FEW, _ALL_THE_SAME = 2, 0.8
"""What the same date in more rows is worth of one that differs: it may be when all were put on the site."""
_RATHER_LONG, _LONG, _VERY_LONG = 120, 200, 400
"""Characters above which a text is ever more rather a summary than a title."""
_TITLES = 30
"""Texts of a column, evenly spread, by which it is judged as titles."""

_IN_SHORT = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
"""A year, or a month as machines write it: a date only where nothing else stands beside it."""
_NEARLY_ALL = 0.9
_CITED = re.compile(r"[,;(]\s*\S*\d[\w\s.,/-]{0,18}\d{2}\W*$")


@dataclass(frozen=True, slots=True)
class Column:
    """
    What one path gives in each row of a list.

    Attributes:
        path: Finds the text in a row: an XPath, or JMESPath after ``json:``.
        texts: One for each row, empty where it finds nothing.
        labels: Words that name the column: of its heading, class or key; folded.
        link: The path of the address that the text links to; empty where it is no link.
        heading: Whether it stands in a heading element.
        depth: How deep it lies; of equal columns the plainest is taken.
        start: Where in its row the text begins, on average, 0 to 1; titles come early.
        lines: On how many lines a browser shows the text, on average; a title stands on one.
    """

    path: str
    texts: tuple[str, ...]
    labels: frozenset[str] = frozenset()
    link: str = ""
    heading: bool = False
    depth: int = 0
    lines: float = 1.0
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How dates in a list are read: the order of their numbers, and the languages of their words."""

    order: Order
    languages: tuple[str, ...] = ()

    def first(self, text: str) -> str:
        """The first date in this text, in ISO 8601; empty where there is none."""
        return text if _IN_SHORT.fullmatch(text) else _first_date(text[:300], self)

    def share(self, text: str) -> float:
        """Which share of this text is dates, 0 to 1."""
        return 1.0 if _IN_SHORT.fullmatch(text) else _share_of_dates(text[:300], self)


@lru_cache(maxsize=50_000)
def _first_date(text: str, reading: Reading) -> str:
    found = next(dates_in(text, reading.order, reading.languages), None)
    return found.value if found else ""


@lru_cache(maxsize=50_000)
def _share_of_dates(text: str, reading: Reading) -> float:
    covered = sum(found.end - found.start for found in dates_in(text, reading.order, reading.languages))
    return covered / max(len(text.strip()), 1)


def filled(texts: Sequence[str]) -> float:
    """Which share of these texts is not empty."""
    return sum(1 for text in texts if text) / max(len(texts), 1)


def label_in_front(texts: Sequence[str]) -> str:
    """
    The label with which nearly all of these texts begin; empty where they begin with none.

    >>> label_in_front(["Author: A. Sample", "Author: B. Example"]), label_in_front(["In re: A", "In re: B"])
    ('Author', '')
    """
    there = [text for text in texts if text]
    found = Counter(match[0] for text in there if (match := re.match(IN_FRONT, text)))
    label, times = found.most_common(1)[0] if found else ("", 0)
    return label if times > 1 and times >= _NEARLY_ALL * len(there) and not VERSUS.search(label) else ""


def is_worded(text: str) -> bool:
    """Whether a text says something in words, as titles do; ``Opinion`` and ``2024-17`` only name a kind or a number."""
    return len(_WORDS.findall(text)) >= 2 or len(_NO_BLANKS.findall(text)) >= _FEW_SIGNS


def title_worth(column: Column, reading: Reading) -> float:
    """
    How well a column would do as the titles of its rows; 0 for not at all, about 1 for well.

    Titles are there in most rows, differ from row to row, are made of several words rather than of
    numbers, are no dates and no summaries, and are often links or headings.
    """
    texts = [text for text in column.texts if text]
    if not texts:
        return 0.0
    distinct = len(set(texts)) / len(texts)
    if len(texts) > 2 and distinct < 0.3:
        return 0.0
    like, versus = _like_titles(tuple(texts[:: max(1, len(texts) // _TITLES)]), reading)
    worth = like * float(filled(column.texts) * distinct**0.7)
    says, says_other = bool(column.labels & TITLE_LABELS), bool(column.labels & OTHER_LABELS)
    if front := words_of(label_in_front(column.texts)):  # titles have a label only where it calls them so
        says = bool(front & TITLE_LABELS) and not front & OTHER_LABELS
        says_other = not says
    if says:
        worth *= 1.35
    elif says_other:
        worth *= 0.45
    if column.link:
        worth *= 1.4
    if column.heading:
        worth *= 1.25
    worth *= 1.0 + 0.5 * versus
    worth *= max(0.5, 1.0 - 0.35 * (column.lines - 1.0))
    return worth * (1.15 - 0.3 * column.start)


@lru_cache(maxsize=5_000)
def _like_titles(texts: tuple[str, ...], reading: Reading) -> tuple[float, float]:
    """How much these are titles, and which share of them names a dispute; many columns hold the same texts."""
    return (
        fmean([_like_a_title(text, reading) for text in texts]),
        fmean([bool(VERSUS.search(text)) for text in texts]),
    )


@lru_cache(maxsize=50_000)
def _like_a_title(text: str, reading: Reading) -> float:
    words = _WORDS.findall(text)
    if not words:
        return 0.0
    dense = "".join(text.split())
    letters = sum(len(word) for word in words) / len(dense)
    length = min(len(dense), 12) / 12 if _NO_BLANKS.search(dense) else min(len(words), 3) / 3
    dates = reading.share(text)
    worth = length * min(1.0, letters / 0.85) * (1.0 - min(1.0, 1.5 * dates))
    if text.endswith(("\u2026", "...")):
        worth *= _IS_CUT
    if len(text) > _VERY_LONG:
        return worth * 0.1
    return worth * (0.45 if len(text) > _LONG else 0.8 if len(text) > _RATHER_LONG else 1.0)


def date_worth(column: Column, reading: Reading) -> float:
    """
    How well a column would do as the dates of its rows; 0 for not at all, about 1 for well.

    Dates are there in most rows, fill their text, and in most lists they differ, and rise or fall from row to row.
    """
    texts = [text for text in column.texts if text]
    if not texts:
        return 0.0
    values = [reading.first(text) for text in column.texts]
    there = [value for value in values if value]
    if len(there) < 0.5 * len(texts):
        return 0.0
    pure = fmean(
        [max(min(1.0, 2 * reading.share(text)), 0.8 * _ends_with_date(text, reading)) for text in texts]
    )
    days = sum(len(value) == 10 for value in there) / len(there)
    worth = (
        len(there) / len(values) * (0.5 + 0.5 * pure) * (0.6 + 0.4 * days) * (0.8 + 0.2 * _in_order(there))
    )
    if len(there) > _FEW and len(set(there)) == 1:
        worth *= _ALL_THE_SAME
    labels = column.labels | words_of(label_in_front(column.texts))
    if labels & LATER_LABELS:
        worth *= 0.6
    elif labels & SITE_LABELS:
        worth *= 0.85
    elif labels & DATE_LABELS:
        worth *= 1.2
    return worth


def _ends_with_date(text: str, reading: Reading) -> bool:
    """Whether the one date of a short text is the last thing in it, set off by a comma, as in citations."""
    cited = _CITED.search(text) if len(text) <= _LONG else None
    return (
        cited is not None
        and reading.first(text) == reading.first(cited[0])
        and not reading.first(text[: cited.start()])
    )


def _in_order(values: Sequence[str]) -> float:
    """Which share of neighbours stands in the order that prevails."""
    pairs = list(pairwise(values))
    if not pairs:
        return 1.0
    falling = sum(before >= after for before, after in pairs)
    rising = sum(before <= after for before, after in pairs)
    return max(falling, rising) / len(pairs)
