"""Where words stand: a hit of a rule in a document, and the places of a query in a run of documents."""

from collections.abc import Iterator
from typing import NamedTuple

from whoosh.query import Query
from whoosh.query.spans import Span
from whoosh.searching import SearchContext, Searcher

from index.held import documents

__all__ = ["LONGER", "NOT", "Hit", "places"]

NOT, LONGER = -1, -2
"""In place of a rule's number: a negative label, and a longer label of another concept."""

CONTEXT = SearchContext(needs_current=True, weighting=None)
"""Places are wanted, not scores."""


class Hit(NamedTuple):
    """Where a rule matched, by characters and by words; ``rule`` is its number, or one of the two above."""

    concept: int
    start: int
    end: int
    rule: int
    first: int
    last: int


def places(searcher: Searcher, found: Query, first: int, last: int) -> Iterator[tuple[int, list[Span]]]:
    """The documents from ``first`` to ``last`` in which a query matches, and where."""
    if not documents(found):
        return
    matcher = found.matcher(searcher, CONTEXT)
    if first and matcher.is_active():
        matcher.skip_to(first)
    while matcher.is_active():
        number = matcher.id()
        if number > last:
            return
        yield number, matcher.spans()
        matcher.next()
