"""The observatory as an ordinary Scrapy project: a spider for each sheet, which keeps what it reads."""

import logging
import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from corpus.progress import silent
from corpus.store import now, writing
from corpus.values import Item
from observatory.home import Home, open_home
from spiders.harvest import Job
from spiders.hosts import Hosts, host_of
from spiders.kinds import SPIDERS
from spiders.masking import masked
from spiders.sheet import choose

__all__ = ["SheetLoader", "SheetSpider"]


class _Masked(logging.Formatter):
    """Writes what another formatter would, without credentials that addresses may hold."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return masked(self._inner.format(record))


class SheetSpider(Spider):
    """
    Reads one source into the corpus, as a harvest would, and gives its items to Scrapy too.

    So ``scrapy crawl SOURCE -O items.json`` writes what was new or changed in the answer, and Scrapy's
    extensions see it.
    """

    home: Home

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hosts = Hosts()

    async def start(self) -> AsyncIterator[Any]:
        """Read the source; then give its items."""
        for handler in logging.root.handlers:
            handler.setFormatter(_Masked(handler.formatter or logging.Formatter()))
        items: list[Item] = []
        (source,) = choose(self.home.sources(), [self.name])
        with writing(self.home.place, f"scrapy crawl {self.name}") as (writer, reader, bodies):
            job = Job(
                [source], writer, bodies, self.home.manners(), self.home.collections, now(),
                reader.last_runs(), silent, tell=items.extend, stoppable=False,
            )  # fmt: skip
            job.hosts = self.hosts
            await job.work(self.crawler)
        if job.error is not None:
            raise job.error
        for run in job.runs:
            self.logger.info(
                "%s: %s: %s kept, %s new. %s", run.source, run.outcome, run.kept, run.new, run.reason
            )
        for item in items:
            yield item


class SheetLoader:
    """Scrapy's spider loader over the sheets of an observatory, those that can be read."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._sources = {
            source.id: source for source in home.sources() if source.kind in SPIDERS and not source.retired
        }

    @classmethod
    def from_settings(cls, _settings: BaseSettings) -> Self:
        """Over the observatory that ``OBSERVATORY`` names, as the settings are."""
        return cls(open_home(Path(os.environ["OBSERVATORY"]) if os.environ.get("OBSERVATORY") else None))

    def load(self, spider_name: str) -> type[Spider]:
        """
        The spider of a source.

        Raises:
            KeyError: There is no such source.
        """
        if spider_name not in self._sources:
            raise KeyError(f"Spider not found: {spider_name}")
        return type(spider_name, (SheetSpider,), {"name": spider_name, "home": self._home})

    def list(self) -> list[str]:
        """The ids of the sources."""
        return sorted(self._sources)

    def find_by_request(self, request: Request) -> Sequence[str]:
        """The sources on the request's host."""
        host = host_of(request.url)
        return [name for name, source in sorted(self._sources.items()) if host_of(source.url or "") == host]
