"""Packs: lines of several snapshots in one compressed file, written once under a name of its own."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import zstandard

__all__ = ["Line", "lines", "write"]

Line = tuple[int, str, str, str]
"""The number of the snapshot; what it is (facts, tags, gone); the work; the content."""

LEVEL = 9
"""How hard zstd tries; higher levels win little here and take several times as long."""

PIECE = 1 << 20


def write(pack: Path, all_lines: Iterable[Line]) -> int:
    """Write a pack; give the bytes of its lines before they were compressed. None of them is held in memory."""
    pack.parent.mkdir(parents=True, exist_ok=True)
    half, size, piece = pack.with_suffix(".part"), 0, bytearray()
    with half.open("wb") as file, zstandard.ZstdCompressor(level=LEVEL).stream_writer(file) as writer:
        for line in all_lines:
            piece += json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            if len(piece) > PIECE:
                size += len(piece)
                writer.write(piece)
                piece.clear()
        size += len(piece)
        writer.write(piece)
    half.replace(pack)
    return size


def lines(pack: Path) -> Iterator[Line]:
    """The lines of a pack, in the order in which they were written."""
    with pack.open("rb") as file:
        reader, rest = zstandard.ZstdDecompressor().stream_reader(file), b""
        while piece := reader.read(PIECE):
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                number, what, work, content = json.loads(line)
                yield number, what, work, content
