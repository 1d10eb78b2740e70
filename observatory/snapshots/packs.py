"""
Packs: the lines of a month in one compressed file, to which each build adds a frame.

A frame that was cut short is beyond the length that the list of snapshots remembers, and is cut off before the
next one is added. When a new month begins, the last one's frames are joined into one, which is smaller.
"""

import json
import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import zstandard

__all__ = ["Line", "add", "lines", "seal", "write"]

Line = tuple[int, str, str, str]
"""The number of the snapshot; what it is (facts, tags, gone); the work; the content."""

LEVEL = 12
SEALED = 19
"""How hard zstd tries; what is written once and read for years may take longer."""


def add(pack: Path, length: int, new: Iterable[Line]) -> int:
    """
    Add lines to a pack after its first ``length`` bytes; give its length then.

    Nothing is held in memory but the compressor's window.
    """
    pack.parent.mkdir(parents=True, exist_ok=True)
    with pack.open("r+b" if pack.exists() else "w+b") as file:
        file.truncate(length)
        file.seek(length)
        with zstandard.ZstdCompressor(level=LEVEL).stream_writer(file, closefd=False) as writer:
            for line in new:
                writer.write(_dump(line))
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def lines(pack: Path, length: int) -> Iterator[Line]:
    """The lines of a pack's first ``length`` bytes, in the order in which they were added."""
    with pack.open("rb") as file:
        reader = zstandard.ZstdDecompressor().stream_reader(
            BytesIO(file.read(length)), read_across_frames=True
        )
        rest = b""
        while piece := reader.read(1 << 20):
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                number, what, work, content = json.loads(line)
                yield number, what, work, content


def seal(pack: Path, length: int, sealed: Path) -> int:
    """Join the frames of a pack into one, in a file of its own; give the length of that."""
    return write(sealed, lines(pack, length))


def write(pack: Path, all_lines: Iterable[Line]) -> int:
    """Write a pack that gets no further frames; give its length."""
    half = pack.with_suffix(".part")
    with half.open("wb") as file:
        with zstandard.ZstdCompressor(level=SEALED).stream_writer(file, closefd=False) as writer:
            for line in all_lines:
                writer.write(_dump(line))
        length = file.tell()
    half.replace(pack)
    return length


def _dump(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
