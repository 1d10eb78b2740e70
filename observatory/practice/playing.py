"""Playing time on the practice web: a harvest each day, and what is known of the sources that evening."""

import asyncio
import tomllib
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from corpus.bodies import Bodies
from corpus.database.reading import Reader
from corpus.database.writing import Writer
from corpus.health import Holdings, judge
from corpus.ledger import Run
from corpus.sources import Health
from corpus.store import Place, writing
from observatory.practice.rendering import sheet_of
from observatory.practice.web import Clock, PracticeWeb
from spiders.due import due
from spiders.harvest import harvest_within
from spiders.settings import Manners
from spiders.sheet import Source

__all__ = ["MANNERS", "Evening", "in_reactor", "play", "sources_of"]

MANNERS = Manners(
    "practice", delay=0, timeout=8, max_bytes=2_000_000, robots=False, budget=3600, allow=("127.0.0.0/8",)
)
"""On a web of one's own one need not wait."""

LAST_RUNS = 60


@dataclass(frozen=True, slots=True)
class Evening:
    """What a source's run of a day came to, and how the source was judged after it."""

    day: date
    source: str
    run: Run
    health: Health


def sources_of(web: PracticeWeb) -> tuple[Source, ...]:
    """The sources of an open practice web."""
    return tuple(
        Source.model_validate(
            {"id": publisher.id, **tomllib.loads(sheet_of(publisher, web.urls[publisher.id]))}
        )
        for publisher in web.cast
    )


async def play(
    web: PracticeWeb,
    place: Place,
    days: int,
    *,
    step: int = 1,
    pages: int = 0,
    watch: Callable[[date, Reader], None] = lambda _day, _reader: None,
) -> list[Evening]:
    """
    Let days pass: each day what is due is read, as a timer would have it.

    Args:
        place: Where the corpus is kept.
        step: Days between two harvests.
        pages: How many pages and files behind items are read in each.
        watch: Is called each evening.
    """
    evenings: list[Evening] = []
    with writing(place, "practice", lambda: web.clock.now) as (writer, reader, bodies):
        stage = _Stage(sources_of(web), writer, reader, bodies, web.clock, replace(MANNERS, pages=pages))
        for _ in range(0, days, step):
            evenings.extend(await stage.day())
            watch(web.clock.day, reader)
            web.clock.day += timedelta(days=step)
    return evenings


@dataclass
class _Stage:
    """Where days are played; remembers ledger and arrivals, which need not be read whole each evening."""

    sources: Sequence[Source]
    writer: Writer
    reader: Reader
    bodies: Bodies
    clock: Clock
    manners: Manners = MANNERS
    ledger: dict[str, list[Run]] = field(default_factory=dict)
    arrivals: dict[str, list[date]] = field(default_factory=dict)

    async def day(self) -> list[Evening]:
        """Read what is due, and judge it."""
        last = {source: runs[-1:] for source, runs in self.ledger.items()}
        todo = due(self.sources, last, (), self.reader.body_read, self.clock.now)
        if not todo:
            return []
        runs: list[Run] = []
        await harvest_within(
            todo, self.writer, self.bodies, self.manners, now=self.clock.now, last=last, each=runs.append
        )
        at = self.clock.now.isoformat(timespec="seconds")
        for run in runs:
            self.ledger.setdefault(run.source, []).append(replace(run, started=at, ended=at))
        return list(self._judged(todo))

    def _judged(self, sources: Sequence[Source]) -> Iterator[Evening]:
        moved = {source.id for source in sources if _published(self.ledger[source.id][-2:])}
        self.arrivals |= self.reader.arrivals(moved)
        for source in sources:
            runs = self.ledger[source.id][-LAST_RUNS:]
            days = self.arrivals.get(source.id, ())
            health = judge(source.card(), runs, Holdings(), days, now=self.clock.now)
            yield Evening(self.clock.day, source.id, runs[-1], health)


def _published(runs: Sequence[Run]) -> bool:
    """Whether the last of these runs may have changed what is published; else arrivals are as they were."""
    last = runs[-1]
    return last.outcome == "ok" and bool(last.new or last.changed or runs[0].outcome != "ok")


def in_reactor(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """
    Run a coroutine in the reactor that Scrapy uses, start to end; once per process.

    Returns:
        What it returns.
    """
    from scrapy.utils.reactor import install_reactor  # noqa: PLC0415

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet.defer import Deferred  # noqa: PLC0415
    from twisted.internet.task import react  # noqa: PLC0415

    result: list[Any] = []

    async def whole() -> None:
        result.append(await work())

    try:
        react(lambda _: Deferred.fromFuture(asyncio.ensure_future(whole())))
    except SystemExit as end:
        if end.code:
            raise
    return result[0]
