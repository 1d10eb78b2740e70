"""A column of a table of the dataset."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

__all__ = ["NUMBERS", "Column", "Kind", "of"]

Kind = Literal["text", "category", "integer", "number", "boolean", "list"]
"""The type of a column: text, text from a short list, whole number, number, yes and no, or several texts."""

NUMBERS = frozenset[Kind]({"integer", "number", "boolean"})
"""The kinds in which 0 and no are values, and not nothing known."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of a table.

    Attributes:
        unit: What its values are in, or which standard they follow; empty for plain text.
        value: Its value in a row. A number, or None for nothing known; a text or a tuple of texts, where an empty
            one, too, is nothing known.
    """

    name: str
    kind: Kind
    unit: str
    description: str
    value: Callable[[Any], object]

    def cells(self, things: Sequence[object]) -> list[object]:
        """Its cells for things that are rows, in their order; None where nothing is known."""
        cells = list(map(self.value, things))
        return cells if self.kind in NUMBERS or all(cells) else [cell or None for cell in cells]


def of(name: str) -> Callable[[Any], object]:
    """The attribute of this name."""
    return attrgetter(name)
