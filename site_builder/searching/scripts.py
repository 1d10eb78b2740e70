"""Data as plain scripts, which a page from a folder may load too, where it may fetch nothing."""

import json
from collections.abc import Iterable
from itertools import pairwise

__all__ = ["LAST", "SIGNS", "Packer", "as_json", "deltas", "script", "script_of", "signs"]

SIGNS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
"""The signs of columns and numbers: those that stand in JSON as they are."""

LAST = 64
"""So many signs end a number; the others say that more follows."""

ALIKE = 4
"""Words that begin with so many same letters stay in one pack, since a word is asked with its other forms."""


def script(name: str, data: object) -> bytes:
    r"""
    A script that hands data over under a name.

    >>> script("words-1", {"a": [1]})
    b'searchData("words-1",{"a":[1]});\n'
    """
    return script_of(name, as_json(data))


def script_of(name: str, text: str) -> bytes:
    """The same for data that are JSON already."""
    return f"searchData({json.dumps(name)},{text});\n".encode(errors="replace")


def as_json(data: object) -> str:
    """Data as JSON, short, and safe within a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Two signs of JSON that ended a line in older scripts.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def signs(numbers: Iterable[int]) -> str:
    """
    Numbers from 0 on as signs, the small ones one each; the further digits of the others go before the last.

    >>> signs([0, 1, 63, 64, 5_000])
    '#$cn%i{)'
    """
    return "".join([_SHORT[number] if number < len(_SHORT) else _signs(number) for number in numbers])


def _signs(number: int) -> str:
    text = ""
    while number >= LAST:
        number, rest = divmod(number, len(SIGNS) - LAST)
        text += SIGNS[LAST + rest]
    return text + SIGNS[number]


_SHORT = [_signs(number) for number in range(4096)]


class Packer:
    """
    Puts sorted rows into packs of about so many bytes.

    Attributes:
        firsts: The first word of each pack.

    >>> packer = Packer(24)
    >>> [packer.add(word, row) for word, row in [("a", "x" * 9), ("b", "y" * 9), ("c", 1)]]
    [None, '{"a":"xxxxxxxxx"}', None]
    >>> packer.rest(), packer.firsts
    ('{"b":"yyyyyyyyy","c":1}', ['a', 'b'])
    """

    def __init__(self, size: int) -> None:
        self.firsts: list[str] = []
        self._size = size
        self._filled = 0
        self._pack: list[str] = []
        self._last = ""

    def add(self, word: str, row: object) -> str | None:
        """Add a row; gives the pack that was full before it, if any, as JSON."""
        text = f"{as_json(word)}:{as_json(row)}"
        done = self.rest() if self._full(word, len(text)) else None
        if not self._pack:
            self.firsts.append(word)
        self._pack.append(text)
        self._filled += len(text) + 1
        self._last = word
        return done

    def _full(self, word: str, size: int) -> bool:
        if self._filled + size <= self._size or self._filled <= self._size // 2:
            return False
        return word[:ALIKE] != self._last[:ALIKE] or self._filled + size > self._size * 3 // 2

    def rest(self) -> str | None:
        """The pack that is not full yet, as JSON; None where it is empty."""
        pack, self._pack, self._filled = self._pack, [], 0
        return "{" + ",".join(pack) + "}" if pack else None


def deltas(numbers: Iterable[int]) -> list[int]:
    """
    Rising numbers as the steps between them, which are short.

    >>> deltas([3, 5, 9])
    [3, 2, 4]
    """
    every = [0, *numbers]
    return [after - before for before, after in pairwise(every)]
