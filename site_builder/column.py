"""A column of a table of the dataset."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

__all__ = ["Column", "Kind", "of"]

Kind = Literal["text", "category", "integer", "number", "boolean", "list"]
"""The type of a column: text, text from a short list, whole number, number, yes and no, or several texts."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of a table.

    Attributes:
        unit: What its values are in, or which standard they follow; empty for plain text.
        value: Its value in a row; None or "" for nothing known, a tuple of texts for a list.
    """

    name: str
    kind: Kind
    unit: str
    description: str
    value: Callable[[Any], object]


def of(name: str) -> Callable[[Any], object]:
    """The attribute of this name."""
    return attrgetter(name)
