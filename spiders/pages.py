"""After the lists: the page behind each item, and the files that it offers, under the same manners."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from corpus.answers import Answer
from corpus.database.pages import PAGES, UNREACHED, PageKeeper
from corpus.pages import PageSaid, Wanted
from corpus.urls import canonical_url
from corpus.values import Item
from spiders.ended import Ended
from spiders.extraction.document import read_document
from spiders.extraction.values import FILES, MOST_FILES, Expected, Reading, Unreadable
from spiders.failures import Failure, Unreachable
from spiders.fetching import Network
from spiders.hosts import host_of
from spiders.sheet import Source
from spiders.workers import WorkerFailed, Workers

__all__ = ["READ", "READER", "PageWork", "choose_pages"]

READER = "pages-3"
"""Which code reads pages; a new number when it reads the same page differently."""

READ = "read"
"""How a page that was read is counted."""

FEW = 20
"""Pages for which one worker is enough: a second one would take longer to start than it saves."""

AT_ONCE = 8
"""Hosts that are asked side by side."""

Fetch = Callable[[str, Request], Awaitable[tuple[Answer, Response]]]


def choose_pages(
    sources: Sequence[Source], runs: Sequence[Ended], keeper: PageKeeper, limit: int
) -> list[tuple[int, Wanted]]:
    """
    The pages to be read in this harvest, each with the run that listed it.

    Sources take turns, so that a long list does not keep the others waiting.

    Args:
        runs: Those of this harvest; only sources that were read whole count.
        limit: How many pages in all.
    """
    numbers = {run.source: run.id for run in runs if run.outcome == "ok"}
    asked = [source for source in sources if source.item_pages and source.id in numbers]
    queues = _queues(asked, keeper, limit)
    chosen: list[tuple[int, Wanted]] = []
    for turn in range(max(map(len, queues.values()), default=0)):
        chosen += [(numbers[source], queue[turn]) for source, queue in queues.items() if turn < len(queue)]
        if len(chosen) >= limit:
            break
    return chosen[:limit]


def _queues(sources: Sequence[Source], keeper: PageKeeper, limit: int) -> dict[str, list[Wanted]]:
    """The first pages of each source, together enough for the limit, and not all of all sources."""
    queues: dict[str, list[Wanted]] = {}
    each, left = max(1, limit // max(len(sources), 1)), list(sources)
    while left:
        more = []
        for source in left:
            wanted = keeper.wanted(source.id, each)
            queues[source.id] = [one for one in wanted if one.item.url != source.url]
            if len(wanted) == each:
                more.append(source)
        if sum(map(len, queues.values())) >= limit:
            break
        each, left = 2 * each, more
    return queues


@dataclass
class PageWork:
    """
    The reading of pages under way.

    Attributes:
        fetch: Gets an answer, or raises ``Failure``.
        network: Where no host at all can be reached, reading stops and says nothing against any page.
        told: How many pages and files were read, and how many not, by reason.
    """

    keeper: PageKeeper
    fetch: Fetch
    today: date
    network: Network
    told: Counter[str] = field(default_factory=Counter)

    async def read(self, sources: Sequence[Source], runs: Sequence[Ended], limit: int) -> None:
        """Choose the pages of this harvest (see ``choose_pages``) and read them in workers."""
        chosen = choose_pages(sources, runs, self.keeper, limit) if limit else []
        if chosen:
            with Workers(1 if len(chosen) < FEW else 2) as workers:
                await self.read_all(chosen, workers)

    async def read_all(self, chosen: Sequence[tuple[int, Wanted]], workers: Workers) -> None:
        """Read these pages, host by host, many hosts side by side; what one costs, the others do not pay."""
        gate = asyncio.Semaphore(AT_ONCE)
        hosts: dict[str, list[tuple[int, Wanted]]] = {}
        for run, wanted in chosen:
            hosts.setdefault(host_of(wanted.item.url or ""), []).append((run, wanted))

        async def one_host(queue: list[tuple[int, Wanted]]) -> None:
            async with gate:
                for run, wanted in queue:
                    if self.network.absent():
                        return
                    await self._one(run, wanted, workers)

        async with asyncio.TaskGroup() as group:
            for _, queue in sorted(hosts.items()):
                group.create_task(one_host(queue))

    async def _one(self, run: int, wanted: Wanted, workers: Workers) -> None:
        item, url = wanted.item, wanted.item.url or ""
        reading = await self._read(run, wanted, 0, url, workers)
        offered = (*item.files, *(reading.fields.get("files", ()) if reading else ()))
        for place, file in enumerate(_files(offered, url), 1):
            if self.network.absent():
                return
            await self._read(run, wanted, place, file, workers)

    async def _read(self, run: int, wanted: Wanted, place: int, url: str, workers: Workers) -> Reading | None:
        """Fetch and read one page or file and keep what came of it; None where nothing did."""
        answer: Answer | None = None
        reading, problem, detail, note = None, "", "", ""
        try:
            answer, _ = await self.fetch(PAGES, Request(url))
            reading = await self._extracted(wanted.item, url, answer, workers)
            note = "; ".join(
                filter(None, (*reading.notes, answer.reserved and f"metadata only: {answer.reserved}"))
            )
        except Unreachable as failure:
            if not self.network.alive:  # it may be ours that is absent, which says nothing about this page
                return None
            problem, note = str(failure), UNREACHED
        except Failure as failure:
            problem, answer = str(failure), failure.answer
        except Unreadable as refused:
            problem, detail = refused.reason, refused.detail
        except WorkerFailed as failed:
            problem = str(failed)
        except Exception as error:  # noqa: BLE001 - a defect in reading one page must not stop the others
            problem, detail = "a defect of ours while reading it", f"{type(error).__name__}: {error}"
        said = (
            _said(url, wanted.item, reading, withheld=bool(answer and answer.reserved)) if reading else None
        )
        if problem and answer is not None and answer.body is not None:
            answer = replace(answer, body=None)  # it is asked for again in time, and read anew
        self.keeper.keep(
            run,
            wanted,
            place,
            answer,
            said,
            url=url,
            reader=READER,
            problem=problem,
            detail=detail,
            note=note,
        )
        self.told[problem or READ] += 1
        return reading

    async def _extracted(self, item: Item, url: str, answer: Answer, workers: Workers) -> Reading:
        expected = Expected(url, item.title, item.kind, item.language or "")
        return await workers.run(
            read_document, answer.body or b"", answer.final_url or url, answer.media_type or "", expected,
            today=self.today,
        )  # fmt: skip


def _said(url: str, item: Item, reading: Reading, *, withheld: bool) -> PageSaid:
    """What a reading says, as the corpus keeps it; ``withheld`` leaves out the publisher's own words."""
    fields = {name: value for name, value in reading.fields.items() if not (withheld and name == "abstract")}
    fields.setdefault("title", item.title)
    text = None if withheld else reading.text or None
    return PageSaid(
        url, reading.form, Item(key="", kind=item.kind, text=text, methods=dict(reading.methods), **fields)
    )


def _files(offered: Sequence[str], page: str) -> Iterator[str]:
    """The files among these addresses that can be read, each once."""
    seen = {canonical_url(page)}
    for url in offered:
        key = canonical_url(url)
        if key not in seen and len(seen) <= MOST_FILES and FILES.search(urlsplit(url).path):
            seen.add(key)
            yield url
