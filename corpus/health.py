"""How a source does, judged from the ledger and never from an exit code."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from corpus.ledger import Run
from corpus.rhythm import ENOUGH, UNKNOWN, Rhythm, rhythm_of
from corpus.sources import Health, SourceCard
from corpus.values import Work

__all__ = ["LOOKS", "STATES", "Holdings", "Streak", "holdings", "judge", "streaks"]

STATES: Mapping[str, str] = {
    "broken": "it answers in a form that cannot be read, or refuses; its last good works stay",
    "degraded": "it gives less than its sheet promises; nothing new is published from it",
    "unreachable": "no answer came; its last good works stay",
    "quiet": "it answers, but nothing new has come for long",
    "ok": "it was read whole and kept its promise",
    "not read yet": "its turn has not come",
    "retired": "it is not read any more; its works stay",
}
"""The states of a source, the worst first."""

LOOKS = 2
"""So many readings after the newest work must have found nothing new, before silence says anything."""

QUIET_AFTER = timedelta(days=90)
"""While its rhythm is unknown: without anything new for so long, or for four readings, a source is quiet."""


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


STILL_BY_CHANCE = 0.02
"""How often in a month a page that is well may seem to stand still: it moves more evenly than people publish."""

TELLING = ("lies", "moved", "old", "rekeyed", "twice")
"""The signs of a run that a maintainer should hear of, though its source is well."""


def judge(
    card: SourceCard, runs: Sequence[Run], held: Holdings, days: Iterable[date] = (), *, now: datetime
) -> Health:
    """
    Judge a source.

    Args:
        runs: Its runs, the oldest first; unended ones do not count.
        days: On which something new came, see ``Reader.arrivals``.
        now: The time to which the judgement refers.
    """
    ended = [run for run in runs if run.ended]
    told = [run for run in ended if run.outcome != "stopped"]
    rhythm = UNKNOWN if card.kind == "collection" else rhythm_of(day for day in days if day <= now.date())
    state, reason, quiet = _state(card, told, ended, rhythm, now)
    retired = bool(card.retired)
    good = [run.ended for run in told if run.outcome == "ok"]
    since = quiet or (streaks(told)[-1].since if told and not retired else None)
    expected = rhythm.expected_by if not retired else None
    return Health(
        source=card.id, state=state, reason=reason, since=since,
        works=held.works, dated=held.dated, newest=held.newest,
        last_run=ended[-1].ended if ended else None,
        due=ended[-1].due if ended and not retired else None,
        # What was found behind a mere address counts only when a person has accepted it.
        verified=card.verified or (card.kind != "auto" and bool(good)),
        last_good=good[-1] if good else None,
        rhythm="" if retired or card.kind == "collection" else rhythm.in_words(),
        expected=expected.isoformat() if expected else None,
        signs=tuple(name for name in TELLING if name in told[-1].signs) if told and not retired else (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Streak:
    """Runs of one outcome after each other: since and until when (ISO dates), how many, the last reason."""

    outcome: str
    since: str
    until: str
    runs: int
    reason: str


def streaks(runs: Iterable[Run]) -> list[Streak]:
    """The history of a source: its ended runs, the oldest first, gathered by outcome."""
    found: list[Streak] = []
    for run in runs:
        if not run.ended or run.outcome == "stopped":
            continue
        day, outcome = run.ended[:10], run.outcome or ""
        if found and found[-1].outcome == outcome:
            last = found.pop()
            found.append(Streak(outcome, last.since, day, last.runs + 1, run.reason))
        else:
            found.append(Streak(outcome, day, day, 1, run.reason))
    return found


def _state(
    card: SourceCard, told: Sequence[Run], ended: Sequence[Run], rhythm: Rhythm, now: datetime
) -> tuple[str, str, str]:
    """State, reason, and since when it is quiet; that stands in no run."""
    if card.retired:
        return "retired", card.retired, ""
    if not told:
        return "not read yet", ended[-1].reason if ended else "its turn has not come yet", ""
    last = told[-1]
    if last.outcome != "ok":
        return last.outcome or "broken", last.reason, ""
    if card.kind != "collection" and (
        quiet := _stands_still(told, now.date()) or _silent(card, told, rhythm, now)
    ):
        return "quiet", *quiet
    gave = f"{last.kept} items" if last.kept != 1 else "1 item"
    return "ok", f"gave {gave}, {last.new} of them new" + (f"; {last.reason}" if last.reason else ""), ""


def _silent(card: SourceCard, told: Sequence[Run], rhythm: Rhythm, now: datetime) -> tuple[str, str] | None:
    """Why its silence says something, and since when; None while it does not."""
    year = _past_year(card.url, now.year)
    elsewhere = (
        f"; its address holds the year {year}, the list of {now.year} may lie elsewhere" if year else ""
    )
    if rhythm.overdue_after and rhythm.newest and rhythm.expected_by:
        # Where the year that an address names is over, nothing more is to be expected there.
        ended = year and rhythm.newest.year <= year
        after = rhythm.expected_by if ended else rhythm.overdue_after
        since = _noticed(told, rhythm.newest, after, now.date())
        said = (
            f"it answers, but nothing new has come since {rhythm.newest}, for "
            f"{(now.date() - rhythm.newest).days} days; usually {rhythm.in_words()}{elsewhere}"
        )
        return (said, since) if since else None
    latest = next((run for run in reversed(told) if run.new), None)
    if latest is None or latest.ended is None:
        return None
    then, patience = datetime.fromisoformat(latest.ended), max(QUIET_AFTER, timedelta(hours=4 * card.every))
    if now - then <= patience:
        return None
    said = f"it answers, but nothing new has come for {(now - then).days} days{elsewhere}"
    return said, (then + patience).date().isoformat()


def _stands_still(told: Sequence[Run], today: date) -> tuple[str, str] | None:
    """Whether the newest date in the page's text used to move on, and since when it does not any more."""
    moves: dict[str, str] = {}
    beyond = 0  # a date that is only ever that of its newest item says no more than the item does
    for run in told:
        shown, newest = run.signs.get("page_date", ""), run.signs.get("newest", "")
        beyond += shown > newest
        if shown and run.ended and shown > max(moves, default=""):
            moves[shown] = run.ended[:10]
    days = [date.fromisoformat(day) for day in moves.values()]
    page = rhythm_of(days, STILL_BY_CHANCE)
    if beyond < ENOUGH or page.learning or page.newest is None:
        return None
    after = page.newest + timedelta(days=page.unusual)
    if page.resumes:  # it stood still at this time of an earlier year
        after = max(after, page.resumes + timedelta(days=page.median))
    since = _noticed(told, page.newest, after, today)
    said = (
        f"its page stands still: the newest date in its text is {max(moves)} since {page.newest}; "
        f"it usually moves every {max(1, round(page.median))} days"
    )
    return (said, since) if since else None


def _noticed(told: Sequence[Run], newest: date, after: date, today: date) -> str | None:
    """The day since which silence is unusual and enough readings found nothing; None while it is not so."""
    looks = [
        run.ended[:10]
        for run in told
        if run.outcome == "ok" and run.ended and run.ended[:10] > newest.isoformat()
    ]
    if today <= after or len(looks) < LOOKS:
        return None
    return max((after + timedelta(days=1)).isoformat(), looks[LOOKS - 1])


def _past_year(url: str, year: int) -> int:
    """The past year that an address names; 0 when it names none, or this one or a later one too."""
    found = [int(text) for text in re.findall(r"(?<!\d)(20\d\d)(?!\d)", url)]
    return max(found) if found and max(found) < year else 0
