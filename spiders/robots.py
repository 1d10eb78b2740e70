"""robots.txt as RFC 9309 has it: one that cannot be had is a reason to wait, not to go ahead."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser, decode_robotstxt
from scrapy.utils.datatypes import LocalCache
from scrapy.utils.python import to_unicode

from corpus.store import now
from spiders.failures import HARD, SOFT, Broken, Circle, Failure, in_words
from spiders.hosts import LONGEST, PATIENCE, Hosts, keep_asked_delay, retry_after, slot_of

__all__ = ["MAX_BYTES", "RobotsGate", "Rules"]

MAX_BYTES = 512_000
"""So much of a robots.txt is read; the standard asks for 500 KiB at least."""

HOSTS = 1000
"""Hosts whose rules are remembered; those of a host that comes again later are asked for again."""

_AGENT = re.compile(r"(?im)^(\s*user[- ]?agent\s*:\s*[^\s#]+)[ \t]+[^\r\n#]+")
_KNOWN = re.compile(
    r"user[- ]?agent|allow|disallow|dissallow|dissalow|disalow|diasllow|disallaw|sitemaps?|site-map|"
    r"crawl[- ]delay|request[- ]rate|visit[- ]time|host"
)
"""The records that Protego knows, common slips of the pen among them."""


def _is_known(line: str) -> bool:
    name, colon, _ = line.partition("#")[0].partition(":")
    return not colon or _KNOWN.fullmatch(name.strip().lower()) is not None


def _in_a_group(agent: str | bytes) -> str:
    """The name by which a group can speak to a robot."""
    name = to_unicode(agent)
    return "*" if re.search(r"\s", name.strip()) else name


class Rules(ProtegoRobotParser):
    """
    Protego, which reads three things as RFC 9309 does: a robot's name in a group ends at its first blank, so that
    a name with a blank is in no group but that of all; and a record that nobody knows does not end a group.

    Signs are compared as the RFC has it, percent-encoded or not. Google's own cases expect three times that they
    are not brought into one form.
    """

    def __init__(self, robotstxt_body: bytes, spider: Spider | None) -> None:
        text = decode_robotstxt(robotstxt_body, spider)
        known = "\n".join(line for line in text.splitlines() if _is_known(line))
        super().__init__(_AGENT.sub(r"\1", known).encode(), spider)

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Whether a robot of this name may ask for this address."""
        return super().allowed(url, _in_a_group(user_agent))

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """Seconds that a robot of this name shall leave between two requests; None when not said."""
        return super().crawl_delay(_in_a_group(user_agent))


class RobotsGate(RobotsTxtMiddleware):
    """
    Scrapy's middleware with three rules more.

    - No answer, 429 or a server error: nothing of the host is asked for now.
    - Any other refusal (404, 403 …): there is no robots.txt, and all may be asked.
    - ``Crawl-delay`` is kept: a short one between two requests, a long one between two harvests.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._parsers = LocalCache(HOSTS)
        self._barred: dict[str, Failure] = {}
        self.hosts: Hosts = getattr(crawler.spider, "hosts", None) or Hosts()

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """As Scrapy's; the delay that a robots.txt has just asked for holds from this request on."""
        await super().process_request(request)
        keep_asked_delay(self.crawler, request)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """
        The rules of the request's host.

        Raises:
            Failure: They cannot be had for now.
        """
        parser = await super().robot_parser(request)
        if failure := self._barred.get(urlsplit(request.url).netloc):
            again = type(failure)(str(failure)).weighing(failure.weight)  # each has its own traceback
            again.until = failure.until
            raise again
        return parser

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status == 429 or response.status >= 500:
            failure = Broken(f"its robots.txt cannot be read for now ({response.status}); we wait").weighing(
                SOFT
            )
            said = (response.headers.get("Retry-After") or b"").decode("latin-1")
            if wait := retry_after(said, now()):
                failure.until = now() + wait
            raise failure
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
        elif delay > (slot.delay * (1 - slot.jitter) if slot else 0.0):  # the shortest that may come
            asked = slot_of(max(delay, slot.delay if slot else 0.0))
            downloader.per_slot_settings[host] = asked
            if slot:
                slot.delay, slot.jitter = asked["delay"], asked["jitter"]
