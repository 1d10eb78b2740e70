"""The dataset: all tables in all formats from one traversal, with their descriptions and checksums."""

import csv
import hashlib
from collections import Counter
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

from corpus.progress import Progress, silent
from site_builder.describing import File, descriptions
from site_builder.formats import FORMATS, Format, flattened
from site_builder.site import Site
from site_builder.tables import TABLES, Row, dictionary_rows, rows
from site_builder.view import SiteView, viewing
from site_builder.writing import replacing

__all__ = ["PIECE", "export_dataset", "write_tables"]

PIECE = 10_000
"""Rows of a table that are in memory at a time; also the size of a row group of Parquet."""


def write_tables(site: Site, view: SiteView, folder: Path, *, progress: Progress = silent) -> dict[str, int]:
    """
    Write the tables into an existing folder.

    Returns:
        The number of rows of each table.
    """
    formats: list[Format] = []
    counts: Counter[str] = Counter(dict.fromkeys(TABLES, 0))
    pieces: dict[str, list[Row]] = {table: [] for table in TABLES}

    def flush(table: str) -> None:
        flat = flattened(table, pieces[table])
        for format_ in formats:
            format_.write(table, pieces[table], flat)
        pieces[table] = []

    try:
        formats.extend(make(folder) for make in FORMATS.values())
        for table, row in rows(site, view):
            counts[table] += 1
            pieces[table].append(row)
            if len(pieces[table]) == PIECE:
                flush(table)
            if table == "works":
                progress("writing the dataset", counts["works"], 0)
        for table, left in pieces.items():
            if left:
                flush(table)
    finally:
        for format_ in formats:
            format_.close()
    return dict(counts)


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
    with nullcontext(view) if view else viewing(site) as seen, replacing(folder) as new:
        counts = write_tables(site, seen, new.path, progress=progress)
        (new.path / "data_dictionary.csv").write_text(_dictionary(), encoding="utf-8", newline="")
        files = [_file(path, counts) for path in sorted(new.path.iterdir())]
        for name, text in descriptions(site, files):
            (new.path / name).write_text(text, encoding="utf-8", newline="")
        names = sorted(path.name for path in new.path.iterdir())
    return tuple(folder / name for name in names)


def _dictionary() -> str:
    text = StringIO()
    described = dictionary_rows()
    writer = csv.DictWriter(text, list(described[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(described)
    return text.getvalue()


def _file(path: Path, counts: dict[str, int]) -> File:
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return File(path.name, path.stat().st_size, sha256, counts.get(path.name.partition(".")[0]))
