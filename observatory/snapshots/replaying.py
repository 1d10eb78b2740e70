"""Searching a snapshot as it was searched when it was published."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.progress import Progress, silent
from index.concepts import ConceptBook, load_book
from index.reading import Index
from index.recalling import read_recalled
from index.store import open_index, update
from observatory.snapshots.entries import work_from
from observatory.snapshots.store import Snapshot, Snapshots, Texts

__all__ = ["book_of", "book_texts", "replayed"]


RECALLED = "recalled.csv"


def book_texts(folders: Sequence[Path], recalled: Path | None = None) -> Texts:
    """
    The concept sheets of these folders, with the number of the folder in each path.

    Args:
        recalled: The file of rules that are switched off; it need not be there.
    """
    sheets = [
        (f"{number}/{file.name}", file.read_text(encoding="utf-8"))
        for number, folder in enumerate(folders)
        for file in sorted(folder.glob("*.toml"))
    ]
    off = [(RECALLED, recalled.read_text(encoding="utf-8"))] if recalled and recalled.is_file() else []
    return [*sheets, *off]


def book_of(snapshots: Snapshots, snapshot: Snapshot) -> ConceptBook:
    """The concepts with which the works of a snapshot were tagged."""
    with TemporaryDirectory() as scratch:
        folders: list[Path] = []
        for path, text in snapshots.book(snapshot):
            file = Path(scratch, path)
            if path != RECALLED and file.parent not in folders:
                folders.append(file.parent)
                file.parent.mkdir()
            file.write_text(text, encoding="utf-8")
        return load_book(folders, recalled=read_recalled(Path(scratch, RECALLED))).of_works()


@contextmanager
def replayed(
    snapshots: Snapshots, snapshot: Snapshot, languages: Sequence[str], progress: Progress = silent
) -> Iterator[Index]:
    """
    The index of a snapshot, made anew in a folder that is gone afterwards.

    Args:
        languages: The observatory's, as they are now.
    """
    book = book_of(snapshots, snapshot)
    works = (work_from(work, held.facts) for work, held in snapshots.state(snapshot).items())
    with TemporaryDirectory() as scratch:
        update(Path(scratch, "index"), works, book, languages=languages, progress=progress)
        with open_index(Path(scratch, "index"), book) as index:
            yield index
