"""The dataset: all tables in all formats from one traversal, with their descriptions and checksums."""

import hashlib
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from corpus.progress import Progress, silent
from site_builder.describing import File, descriptions
from site_builder.formats import FORMATS, Format
from site_builder.pieces import Piece, csv_lines
from site_builder.site import Site
from site_builder.tables import TABLES, dictionary_rows, things
from site_builder.view import SiteView
from site_builder.viewing import viewing
from site_builder.writing import replacing

__all__ = ["PIECE", "export_dataset", "write_tables"]

PIECE = 10_000
"""Rows of a table that are in memory at a time; also the size of a row group of Parquet."""

HANDFUL = 64
"""Things, such as works with all their text, of which rows are made at a time."""


class _Rows:
    """The rows of a table that wait for being written, column by column."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.columns = TABLES[table].columns
        self.count = 0
        self.things: list[object] = []
        self.cells: list[list[object]] = [[] for _ in self.columns]

    def add(self, thing: object) -> None:
        """Add one row; ``things`` are made into cells a handful at a time, so that none is held for long."""
        self.things.append(thing)
        self.count += 1
        if len(self.things) == HANDFUL:
            self.settle()

    def settle(self) -> None:
        """Make cells of all things."""
        for column, cells in zip(self.columns, self.cells, strict=True):
            cells.extend(column.cells(self.things))
        self.things = []

    def write(self, formats: Iterable[Format]) -> None:
        """Write what waits, if anything does."""
        self.settle()
        if self.cells[0]:
            piece = Piece(self.table, self.columns, self.cells)
            for format_ in formats:
                format_.write(piece)
            self.cells = [[] for _ in self.columns]


def write_tables(site: Site, view: SiteView, folder: Path, *, progress: Progress = silent) -> dict[str, int]:
    """
    Write the tables into an existing folder.

    Returns:
        The number of rows of each table.
    """
    formats: list[Format] = []
    waiting = {table: _Rows(table) for table in TABLES}
    try:
        formats.extend(make(folder) for make in FORMATS.values())
        for table, found in things(site, view):
            rows = waiting[table]
            for thing in found:
                rows.add(thing)
                if rows.count % PIECE == 0:
                    rows.write(formats)
            if table == "works":
                progress("writing the dataset", rows.count, 0)
        for rows in waiting.values():
            rows.write(formats)
    finally:
        for format_ in formats:
            format_.close()
    return {table: rows.count for table, rows in waiting.items()}


def export_dataset(
    site: Site, folder: Path, *, view: SiteView | None = None, progress: Progress = silent
) -> tuple[Path, ...]:
    """
    Write the dataset into a folder, which takes the place of an older one when it is whole.

    Args:
        view: Of the same site, where there is one already.

    Returns:
        The files, by name; the same bytes for the same site and libraries.
    """
    with nullcontext(view) if view else viewing(site, pages=False) as seen, replacing(folder) as new:
        counts = write_tables(site, seen, new.path, progress=progress)
        (new.path / "data_dictionary.csv").write_text(_dictionary(), encoding="utf-8", newline="")
        files = [_file(path, counts) for path in sorted(new.path.iterdir())]
        for name, text in descriptions(site, files):
            (new.path / name).write_text(text, encoding="utf-8", newline="")
        names = sorted(path.name for path in new.path.iterdir())
    return tuple(folder / name for name in names)


def _dictionary() -> str:
    described = dictionary_rows()
    return "".join(csv_lines([list(described[0]), *(list(row.values()) for row in described)]))


def _file(path: Path, counts: dict[str, int]) -> File:
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return File(path.name, path.stat().st_size, sha256, counts.get(path.name.partition(".")[0]))
