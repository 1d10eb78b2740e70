"""A reading beside the source's own past: what a promise in a sheet cannot know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from corpus.dates import PartialDate

__all__ = ["CHECKS", "OLD", "Past", "Reading", "against_past"]

ENOUGH = 5
"""Healthy readings that a source must have had, and items that a reading must have, to be compared."""

USUAL_FILL, LOST_FILL = 0.8, 0.5
"""A field that so many items always had may not fall to less than this part of it."""

ALL_NEW, SOME_NEW = 0.9, 0.5
"""A reading of which more is new than ever is odd where never more than this was."""

REWRITTEN = 0.5
"""The share of known items that may have another title, or another date, at once."""

BACKWARDS = timedelta(days=180)
"""How much older than before the newest item of a reading may be."""

OLD = timedelta(days=730)
"""An item so much older than the newest one is a return, not news."""


@dataclass(frozen=True, slots=True)
class Past:
    """
    What the last healthy readings of a source came to, each read by the same sheet and code.

    Attributes:
        kept: How many items each gave, the newest reading first, without old ones that came back.
        new: The share (0 to 1) of each that had never been seen before.
        fill: For each that gave any, the share of items that had each field.
        newest: The newest date of an item in any of them, ISO 8601; empty when none had one.
        returned: How many old items had come back and were still there in the last of them.
    """

    kept: tuple[int, ...] = ()
    new: tuple[float, ...] = ()
    fill: tuple[Mapping[str, float], ...] = ()
    newest: str = ""
    returned: int = 0

    @property
    def speaks(self) -> bool:
        """Whether there is enough to compare with."""
        return len(self.kept) >= ENOUGH


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What one reading came to, as far as it can be compared.

    Attributes:
        kept: Items, without old ones that came back: when those go, nothing is lost.
        fill: The share of them that have each field.
        strange: Items that no healthy reading has seen before, and that are not dated after the last one.
        known: Items of which a version read in the same way is published.
        retitled, redated: Known items whose title or date differs from what is published.
        newest: The newest date among the items, ISO 8601; empty when none has one.
        refused: Whether the reading before was refused since it contradicted the past.
        part: Whether it asked only for what changed; then neither the number of its items nor what is new,
            old or rewritten among them says anything.
    """

    kept: int = 0
    fill: Mapping[str, float] = field(default_factory=dict)
    strange: int = 0
    known: int = 0
    retitled: int = 0
    redated: int = 0
    newest: str = ""
    refused: bool = False
    part: bool = False


def against_past(reading: Reading, past: Past, least_share: float) -> dict[str, str]:
    """
    Tell in which ways a reading contradicts the source's past, in words; by the names of ``CHECKS``.

    Args:
        least_share: The part of its usual number of items that it must give; 0 allows any.
    """
    names = ("emptier",) if reading.part else tuple(CHECKS)
    return {name: words for name in names if (words := CHECKS[name](reading, past, least_share))}


def _fewer(reading: Reading, past: Past, least_share: float) -> str:
    least = min(past.kept) if past.speaks else 0
    if least < ENOUGH or reading.kept >= least_share * least:
        return ""
    return f"gave {reading.kept} items, but never fewer than {least} in its last {len(past.kept)} readings"


def _emptier(reading: Reading, past: Past, _: float) -> str:
    if len(past.fill) < ENOUGH or reading.kept < ENOUGH:
        return ""
    for name in sorted(past.fill[0]):
        usual = min(fill.get(name, 0.0) for fill in past.fill)
        now = reading.fill.get(name, 0.0)
        if usual >= USUAL_FILL and now < LOST_FILL * usual:
            return f"{now:.0%} of its items have a field {name!r}, but {usual:.0%} had it before"
    return ""


def _rewritten(reading: Reading, _past: Past, _: float) -> str:
    # A fault that lasts must not win by outliving the items by which it was found: a single one is enough then.
    if reading.known < (1 if reading.refused else ENOUGH):
        return ""
    for count, what in ((reading.retitled, "title"), (reading.redated, "date")):
        if count > REWRITTEN * reading.known:
            return f"{count} of its {reading.known} known items have another {what} than before, all at once"
    return ""


def _turned_over(reading: Reading, past: Past, _: float) -> str:
    if not past.speaks or reading.kept < ENOUGH or max(past.new) >= SOME_NEW:
        return ""
    if reading.strange <= ALL_NEW * reading.kept:
        return ""
    return (
        f"{reading.strange} of its {reading.kept} items are unknown, though it usually brings "
        f"{median(past.new):.0%} new ones; the known ones are gone"
    )


def _backwards(reading: Reading, past: Past, _: float) -> str:
    if not past.speaks or not past.newest or not reading.newest or reading.kept < ENOUGH:
        return ""
    before, now = (PartialDate(value, "text").first_day for value in (past.newest, reading.newest))
    if now >= before - BACKWARDS:
        return ""
    return f"its newest item is of {reading.newest}, though it listed one of {past.newest} before: old posts return"


CHECKS: Mapping[str, Callable[[Reading, Past, float], str]] = {
    "fewer": _fewer, "emptier": _emptier, "backwards": _backwards, "rewritten": _rewritten, "turned_over": _turned_over,
}  # fmt: skip
"""In which ways a reading can contradict the past; the first that holds is the reason."""
