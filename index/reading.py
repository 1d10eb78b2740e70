"""An index opened for reading: tags, concepts, and answers to queries."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from whoosh.query import Query
from whoosh.searching import Searcher

from corpus.errors import NotFound
from index.analysis import STEMMED, base_language
from index.book import ConceptBook
from index.feedback import BEST, shared_words, stems_of
from index.fields import FACETS, TAGGED
from index.files import open_words
from index.finding import Finder
from index.folding import fold
from index.generations import Manifest, read_manifest
from index.lines import Lines, denied_of, tags_of
from index.ranking import Leaf
from index.results import Hit, Results
from index.search import QueryError, Question, parse
from index.selecting import EVERY, Selection, fitting
from index.snippets import make_snippet, matched_words
from index.tags import Tag
from index.vocabulary import Vocabulary

__all__ = ["Index", "Sort", "open_index"]

Sort = Literal["rank", "date", "title"]

_ORDERS = {"date": "date", "title": "order"}
"""The column behind each order but rank."""

MANY_WORDS = 4
"""From so many words on a question is a sentence, of which a work need not have every word …"""

ENOUGH = 10
"""… unless so many works have them all."""

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
        raise NotFound(f"{folder}: no index here that this version can read; 'observatory build' makes one")
    return Index(folder / manifest.generation, manifest, book)


class Index:
    """One state of the index. Use it in a ``with`` statement."""

    def __init__(self, folder: Path, manifest: Manifest, book: ConceptBook) -> None:
        self.manifest = manifest
        self.book = book
        self._tags = Lines(folder / "tags.jsonl")
        self._facets = Lines(folder / "facets.jsonl")
        self._index = open_words(folder / "words")
        self._searcher: Searcher = self._index.searcher()
        self._finder = Finder(self._searcher, self._facets, manifest.languages[0])

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

    def denied(self, work: str) -> tuple[Tag, ...]:
        """The tags that words would give a work and that a person denied."""
        row = self._tags.get(work)
        return denied_of(row) if row else ()

    def all_tags(self) -> Iterator[tuple[str, tuple[Tag, ...]]]:
        """Every work that has tags, sorted by id, with its tags."""
        return ((str(row[0]), tags_of(row)) for row in self._tags)

    def concepts_of(self, work: str) -> dict[str, tuple[str, ...]]:
        """The concepts of a work by scheme, implied ones included."""
        row = self._facets.get(work)
        return {scheme: tuple(ids) for scheme, ids in row[1].items()} if row else {}

    def vocabulary(self) -> Vocabulary:
        """All words of the index with their documents; while it is open."""
        return Vocabulary(self._searcher, self.manifest.languages[0])

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: Sort = "rank",
        selection: Selection = EVERY,
        shared: bool = True,
    ) -> Results:
        """
        Answer a query; see ``index.search`` for what can be written.

        Args:
            query: Empty for everything.
            limit, offset: Which part of the hits is given.
            sort: By rank, by date (newest first, undated last) or by title; equal ones by id.
            selection: What is ticked beside the query.
            shared: Works with only some of the words are ranked by words too that the best of them share; else
                by those of the question alone, as the search of the site does it. The same works are found.

        Raises:
            QueryError: The query, the order or a tick cannot be understood; says why.
        """
        if sort != "rank" and sort not in _ORDERS:
            raise QueryError(f"no order {sort!r}; there are rank, {', '.join(_ORDERS)}")
        question, found, reasons, relaxed = self._found(query, shared=shared)
        if selection != EVERY:
            fits = fitting(selection, self._finder, self.book)
            found = {number: score for number, score in found.items() if fits(number)}
        numbers = self._sorted(found, sort)
        return Results(
            query=query,
            total=len(found),
            hits=tuple(
                self._hit(number, found[number], question, reasons)
                for number in numbers[offset : offset + limit]
            ),
            facets=self._counts(found),
            relaxed=relaxed,
            meant=self._meant(query, question),
        )

    def ranked(self, query: str, *, limit: int = 1000) -> list[str]:
        """The ids of the works that a query finds, the best first, without anything to show."""
        found = self._found(query)[1]
        ids = self._finder.columns.of("id")
        return [ids[number] for number in self._sorted(found, "rank")[:limit]]

    def _found(
        self, query: str, *, shared: bool = True
    ) -> tuple[Question, dict[int, float], Sequence[Leaf], bool]:
        """The question, its documents with scores, what these come from, and whether some words may lack."""
        language = base_language(self.manifest.languages[0])
        question = parse(query, self.book, self._finder, self._like, language)
        found = {
            number: round(score, DIGITS)
            for number, score in self._searcher.search(question.query, limit=None).items()
        }
        many = len(question.leaves) >= MANY_WORDS and len(found) < ENOUGH
        if not question.plain or (found and not many):
            return question, found, question.leaves, False
        some = _summed(question.leaves)
        reasons = [*question.leaves, *(self._shared(question, some) if shared else ())]
        scores = _summed(reasons)
        return (
            question,
            {number: round(scores[number], DIGITS) for number in some},
            reasons,
            set(some) > set(found),
        )

    def _shared(self, question: Question, some: Mapping[int, float]) -> Iterator[Leaf]:
        """The words that the best of some scored documents share, as further words of the question."""
        best = sorted(some, key=lambda number: (-some[number], number))[:BEST]
        read = [(some[number], *self._stems(number)) for number in best]
        for leaf in shared_words(read, len(question.leaves), self._finder.occurrences, self._finder.ranking):
            yield Leaf(f"+{leaf.text}", leaf.scores)

    def _like(self, work: str) -> Query | None:
        """The works that share the most telling words of this one."""
        ids = self._finder.columns.of("id")
        number = next((one for one in self._searcher.reader().all_doc_ids() if ids[one] == work), None)
        if number is None:
            return None
        read = [(1.0, *self._stems(number))]
        shared = shared_words(read, 1, self._finder.occurrences, self._finder.ranking, share=1.0)
        scores = _summed(shared)
        scores.pop(number, None)
        return self._finder.query(scores)

    def _stems(self, number: int) -> tuple[Counter[str], str]:
        language = self._finder.occurrences.language(number)
        if language not in STEMMED:
            return Counter(), language
        return stems_of(self._searcher.stored_fields(number), language), language

    def _meant(self, query: str, question: Question) -> str:
        """The query with unknown words mended."""
        mended = query
        for leaf in question.leaves if not all(leaf.known for leaf in question.leaves) else ():
            if not leaf.known and leaf.text.isalpha() and (near := self._finder.nearest(fold(leaf.text))):
                mended = re.sub(rf"\b{re.escape(leaf.text)}\b", near, mended)
        return mended if mended != query else ""

    def _sorted(self, found: Mapping[int, float], sort: Sort) -> list[int]:
        ids = self._finder.columns.of("id")
        numbers = sorted(found, key=ids.__getitem__)
        if sort == "rank":
            return sorted(numbers, key=lambda number: -found[number])
        column = self._finder.columns.of(_ORDERS[sort])
        return sorted(numbers, key=column.__getitem__, reverse=sort == "date")

    def _hit(self, number: int, score: float, question: Question, reasons: Sequence[Leaf]) -> Hit:
        stored: dict[str, Any] = self._searcher.stored_fields(number)
        language = self._finder.columns.of("language")[number].partition(",")[0] or self.manifest.languages[0]
        texts = {name: str(stored[name]) for name in TAGGED if name in stored}
        match = {name: question.wanted.in_field(name, language) for name in texts}
        found = ((name, matched_words(text, match[name])) for name, text in texts.items())
        words = {name: matched for name, matched in found if matched}
        # The title is shown anyway.
        shown = make_snippet({name: text for name, text in texts.items() if name != "title"}, match)
        parts = [(leaf.text, round(leaf.scores[number], DIGITS)) for leaf in reasons if number in leaf.scores]
        why = tuple(sorted(parts, key=lambda part: (-part[1], part[0])))
        return Hit(stored["id"], score, stored["title"], words, shown.field, shown.text, shown.marks, why)

    def _counts(self, found: Collection[int]) -> dict[str, tuple[tuple[str, int], ...]]:
        counts: dict[str, Counter[str]] = {scheme.id: Counter() for scheme in self.book.schemes}
        ids = self._finder.columns.of("id")
        for number in found:
            for scheme, concepts in self._finder.membership.of(ids[number]).items():
                if scheme in counts:
                    counts[scheme].update(concepts)
        for name in FACETS:
            # A scheme of the same name, such as the kinds, says it already.
            if name not in counts:
                column = self._finder.columns.of(name)
                counts[name] = Counter(value for number in found for value in _values(name, column[number]))
        return {
            name: tuple(sorted(of.items(), key=lambda pair: (-pair[1], pair[0])))
            for name, of in counts.items()
        }


def _summed(leaves: Iterable[Leaf]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for leaf in leaves:
        for number, score in leaf.scores.items():
            scores[number] = scores.get(number, 0.0) + score
    return scores


def _values(name: str, value: str) -> tuple[str, ...]:
    if not value:
        return ()
    if name == "source":
        return tuple(value.split(","))
    # A language is counted without its country.
    return (value.partition(",")[0],) if name == "language" else (value,)
