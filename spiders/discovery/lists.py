"""The list on a page: the repeated elements that read best as rows with a title, a date and a link."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean

from spiders.discovery.cells import HEADINGS, columns_of, text_of
from spiders.discovery.columns import Column, date_worth, filled, title_worth
from spiders.discovery.page import Element, Page, step, tag
from spiders.discovery.parties import parties_of
from spiders.written_dates import shapes_of

__all__ = ["FoundList", "find_list"]

_TRIED = 16
"""Groups that are judged closely."""
_SAMPLE = 80
_NEIGHBOURS = 150
"""Rows around which a date is looked for."""
_LONG_ROW = 2500
"""Characters above which a row is rather a whole page than an item."""
"""Rows of a group by which it is judged."""


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
    found = [read for _, _, group in promising if (read := _read(page, group))]
    return tuple(sorted(found, key=lambda one: -one.score))


def _promise(page: Page, group: Sequence[Element]) -> tuple[float, bool]:
    """A quick guess of how well a group would do, without reading its columns; whether it holds dates."""
    dates = [page.dates_inside(member) for member in group[:400]]
    with_dates = sum(1 for number in dates if number)
    many = fmean(number for number in dates if number) if with_dates else 1.0
    texts = [text_of(member) for member in group[:: max(1, len(group) // 12)]]
    if with_dates:
        fitting = sum(1 for text in texts if 12 <= len(text) <= 3000) / len(texts)
        return len(group) ** 0.6 * fitting * with_dates / len(dates) / max(1.0, many / 2) ** 0.7, True
    first = group[0]
    column = Column("", tuple(texts), heading=tag(first) in HEADINGS, link="a" if tag(first) == "a" else "")
    return len(group) ** 0.6 * title_worth(column, page.reading), False


def _read(page: Page, group: tuple[Element, ...]) -> FoundList | None:
    group = tuple(member for member in group if text_of(member) and not _is_heading(member))
    if not group or _nested(page, group):
        return None
    # From both ends, and whole there: every second or third row might always be of one sort.
    sample = group if len(group) <= _SAMPLE else group[: _SAMPLE // 2] + group[-_SAMPLE // 2 :]
    columns = [column for column in columns_of(sample) if filled(column.texts) >= 0.3]
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
    inside = _best_date(page, columns, title)
    date, date_value, dated = inside or _date_outside(page, rows) or ("", 0.0, 0.0)
    link, linked = _link(rows, title)
    many = fmean(page.dates_inside(row) for row in rows)
    covered = sum(page.dates_inside(row) > 0 for row in rows) if inside else 0
    alike = max(Counter(step(row) for row in rows).values()) / len(rows) if not inside else 1.0
    lone = 0.25 if len(rows) == 1 and tag(rows[0]) not in ("tr", "li", "article") else 1.0
    titles_inside = fmean(_linked_titles(row) for row in rows[:_SAMPLE])
    long = fmean(len(text_of(row)) for row in rows[:_SAMPLE])
    among = worth / max(filled(title.texts), 0.3) ** 0.5  # most of what has no title is no item
    score = (
        len(rows) ** 0.6 * among**1.2 * (0.15 + date_value) * (0.6 + 0.4 * linked)
        / max(1.0, many / 2.5) ** 0.7 / max(1.0, long / _LONG_ROW)
        / max(1.0, titles_inside / 2) ** 0.6 * (1.0 if covered else 0.6) * alike * lone
    )  # fmt: skip
    return FoundList(rows, replace(title, texts=()), date, link, worth, date_value, dated, score, parties)


def _nested(page: Page, group: Sequence[Element]) -> bool:
    return any(page.end[one] > page.place[two] for one, two in pairwise(group))


def _items(group: Sequence[Element], title: Column) -> tuple[Element, ...]:
    return tuple(member for member in group if _at(member, title.path))


def _linked_titles(row: Element) -> int:
    """How many links of several words stand in a row; an item has one or two."""
    return sum(len(text_of(link).split()) >= 3 for link in row.iter("a"))


def _is_heading(row: Element) -> bool:
    """Whether a row of a table only names its columns."""
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    return tag(row) == "tr" and bool(cells) and all(tag(cell) == "th" for cell in cells)


def _at(row: Element, path: str) -> str:
    found = row.xpath(path)
    if not found:
        return ""
    return " ".join(str(found[0]).split()) if isinstance(found[0], str) else text_of(found[0])


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


def _date_outside(page: Page, rows: Sequence[Element]) -> tuple[str, float, float] | None:
    """The date that stands beside the rows: after each title and before the next, or above several."""
    rows = rows[:_NEIGHBOURS]
    places = [page.place[row] for row in rows]
    ends = [*places[1:], max(page.end.values())]
    after = [page.dated_after(row, end) for row, end in zip(rows, ends, strict=True)]
    above = [page.dated_before(row) for row in rows]
    options = [_in_text_beside(page, rows)]
    if _below_rather(after, above):
        options.append(_beside(page, after, "following"))
    else:
        options += [
            _beside(page, found, axis) for found, axis in ((after, "following"), (above, "preceding"))
        ]
    return max((option for option in options if option), key=lambda option: option[1], default=None)


def _below_rather(after: Sequence[Element | None], above: Sequence[Element | None]) -> bool:
    """Whether the dates between rows belong to the rows above them: the first row has none like them before it."""
    between = [one for one, other in zip(above[1:], after, strict=False) if one is not None and one is other]
    if len(between) < 0.8 * (len(above) - 1) or not between:
        return False
    return above[0] is None or step(above[0]) != step(between[0])


def _in_text_beside(page: Page, rows: Sequence[Element]) -> tuple[str, float, float] | None:
    """The date in the bare text that follows each row, where rows are set apart by line breaks alone."""
    known, found = set(rows), []
    for row in rows:
        texts, sibling = [row.tail or ""], row.getnext()
        while sibling is not None and sibling not in known and len(texts) < 20:
            texts.append(sibling.tail or "")
            sibling = sibling.getnext()
        found.append(next((text for text in texts if page.reading.first(text)), ""))
    there = [text for text in found if text]
    shapes = shapes_of(there, page.reading.languages)
    if len(there) < 0.6 * len(rows) or not shapes:
        return None
    share = len(there) / len(rows)
    return f"./following-sibling::text()[re:test(., '{shapes}')][1]", 0.7 * share, share


def _beside(page: Page, found: Sequence[Element | None], axis: str) -> tuple[str, float, float] | None:
    there = [element for element in found if element is not None]
    if len(there) < 0.8 * len(found):
        return None
    texts = {element: text_of(element)[:300] for element in there}
    shapes = shapes_of(tuple(texts.values()), page.reading.languages)
    if not shapes or "'" in shapes:
        return None
    kind, times = Counter(step(element) for element in there).most_common(1)[0]
    name = kind if times >= 0.95 * len(there) else "*"
    pure = fmean(page.reading.share(text) for text in texts.values())
    share = len(there) / len(found)
    if len(set(there)) == 1 and len(found) > 2:
        pure *= 0.3  # one date for the whole page may be any date
    return f"./{axis}::{name}[re:test(string(.), '{shapes}')][1]", (0.4 + 0.3 * pure) * share, share


def _link(rows: Sequence[Element], title: Column) -> tuple[str, float]:
    """The address of a row: that of its title, else its first link that differs from row to row."""
    best = ("", 0.0)
    for path in dict.fromkeys((title.link, "./@href", ".//a/@href")):
        if not path:
            continue
        found = [str(row.xpath(path)[0]) if row.xpath(path) else "" for row in rows[:_SAMPLE]]
        there = [
            address
            for address in found
            if address and not address.startswith(("#", "javascript:", "mailto:"))
        ]
        worth = len(there) / len(found) * (len(set(there)) / len(there) if there else 0.0)
        if worth > best[1] + 0.2:
            best = (path, worth)
    return best
