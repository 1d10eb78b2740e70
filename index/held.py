"""Words of one field of one segment, held in memory while thousands of labels ask for them again and again.

Whoosh reads a word's places from its file each time that a query asks. A label asks for a few words, but the
labels of all concepts ask for the same ones: here each is read once. What they make of it (side by side,
near, either) stays Whoosh's work.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import Or, Query
from whoosh.query.spans import Span, SpanNear2
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

__all__ = ["Held", "Postings", "documents"]


class Postings:
    """The places of words, each word read once."""

    def __init__(self, reader: IndexReader, name: str) -> None:
        self._reader = reader
        self._name = name
        self._decode = reader.schema[name].format.decoder("characters")
        self._values: dict[str, Mapping[int, bytes]] = {}
        self._held: dict[tuple[str, ...], Held] = {}

    def of(self, forms: Sequence[str]) -> "Held":
        """A query for any of these words."""
        key = tuple(forms)
        if key not in self._held:
            self._held[key] = Held(key, [self._value(form) for form in key], self._decode)
        return self._held[key]

    def _value(self, form: str) -> Mapping[int, bytes]:
        if form not in self._values:
            found: dict[int, bytes] = {}
            matcher = self._reader.postings(self._name, form)
            while matcher.is_active():
                found[matcher.id()] = matcher.value()
                matcher.next()
            self._values[form] = found
        return self._values[form]


class Held(Query):
    """A query for any of some words, whose places are in memory."""

    def __init__(self, forms: tuple[str, ...], values: Sequence[Mapping[int, bytes]], decode: Any) -> None:
        self.forms = forms
        self._values = values
        self._decode = decode
        self._spans: dict[int, list[Span]] = {}

    @cached_property
    def numbers(self) -> list[int]:
        """The documents that have one of the words, sorted."""
        return sorted(self.documents)

    @cached_property
    def documents(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset().union(*self._values)

    def spans(self, number: int) -> list[Span]:
        """The places in a document, in order."""
        if number not in self._spans:
            found = [
                Span(position, startchar=start, endchar=end)
                for values in self._values
                if number in values
                for position, start, end in self._decode(values[number])
            ]
            self._spans[number] = sorted(found, key=_start) if len(self._values) > 1 else found
        return self._spans[number]

    def is_leaf(self) -> bool:
        """There is nothing inside it."""
        return True

    def estimate_size(self, ixreader: IndexReader) -> int:  # noqa: ARG002 - the contract of Whoosh's queries
        """How many documents it finds."""
        return len(self.documents)

    def estimate_min_size(self, ixreader: IndexReader) -> int:
        """How many documents it finds."""
        return self.estimate_size(ixreader)

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:  # noqa: ARG002 - as above
        """Walks over the documents."""
        return _Walk(self) if self.documents else NullMatcher()


class _Walk(ListMatcher):
    """Over the documents of held words; skips by halving."""

    def __init__(self, held: Held, position: int = 0) -> None:
        super().__init__(held.numbers)
        self._i: int = position
        self._held = held

    def copy(self) -> "_Walk":
        return _Walk(self._held, self._i)

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's word
        self._i = bisect_left(self._ids, id, self._i)

    def supports(self, astype: str) -> bool:
        return astype in ("positions", "characters")

    def spans(self) -> list[Span]:
        return self._held.spans(self._ids[self._i])


def documents(query: Query) -> frozenset[int]:
    """The documents that a query of held words can match at all: a quick look before the slow one."""
    match query:
        case Held():
            return query.documents
        case SpanNear2():
            return frozenset.intersection(*map(documents, query.qs))
        case Or():
            return frozenset().union(*map(documents, query.subqueries))
    raise TypeError(f"not made of held words: {query!r}")


def _start(span: Span) -> int:
    return int(span.start)
