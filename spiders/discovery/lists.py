"""The list on a page: the repeated elements that read best as rows with a title, a date and a link."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import fmean
from typing import Any

from lxml import etree

from spiders.discovery.beside import carried_on, date_outside
from spiders.discovery.cells import HEADINGS, text_of
from spiders.discovery.columns import Column, date_worth, filled, title_worth
from spiders.discovery.grid import Grid
from spiders.discovery.labels import words_of
from spiders.discovery.page import REGULAR, Element, Page, sort_of, tag
from spiders.discovery.parties import parties_of

__all__ = ["FoundList", "find_list"]

_TRIED = 16
"""Groups that are judged closely."""
_ITEM_WORDS = frozenset({"item", "result", "entry", "post", "card", "hit", "record"})
_SAMPLE = 80
"""Rows of a group by which it is judged."""
_FEW = 2
_MOSTLY = 0.5
_NEARLY_ALL = 0.8
"""Where such a share of the rows between them is dated, the rows at both ends need a date too."""
_LONG_ROW = 2500
"""Characters above which a row is rather a whole page than an item."""
_MOST_NESTED = 400
"""Rows inside rows that are looked at; each holds all that follow it."""


@dataclass(frozen=True, slots=True)
class FoundList:
    """
    A group of elements read as a list.

    Attributes:
        rows: The elements that are items.
        title, date, link: Paths inside a row; empty where there is none.
        parties: The two columns of which the title is made, where it is.
        title_worth, date_worth: How well these columns do, about 0 to 1.
        dated: Which share of rows has a date.
        score: By which groups are compared.
    """

    rows: tuple[Element, ...]
    title: Column
    date: str
    link: str
    title_worth: float
    date_worth: float
    dated: float
    score: float
    parties: tuple[Column, Column] | None = None


def find_list(page: Page) -> tuple[FoundList, ...]:
    """The lists of a page, the best first."""
    dated: list[tuple[float, int, tuple[Element, ...]]] = []
    bare: list[tuple[float, int, tuple[Element, ...]]] = []
    for number, group in enumerate(page.groups()):
        worth, has_dates = _promise(page, group)
        (dated if has_dates else bare).append((-worth, number, group))
    promising = [*sorted(dated)[:_TRIED], *sorted(bare)[:_TRIED]]
    grid = Grid()
    found = [read for _, _, group in promising if (read := _read(page, group, grid))]
    return tuple(sorted(found, key=lambda one: -one.score))


def _promise(page: Page, group: Sequence[Element]) -> tuple[float, bool]:
    """A quick guess of how well a group would do, without reading its columns; whether it holds dates."""
    group = group[:400]
    dates = [_dates_of(page, one, after) for one, after in zip(group, (*group[1:], None), strict=True)]
    with_dates = sum(1 for number in dates if number)
    many = fmean(number for number in dates if number) if with_dates else 1.0
    texts = [text_of(member) for member in group[:: max(1, len(group) // 12)]]
    if with_dates:
        fitting = sum(1 for text in texts if 12 <= len(text) <= 3000) / len(texts)
        return len(group) ** 0.6 * fitting * with_dates / len(dates) / max(1.0, many / 2) ** 0.7, True
    first = group[0]
    column = Column("", tuple(texts), heading=tag(first) in HEADINGS, link="a" if tag(first) == "a" else "")
    return len(group) ** 0.6 * title_worth(column, page.reading), False


def _read(page: Page, group: tuple[Element, ...], grid: Grid) -> FoundList | None:
    group = tuple(member for member in group if text_of(member) and not _is_heading(member))
    if not group or (_nested(page, group) and not _unclosed(group)):
        return None
    # From both ends, and whole there: every second or third row might always be of one sort.
    sample = group if len(group) <= _SAMPLE else group[: _SAMPLE // 2] + group[-_SAMPLE // 2 :]
    columns = grid.columns(sample)
    titles = sorted(
        ((title_worth(column, page.reading), column) for column in columns),
        key=lambda pair: (-round(pair[0], 4), pair[1].depth, len(pair[1].path)),
    )
    if not titles or titles[0][0] < 0.12:
        return None
    worth, title = titles[0]
    parties = parties_of(columns, title)
    if parties and parties[0].start < parties[1].start:
        title = parties[0]
    else:
        parties = None
    rows = _items(group, title)
    if not rows:
        return None
    if len(rows) < len(group):  # what has no title hides which column is best in what has one
        return _read(page, rows, grid)
    inside = _best_date(page, columns, title)
    date, date_value, dated = inside or date_outside(page, rows) or ("", 0.0, 0.0)
    texts = [_at(row, date) for row in rows] if dated else []
    if inside and (carried := carried_on(page, rows, texts, date)):
        date, dated, texts = carried, 1.0, []
    kept = _dated_rows(page, rows, texts, bare="sibling::text()" in date) if dated >= _MOSTLY else rows
    if inside and len(kept) < len(rows):
        return _read(page, kept, grid)
    rows = kept
    link, linked = _link(rows, title)
    among = worth / max(filled(title.texts), 0.3) ** 0.5  # most of what has no title is no item
    score = (
        among**1.2 * (0.15 + date_value) * (0.6 + 0.4 * linked) * _as_rows(page, rows, inside=bool(inside))
    )
    return FoundList(rows, replace(title, texts=()), date, link, worth, date_value, dated, score, parties)


def _as_rows(page: Page, rows: Sequence[Element], *, inside: bool) -> float:
    """How much these elements are items: many, alike, each with one date and one title and no more."""
    dates = [_dates_of(page, row, after) for row, after in zip(rows, (*rows[1:], None), strict=True)]
    covered = 1.0 if inside and any(dates) else 0.6
    alike = _alike(rows, weight=0.4 if inside else 1.0)
    lone = 0.25 if len(rows) == 1 and not _looks_like_item(rows[0]) else 1.0
    parts = 0.8 if all(_is_cell_of_many(row) for row in rows) else 1.0
    worth: float = parts * len(rows) ** 0.6 * covered * alike * lone / max(1.0, fmean(dates) / 2.5) ** 0.7
    if _nested(page, rows):
        return worth
    titles = fmean([_linked_titles(row) for row in rows[:_SAMPLE]])
    long = fmean([len(text_of(row)) for row in rows[:_SAMPLE]])
    return worth / max(1.0, long / _LONG_ROW) / float(max(1.0, titles / 2) ** 0.6)


def _alike(rows: Sequence[Element], weight: float) -> float:
    """Which share of rows is of the sort that most are of; in two or three rows of two sorts that says nothing."""
    most = max(Counter((tag(row), sort_of(row)) for row in rows).values())
    return float(most / len(rows)) ** weight if most > _FEW or weight == 1.0 else 1.0


def _is_cell_of_many(row: Element) -> bool:
    """Whether an element is one of several cells of a table's row, and so rather a part of an item."""
    return tag(row) == "td" and len(row.getparent()) > 1


def _dates_of(page: Page, row: Element, after: Element | None) -> int:
    """How many dates stand in a row, without those of the next where that is inside it."""
    inner = after is not None and page.end[row] > page.place[after]
    return page.dates_inside(row) - (page.dates_inside(after) if inner else 0)


def _dated_rows(
    page: Page, rows: tuple[Element, ...], texts: Sequence[str], *, bare: bool
) -> tuple[Element, ...]:
    """
    The rows without those that are no items: where most have a date, the headers in the place of one.

    Links between which bare text stands are taken from all over a page, so there a date is asked for. So
    it is of the first and the last row where nearly all have one: there stand headers and ways to other pages.

    Args:
        texts: What stands in each row where its date would; none where all have theirs.
    """
    has = [bool(page.reading.first(text)) for text in texts]
    kept = [there or not (text or bare) for there, text in zip(has, texts, strict=True)]
    if sum(has) > 1 and sum(has[1:-1]) >= _NEARLY_ALL * len(has[1:-1]):
        kept[0], kept[-1] = has[0], has[-1]
    return tuple(row for row, counts in zip(rows, kept, strict=True) if counts) if any(kept) else rows


def _nested(page: Page, group: Sequence[Element]) -> bool:
    return any(page.end[one] > page.place[two] for one, two in pairwise(group))


def _unclosed(group: Sequence[Element]) -> bool:
    """Whether rows stand inside each other because a page never closes them; parsers of XML keep them so."""
    return len(group) <= _MOST_NESTED and all(tag(row) == "tr" for row in group)


def _looks_like_item(row: Element) -> bool:
    """Whether an element that does not repeat says of itself that it is one of a list."""
    return tag(row) in ("tr", "li", "article") or bool(words_of(row.get("class", "")) & _ITEM_WORDS)


def _items(group: Sequence[Element], title: Column) -> tuple[Element, ...]:
    return tuple(member for member in group if _at(member, title.path))


def _linked_titles(row: Element) -> int:
    """How many links of several words stand in a row; an item has one or two."""
    return sum(len(text_of(link).split()) >= 3 for link in row.iter("a"))


def _is_heading(row: Element) -> bool:
    """Whether a row of a table only names its columns: in cells for that, or all in bold."""
    cells = [cell for cell in row if isinstance(cell.tag, str) and text_of(cell)]
    return tag(row) == "tr" and bool(cells) and all(tag(cell) == "th" or _all_bold(cell) for cell in cells)


def _all_bold(cell: Element) -> bool:
    bold = [part for part in cell if tag(part) in ("b", "strong")]
    return len(bold) == 1 and text_of(bold[0]) == text_of(cell)


def _at(row: Element, path: str) -> str:
    found = _compiled(path)(row)
    if not found:
        return ""
    return " ".join(str(found[0]).split()) if isinstance(found[0], str) else text_of(found[0])


@lru_cache(maxsize=2_000)
def _compiled(path: str) -> Any:
    """An XPath made ready once for all rows."""
    return etree.XPath(path, namespaces=REGULAR, smart_strings=False)


def _best_date(page: Page, columns: Sequence[Column], title: Column) -> tuple[str, float, float] | None:
    there = [bool(text) for text in title.texts]
    judged = []
    for column in columns:
        texts = tuple(text for text, counts in zip(column.texts, there, strict=True) if counts)
        worth = date_worth(replace(column, texts=texts), page.reading)
        if worth >= 0.25:
            dated = sum(bool(page.reading.first(text)) for text in texts) / len(texts)
            judged.append((-round(worth, 4), column.depth, len(column.path), column.path, worth, dated))
    if not judged:
        return None
    *_, path, worth, dated = min(judged)
    return path, worth, dated


def _link(rows: Sequence[Element], title: Column) -> tuple[str, float]:
    """The address of a row: that of its title, else its first link that differs from row to row."""
    best = ("", 0.0)
    for path in dict.fromkeys((title.link, "./@href", ".//a/@href")):
        if not path:
            continue
        found = [str(at[0]) if (at := _compiled(path)(row)) else "" for row in rows[:_SAMPLE]]
        there = [
            address
            for address in found
            if address and not address.startswith(("#", "javascript:", "mailto:"))
        ]
        worth = len(there) / len(found) * (len(set(there)) / len(there) if there else 0.0)
        if worth > best[1] + 0.2:
            best = (path, worth)
    return best
