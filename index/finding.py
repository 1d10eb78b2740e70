"""Finds words, phrases and concepts in an open index, each as a query whose documents are scored."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from whoosh.query import Query
from whoosh.query.spans import SpanNear2
from whoosh.searching import Searcher

from index.analysis import base_language
from index.columns import Columns, Membership
from index.compile import phrase
from index.documents import Documents, offsets_of
from index.fields import TAGGED
from index.lines import Lines
from index.occurrences import Counts, Occurrences
from index.patterns import Pattern
from index.ranking import Leaf, Ranking

__all__ = ["Finder"]

HYPHENATED = 2
"""Parts of a word with one hyphen."""


class Finder:
    """
    One open index, for one question after the other.

    Args:
        facets: The concepts of each work.
        language: The observatory's first.
    """

    def __init__(self, searcher: Searcher, facets: Lines, language: str) -> None:
        self.columns = Columns(searcher)
        self.occurrences = Occurrences(searcher, self.columns, base_language(language))
        self.ranking = Ranking(searcher)
        self._searcher = searcher
        self._facets = facets
        self._offsets = offsets_of(searcher)

    @cached_property
    def membership(self) -> Membership:
        """Which works have which concepts."""
        return Membership(self._facets, self._searcher, self.columns.of("id"))

    def concepts(self, scheme: str, concepts: Collection[str]) -> Query:
        """The works that have one of these concepts."""
        return self.membership.query(scheme, concepts)

    def query(self, scores: Mapping[int, float]) -> Query:
        """Scored documents as a query."""
        return Documents(scores, self._offsets)

    def only(self, query: Query) -> Query:
        """What a query finds, as a filter that adds nothing to a score."""
        return self.query(dict.fromkeys(self._searcher.docs_for_query(query), 0.0))

    def word(self, text: str, found: Pattern, fields: Sequence[str]) -> Leaf:
        """A word in all its forms; parts with a hyphen as they stand, and as one word."""
        if len(found) == 1:
            return self._leaf(text, self.occurrences.forms(found[0].text, fields))
        counts = self._side_by_side(found, fields)
        if len(found) == HYPHENATED:
            for name, of in self.occurrences.forms("".join(word.text for word in found), fields).items():
                here = counts.setdefault(name, {})
                for number, times in of.items():
                    here[number] = here.get(number, 0.0) + times
        return self._leaf(text, counts)

    def written(self, text: str, found: Pattern, fields: Sequence[str], *, within: int = 1) -> Leaf:
        """Words just as they stand, side by side or, with ``within``, so many words on, in any order."""
        if len(found) == 1:
            words = self.occurrences.begun(found[0].text) if found[0].prefix else [found[0].text]
            return self._leaf(text, self.occurrences.words(words, fields))
        if within == 1:
            return self._leaf(text, self._side_by_side(found, fields))
        near = {
            name: SpanNear2(
                [part for word in found if (part := phrase((word,), name))], slop=within, ordered=False
            )
            for name in fields
        }
        return self._leaf(text, self.occurrences.places(near))

    def alike(self, text: str, word: str, letters: int, fields: Sequence[str]) -> tuple[Leaf, list[str]]:
        """Words that differ in so many letters at most, and which they are."""
        words = self.occurrences.alike(word, letters, fields)
        return self._leaf(text, self.occurrences.words(words, fields)), words

    def nearest(self, word: str) -> str:
        """The word that was probably meant by one that no work has; empty when nothing is near."""
        for letters in (1, 2):
            words = self.occurrences.alike(word, letters, TAGGED) if len(word) > letters + 1 else []
            counted = [(-self._documents(self.occurrences.words([one], TAGGED)), one) for one in words]
            if counted:
                return min(counted)[1]
        return ""

    def _side_by_side(self, found: Pattern, fields: Sequence[str]) -> Counts:
        return self.occurrences.places({name: phrase(found, name) for name in fields})

    def _leaf(self, text: str, counts: Counts) -> Leaf:
        return Leaf(text, self.ranking.scores(counts))

    @staticmethod
    def _documents(counts: Counts) -> int:
        return len({number for of in counts.values() for number in of})
