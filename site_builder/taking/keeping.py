"""Keeping: what is written once of each work, on disk until the files that hold it are made."""

import json
import os
import tempfile
from collections.abc import Sequence
from typing import Any

__all__ = ["Kept"]

IN_MEMORY = 16 * 1024 * 1024
"""Up to this many bytes it is not a file (some 5,000 works)."""


class Kept:
    """
    Values that JSON can hold, put down in order and read again by their numbers; closed with ``close``.

    >>> kept = Kept()
    >>> kept.put(3, {"ris": "TY  - GEN"})
    >>> kept.get(3)["ris"]
    'TY  - GEN'
    >>> kept.close()
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._places: dict[int, int] = {}

    def put(self, number: int, value: Any) -> None:
        """Put a value down."""
        data = json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")
        self._places[number] = self._file.seek(0, os.SEEK_END)
        self._file.write(data + b"\n")

    def get(self, number: int) -> Any:
        """Read a value."""
        self._file.seek(self._places[number])
        return json.loads(self._file.readline().decode(errors="surrogatepass"))

    def all(self, numbers: Sequence[int]) -> list[Any]:
        """Read several values."""
        return [self.get(number) for number in numbers]

    def close(self) -> None:
        """Let it go."""
        self._file.close()
