"""The harvest: one Scrapy process reads all sources that are due, side by side, within a time budget."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner, Crawler
from scrapy.http import Response

from corpus.answers import Answer
from corpus.bodies import Bodies
from corpus.database.writing import Writer
from corpus.ledger import Run
from corpus.progress import Progress, silent
from corpus.values import Item
from spiders.connecting import GuardedResolver
from spiders.due import find_collection
from spiders.ended import Ended
from spiders.fetching import Fetcher, Network, local_answer
from spiders.hosts import Hosts, by_host, slots_of
from spiders.kinds import SPIDERS
from spiders.pages import PageWork
from spiders.reading import read_source
from spiders.settings import Manners, scrapy_settings
from spiders.sheet import Source
from spiders.workers import Workers

__all__ = ["Harvest", "Job", "harvest", "harvest_within"]

MANY = 100
"""Sources of a harvest for which it is worth while to start workers that take small answers apart too."""

SMALL = 50_000
"""Bytes; a smaller answer takes no harvest long, however hostile it is."""

LASTING_AFTER = 0.25
"""Seconds of work that a sudden death may cost; it is done again then."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """
    What a harvest came to.

    Attributes:
        runs: One for each source that was begun, in the order in which they ended.
        not_reached: Sources for which the time did not suffice; they stay due.
        no_network: Whether no host at all could be reached.
        stopped: Whether a person stopped it.
        pages: How many pages and files behind items were read, and how many not, by reason.
    """

    runs: tuple[Ended, ...]
    not_reached: tuple[str, ...]
    no_network: bool
    stopped: bool
    pages: Mapping[str, int] = field(default_factory=dict)


def harvest(
    sources: Sequence[Source],
    writer: Writer,
    bodies: Bodies,
    manners: Manners,
    *,
    collections: Sequence[Path],
    now: datetime,
    last: Mapping[str, Sequence[Run]] = MappingProxyType({}),
    progress: Progress = silent,
) -> Harvest:
    """
    Read these sources and keep what they give.

    Args:
        sources: Of kinds that ``SPIDERS`` can read.
        last: Per source its last ended runs, the newest first.
        collections: Folders of collection files; a later one's file goes before.
        now: The time of this harvest.

    A first Ctrl-C (or a TERM signal) ends it cleanly with what came; a second one at once.
    """
    job = Job(sources, writer, bodies, manners, tuple(collections), now, last, progress)
    process = AsyncCrawlerProcess(scrapy_settings(manners, slots_of(sources, manners.delay)))
    process.crawl(_HarvestSpider, job=job)
    process.start(install_signal_handlers=False)
    if job.error is not None:
        raise job.error
    return job.result()


async def harvest_within(
    sources: Sequence[Source],
    writer: Writer,
    bodies: Bodies,
    manners: Manners,
    *,
    now: datetime,
    last: Mapping[str, Sequence[Run]],
    each: Callable[[Run], None],
) -> Harvest:
    """
    The same inside a reactor that runs already, so that many harvests can follow each other.

    Args:
        each: Is given the ledger's row of each source when it was read.
    """
    from twisted.internet import reactor  # noqa: PLC0415 - importing it makes it

    job = Job(sources, writer, bodies, manners, (), now, last, silent, each=each)
    runner = AsyncCrawlerRunner(scrapy_settings(manners, slots_of(sources, manners.delay)))
    crawler = runner.create_crawler(_HarvestSpider)
    if not isinstance(reactor.nameResolver, GuardedResolver):  # a process of Scrapy's would do it
        GuardedResolver.from_crawler(crawler, reactor).install_on_reactor()
    await runner.crawl(crawler, job=job)
    if job.error is not None:
        raise job.error
    return job.result()


def _nobody(_told: object) -> None:
    pass


class Job:
    """
    A harvest under way.

    Attributes:
        tell: Is given the items of each answer, when they are kept.
        each: Is given the ledger's row of each source when it was read.
        stoppable: Whether a person's Ctrl-C is heard here; else whoever runs the job hears it.
    """

    def __init__(
        self, sources: Sequence[Source], writer: Writer, bodies: Bodies, manners: Manners,
        collections: tuple[Path, ...], now: datetime, last: Mapping[str, Sequence[Run]], progress: Progress,
        *, tell: Callable[[Sequence[Item]], None] = _nobody, each: Callable[[Run], None] = _nobody, stoppable: bool = True,
    ) -> None:  # fmt: skip
        # Collections first: what people wrote names the works that sources then join.
        self.sources = sorted(sources, key=lambda source: (source.kind != "collection", source.id))
        self.writer, self.bodies, self.manners = writer, bodies, manners
        self.collections, self.now, self.progress = collections, now, progress
        self.network, self.hosts, self.last = Network(), Hosts(), last
        self.workers = Workers()
        self.tell, self.each, self.stoppable = tell, each, stoppable
        self.runs: list[Ended] = []
        self.left = dict.fromkeys(source.id for source in self.sources)
        self.why_stopped = ""
        self.error: BaseException | None = None
        self.told: Counter[str] = Counter()
        self.ends = monotonic() + manners.budget

    async def work(self, crawler: Crawler) -> None:
        """Read all sources: collections one after the other, then host by host, many hosts side by side."""
        fetcher = Fetcher(
            crawler, self.writer, self.bodies, self.network, self.manners.max_bytes, self.hosts,
            agent=self.manners.user_agent.partition("/")[0], obeys=self.manners.robots,
        )  # fmt: skip
        with self.writer.together(), self.workers:
            flushing = asyncio.ensure_future(self._flush())
            try:
                await self._work(fetcher)
            finally:
                flushing.cancel()

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(LASTING_AFTER)
            self.writer.flush()

    async def _work(self, fetcher: Fetcher) -> None:
        gate = asyncio.Semaphore(self.manners.sources_at_once)
        local = [source for source in self.sources if source.kind == "collection"]
        tasks: list[asyncio.Task[None]] = []
        with self._stoppable(tasks):
            if local:
                tasks.append(asyncio.ensure_future(self._in_turn(local, fetcher, gate)))
                await asyncio.wait(tasks)
            tasks += [
                asyncio.ensure_future(self._in_turn(group, fetcher, gate)) for group in by_host(self.sources)
            ]
            if tasks:
                _, late = await asyncio.wait(tasks, timeout=max(0.0, self.ends - monotonic()))
                if late:
                    self._stop(tasks, "the harvest's time was over")
            for failed in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(failed, BaseException) and not isinstance(failed, asyncio.CancelledError):
                    self.error = self.error or failed
            await self._pages(fetcher, tasks)

    async def _pages(self, fetcher: Fetcher, tasks: list["asyncio.Task[None]"]) -> None:
        """Read the pages behind the items, as far as the time goes; nothing where there is no network."""
        if self.why_stopped or self.error or self.network.absent():
            return
        work = PageWork(self.writer.pages(), fetcher.fetch, self.now.date(), self.network, self.told)
        task = asyncio.ensure_future(work.read(self.sources, self.runs, self.manners.pages))
        tasks.append(task)
        await asyncio.wait([task], timeout=max(0.0, self.ends - monotonic()))
        task.cancel()  # where the time was over: the rest is read in the next harvest
        for failed in await asyncio.gather(task, return_exceptions=True):
            if isinstance(failed, Exception):
                self.error = failed

    async def _in_turn(self, sources: Sequence[Source], fetcher: Fetcher, gate: asyncio.Semaphore) -> None:
        async with gate:
            for source in sources:
                if self.why_stopped:
                    return
                await self._one(source, fetcher)

    async def _one(self, source: Source, fetcher: Fetcher) -> None:
        del self.left[source.id]
        spider = SPIDERS[source.kind](source, today=self.now.date())
        spider.contact, spider.workers = self.manners.contact, self.workers
        spider.reads_itself = SMALL if len(self.sources) < MANY else 0
        spider.recall = partial(self.writer.last_readings, source.id, spider.reader)
        run = await read_source(
            spider, self.writer, self._local if source.kind == "collection" else fetcher.fetch,
            now=self.now, stop_reason=lambda: self.why_stopped or "stopped",
            last=next(iter(self.last.get(source.id, ())), None), tell=self.tell,
        )  # fmt: skip
        self.each(run)
        self.runs.append(Ended.of(run, source.id))
        self.progress("harvest", len(self.runs), len(self.sources))

    async def _local(self, _source: str, request: Request) -> tuple[Answer, Response]:
        name = request.url.rpartition("/")[2]
        return local_answer(find_collection(self.collections, name))

    def _stop(self, tasks: list["asyncio.Task[None]"], why: str) -> None:
        self.why_stopped = why
        for task in tasks:
            task.cancel()

    @contextmanager
    def _stoppable(self, tasks: list["asyncio.Task[None]"]) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        caught = (signal.SIGINT, signal.SIGTERM) if self.stoppable else ()

        def stop() -> None:
            for one in caught:
                loop.remove_signal_handler(one)  # the second time it ends at once
            self._stop(tasks, "stopped by a person")

        for one in caught:
            loop.add_signal_handler(one, stop)
        try:
            yield
        finally:
            for one in caught:
                loop.remove_signal_handler(one)

    def result(self) -> Harvest:
        """What it came to."""
        return Harvest(
            tuple(self.runs), tuple(self.left), self.network.absent(), self.why_stopped == "stopped by a person",
            dict(sorted(self.told.items())),
        )  # fmt: skip


class _HarvestSpider(Spider):
    """Lends the harvest its engine; the sources' own spiders do the reading."""

    name = "harvest"

    def __init__(self, job: Job, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job, self.hosts = job, job.hosts

    async def start(self) -> AsyncIterator[Any]:
        job = self.job
        try:
            await job.work(self.crawler)
        except BaseException as error:
            job.error = error
            raise
        requests: tuple[Request, ...] = ()  # the sources' spiders have asked for all there is
        for request in requests:
            yield request
