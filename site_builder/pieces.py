"""A piece of a table, column by column, in the forms that several formats share, each made once."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from site_builder.column import Column

__all__ = ["Cells", "Piece", "csv_lines", "joined"]

Cells = Sequence[Sequence[object]]
"""Columns of cells: text, number, yes and no, a tuple of texts, or None."""


class _Lines(list[str]):
    """Takes what a writer of CSV writes: a line at a time."""

    write = list.append


def csv_lines(rows: Iterable[Sequence[object]], end: str = "\n") -> list[str]:
    r"""
    Each row as a line of CSV.

    >>> csv_lines([("a", None, 1), ("b, c", True, 0.5)])
    ['a,,1\n', '"b, c",True,0.5\n']
    """
    lines = _Lines()
    csv.writer(lines, lineterminator=end, strict=True).writerows(rows)
    return lines


def joined(values: Iterable[object]) -> str:
    """Several texts in one cell."""
    return "; ".join(map(str, values))


@dataclass(frozen=True)
class Piece:
    """
    Some rows of a table.

    Attributes:
        columns: What the columns are.
        cells: The cells of each.
    """

    table: str
    columns: Sequence[Column]
    cells: Cells

    @cached_property
    def flat(self) -> Cells:
        """The cells with several texts of a cell divided by a semicolon and a blank, for formats that know no lists."""
        return [
            [value and joined(value) for value in values] if column.kind == "list" else values  # type: ignore[arg-type] # a list column
            for column, values in zip(self.columns, self.cells, strict=True)
        ]

    @cached_property
    def lines(self) -> list[str]:
        """The rows as lines of CSV that end with LF."""
        return csv_lines(zip(*self.flat, strict=True))
