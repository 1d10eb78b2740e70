"""Tables whose cells span rows, made plain: every row then has all its cells."""

from copy import deepcopy

from parsel import Selector

from spiders.safe_xml import Element

__all__ = ["fill_spans"]

MOST = 1000
"""Rows that one cell may span, as in HTML's own rule (it allows 65,534)."""


def fill_spans(page: Selector) -> None:
    """
    Put a copy of each spanning cell into the rows that it spans, in every table of the page.

    >>> page = Selector("<table><tr><td rowspan=2>May<td>A</tr><tr><td>B</tr></table>")
    >>> fill_spans(page)
    >>> page.css("tr:nth-child(2) td::text").getall()
    ['May', 'B']
    """
    for table in page.xpath("//table[.//*[@rowspan]]"):
        spanning: dict[int, tuple[Element, int]] = {}
        for row in table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"):
            spanning = _fill_row(row.root, spanning)


def _fill_row(row: Element, spanning: dict[int, tuple[Element, int]]) -> dict[int, tuple[Element, int]]:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    further: dict[int, tuple[Element, int]] = {}
    column = 0
    while cells or column in spanning:
        if column in spanning:
            cell, left = spanning[column]
            row.insert(column, deepcopy(cell))
        else:
            cell = cells.pop(0)
            left = min(_rows(cell), MOST)
        if left > 1:
            further[column] = (cell, left - 1)
        column += 1
    return further


def _rows(cell: Element) -> int:
    text = (cell.attrib.pop("rowspan", "") or "1").strip()
    return int(text) if text.isdigit() else 1
