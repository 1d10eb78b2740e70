"""Values of all documents by their number: columns of the index, and which concepts a document has."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from whoosh.query import Query
from whoosh.searching import Searcher

from index.documents import Documents, offsets_of
from index.lines import Lines

__all__ = ["Columns", "Membership"]


class Columns:
    """The sortable fields of an open index, each read when it is first asked for."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._read: dict[str, list[str]] = {}

    def of(self, name: str) -> Sequence[str]:
        """The value of each document, by its number in the whole index."""
        if name not in self._read:
            values: list[str] = []
            for leaf, _ in self._searcher.leaf_searchers():
                reader = leaf.reader()
                if reader.has_column(name):
                    column = reader.column_reader(name)
                    values.extend(column[number] for number in range(reader.doc_count_all()))
                else:
                    values.extend([""] * reader.doc_count_all())
            self._read[name] = values
        return self._read[name]


class Membership:
    """Which works have which concepts."""

    def __init__(self, facets: Lines, searcher: Searcher, ids: Sequence[str]) -> None:
        self._of_work: dict[str, Mapping[str, Sequence[str]]] = {str(row[0]): row[1] for row in facets}
        self._offsets = offsets_of(searcher)
        self._numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number in searcher.reader().all_doc_ids():
            for scheme, concepts in self.of(ids[number]).items():
                for concept in concepts:
                    self._numbers[scheme, concept].append(number)

    def of(self, work: str) -> Mapping[str, Sequence[str]]:
        """The concepts of a work by scheme."""
        return self._of_work.get(work, {})

    def query(self, scheme: str, concepts: Collection[str]) -> Query:
        """A query for the works that have one of these concepts."""
        numbers = {number for concept in concepts for number in self._numbers.get((scheme, concept), ())}
        return Documents(dict.fromkeys(numbers, 0.0), self._offsets)
