"""The words of an index: Whoosh's segments, sealed ones and open ones."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from whoosh.codec.base import Segment
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.reading import SegmentReader
from whoosh.writing import IndexWriter

from corpus.values import Work
from index.analysis import base_language
from index.fields import document, schema
from index.generations import Draft, Manifest, new_generation

__all__ = ["MEMORY_MB", "OPEN", "SEGMENT", "Words"]

MEMORY_MB = 128
"""What Whoosh may hold of words that are not written yet."""

SEGMENT = 2500
"""So many works are sealed together; more would not fit into the memory, and be written twice."""

OPEN = 500
"""A segment of fewer works is written anew with the next update."""


class Words:
    """
    The Whoosh index of the next generation, which is begun only when there is something to write.

    Its works lie in segments, each of one month of first sight or a part of one. A segment that is large
    enough is sealed: works that change later are only marked as gone in it. The others are open: each
    update writes them anew, together with what came.
    """

    def __init__(self, stack: ExitStack, folder: Path, old: Manifest | None, language: str) -> None:
        self._stack = stack
        self._folder = folder
        self._old = old
        self._language = base_language(language)
        self._draft: Draft | None = None
        self._index: FileIndex | None = None
        self._writer: IndexWriter | None = None
        self._count = 0
        self._month = ""

    @property
    def begun(self) -> bool:
        """Whether anything was written."""
        return self._writer is not None

    def add(self, work: Work) -> None:
        """Write a work that is not in the index."""
        self._turn(work)
        self._begin().add_document(**document(work, self._language))

    def replace(self, work: Work) -> None:
        """Write a work in place of what the index has under its id."""
        self._turn(work)
        self._begin().update_document(**document(work, self._language))

    def delete(self, work: str) -> None:
        """Take a work out."""
        self._begin().delete_by_term("id", work)

    def commit(self) -> Draft:
        """Finish writing; gives the draft, which has the old words when nothing was written."""
        if self._writer is None and self._old is None:
            self._begin()
        if self._writer is not None:
            self._writer.commit(mergetype=_open_ones)
        return self._folder_of_next()

    def _turn(self, work: Work) -> None:
        """Seal what was written when it is much, or when another month begins."""
        month = work.first_seen[:7]
        least = SEGMENT if month == self._month else OPEN
        if self._writer is not None and self._index is not None and self._count >= least:
            self._writer.commit(merge=False)
            self._writer = self._index.writer(limitmb=MEMORY_MB)
            self._count = 0
        self._month = month
        self._count += 1

    def _begin(self) -> IndexWriter:
        if self._writer is None:
            draft = self._folder_of_next()
            made = open_dir(draft.words, schema=schema()) if self._old else create_in(draft.words, schema())
            self._index = self._stack.enter_context(closing(made))
            self._writer = self._index.writer(limitmb=MEMORY_MB)
            self._stack.callback(self._give_up)
        return self._writer

    def _give_up(self) -> None:
        if self._writer is not None and not self._writer.is_closed:
            self._writer.cancel()

    def _folder_of_next(self) -> Draft:
        if self._draft is None:
            self._draft = self._stack.enter_context(new_generation(self._folder, self._old))
        return self._draft


def _open_ones(writer: IndexWriter, segments: Sequence[Segment]) -> list[Segment]:
    """Write the open segments anew, and those of which most is gone; give back the sealed ones."""
    sealed = []
    for segment in segments:
        if segment.doc_count() >= max(OPEN, segment.doc_count_all() // 2):
            sealed.append(segment)
            continue
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return sealed
