"""How soon something new usually comes from a source, as the dates in its own answers say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from corpus.rhythm import LATEST, rhythm_of

__all__ = ["Pace"]


@dataclass(frozen=True, slots=True)
class Pace:
    """
    How soon something new usually comes.

    Attributes:
        within: Days within which it nearly always does: the 95th percentile of the gaps.
        until: The last day on which silence is nothing unusual yet.
    """

    within: float
    until: date

    @classmethod
    def of(cls, dates: Iterable[str], today: date) -> "Pace | None":
        """
        The pace of the items of one answer; None while too few gaps are known.

        Args:
            dates: Of the items, ISO 8601; only whole days that are not to come count.
            today: The day of the reading.

        >>> Pace.of([f"2026-03-{day:02}" for day in range(1, 29, 2)], date(2026, 3, 28)).within
        2.0
        """
        past = sorted({text for text in dates if len(text) == 10 and text <= today.isoformat()})
        rhythm = rhythm_of(date.fromisoformat(text) for text in past[-LATEST - 1 :])
        return cls(rhythm.p95, rhythm.overdue_after) if rhythm.overdue_after else None

    @classmethod
    def noted(cls, signs: Mapping[str, str]) -> "Pace | None":
        """The pace that an earlier run noted, for an answer that tells none, such as "not modified"."""
        if "within" not in signs or "until" not in signs:
            return None
        return cls(float(signs["within"]), date.fromisoformat(signs["until"]))

    def signs(self) -> dict[str, str]:
        """For the ledger, by name."""
        return {"within": str(self.within), "until": self.until.isoformat()}
