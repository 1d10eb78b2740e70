"""The index on disk: kept up to date with the works and the concepts, and opened for reading."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import NotFound
from corpus.lock import one_writer
from corpus.progress import Progress, silent
from corpus.values import KINDS, Work
from index.assembling import Runs, all_tags, given_labels, patch_rows, write_rows
from index.book import ConceptBook
from index.files import open_words
from index.generations import Draft, Manifest, made_with, read_manifest, sweep
from index.lines import dump, read_lines
from index.reading import Index, open_index
from index.tagging import tag_segment
from index.tags import Tag
from index.words import MEMORY_MB, Words

__all__ = ["MEMORY_MB", "Index", "Update", "open_index", "retag", "update"]

EVERY = 100
"""Progress is told after so many works."""

Labels = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Update:
    """
    What an update did.

    Attributes:
        new, changed, removed, unchanged: Works.
        retagged: Concepts that were looked for again in all works, because they are new or changed.
        unknown: Labels (scheme/concept) that sources give and no sheet knows, sorted.
    """

    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    retagged: int = 0
    unknown: tuple[str, ...] = ()


def update(
    folder: Path,
    works: Iterable[Work],
    book: ConceptBook,
    *,
    languages: Sequence[str] = ("en",),
    progress: Progress = silent,
) -> Update:
    """
    Bring an index up to date; make it if there is none.

    Only works that are new or changed by their fingerprint are read, and tagged with all concepts; other
    works are tagged again with the concepts whose version changed. When nothing changed, nothing is
    written. The same works and concepts give the same tags, in whichever steps they came.

    Args:
        folder: The index's own; nothing else may lie there.
        works: All works, each once, in any order; what is not among them is removed.
        book: The concepts.
        languages: The observatory's, the first for works that say none; other ones make the index anew.
        progress: Told how far it is.

    Raises:
        CorpusLocked: Another process is updating it.
    """
    with one_writer(folder, "updating the index"):
        old = read_manifest(folder)
        if old and old.languages != tuple(languages):
            old = None
        sweep(folder, old)
        return _Updater(folder, old, book, tuple(languages), progress).run(works)


def retag(
    folder: Path, book: ConceptBook, *, languages: Sequence[str] = ("en",), progress: Progress = silent
) -> Update:
    """
    Tag the works of an index again with the concepts that have changed; the works stay as they are.

    Raises:
        NotFound: There is no index.
        CorpusLocked: Another process is updating it.
    """
    with one_writer(folder, "updating the index"):
        old = read_manifest(folder)
        if old is None:
            raise NotFound(f"{folder}: no index here yet; 'observatory build' makes one")
        return _Updater(folder, old, book, tuple(languages), progress).again_only()


class _Updater:
    """One update: the state before, the concepts, and what is found to have changed."""

    def __init__(
        self,
        folder: Path,
        old: Manifest | None,
        book: ConceptBook,
        languages: tuple[str, ...],
        progress: Progress,
    ) -> None:
        self.folder = folder
        self.old = old
        self.book = book
        self.languages = languages
        self.progress = progress
        self.known: dict[str, str] = {}
        if old:
            rows = read_lines(folder / old.generation / "works.jsonl")
            self.known = {work: fingerprint for work, fingerprint, _ in rows}
        versions = old.concepts if old else {}
        self.again = [concept for concept in book if versions.get(concept.key) != concept.version]
        self.now: dict[str, tuple[str, Labels]] = {}

    def run(self, works: Iterable[Work]) -> Update:
        """Read the works, write what changed, tag, publish."""
        with ExitStack() as stack:
            words = Words(stack, self.folder, self.old, self.languages[0])
            new, changed = self._write(works, words)
            removed = sorted(self.known.keys() - self.now.keys())
            for work in removed:
                words.delete(work)
            if words.begun or self._concepts_changed():
                draft = words.commit()
                tags = self._tag(draft, frozenset([*new, *changed]))
                draft.publish(self._manifest(draft, tags))
        return Update(
            new=len(new), changed=len(changed), removed=len(removed),
            unchanged=len(self.now) - len(new) - len(changed),
            retagged=len(self.again) if self.old else 0, unknown=self._unknown(),
        )  # fmt: skip

    def again_only(self) -> Update:
        """Tag what is there with changed concepts."""
        assert self.old is not None  # the caller has looked
        rows = read_lines(self.folder / self.old.generation / "works.jsonl")
        self.now = {work: (fingerprint, labels) for work, fingerprint, labels in rows}
        with ExitStack() as stack:
            if self._concepts_changed():
                draft = Words(stack, self.folder, self.old, self.languages[0]).commit()
                draft.publish(self._manifest(draft, self._tag(draft, frozenset())))
        return Update(unchanged=len(self.now), retagged=len(self.again), unknown=self._unknown())

    def _write(self, works: Iterable[Work], words: Words) -> tuple[list[str], list[str]]:
        """Write new and changed works; say which they are."""
        new: list[str] = []
        changed: list[str] = []
        for number, work in enumerate(works, start=1):
            self.now[work.id] = (work.fingerprint, given_labels(work))
            if work.id not in self.known:
                new.append(work.id)
                words.add(work)
            elif self.known[work.id] != work.fingerprint:
                changed.append(work.id)
                words.replace(work)
            if number % EVERY == 0:
                self.progress("words", number, 0)
        return new, changed

    def _concepts_changed(self) -> bool:
        if self.old is None or self.again:
            return True
        gone = self.old.concepts.keys() - {concept.key for concept in self.book}
        return bool(gone) or self.old.implied != _implied(self.book)

    def _tag(self, draft: Draft, touched: frozenset[str]) -> int:
        """Write the tags of all works, and say how many there are."""
        runs = Runs(draft.path)
        for tags in self._found(draft, touched):
            runs.add(tags)
        count = (
            self._patched(draft, runs, touched)
            if not self._concepts_changed()
            else self._merged(draft, runs, touched)
        )
        runs.remove()
        with (draft.path / "works.jsonl").open("wb") as file:
            for work, (fingerprint, labels) in sorted(self.now.items()):
                file.write(dump([work, fingerprint, labels]))
        return count

    def _merged(self, draft: Draft, runs: Runs, touched: frozenset[str]) -> int:
        """Old and fresh tags of all works, because concepts have changed."""
        old = read_lines(self.folder / self.old.generation / "tags.jsonl") if self.old else iter(())
        works = ((work, labels) for work, (_, labels) in sorted(self.now.items()))
        return write_rows(draft.path, all_tags(works, old, runs, touched, self.book))

    def _patched(self, draft: Draft, runs: Runs, touched: frozenset[str]) -> int:
        """The lines of works that nothing has changed as they are, the others made anew."""
        assert self.old is not None  # else the concepts have changed
        works = ((work, self.now[work][1]) for work in sorted(touched))
        fresh = list(all_tags(works, iter(()), runs, touched, self.book))
        gone = touched | (self.known.keys() - self.now.keys())
        before = self.folder / self.old.generation
        return self.old.tags + patch_rows(before, draft.path, fresh, gone)

    def _found(self, draft: Draft, touched: frozenset[str]) -> Iterator[list[Tag]]:
        """Tags from words: of touched works for all concepts, of the others for changed concepts."""
        every = list(self.book)
        with closing(open_words(draft.words)) as index, index.searcher() as searcher:
            leaves = [leaf for leaf, _ in searcher.leaf_searchers() if leaf.doc_count_all()]
            for done, leaf in enumerate(leaves):
                self.progress("tags", done, len(leaves))
                names = leaf.reader().column_reader("id")
                numbers = list(leaf.reader().all_doc_ids())
                fresh = [number for number in numbers if names[number] in touched]
                rest = [number for number in numbers if names[number] not in touched] if self.again else []
                for concepts, wanted in ((every, fresh), (self.again, rest)):
                    if concepts and wanted:
                        yield from tag_segment(leaf, concepts, self.languages, wanted)
            self.progress("tags", len(leaves), len(leaves))

    def _manifest(self, draft: Draft, tags: int) -> Manifest:
        return Manifest(
            generation=draft.name, made_with=made_with(), languages=self.languages, works=len(self.now), tags=tags,
            implied=_implied(self.book), concepts={concept.key: concept.version for concept in self.book},
        )  # fmt: skip

    def _unknown(self) -> tuple[str, ...]:
        labels = {(scheme, concept) for _, of_work in self.now.values() for scheme, concept, _ in of_work}
        kinds = {("kind", kind) for kind in KINDS}
        return tuple(
            f"{scheme}/{concept}"
            for scheme, concept in sorted(labels - kinds)
            if (scheme, concept) not in self.book
        )


def _implied(book: ConceptBook) -> str:
    """A short hash of what implies what, and of the order of the schemes."""
    pairs = [[one.key, book.implied(one.scheme, one.id)] for one in book]
    text = json.dumps([[scheme.id for scheme in book.schemes], pairs])
    return hashlib.sha256(text.encode()).hexdigest()[:8]
