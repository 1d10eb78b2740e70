"""A column of a table of the dataset."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Column", "Kind"]

Kind = Literal["text", "category", "integer", "number", "boolean"]
"""The type of a column: text, text from a short list, whole number, number, or yes and no."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of a table.

    Attributes:
        unit: What its values are in, or which standard they follow; empty for plain text.
        value: Its value in a row; None or "" for nothing known.
    """

    name: str
    kind: Kind
    unit: str
    description: str
    value: Callable[[Any], object]
