"""Labelled texts as an index of their own, made and read just as that of an observatory."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.values import Item, Work
from index.concepts import ConceptBook
from index.reading import Index
from index.store import open_index, update

__all__ = ["indexed", "text_as_work"]


def text_as_work(
    name: str,
    title: str,
    *,
    note: str | None = None,
    abstract: str | None = None,
    language: str | None = None,
) -> Work:
    """A text as a work that nothing but its words is known of."""
    item = Item(key=name, kind="news", title=title, note=note, abstract=abstract, language=language)
    return Work(name, item, (), (), "", "", "", "listed", name)


@contextmanager
def indexed(works: Iterable[Work], book: ConceptBook, languages: Sequence[str]) -> Iterator[Index]:
    """Index and tag these works in a folder that is gone afterwards."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "index"
        update(folder, works, book, languages=languages)
        with open_index(folder, book) as index:
            yield index
