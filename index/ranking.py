"""How hits are ranked: BM25F, with the weights of the table of fields.

Of a word (or phrase) all its places in all fields count together: how often it stands in a field is
weighed by the field and by the field's length, summed, and damped once; so that a second field does
not count like a second word. Rare words count more. Robertson, Zaragoza and Taylor, "Simple BM25
extension to multiple weighted fields", CIKM 2004.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from whoosh.searching import Searcher

from index.fields import JOINED, WEIGHTS
from index.occurrences import Counts

__all__ = ["Leaf", "Ranking"]

K1 = 1.6
"""How slowly more places of one word stop to count more; the usual values are 1.2 to 2."""

B = 0.75
"""How much the length of a field counts; 0 for not at all, 1 for wholly."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    One word or phrase of a query.

    Attributes:
        text: As a person wrote it.
        scores: Of the documents that have it, by number.
        known: Whether any document has it.
    """

    text: str
    scores: Mapping[int, float] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether any document has it."""
        return bool(self.scores)


class Ranking:
    """Scores the documents of an open index."""

    def __init__(self, searcher: Searcher) -> None:
        self._reader = searcher.reader()
        self._documents = self._reader.doc_count()

    def scores(self, counts: Counts) -> dict[int, float]:
        """The score of each document that has a word, from how often it stands in which field."""
        times: dict[int, float] = {}
        for name in sorted(counts):
            weight = WEIGHTS.get(name, 1.0)
            if name == JOINED:
                for number, count in counts[name].items():
                    times[number] = times.get(number, 0.0) + weight * count
                continue
            norms = self._norms(name)
            for number, count in counts[name].items():
                times[number] = times.get(number, 0.0) + weight * count / norms[number]
        rarity = self.rarity(len(times))
        return {number: rarity * of * (K1 + 1) / (K1 + of) for number, of in times.items()}

    def rarity(self, documents: int) -> float:
        """How much a word counts that so many documents have."""
        return log(1 + (self._documents - documents + 0.5) / (documents + 0.5))

    @lru_cache(maxsize=len(WEIGHTS) + 2)  # noqa: B019 - lives as long as the index is open
    def _norms(self, name: str) -> list[float]:
        """For each document, what its length in this field divides by; 1 for one of middle length."""
        length = self._reader.doc_field_length
        lengths = [length(number, name) or 0 for number in range(self._reader.doc_count_all())]
        having = sum(1 for one in lengths if one) or 1
        average = sum(lengths) / having or 1.0
        return [1 - B + B * one / average for one in lengths]
