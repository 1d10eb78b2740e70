"""How a source does, judged from the ledger and never from an exit code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from corpus.ledger import Run
from corpus.sources import Health, SourceCard
from corpus.values import Work

__all__ = ["STATES", "Holdings", "holdings", "judge"]

STATES: Mapping[str, str] = {
    "broken": "it answers in a form that cannot be read, or refuses; its last good works stay",
    "degraded": "it gives less than its sheet promises; nothing new is published from it",
    "unreachable": "no answer came; its last good works stay",
    "quiet": "it answers, but nothing new has come for long",
    "ok": "it was read whole and kept its promise",
    "not read yet": "its sheet waits, or its turn has not come",
    "retired": "it is not read any more; its works stay",
}
"""The states of a source, the worst first."""

QUIET_AFTER = timedelta(days=90)
"""Without anything new for so long, or for four of its rhythms, a source is quiet."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held from a source: published works, those with a date, the newest date."""

    works: int = 0
    dated: int = 0
    newest: str | None = None


def holdings(works: Iterable[Work]) -> dict[str, Holdings]:
    """Count the works of each source in one pass."""
    counts: dict[str, Holdings] = {}
    for work in works:
        for source in work.sources:
            before = counts.get(source, Holdings())
            date = work.item.date.value if work.item.date else None
            newest = max(filter(None, (before.newest, date)), default=None)
            counts[source] = Holdings(before.works + 1, before.dated + (date is not None), newest)
    return counts


def judge(card: SourceCard, runs: Sequence[Run], held: Holdings, *, now: datetime) -> Health:
    """
    Judge a source.

    Args:
        runs: Its runs, the oldest first; unended ones do not count.
        now: The time to which the judgement refers.
    """
    ended = [run for run in runs if run.ended]
    told = [run for run in ended if run.outcome != "stopped"]
    state, reason = _state(card, told, ended, now)
    streak = None
    for run in reversed(told):
        if run.outcome != told[-1].outcome:
            break
        streak = run.ended
    waiting = bool(card.retired or card.waits)
    return Health(
        source=card.id, state=state, reason=reason,
        since=streak[:10] if streak and not waiting else None,
        works=held.works, dated=held.dated, newest=held.newest,
        last_run=ended[-1].ended if ended else None,
        due=ended[-1].due if ended and not waiting else None,
        # What was found behind a mere address counts only when a person has accepted it.
        verified=card.verified or (card.kind != "auto" and any(run.outcome == "ok" for run in told)),
    )  # fmt: skip


def _state(card: SourceCard, told: Sequence[Run], ended: Sequence[Run], now: datetime) -> tuple[str, str]:
    if card.retired:
        return "retired", card.retired
    if card.waits:
        return "not read yet", card.waits
    if not told:
        return "not read yet", ended[-1].reason if ended else "its turn has not come yet"
    last = told[-1]
    if last.outcome != "ok":
        return last.outcome or "broken", last.reason
    latest = next((run for run in reversed(told) if run.new), None)
    patience = max(QUIET_AFTER, timedelta(hours=4 * card.every))
    if card.kind != "collection" and latest and latest.ended:
        silence = now - datetime.fromisoformat(latest.ended)
        if silence > patience:
            return "quiet", f"it answers, but nothing new has come for {silence.days} days"
    gave = f"{last.kept} items" if last.kept != 1 else "1 item"
    return "ok", f"gave {gave}, {last.new} of them new" + (f"; {last.reason}" if last.reason else "")
