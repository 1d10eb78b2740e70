"""One budget for each host, whatever number of sources lie on it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from corpus.ledger import Run
from spiders.failures import Postponed, Refused
from spiders.sheet import Source

__all__ = [
    "LONGEST",
    "PATIENCE",
    "HostBudget",
    "Hosts",
    "by_host",
    "closed_hosts",
    "host_of",
    "keep_asked_delay",
    "retry_after",
    "slot_of",
    "slots_of",
]

LONGEST = timedelta(days=1)
"""So long we do as a host says; one that asks for more is asked again after this."""

PATIENCE = 30.0
"""Seconds between two requests that we wait within a harvest; for more the source is read again later."""

ASKED_TO_WAIT = (429, 503)


def host_of(url: str) -> str:
    """
    The host's name in an address; empty without one.

    >>> host_of("https://www.Example.org:8080/feed")
    'www.example.org'
    """
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """
    How long a server asks us to wait, a day at most; None when it does not say.

    >>> str(retry_after("120", datetime(2026, 1, 1, tzinfo=UTC)))
    '0:02:00'
    """
    if not value:
        return None
    try:
        wait = timedelta(seconds=min(int(value), 10**6))
    except ValueError:
        try:
            then = parsedate_to_datetime(value)
        except ValueError:
            return None
        wait = (then if then.tzinfo else then.replace(tzinfo=UTC)) - now
    return min(wait, LONGEST) if wait > timedelta(0) else None


class Hosts:
    """Which hosts want to be left alone until when, as this harvest learned it; every source obeys."""

    def __init__(self, closed: Mapping[str, datetime] | None = None) -> None:
        self._until: dict[str, datetime] = dict(closed or {})
        self._gap: dict[str, timedelta] = {}

    def close(self, host: str, until: datetime) -> None:
        """Ask nothing of this host before then."""
        self._until[host] = max(until, self._until.get(host, until))

    def set_gap(self, host: str, gap: timedelta, now: datetime) -> None:
        """Leave so much time between two requests to this host, more than a harvest can wait, from now on."""
        self._gap[host] = min(gap, LONGEST)
        self.close(host, now + self._gap[host])

    def check(self, url: str, now: datetime) -> None:
        """
        Take the host's turn.

        Raises:
            Postponed: It is not our turn; the host's next turn is then taken for this source.
        """
        host = host_of(url)
        until, gap = self._until.get(host), self._gap.get(host)
        if until is not None and until > now:
            if gap is not None:
                self._until[host] = until + gap
            raise Postponed("its host wants to be left alone for now", until)
        if gap is not None:
            self._until[host] = now + gap


def closed_hosts(
    sources: Iterable[Source], last: Mapping[str, Sequence[Run]], now: datetime
) -> dict[str, datetime]:
    """The hosts that asked one of their sources to wait, and until when."""
    closed: dict[str, datetime] = {}
    for source in sources:
        run = next(iter(last.get(source.id, ())), None)
        if source.url and run and run.status in ASKED_TO_WAIT and run.due:
            until, host = datetime.fromisoformat(run.due), host_of(source.url)
            if until > now:
                closed[host] = max(until, closed.get(host, until))
    return closed


JITTER = 0.2
"""How much a delay that was asked for may vary; Scrapy's own half of it would often fall below."""


def slot_of(delay: float) -> dict[str, Any]:
    """
    Settings of Scrapy's slot for a host that asks for so many seconds: never less, and at most half as much again.

    >>> slot_of(8)
    {'concurrency': 1, 'delay': 10.0, 'jitter': 0.2}
    """
    return {"concurrency": 1, "delay": delay / (1 - JITTER), "jitter": JITTER}


def slots_of(sources: Iterable[Source], delay: float) -> dict[str, dict[str, Any]]:
    """
    The longest delay that the sheets ask for, for each host, as Scrapy's ``DOWNLOAD_SLOTS``.

    Args:
        delay: Seconds that are kept between two requests anyway.
    """
    longest: dict[str, float] = {}
    for source in sources:
        if source.delay and source.delay > delay and source.url:
            host = host_of(source.url)
            longest[host] = max(source.delay, longest.get(host, 0.0))
    return {host: slot_of(asked) for host, asked in longest.items()}


def keep_asked_delay(crawler: Crawler, request: Request) -> None:
    """Forbid AutoThrottle to shorten the delay that a host or a sheet asked for."""
    if crawler.engine is not None:
        asked = crawler.engine.downloader.per_slot_settings.get(host_of(request.url), {})
        if "delay" in asked:
            request.meta["autothrottle_dont_adjust_delay"] = True


def by_host(sources: Sequence[Source]) -> list[list[Source]]:
    """The sources of each host, the longest list first, since it takes longest."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        if source.url:
            groups.setdefault(host_of(source.url), []).append(source)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0].id))


class HostBudget:
    """
    Scrapy middleware: every request counts for the host that it goes to, also after a redirect.

    Scrapy keeps the slot of the first host through redirects, and AutoThrottle may shorten a delay
    that a sheet or a robots.txt asked for; neither must be.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """
        Put the request into its host's slot.

        Raises:
            Refused: The address holds a user name or password, such as one to which we were sent on.
        """
        if "@" in urlsplit(request.url).netloc:
            raise Refused("not asked: the address holds a user name or password")
        request.meta["download_slot"] = host_of(request.url)
        keep_asked_delay(self._crawler, request)
