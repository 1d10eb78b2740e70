"""What the run ledger says: one row per source and run, one per dropped candidate, one per change."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["OUTCOMES", "Change", "DroppedRow", "Move", "Run", "Sighting"]

OUTCOMES: Mapping[str, str] = {
    "ok": "read whole, and the sheet's promise was kept",
    "degraded": "read, but below the sheet's promise; nothing new is published from it",
    "broken": "it answered, but not in a form that can be read",
    "unreachable": "no answer came",
    "stopped": "stopped before it was read whole; it stays due",
}
"""How a run of a source can end."""


@dataclass(frozen=True, slots=True)
class Run:
    """
    One reading of one source.

    Attributes:
        started, ended: ISO 8601, UTC; ``ended`` is None for a run that was killed.
        outcome: One of ``OUTCOMES``; None as long as it runs.
        reason: In words, for people.
        seen: Candidates that the source listed: new + changed + unchanged + dropped.
        kept: Items kept: new + changed + unchanged.
        dropped: How many candidates were dropped, by reason.
        fill: For each field, the share (0 to 1) of kept items that have it.
        status: HTTP status of the first answer; None without one.
        duration: Seconds.
        bytes: Received, as sent.
        due: When the source is to be read next; None when it stays due.
        every: Hours of its rhythm as learned so far; None before its first healthy reading.
        failures: The weight of its failures since it was last read; 0 when it was read.
        signs: What else was noticed, for judging its health: ``reader`` (sheet and code that read),
            ``newest`` (date among its items), ``page_date`` (newest date in the page's text), ``old`` (old
            items that came back), ``returned`` (those that are still there), ``rekeyed``, ``twice``, ``lies``,
            ``moved`` (the new address), ``refused`` (by which checks against its past, since
            it was last well), ``mended`` (the day since which it seems well again), ``within`` (days in which something new nearly always comes),
            ``until`` (the day up to which silence is nothing unusual).
    """

    id: int
    source: str
    started: str
    ended: str | None = None
    outcome: str | None = None
    reason: str = ""
    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    fill: Mapping[str, float] = field(default_factory=dict)
    status: int | None = None
    duration: float = 0.0
    bytes: int = 0
    answers: int = 0
    due: str | None = None
    every: float | None = None
    failures: float = 0.0
    signs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DroppedRow:
    """One candidate that was not kept, with its run."""

    run: int
    source: str
    at: str
    reason: str
    detail: str
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """
    One answer of a source.

    Attributes:
        at: When it came, ISO 8601, UTC.
        status: HTTP status; None for a file.
        body: SHA-256 of the answer as received; None where none was kept.
        bytes: Received, as sent.
    """

    id: int
    run: int
    source: str
    url: str
    at: str
    status: int | None
    body: str | None
    bytes: int


@dataclass(frozen=True, slots=True)
class Change:
    """
    A work that changed after it was first seen.

    Attributes:
        cause: source, parser, concepts, curator or merge.
        fields: Which fields differ from the version before.
    """

    work: str
    at: str
    cause: str
    source: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A record whose state changed after it was first listed: to what, when, in a run of which outcome."""

    record: str
    source: str
    state: str
    at: str
    outcome: str
