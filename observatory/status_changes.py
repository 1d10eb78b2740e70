"""What changed in the states of sources since somebody was last told: for a mail or a chat."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.sources import Health, SourceCard

__all__ = ["TOLD", "Changed", "changes_since", "remember"]

TOLD = "told.json"
"""In the data folder: the states that were told last."""

QUIETLY = ("ok", "not read yet", "retired")
"""States in which a source that nobody was told of yet is not worth a line."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A source whose state, or what else was noticed of it, is not what was told last; ``was`` may be unknown."""

    source: str
    was: str | None
    state: str
    reason: str

    def line(self) -> str:
        """One line, such as ``a: ok, now degraded: gave 3 items``."""
        before = f"{self.was}, now {self.state}" if self.was and self.was != self.state else self.state
        return f"{self.source}: {before}: {self.reason}"

    def as_row(self) -> dict[str, object]:
        """The same for machines; the keys are documented and stable."""
        return {"id": self.source, "was": self.was, "state": self.state, "reason": self.reason}


def changes_since(folder: Path, rows: Iterable[tuple[SourceCard, Health]]) -> list[Changed]:
    """
    The sources that changed since ``remember`` was called, in the order of the rows.

    Args:
        folder: The data folder.
    """
    told, found = _told(folder), []
    for card, health in rows:
        was = told.get(card.id)
        if (was and was[0] == health.state and set(health.signs) <= set(was)) or (
            was is None and health.state in QUIETLY and not health.signs
        ):
            continue
        found.append(Changed(card.id, was[0] if was else None, health.state, health.reason))
    return found


def remember(folder: Path, rows: Iterable[tuple[SourceCard, Health]]) -> None:
    """Note that these states have been told."""
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{TOLD}.part"
    told = _told(folder)
    marks = {card.id: _mark(health, told.get(card.id, [])) for card, health in rows}
    half.write_text(json.dumps(marks, indent=1, sort_keys=True))
    half.replace(folder / TOLD)


def _mark(health: Health, told: Sequence[str]) -> list[str]:
    """What is not worth another line: the state, and all that was noticed while it held; never a number."""
    before = set(told[1:]) if told[:1] == [health.state] else set()
    return [health.state, *sorted(before.union(health.signs))]


def _told(folder: Path) -> Mapping[str, list[str]]:
    try:
        found = json.loads((folder / TOLD).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
