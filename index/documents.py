"""Given documents, with or without scores, as a query among others."""

from bisect import bisect_left
from collections.abc import Mapping

from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

__all__ = ["Documents", "offsets_of"]


class Documents(Query):
    """
    A query that finds just these documents.

    Args:
        scores: By the document's number in the whole index; 0 for what only filters.
        offsets: What ``offsets_of`` says of the index.
    """

    def __init__(self, scores: Mapping[int, float], offsets: Mapping[str, int]) -> None:
        self._numbers = sorted(scores)
        self._scores = scores
        self._offsets = offsets

    def is_leaf(self) -> bool:
        """There is nothing inside it."""
        return True

    def estimate_size(self, ixreader: IndexReader) -> int:  # noqa: ARG002 - the contract of Whoosh's queries
        """How many documents it finds at most."""
        return len(self._numbers)

    def estimate_min_size(self, ixreader: IndexReader) -> int:
        """How many documents it finds at least."""
        return self.estimate_size(ixreader)

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:  # noqa: ARG002 - as above
        """The documents of one segment."""
        reader = searcher.reader()
        offset = self._offsets[reader.segment().segment_id()]
        first = bisect_left(self._numbers, offset)
        last = bisect_left(self._numbers, offset + reader.doc_count_all())
        found = self._numbers[first:last]
        if not found:
            return NullMatcher()
        return ListMatcher(
            [number - offset for number in found], weights=[self._scores[number] for number in found]
        )


def offsets_of(searcher: Searcher) -> dict[str, int]:
    """Where each segment's documents begin, by the segment's id."""
    return {
        leaf.reader().segment().segment_id(): offset
        for leaf, offset in searcher.leaf_searchers()
        if leaf.doc_count_all()
    }
