"""How far tags from words agree with labels that people gave: precision and recall of each concept.

The sample of a concept are the works to which people gave any label of its scheme: of these they have said
what they are about, and by leaving a label out what they are not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from index.book import ConceptBook
from index.tags import IMPLIED, PROXY, Tag

__all__ = ["Precision", "precisions", "wilson"]

Z = 1.96
"""Of a normal distribution: 95 in 100 lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Precision:
    """
    One concept, measured.

    Attributes:
        sample: Works to which people gave labels of the scheme.
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


def precisions(works: Iterable[Sequence[Tag]], book: ConceptBook) -> tuple[Precision, ...]:
    """
    Measure every concept that words or people give, in the order of the book.

    Args:
        works: The tags of each work. A concept counts as given where a given one implies it, and as found
            where words name it; proxies are not measured.
        book: The concepts.
    """
    sample: Counter[str] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for tags in works:
        given = {(tag.scheme, tag.concept) for tag in tags if tag.person}
        schemes = {scheme for scheme, _ in given}
        said = given | {
            (s, wider) for s, concept in given if (s, concept) in book for wider in book.implied(s, concept)
        }
        found = {
            (tag.scheme, tag.concept)
            for tag in tags
            if tag.scheme in schemes and not tag.person and tag.rule not in (IMPLIED, PROXY)
        }
        sample.update(schemes)
        right.update(found & said)
        wrong.update(found - said)
        missed.update(given - found)
    return tuple(
        Precision(one.scheme, one.id, sample[one.scheme], right[key], wrong[key], missed[key])
        for one in book
        if one.is_found_by_words and (right[key := (one.scheme, one.id)] or wrong[key] or missed[key])
    )
