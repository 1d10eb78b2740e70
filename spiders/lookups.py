"""What a source writes, and what it means by it: look-ups of values in its sheet."""

from collections.abc import Mapping
from datetime import date as day
from typing import Any

from corpus.dates import partial_date
from corpus.values import KINDS

__all__ = ["LOOKUPS", "Lookups", "checked", "looked_up"]

Lookups = Mapping[str, Mapping[str, str]]
"""For each field the values as written, and as they are kept; kept empty, the value is left out."""

LOOKUPS = ("kind", "publisher", "authors", "language", "place", "licence", "date", "end_date", "updated")
"""The fields whose values can be looked up."""

_FAR = day(2200, 1, 1)
"""A sheet may name any year that a date can have."""
_DATES = ("date", "end_date", "updated")


def checked(lookups: Lookups) -> Lookups:
    """
    The look-ups, if all of them make sense.

    Raises:
        ValueError: A field cannot be looked up, or a value is no kind, or no date.
    """
    for name, values in lookups.items():
        if name not in LOOKUPS:
            raise ValueError(f"{name!r} cannot be looked up; these can: {', '.join(LOOKUPS)}")
        for kept in filter(None, values.values()):
            if name == "kind" and kept not in KINDS:
                raise ValueError(f"unknown kind {kept!r}; known are {', '.join(KINDS)}")
            if name in _DATES:
                partial_date(kept, "meta", today=_FAR, ahead=True)
    return lookups


def looked_up(lookups: Lookups, date: str, fields: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """
    The date and the fields of an item, with what the sheet looks up put in place; others as they are.

    Capitals and white space do not matter.

    >>> looked_up({"date": {"spring 2024": "2024-04"}, "authors": {"admin": ""}}, "Spring 2024", {"authors": ("Admin", "Li")})
    ('2024-04', {'authors': ('Li',)})
    """
    tables = {
        name: {_folded(written): kept for written, kept in values.items()} for name, values in lookups.items()
    }

    def kept(name: str, value: str) -> str:
        return tables.get(name, {}).get(_folded(value), value)

    found: dict[str, Any] = {}
    for name, value in fields.items():
        new: Any = value
        if name in tables:
            parts = (kept(name, part) for part in ((value,) if isinstance(value, str) else value))
            some = tuple(part for part in parts if part)
            new = (some[0] if some else "") if isinstance(value, str) else some
        if new:
            found[name] = new
    return kept("date", date), found


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
