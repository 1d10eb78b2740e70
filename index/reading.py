"""An index opened for reading: tags, concepts, and answers to queries."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from whoosh.index import open_dir
from whoosh.query import Query
from whoosh.searching import Searcher

from corpus.errors import NotFound
from index.analysis import base_language
from index.book import ConceptBook
from index.columns import Columns, Membership
from index.fields import FACETS, STEMS, TAGGED, schema
from index.generations import Manifest, read_manifest
from index.lines import Lines, tags_of
from index.ranking import FieldBM25F
from index.results import Hit, Results
from index.search import QueryError, Question, parse
from index.snippets import make_snippet, matched_words
from index.tags import Tag

__all__ = ["Index", "Sort", "open_index"]

Sort = Literal["rank", "date", "title"]

_ORDERS = {"date": "date", "title": "order"}
"""The column behind each order but rank."""

DIGITS = 6
"""Scores that differ by less are equal, so that rounding does not decide an order."""


def open_index(folder: Path, book: ConceptBook) -> "Index":
    """
    Open an index; it stays as it is now while it is open, whatever is updated meanwhile.

    Args:
        folder: That ``index.store.update`` was given.
        book: The concepts, for the names of fields and concepts in queries.

    Raises:
        NotFound: There is no index, or one of an older format.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise NotFound(f"{folder}: no index here that this version can read; 'observatory index' makes one")
    return Index(folder / manifest.generation, manifest, book)


class Index:
    """One state of the index. Use it in a ``with`` statement."""

    def __init__(self, folder: Path, manifest: Manifest, book: ConceptBook) -> None:
        self.manifest = manifest
        self.book = book
        self._tags = Lines(folder / "tags.jsonl")
        self._facets = Lines(folder / "facets.jsonl")
        self._index = open_dir(folder / "words", schema=schema())
        self._searcher: Searcher = self._index.searcher(weighting=FieldBM25F())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()
        self._index.close()
        self._tags.close()
        self._facets.close()

    def tags(self, work: str) -> tuple[Tag, ...]:
        """The tags of a work, by scheme and concept; empty for a work without tags or unknown."""
        row = self._tags.get(work)
        return tags_of(row) if row else ()

    def all_tags(self) -> Iterator[tuple[str, tuple[Tag, ...]]]:
        """Every work that has tags, sorted by id, with its tags."""
        return ((str(row[0]), tags_of(row)) for row in self._tags)

    def concepts_of(self, work: str) -> dict[str, tuple[str, ...]]:
        """The concepts of a work by scheme, implied ones included."""
        row = self._facets.get(work)
        return {scheme: tuple(ids) for scheme, ids in row[1].items()} if row else {}

    def search(self, query: str, *, limit: int = 20, offset: int = 0, sort: Sort = "rank") -> Results:
        """
        Answer a query; see ``index.search`` for what can be written.

        Args:
            query: Empty for everything.
            limit, offset: Which part of the hits is given.
            sort: By rank, by date (newest first, undated last) or by title; equal ones by id.

        Raises:
            QueryError: The query or the order cannot be understood; says why.
        """
        if sort != "rank" and sort not in _ORDERS:
            raise QueryError(f"no order {sort!r}; there are rank, {', '.join(_ORDERS)}")
        question = parse(
            query, self.book, self._concepts.query, self._languages, base_language(self.manifest.languages[0])
        )
        found = self._scores(question.query)
        relaxed = not found and question.relaxed is not None
        if relaxed and question.relaxed is not None:
            found = self._scores(question.relaxed)
        numbers = self._sorted(found, sort)
        return Results(
            query=query,
            total=len(found),
            hits=tuple(
                self._hit(number, found[number], question) for number in numbers[offset : offset + limit]
            ),
            facets=self._counts(found),
            relaxed=relaxed,
        )

    def _scores(self, query: Query) -> dict[int, float]:
        return {
            number: round(score, DIGITS) for number, score in self._searcher.search(query, limit=None).items()
        }

    def _sorted(self, found: Mapping[int, float], sort: Sort) -> list[int]:
        ids = self._columns.of("id")
        numbers = sorted(found, key=ids.__getitem__)
        if sort == "rank":
            return sorted(numbers, key=lambda number: -found[number])
        column = self._columns.of(_ORDERS[sort])
        return sorted(numbers, key=column.__getitem__, reverse=sort == "date")

    def _hit(self, number: int, score: float, question: Question) -> Hit:
        stored: dict[str, Any] = self._searcher.stored_fields(number)
        language = self._columns.of("language")[number].partition(",")[0] or self.manifest.languages[0]
        texts = {name: str(stored[name]) for name in TAGGED if name in stored}
        match = {name: question.wanted.in_field(name, language) for name in texts}
        found = ((name, matched_words(text, match[name])) for name, text in texts.items())
        words = {name: matched for name, matched in found if matched}
        # The title is shown anyway.
        shown = make_snippet({name: text for name, text in texts.items() if name != "title"}, match)
        return Hit(stored["id"], score, stored["title"], words, shown.field, shown.text, shown.marks)

    def _counts(self, found: Collection[int]) -> dict[str, tuple[tuple[str, int], ...]]:
        counts: dict[str, Counter[str]] = {scheme.id: Counter() for scheme in self.book.schemes}
        ids = self._columns.of("id")
        for number in found:
            for scheme, concepts in self._concepts.of(ids[number]).items():
                if scheme in counts:
                    counts[scheme].update(concepts)
        for name in FACETS:
            # A scheme of the same name, such as the kinds, says it already.
            if name not in counts:
                column = self._columns.of(name)
                counts[name] = Counter(value for number in found for value in _values(name, column[number]))
        return {
            name: tuple(sorted(of.items(), key=lambda pair: (-pair[1], pair[0])))
            for name, of in counts.items()
        }

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self._searcher)

    @cached_property
    def _concepts(self) -> Membership:
        return Membership(self._facets, self._searcher, self._columns.of("id"))

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        """Those of which there are texts."""
        reader = self._searcher.reader()
        return tuple(language for language, name in STEMS.items() if reader.field_length(name))


def _values(name: str, value: str) -> tuple[str, ...]:
    if not value:
        return ()
    if name == "source":
        return tuple(value.split(","))
    # A language is counted without its country.
    return (value.partition(",")[0],) if name == "language" else (value,)
