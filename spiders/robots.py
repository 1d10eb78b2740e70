"""robots.txt as RFC 9309 has it: one that cannot be had is a reason to wait, not to go ahead."""

from datetime import timedelta
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from corpus.store import now
from spiders.failures import HARD, SOFT, Broken, Circle, Failure, in_words
from spiders.hosts import LONGEST, PATIENCE, Hosts

__all__ = ["MAX_BYTES", "RobotsGate"]

MAX_BYTES = 512_000
"""So much of a robots.txt is read; the standard asks for 500 KiB at least."""


class RobotsGate(RobotsTxtMiddleware):
    """
    Scrapy's middleware with three rules more.

    - No answer, 429 or a server error: nothing of the host is asked for now.
    - Any other refusal (404, 403 …): there is no robots.txt, and all may be asked.
    - ``Crawl-delay`` is kept: a short one between two requests, a long one between two harvests.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._barred: dict[str, Failure] = {}
        self.hosts: Hosts = getattr(crawler.spider, "hosts", None) or Hosts()

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """
        The rules of the request's host.

        Raises:
            Failure: They cannot be had for now.
        """
        parser = await super().robot_parser(request)
        if failure := self._barred.get(urlsplit(request.url).netloc):
            raise type(failure)(str(failure)).weighing(failure.weight)
        return parser

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status == 429 or response.status >= 500:
            raise Broken(f"its robots.txt cannot be read for now ({response.status}); we wait").weighing(SOFT)
        body = response.body[:MAX_BYTES] if response.status < 300 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)
        parser = self._parsers[netloc]
        if isinstance(parser, ProtegoRobotParser):
            self._keep_delay(urlsplit(request.url).hostname or "", parser.crawl_delay(self._agent) or 0.0)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        failure = in_words(exc, MAX_BYTES)
        if type(failure) is Broken and failure.weight == HARD:
            failure = Broken(f"its robots.txt cannot be read: {failure}")
        if not isinstance(failure, Circle):  # RFC 9309: too many redirects count as "no such file"
            self._barred[netloc] = failure
        super()._robots_error(exc, netloc)

    @property
    def _agent(self) -> str:
        return self._robotstxt_useragent or self._default_useragent

    def _keep_delay(self, host: str, delay: float) -> None:
        assert self.crawler.engine is not None  # it runs: it brought the robots.txt
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(host)
        if delay > PATIENCE:
            self.hosts.set_gap(host, timedelta(seconds=min(delay, LONGEST.total_seconds())), now())
        elif delay > (slot.delay if slot else 0.0):
            downloader.per_slot_settings[host] = {"concurrency": 1, "delay": delay}
            if slot:
                slot.delay = delay
