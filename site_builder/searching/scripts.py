"""Data as plain scripts, which a page from a folder may load too, where it may fetch nothing."""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise

__all__ = ["Pack", "deltas", "packs", "script"]

Pack = tuple[str, dict[str, object]]
"""The first word of a pack, and what it holds by word."""


def script(name: str, data: object) -> bytes:
    r"""
    A script that hands data over under a name.

    >>> script("words-1", {"a": [1]})
    b'searchData("words-1",{"a":[1]});\n'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Two signs of JSON that ended a line in older scripts.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"searchData({json.dumps(name)},{text});\n".encode(errors="replace")


def packs(rows: Iterable[tuple[str, object]], size: int) -> Iterator[Pack]:
    """
    Sorted rows in packs of about so many bytes.

    >>> [first for first, _ in packs([("a", "x" * 9), ("b", "y" * 9), ("c", 1)], 24)]
    ['a', 'b']
    """
    pack: dict[str, object] = {}
    first, filled = "", 0
    for word, row in rows:
        bytes_ = len(json.dumps(row, ensure_ascii=False, separators=(",", ":"))) + len(word) + 4
        if pack and filled + bytes_ > size and filled > size // 2:
            yield first, pack
            pack, filled = {}, 0
        first = first if pack else word
        pack[word] = row
        filled += bytes_
    if pack:
        yield first, pack


def deltas(numbers: Iterable[int]) -> list[int]:
    """
    Rising numbers as the steps between them, which are short.

    >>> deltas([3, 5, 9])
    [3, 2, 4]
    """
    every = [0, *numbers]
    return [after - before for before, after in pairwise(every)]
