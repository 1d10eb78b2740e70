"""The dates of a list that stand outside its rows: in headings above several, or in the text between them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean

from spiders.discovery.cells import text_of
from spiders.discovery.page import Element, Page, step, tag
from spiders.written_dates import shapes_of

__all__ = ["carried_on", "date_outside"]

_NEIGHBOURS = 150
"""Rows around which a date is looked for."""

_ONCE = 0.75
"""The share of rows with a date above which each is meant to have its own."""

_ONE_FOR_ALL = 0.25
"""What one date for all rows is worth: it may be any date of the page, and any menu has one before it."""


def date_outside(page: Page, rows: Sequence[Element]) -> tuple[str, float, float] | None:
    """The date that stands beside the rows: after each title and before the next, or above several."""
    rows = rows[:_NEIGHBOURS]
    places = [page.place[row] for row in rows]
    ends = [*places[1:], max(page.end.values())]
    after = [page.dated_after(row, end) for row, end in zip(rows, ends, strict=True)]
    above = [page.dated_before(row) for row in rows]
    options = [_in_text_beside(page, rows, axis) for axis in ("following", "preceding")]
    if _below_rather(after, above):
        options.append(_beside(page, after, "following"))
    else:
        options += [
            _beside(page, found, axis) for found, axis in ((after, "following"), (above, "preceding"))
        ]
    return max((option for option in options if option), key=lambda option: option[1], default=None)


def carried_on(page: Page, rows: Sequence[Element], texts: Sequence[str], path: str) -> str:
    """
    The path of the date that stands in the first of several rows and is left out in those below.

    Args:
        texts: What stands in each row where its date would.
        path: Where that is.

    Returns:
        Empty where some rows only lack a date: where the same date is written twice in turn, the cell of
        a row without one is not empty, or the first row has none.
    """
    days = [page.reading.first(text) for text in texts]
    written = [day for day in days if day]
    if not (path.startswith("./") and 2 <= len(written) <= _ONCE * len(rows) and days[0]):
        return ""
    if any(text and not day for text, day in zip(texts, days, strict=True)):
        return ""
    if any(one == two for one, two in pairwise(written)) or len({row.getparent() for row in rows}) > 1:
        return ""
    shapes = shapes_of(texts, page.reading.languages)
    above = f"./preceding-sibling::{tag(rows[0])}{path.removeprefix('.')}"
    return f"({above} | {path})[re:test(string(.), '{shapes}')][last()]" if shapes else ""


def _below_rather(after: Sequence[Element | None], above: Sequence[Element | None]) -> bool:
    """Whether the dates between rows belong to the rows above them: the first row has none like them before it."""
    between = [one for one, other in zip(above[1:], after, strict=False) if one is not None and one is other]
    if len(between) < 0.8 * (len(above) - 1) or not between:
        return False
    return above[0] is None or step(above[0]) != step(between[0])


def _in_text_beside(page: Page, rows: Sequence[Element], axis: str) -> tuple[str, float, float] | None:
    """The date in the bare text before or after each row, where rows are set apart by line breaks alone."""
    known = set(rows)
    texts = [list(_texts_beside(row, known, axis)) for row in rows]
    places = [next((at for at, text in enumerate(one) if page.reading.first(text)), None) for one in texts]
    there = [one[at] for one, at in zip(texts, places, strict=True) if at is not None]
    shapes = shapes_of(there, page.reading.languages)
    if len(there) < 0.6 * len(rows) or not shapes:
        return None
    far = fmean(at for at in places if at is not None)
    share = len(there) / len(rows)
    worth = 0.7 * share * 0.95**far  # the nearer is the row's own
    return f"./{axis}-sibling::text()[re:test(., '{shapes}')][1]", worth, share


def _texts_beside(row: Element, rows: set[Element], axis: str) -> Iterator[str]:
    """The pieces of text between a row and the next, or the one before it, the nearest first."""
    if axis == "following":
        sibling = row
        while sibling is not None and (sibling is row or sibling not in rows):
            yield sibling.tail or ""
            sibling = sibling.getnext()
        return
    sibling = row.getprevious()
    while sibling is not None:
        yield sibling.tail or ""
        if sibling in rows:
            return
        sibling = sibling.getprevious()
    yield row.getparent().text or "" if row.getparent() is not None else ""


def _beside(page: Page, found: Sequence[Element | None], axis: str) -> tuple[str, float, float] | None:
    there = [element for element in found if element is not None]
    if len(there) < 0.8 * len(found):
        return None
    texts = {element: text_of(element)[:300] for element in there}
    shapes = shapes_of(tuple(texts.values()), page.reading.languages)
    if not shapes or "'" in shapes:
        return None
    kind, times = Counter(step(element) for element in there).most_common(1)[0]
    name = kind if times >= 0.9 * len(there) else "*"
    pure = fmean(page.reading.share(text) for text in texts.values())
    share = len(there) / len(found)
    worth = (0.4 + 0.3 * pure) * share
    if len(set(there)) == 1 and len(found) > 2:
        worth = _ONE_FOR_ALL
    return f"./{axis}::{name}[re:test(string(.), '{shapes}')][1]", worth, share
