"""What an adapter is: how an API is asked, where its works stand, which field is where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Adapter", "Ask", "Fields", "first_text", "texts"]

Fields = dict[str, Any]
"""Fields of an item, as ``SourceSpider.item`` takes them, and ``retracted``."""


@dataclass(frozen=True, slots=True)
class Ask:
    """
    What a sheet asks of an API.

    Attributes:
        url: The API's address.
        query: In the API's own language.
        filter: More conditions, in the API's own form; may be empty.
        mailto: A mail address for APIs that serve those better who give one; may be empty.
    """

    url: str
    query: str
    filter: str = ""
    mailto: str = ""


@dataclass(frozen=True, slots=True)
class Adapter:
    """
    An API.

    Attributes:
        first: The first address to ask.
        following: The address after one that was asked, from the answer and how many works came so far;
            empty at the end.
        rows: JMESPath expressions that lead to the list of works; the first that finds one counts.
        total: JMESPath of how many works there are.
        fields: For each field a JMESPath expression inside a work.
        finish: Makes the found values an item's fields.
    """

    first: Callable[[Ask], str]
    following: Callable[[str, Any, int], str]
    rows: tuple[str, ...]
    total: str
    fields: Mapping[str, str]
    finish: Callable[[Fields], Fields]


def texts(value: object) -> tuple[str, ...]:
    """
    The texts in what JSON gave for a field that may have several; numbers count as text.

    >>> texts(["a", None, 2]), texts("a"), texts(None), texts({"b": 1})
    (('a', '2'), ('a',), (), ())
    """
    values = value if isinstance(value, list) else [value]
    return tuple(
        str(one).strip() for one in values if isinstance(one, str | int | float) and str(one).strip()
    )


def first_text(value: object) -> str:
    """The first text in what JSON gave for a field; empty when there is none."""
    return next(iter(texts(value)), "")
