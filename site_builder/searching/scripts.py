"""Data as plain scripts, which a page from a folder may load too, where it may fetch nothing."""

import json
from collections.abc import Iterable
from itertools import pairwise

__all__ = ["Packer", "deltas", "script"]


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


class Packer:
    """
    Puts sorted rows into packs of about so many bytes.

    Attributes:
        firsts: The first word of each pack that is full.

    >>> packer = Packer(24)
    >>> [packer.add(word, row) for word, row in [("a", "x" * 9), ("b", "y" * 9), ("c", 1)]]
    [None, {'a': 'xxxxxxxxx'}, None]
    >>> packer.rest(), packer.firsts
    ({'b': 'yyyyyyyyy', 'c': 1}, ['a', 'b'])
    """

    def __init__(self, size: int) -> None:
        self.firsts: list[str] = []
        self._size = size
        self._filled = 0
        self._pack: dict[str, object] = {}

    def add(self, word: str, row: object) -> dict[str, object] | None:
        """Add a row; gives the pack that was full before it, if any."""
        size = len(json.dumps(row, ensure_ascii=False, separators=(",", ":"))) + len(word) + 4
        full = self._pack and self._filled + size > self._size and self._filled > self._size // 2
        done = self.rest() if full else None
        self._pack[word] = row
        self._filled += size
        return done

    def rest(self) -> dict[str, object] | None:
        """The pack that is not full yet; None where it is empty."""
        pack, self._pack, self._filled = self._pack, {}, 0
        if not pack:
            return None
        self.firsts.append(next(iter(pack)))
        return pack


def deltas(numbers: Iterable[int]) -> list[int]:
    """
    Rising numbers as the steps between them, which are short.

    >>> deltas([3, 5, 9])
    [3, 2, 4]
    """
    every = [0, *numbers]
    return [after - before for before, after in pairwise(every)]
