"""The columns of a group of repeated elements: the cells of its rows that are reached in the same way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spiders.discovery.cells import LABEL, Cell, Inside, cells_of, text_of
from spiders.discovery.columns import Column
from spiders.discovery.labels import words_of
from spiders.discovery.page import Element, tag

__all__ = ["Grid"]

_LEAST = 0.3
"""The share of rows in which something must stand where a column is to be."""
_AGREED = 0.6
"""The share of its texts that a word must name before it names the column."""
_MOST_KEPT = 1_000
"""Rows whose cells are remembered."""


@dataclass(slots=True)
class _Making:
    """A column while rows are read into it."""

    first: Cell
    texts: dict[int, str] = field(default_factory=dict)
    labels: Counter[frozenset[str]] = field(default_factory=Counter)
    links: int = 0
    lines: int = 0
    start: float = 0.0

    def read(self, number: int, cell: Cell, start: float) -> None:
        self.texts[number] = cell.text
        self.labels[cell.labels] += 1
        self.links += bool(cell.link)
        self.lines += cell.lines
        self.start += start

    def column(self, rows: int) -> Column:
        there = len(self.texts)
        words: Counter[str] = Counter()
        for labels, times in self.labels.items():
            for word in labels:
                words[word] += times
        return Column(
            self.first.path, tuple(self.texts.get(number, "") for number in range(rows)),
            frozenset(word for word, times in words.items() if times >= _AGREED * there),
            self.first.link if self.links >= 0.5 * there else "",
            self.first.heading, self.first.depth, self.lines / there, self.start / there,
        )  # fmt: skip


class Grid:
    """Puts the cells of rows into columns; each row of a page is read once, though groups share rows."""

    def __init__(self) -> None:
        self._cells: dict[Element, tuple[tuple[Cell, float], ...]] = {}
        self._known: dict[Element, Inside] = {}
        self._headers: dict[Element, list[frozenset[str]]] = {}

    def columns(self, rows: Sequence[Element]) -> tuple[Column, ...]:
        """The columns of these rows, each with its text in every row."""
        making: dict[str, _Making] = {}
        for number, row in enumerate(rows):
            for cell, start in self._cells_of(row):
                if (column := making.get(cell.path)) is None:
                    column = making[cell.path] = _Making(cell)
                column.read(number, cell, start)
        least = _LEAST * len(rows)
        return tuple(one.column(len(rows)) for one in making.values() if len(one.texts) >= least)

    def _cells_of(self, row: Element) -> tuple[tuple[Cell, float], ...]:
        """The cells of a row, one for each path, with where in the row each begins, 0 to 1."""
        if row not in self._cells:
            if len(self._cells) >= _MOST_KEPT:
                self._cells.clear()
            whole = text_of(row)
            cells: dict[str, Cell] = {}
            for cell in cells_of(row, self._header_of(row), self._known):
                cells.setdefault(cell.path, cell)
            self._cells[row] = tuple(
                (cell, max(whole.find(cell.text), 0) / max(len(whole), 1)) for cell in cells.values()
            )
        return self._cells[row]

    def _header_of(self, row: Element) -> list[frozenset[str]]:
        """The words over each column of the table that a row stands in."""
        table = next((above for above in row.iterancestors() if tag(above) == "table"), None)
        if table is None:
            return []
        if table not in self._headers:
            self._headers[table] = _header(table)
        return self._headers[table]


def _header(table: Element) -> list[frozenset[str]]:
    """The words of the first line of a table with several cells, where it names the columns."""
    for line in table.iter("tr"):
        cells = [cell for cell in line if tag(cell) in ("th", "td")]
        if len(cells) < 2:
            continue
        texts = [text_of(cell) for cell in cells]
        names = all(tag(cell) == "th" for cell in cells) or tag(line.getparent()) == "thead" or _short(texts)
        return [words_of(text) for text in texts] if names else []
    return []


def _short(texts: Sequence[str]) -> bool:
    return all(texts) and all(len(text) <= LABEL and not any(c.isdigit() for c in text) for text in texts)
