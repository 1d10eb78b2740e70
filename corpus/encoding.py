"""Items as JSON and back: the form in which versions are kept and compared."""

import hashlib
import json
from dataclasses import fields
from itertools import compress
from operator import attrgetter
from typing import Any

from corpus.dates import PartialDate
from corpus.values import Definition, Item, Label

__all__ = ["filled_fields", "fingerprint", "item_from_json", "item_to_json"]

_NOT_KEPT = ("key", "methods")
"""The key stands in the record, the methods in their own table."""

_NAMES = tuple(field.name for field in fields(Item) if field.name not in _NOT_KEPT)
_VALUES = attrgetter(*_NAMES)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def item_to_json(item: Item) -> str:
    """What a version keeps of an item: its filled fields, sorted, so that equal items are equal text."""
    data = {name: _plain(value) for name, value in zip(_NAMES, _VALUES(item), strict=True) if value}
    return _ENCODER.encode(data)


def item_from_json(key: str, text: str, methods: str) -> Item:
    """The item that ``item_to_json`` made this text from."""
    data: dict[str, Any] = json.loads(text)
    for name in ("date", "end_date", "updated", "deadline"):
        if name in data:
            data[name] = PartialDate(*data[name])
    for name in ("authors", "files", "text_from"):
        if name in data:
            data[name] = tuple(data[name])
    if "labels" in data:
        data["labels"] = tuple(Label(*pair) for pair in data["labels"])
    if "definition" in data:
        by, term, traits, year, volume = data["definition"]
        data["definition"] = Definition(by, term, tuple(traits), year, volume)
    return Item(key=key, methods=json.loads(methods), **data)


def filled_fields(item: Item) -> tuple[str, ...]:
    """The names of the fields that have a value, in the order of ``Item``."""
    return tuple(compress(_NAMES, _VALUES(item)))


def fingerprint(*parts: str) -> str:
    """SHA-256 over these texts, each set off from the next."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _plain(value: object) -> object:
    match value:
        case PartialDate(text, method):
            return [text, method]
        case Definition(by, term, traits, year, volume):
            return [by, term, list(traits), year, volume]
        case tuple():
            return [_plain(part) for part in value]
        case Label(scheme, concept):
            return [scheme, concept]
        case _:
            return value
