"""The tags of every work, put together: from words, from its sources' labels, and what they imply."""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from corpus.values import Work
from index.book import ConceptBook
from index.fields import TAGGED
from index.lines import Row, denied_of, dump, id_of, load, raw_lines, read_lines, tag_row, tags_of
from index.tags import DECIDED, GIVEN, IMPLIED, Tag

__all__ = ["Runs", "all_tags", "facet_row", "given_labels", "patch_rows", "with_implied", "write_rows"]

TAGS, FACETS = "tags.jsonl", "facets.jsonl"
"""The files of the tags, and of the concepts alone."""

Tagged = tuple[str, tuple[Tag, ...], tuple[Tag, ...]]
"""A work, its tags, and those from words that a person denied."""

HOLDS, DENIED = "+", "-"
"""Before a name in place of a source: that person said that the work is, or is not, about the concept."""

_ORDER = {"": len(TAGGED), **{name: place for place, name in enumerate(TAGGED)}}


def given_labels(work: Work) -> list[tuple[str, str, str]]:
    """
    What the work's sources say that it is about: scheme, concept and the first source that says so.

    Its kind is such a label too, and so is what a person said of a tag; the person stands for the source.
    """
    by = {label: record.source for record in reversed(work.records) for label in record.item.labels}
    first = work.sources[0] if work.sources else ""
    labels = [(label.scheme, label.concept, by.get(label, first)) for label in work.item.labels]
    judged = [(one.scheme, one.concept, f"{HOLDS if one.holds else DENIED}{one.who}") for one in work.judged]
    return [("kind", work.item.kind, first), *labels, *judged]


class Runs:
    """Tags in files, sorted by work, as many as there is memory for in each; read back as one sorted list."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[Path] = []

    def add(self, tags: Iterable[Tag]) -> None:
        """Write one run."""
        file = self._folder / f"run{len(self._files):05d}.jsonl"
        with file.open("wb") as out:
            for work, of_work in groupby(sorted(tags), key=lambda tag: tag.work):
                out.write(dump(tag_row(work, list(of_work))))
        self._files.append(file)

    def __iter__(self) -> Iterator[tuple[str, list[Tag]]]:
        """Work by work, sorted by id."""
        rows = heapq.merge(*map(read_lines, self._files), key=lambda row: str(row[0]))
        for work, of_work in groupby(rows, key=lambda row: str(row[0])):
            yield work, [tag for row in of_work for tag in tags_of(row)]

    def remove(self) -> None:
        """Remove the files."""
        for file in self._files:
            file.unlink()
        self._files = []


def all_tags(
    works: Iterable[tuple[str, Sequence[Sequence[str]]]],
    old: Iterable[Row],
    fresh: Iterable[tuple[str, list[Tag]]],
    touched: frozenset[str],
    book: ConceptBook,
) -> Iterator[Tagged]:
    """
    Merge old and fresh tags, add given and implied ones.

    Args:
        works: All works with the labels of their sources, sorted by id.
        old: Rows of the tags as they were, sorted by work.
        fresh: Tags from words just found, sorted by work.
        touched: Works whose old tags do not count.
        book: The concepts as they are now; old tags of another version do not count.

    Yields:
        Every work that has tags, with all of them: first by scheme and concept, then given ones, words in
        the order of fields, implied ones. What words say against a person is kept apart, to measure the words.
    """
    before, after = _Cursor((str(row[0]), tags_of(row) + denied_of(row)) for row in old), _Cursor(fresh)
    schemes = {scheme.id: place for place, scheme in enumerate(book.schemes)}
    for work, labels in works:
        words = list(after.take(work))
        words += [
            tag
            for tag in before.take(work)
            if work not in touched
            and tag.rule not in (GIVEN, IMPLIED, DECIDED)
            and (tag.scheme, tag.concept) in book
            and book.concept(tag.scheme, tag.concept).version == tag.version
        ]
        given = [
            Tag(
                work, scheme, concept, "", 0, 0, DECIDED if source[:1] == HOLDS else GIVEN,
                book.concept(scheme, concept).version, "", source.removeprefix(HOLDS),
            )
            for scheme, concept, source in map(tuple, labels)
            if (scheme, concept) in book and source[:1] != DENIED
        ]  # fmt: skip
        denied = {(scheme, concept) for scheme, concept, source in map(tuple, labels) if source[:1] == DENIED}
        said = [tag for tag in (*given, *words) if (tag.scheme, tag.concept) not in denied]
        tags = [tag for tag in with_implied(said, book) if (tag.scheme, tag.concept) not in denied]
        against = [tag for tag in words if (tag.scheme, tag.concept) in denied]
        if tags or against:
            yield work, _in_order(tags, schemes), _in_order(against, schemes)


def _in_order(tags: Iterable[Tag], schemes: Mapping[str, int]) -> tuple[Tag, ...]:
    return tuple(sorted(tags, key=lambda tag: (schemes[tag.scheme], *_place(tag))))


def with_implied(tags: Sequence[Tag], book: ConceptBook) -> list[Tag]:
    """These tags of one work and, once for each member, those on the groups that they imply."""
    direct = dict.fromkeys((tag.work, tag.scheme, tag.concept) for tag in tags)
    implied = [
        Tag(work, scheme, group, "", 0, 0, IMPLIED, book.concept(scheme, group).version, "", member)
        for work, scheme, member in direct
        for group in book.implied(scheme, member)
    ]
    return [*tags, *implied]


def facet_row(work: str, tags: Sequence[Tag]) -> Row:
    """The line of a work's concepts: by scheme, each once, in the order of the tags."""
    concepts: dict[str, dict[str, None]] = {}
    for tag in tags:
        concepts.setdefault(tag.scheme, {})[tag.concept] = None
    return [work, {scheme: list(ids) for scheme, ids in concepts.items()}]


def write_rows(folder: Path, rows: Iterable[Tagged]) -> int:
    """Write the tags and the concepts of works, sorted by id; say how many tags there are."""
    count = 0
    with (folder / TAGS).open("wb") as tags, (folder / FACETS).open("wb") as facets:
        for work, of_work, denied in rows:
            tags.write(dump(tag_row(work, of_work, denied)))
            facets.write(dump(facet_row(work, of_work)))
            count += len(of_work)
    return count


def patch_rows(before: Path, folder: Path, fresh: Sequence[Tagged], gone: Collection[str]) -> int:
    """
    Write what stood in another folder, with the lines of some works replaced; say how many tags there are more.

    Args:
        before: Where the lines stand.
        folder: Where they are written.
        fresh: The new lines, sorted by id.
        gone: Works whose old lines do not count.
    """
    lines = {
        TAGS: ((work, dump(tag_row(work, tags, denied))) for work, tags, denied in fresh),
        FACETS: ((work, dump(facet_row(work, tags))) for work, tags, _ in fresh),
    }
    for file, new in lines.items():
        old = ((id_of(line), line) for line in raw_lines(before / file))
        kept = (pair for pair in old if pair[0] not in gone)
        with (folder / file).open("wb") as out:
            out.writelines(line for _, line in heapq.merge(kept, new))
    more = sum(len(tags) for _, tags, _ in fresh)
    return more - sum(len(tags_of(load(line))) for line in raw_lines(before / TAGS) if id_of(line) in gone)


def _place(tag: Tag) -> tuple[str, int, int, int, int, str]:
    rank = {DECIDED: 0, GIVEN: 0, IMPLIED: 2}.get(tag.rule, 1)
    return tag.concept, rank, _ORDER[tag.field], tag.start, tag.end, tag.by


class _Cursor:
    """A sorted list of (work, tags) that is asked for works in the same order."""

    def __init__(self, items: Iterable[tuple[str, Sequence[Tag]]]) -> None:
        self._items = iter(items)
        self._next = next(self._items, None)

    def take(self, work: str) -> Sequence[Tag]:
        """The tags of this work; those of works that are not asked for are passed over."""
        while self._next is not None and self._next[0] < work:
            self._next = next(self._items, None)
        if self._next is None or self._next[0] != work:
            return ()
        found = self._next[1]
        self._next = next(self._items, None)
        return found
