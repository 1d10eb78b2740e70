"""Sorted files of JSON lines, one a work: written in order, merged, and searched by id without reading all."""

import json
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

FEW = 16 * 1024
"""So many bytes are read line by line."""

LAST = "\U0010ffff"
"""No id comes after it."""


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
    name, _ = _DECODER.raw_decode(line.decode(), 1)
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
    A file of rows sorted by id, for looking up; nothing of it is held but the last row that was asked for.

    Strings sorted by code points are sorted by their UTF-8 bytes too, so that lines can be compared as
    they lie in the file.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._size = path.stat().st_size
        self._last: Row | None = None
        self._after = 0

    def __iter__(self) -> Iterator[Row]:
        """All rows in order."""
        start = 0
        while line := self._line(start):
            yield load(line)
            start += len(line)

    def get(self, work: str) -> Row | None:
        """
        The row of this work; None when it has none.

        Who asks in the order of ids, or for the same again, is answered at once; else it is found by halving.
        """
        last = self._last[0] if self._last else ""
        if self._last and work == last:
            return self._last
        start, line = self._after, self._line(self._after)
        following = id_of(line) if line else LAST
        if last < work < following:
            return None
        if work != following:
            start, line = self._found(work)
        if not line:
            return None
        self._last, self._after = load(line), start + len(line)
        return self._last

    def _found(self, work: str) -> tuple[int, bytes]:
        """Where the line of this work begins, and the line; an empty one where there is none."""
        low, high = 0, self._size
        while high - low > FEW:
            middle = (low + high) // 2
            start = middle + len(self._line(middle))
            line = self._line(start) if start < high else b""
            if not line:
                break
            low, high = (start, high) if id_of(line) <= work else (low, start)
        while (line := self._line(low)) and (name := id_of(line)) <= work:
            if name == work:
                return low, line
            low += len(line)
        return low, b""

    def _line(self, start: int) -> bytes:
        """What there is from here to the end of the line; empty at the end of the file."""
        self._file.seek(start)
        return self._file.readline()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
