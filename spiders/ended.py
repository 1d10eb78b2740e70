"""What the reading of one source came to, as its closing line tells it."""

from dataclasses import dataclass
from typing import Self

from corpus.ledger import Run

__all__ = ["Ended"]


@dataclass(frozen=True, slots=True)
class Ended:
    """
    A run that ended, without what only the ledger is asked for.

    A harvest keeps one for each source that it read, so that it holds some hundred bytes and not the ledger's row.

    Attributes:
        id, source, outcome, reason, kept, new, changed, unchanged: As in ``corpus.ledger.Run``.
        dropped: How many candidates were dropped, by reason, sorted.
    """

    id: int
    source: str
    outcome: str
    reason: str = ""
    kept: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    dropped: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, run: Run, source: str) -> Self:
        """
        What is told of this run.

        Args:
            source: The id of its source; the sheet's own, so that it is not held twice.
        """
        return cls(
            run.id, source, run.outcome or "", run.reason, run.kept, run.new, run.changed, run.unchanged,
            tuple(sorted(run.dropped.items())),
        )  # fmt: skip
