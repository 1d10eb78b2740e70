"""The state of every registered source, also of those that were never read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from corpus.database.reading import Reader
from corpus.errors import CorpusError
from corpus.health import STATES, Holdings, holdings, judge
from corpus.ledger import Run
from corpus.sources import Health, SourceCard
from corpus.store import now
from corpus.values import Work
from observatory.catalogue import catalogue
from observatory.home import Home, cards

__all__ = ["health_of", "status", "status_rows"]


def health_of(
    cards_: Iterable[SourceCard],
    runs: Iterable[Run],
    works: Iterable[Work],
    arrivals: Mapping[str, Sequence[date]],
    at: datetime,
) -> tuple[Health, ...]:
    """
    Judge every source; the worst first, then by title.

    Args:
        arrivals: For each source the days on which something new came.
    """
    by_source: dict[str, list[Run]] = {}
    for run in runs:
        by_source.setdefault(run.source, []).append(run)
    held = holdings(works)
    judged = [
        (
            card.title,
            judge(
                card,
                by_source.get(card.id, []),
                held.get(card.id, Holdings()),
                arrivals.get(card.id, ()),
                now=at,
            ),
        )
        for card in cards_
    ]
    order = list(STATES)
    judged.sort(key=lambda pair: (order.index(pair[1].state), pair[0].casefold(), pair[1].source))
    return tuple(health for _, health in judged)


def status(home: Home, at: datetime | None = None) -> tuple[tuple[SourceCard, Health], ...]:
    """Every registered source with its health now, or at another time; works before the first harvest too."""
    at = at or now()
    known = {card.id: card for card in cards(home.sources())}
    try:
        with catalogue(home) as reader:
            judged = _judge(reader, known, at)
    except CorpusError:
        if home.place.database or (home.data / "corpus.sqlite").exists():
            raise
        judged = health_of(known.values(), (), (), {}, at)
    return tuple((known[health.source], health) for health in judged)


def _judge(reader: Reader, known: dict[str, SourceCard], at: datetime) -> tuple[Health, ...]:
    return health_of(known.values(), reader.runs(), reader.works(), reader.arrivals(), at)


def status_rows(rows: Iterable[tuple[SourceCard, Health]]) -> list[dict[str, object]]:
    """The rows of ``status --json``; the keys are documented and stable."""
    return [
        {
            "id": card.id, "title": card.title, "publisher": card.publisher, "country": card.country,
            "kind": card.kind, "url": card.url or None, "state": health.state, "reason": health.reason,
            "since": health.since, "verified": health.verified, "works": health.works,
            "dated": health.dated, "newest": health.newest, "last_run": health.last_run, "due": health.due,
            "last_good": health.last_good, "rhythm": health.rhythm, "expected": health.expected,
            "signs": list(health.signs),
        }
        for card, health in rows
    ]  # fmt: skip
