"""Sorted files of JSON lines, one a work: written in order, merged, and searched by id without reading all."""

import json
import mmap
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from index.tags import Tag

__all__ = ["Lines", "denied_of", "dump", "id_of", "load", "raw_lines", "read_lines", "tag_row", "tags_of"]

_DECODER = json.JSONDecoder()

_NAMES = tuple(one.name for one in fields(Tag))[1:]
"""What a line holds of each tag; the work stands before them."""

Row = list[Any]
"""The work's id, then what the line holds of it."""


def dump(row: Sequence[object]) -> bytes:
    """One line: the same row gives the same bytes."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def load(line: bytes) -> Row:
    """The row of a line."""
    row: Row = json.loads(line)
    return row


def id_of(line: bytes) -> str:
    """
    The id that a line begins with, without reading the rest.

    >>> id_of(b'["a-1",[]]')
    'a-1'
    """
    name, _ = _DECODER.raw_decode(line[1 : line.find(b",")].decode())
    return str(name)


def raw_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file in order, as they lie there; none when it is not there."""
    if path.exists():
        with path.open("rb") as file:
            yield from file


def read_lines(path: Path) -> Iterator[Row]:
    """The rows of a file in order; none when it is not there."""
    return map(load, raw_lines(path))


def tag_row(work: str, tags: Sequence[Tag], denied: Sequence[Tag] = ()) -> Row:
    """The line of a work's tags; those from words that a person denied stand apart."""
    return [work, list(map(_values, tags)), *([list(map(_values, denied))] if denied else [])]


def _values(tag: Tag) -> list[Any]:
    return [getattr(tag, name) for name in _NAMES]


def tags_of(row: Row) -> tuple[Tag, ...]:
    """The tags that ``tag_row`` made this line of, without those that are denied."""
    return tuple(Tag(row[0], *values) for values in row[1])


def denied_of(row: Row) -> tuple[Tag, ...]:
    """The tags from words that a person denied."""
    return tuple(Tag(row[0], *values) for values in row[2]) if len(row) > 2 else ()


class Lines:
    """
    A file of rows sorted by id, for looking up.

    Strings sorted by code points are sorted by their UTF-8 bytes too, so that lines can be compared as
    they lie in the file.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            # An empty file cannot be mapped.
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else None

    def __iter__(self) -> Iterator[Row]:
        """All rows in order."""
        start = 0
        while self._map is not None and start < len(self._map):
            end = self._map.find(b"\n", start) + 1
            yield load(self._map[start:end])
            start = end

    def get(self, work: str) -> Row | None:
        """The row of this work, found by halving; None when it has none."""
        if self._map is None:
            return None
        low, high = 0, len(self._map)
        while low < high:
            start = self._map.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._map.find(b"\n", start) + 1
            row = load(self._map[start:end])
            if row[0] == work:
                return row
            if row[0] < work:
                low = end
            else:
                high = start
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self._map is not None:
            self._map.close()
