"""The files of the words, read piece by piece: Whoosh's own way holds a whole copy of them in memory.

Whoosh maps a segment and then copies each file within it; without maps it reads through two layers of files in
Python, which takes half as long again. Here each piece is asked of the system where it lies, and none is held.
"""

import os
from collections.abc import Callable
from functools import cached_property
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex

from index.fields import schema

__all__ = ["open_words"]

SEGMENT = ".seg"
"""A file that holds those of a segment, each a part of it, ends so."""


def open_words(folder: Path) -> FileIndex:
    """Open the words for reading; close what it gives."""
    # Windows has no such call; there Whoosh reads as it does by itself.
    storage = _Storage(str(folder)) if hasattr(os, "pread") else FileStorage(str(folder))
    return FileIndex(storage, schema=schema())


class _Storage(FileStorage):
    """A folder whose segments are read piece by piece."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder, supports_mmap=False)

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        opened = super().open_file(name, **kwargs)
        return _Whole(opened) if name.endswith(SEGMENT) else opened


class _Part(StructFile):
    """
    A part of a file, as Whoosh reads files: by position, or on from where it is.

    Args:
        number: Gives that of the open file; raises a ValueError where it is closed.
        start, length: Which bytes of it.
    """

    is_real = False

    def __init__(self, number: Callable[[], int], start: int, length: int, name: str | None = None) -> None:
        self._number = number
        self._start = start
        self._length = length
        self._name = name
        self.is_closed = False
        self.onclose = None

    @cached_property
    def file(self) -> BufferedReader:
        """The part as a file of its own."""
        return BufferedReader(_Bytes(self._number, self._start, self._length))

    def close(self) -> None:
        """Nothing to close: the file is the whole's."""
        self.is_closed = True

    def subset(self, offset: int, length: int, name: str | None = None) -> "_Part":
        return _Part(self._number, self._start + offset, length, name or self._name)

    def get(self, position: int, length: int) -> bytes:
        return os.pread(self._number(), length, self._start + position)


class _Whole(_Part):
    """An open file; its parts can be read until it is closed."""

    def __init__(self, opened: StructFile) -> None:
        self._opened = opened
        super().__init__(opened.raw_file().fileno, 0, opened.seek(0, os.SEEK_END))

    def close(self) -> None:
        self._opened.close()
        super().close()


class _Bytes(RawIOBase):
    """The bytes of a part, one after the other."""

    def __init__(self, number: Callable[[], int], start: int, length: int) -> None:
        self._number = number
        self._start = start
        self._length = length
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._length}[whence]
        return self._place

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), max(self._length - self._place, 0))
        data = os.pread(self._number(), wanted, self._start + self._place)
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)
