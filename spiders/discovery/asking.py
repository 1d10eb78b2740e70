"""Asking the web a few questions outside a harvest, with the same manners."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Generic, TypeVar

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from spiders.failures import Broken, by_status, in_words
from spiders.settings import Manners, scrapy_settings

__all__ = ["Get", "ask"]

T = TypeVar("T")
Get = Callable[[Request], Awaitable[Response]]
"""Gets an answer, or raises ``Failure``."""


def ask(manners: Manners, work: Callable[[Get], Awaitable[T]]) -> T:
    """
    Run this work with a way to the web.

    Args:
        manners: How servers are asked: the agent, delays, limits, robots.txt.
        work: Gets a function that gets answers.

    Raises:
        Failure: The work lets one through.
    """
    asked: _Asked[T] = _Asked(work)
    process = AsyncCrawlerProcess(scrapy_settings(manners, {}))
    process.crawl(_AskingSpider, asked=asked, limit=manners.max_bytes)
    process.start()
    if asked.error is not None:
        raise asked.error
    if not asked.answers:
        raise Broken("stopped before an answer came")
    return asked.answers[0]


class _Asked(Generic[T]):
    """The work, and what came of it."""

    def __init__(self, work: Callable[[Get], Awaitable[T]]) -> None:
        self.work = work
        self.answers: list[T] = []
        self.error: Exception | None = None


class _AskingSpider(Spider):
    """Lends the work its engine."""

    name = "asking"

    def __init__(self, asked: _Asked[Any], limit: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asked, self.limit = asked, limit

    async def start(self) -> AsyncIterator[Any]:
        try:
            self.asked.answers.append(await self.asked.work(self._get))
        except Exception as error:  # noqa: BLE001 - handed to whoever asked
            self.asked.error = error
        requests: tuple[Request, ...] = ()  # the work has asked for all there is
        for request in requests:
            yield request

    async def _get(self, request: Request) -> Response:
        assert self.crawler.engine is not None  # it runs: we are called from it
        try:
            response = await self.crawler.engine.download_async(request.replace(dont_filter=True))
        except Exception as error:
            raise in_words(error, self.limit) from error
        if failure := by_status(response.status):
            raise failure
        return response
