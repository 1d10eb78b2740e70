"""Labels that were found held against labels that are right: counts, precision, recall and F1."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

__all__ = ["Tally"]


@dataclass(slots=True)
class Tally:
    """
    Counts over all cases, so that each label weighs the same (micro average).

    >>> tally = Tally()
    >>> tally.add(found={"ke", "za"}, right={"ke", "ng"})
    >>> tally.precision, tally.recall, tally.f1
    (0.5, 0.5, 0.5)

    Attributes:
        hits: Labels that were found and are right.
        false: Labels that were found and are not right.
        missed: Labels that are right and were not found.
    """

    hits: int = 0
    false: int = 0
    missed: int = 0

    def add(self, found: Collection[str], right: Collection[str]) -> None:
        """Count one case."""
        hits = len(set(found) & set(right))
        self.hits += hits
        self.false += len(set(found)) - hits
        self.missed += len(set(right)) - hits

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self._share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float:
        """The share of what is right that was found; 0 where nothing was to be found."""
        return self._share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return self._share(2 * self.hits, 2 * self.hits + self.false + self.missed)

    def figures(self, name: str) -> Mapping[str, float]:
        """The three shares under this name."""
        return {f"{name}_f1": self.f1, f"{name}_precision": self.precision, f"{name}_recall": self.recall}

    @staticmethod
    def _share(part: int, whole: int) -> float:
        return part / whole if whole else 0.0
