"""How far tags from words agree with labels that people gave: precision and recall of each concept.

The sample of a concept are the works to which people gave any label of its scheme: of these they have said
what they are about, and by leaving a label out what they are not. What a person decided of one tag of one work
puts this work into the sample of this concept only.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from index.book import Concept, ConceptBook
from index.tags import DECIDED, GIVEN, IMPLIED, PROXY, Tag

__all__ = ["Agreement", "Precision", "wilson"]

Key = tuple[str, str]
"""Scheme and concept."""

Z = 1.96
"""Of a normal distribution: 95 in 100 lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Precision:
    """
    One concept, measured.

    Attributes:
        sample: Works of which people said whether they are about it: by labels of its scheme, or by a decision.
        right: Works that words and people tag.
        wrong: Works of the sample that only words tag.
        missed: Works that only people tag.
    """

    scheme: str
    concept: str
    sample: int
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Of the works that words tag, the share that people tag too; None where there is none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Of the works that people tag, the share that words tag too; None where there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def interval(self) -> tuple[float, float]:
        """In which the precision lies with 95 % confidence; 0 to 1 where nothing is known."""
        return wilson(self.right, self.right + self.wrong)


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """
    The interval of a share, after Wilson, "Probable inference", JASA 1927; good for small samples too.

    >>> [round(end, 3) for end in wilson(8, 10)], wilson(0, 0)
    ([0.49, 0.943], (0.0, 1.0))
    """
    if not cases:
        return 0.0, 1.0
    share, square = hits / cases, Z * Z
    middle = share + square / (2 * cases)
    spread = Z * sqrt(share * (1 - share) / cases + square / (4 * cases * cases))
    whole = 1 + square / cases
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


class Agreement:
    """
    Counts, work by work, how far tags from words agree with labels that people gave.

    A concept counts as given where a given one implies it, and as found where words name it; proxies are not
    measured.
    """

    def __init__(self, book: ConceptBook) -> None:
        self._book = book
        self._labelled: Counter[str] = Counter()
        self._single: Counter[Key] = Counter()
        self._right: Counter[Key] = Counter()
        self._wrong: Counter[Key] = Counter()
        self._missed: Counter[Key] = Counter()

    def add(self, tags: Sequence[Tag], denied: Sequence[Tag]) -> None:
        """
        Count one more work.

        Args:
            denied: Tags from words that a person denied.
        """
        given, decided = _keys(tags, GIVEN), _keys(tags, DECIDED)
        if not (given or decided or denied):
            return
        schemes = {scheme for scheme, _ in given}
        said = {wider for key in given | decided for wider in _with_wider(key, self._book)}
        refused = {(tag.scheme, tag.concept) for tag in denied}
        confirmed = {wider for key in decided for wider in _with_wider(key, self._book)}
        alone = {key for key in refused | confirmed if key[0] not in schemes}
        words = [tag for tag in (*tags, *denied) if not tag.person and tag.rule not in (IMPLIED, PROXY)]
        named = {(tag.scheme, tag.concept) for tag in words}
        found = {key for key in named if key[0] in schemes or key in alone}
        self._labelled.update(schemes)
        self._single.update(alone)
        self._right.update((found & said) - refused)
        self._wrong.update((found - said) | (found & refused))
        self._missed.update((given | decided) - found)

    def measured(self) -> tuple[Precision, ...]:
        """Every concept that words or people give, in the order of the book."""
        return tuple(self._of(one.scheme, one.id) for one in self._book if self._says(one))

    def _says(self, one: Concept) -> bool:
        key = (one.scheme, one.id)
        return one.is_found_by_words and bool(self._right[key] or self._wrong[key] or self._missed[key])

    def _of(self, scheme: str, concept: str) -> Precision:
        key = (scheme, concept)
        sample = self._labelled[scheme] + self._single[key]
        return Precision(scheme, concept, sample, self._right[key], self._wrong[key], self._missed[key])


def _keys(tags: Iterable[Tag], rule: str) -> set[Key]:
    return {(tag.scheme, tag.concept) for tag in tags if tag.rule == rule}


def _with_wider(key: Key, book: ConceptBook) -> set[Key]:
    """A concept and what it implies."""
    return {key, *((key[0], wider) for wider in book.implied(*key))} if key in book else {key}
