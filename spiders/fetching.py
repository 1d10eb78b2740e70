"""Asking a server: only for what changed, when its turn has come, and not at all without a network."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.responsetypes import responsetypes

from corpus.answers import Answer, Validators
from corpus.bodies import Bodies, content_hash
from corpus.database.writing import Writer
from corpus.store import now
from spiders.failures import Broken, Failure, Unreachable, by_status, in_words, words_of
from spiders.hosts import ASKED_TO_WAIT, Hosts, host_of, retry_after
from spiders.limits import unreadable
from spiders.masking import masked
from spiders.reservations import TDM_FILE, TdmRule, reserved, tdm_rules

__all__ = ["Fetcher", "Network", "local_answer"]

NOT_MODIFIED = 304
ENOUGH_HOSTS = 5
"""So many hosts must be out of reach, and none in reach, before we say that the network is absent."""


@dataclass
class Network:
    """Whether there is a network: judged by the hosts of this harvest."""

    dead: set[str] = field(default_factory=set)
    alive: bool = False

    def absent(self) -> bool:
        """Whether several hosts and none but such were out of reach."""
        return not self.alive and len(self.dead) >= ENOUGH_HOSTS


@dataclass(frozen=True)
class Fetcher:
    """
    Gets answers through Scrapy's downloader, with its robots, redirect, retry and throttle parts.

    A server is asked with the validators of the last answer; when it says that nothing changed, or
    sends the same again, the kept body stands for the answer. The body's hash decides, since servers
    lie about validators. A host is asked one thing at a time, whichever sources want it.

    Attributes:
        hosts: Which hosts want to be left alone.
        agent: Our product name, as robots tags would call us.
        obeys: Whether hosts are asked what they reserve; off only for servers of one's own.
    """

    crawler: Crawler
    writer: Writer
    bodies: Bodies
    network: Network
    max_bytes: int
    hosts: Hosts = field(default_factory=Hosts)
    agent: str = "research-observatory"
    obeys: bool = True
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _rules: dict[str, tuple[TdmRule, ...]] = field(default_factory=dict)

    async def fetch(self, source: str, request: Request) -> tuple[Answer, Response]:
        """
        Ask, and wait for the answer.

        Raises:
            Broken: It answered, but not with something to read.
            Unreachable: No answer came.
            Postponed: Its host wants to be left alone for now.
        """
        if self.network.absent():
            raise Unreachable("no network: no host that was asked could be reached").weighing(0.0)
        before = self.writer.validators(source, masked(request.url))
        if before and before.body not in self.bodies:
            before = None
        async with self._turn(request.url):
            self.hosts.check(request.url, now())
            begun, response = monotonic(), await self._download(_conditional(request, before))
        answer = Answer(
            url=masked(request.url), status=response.status, body=response.body,
            final_url=masked(response.url) if response.url != request.url else None,
            media_type=_header(response, "Content-Type"), etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"), size=len(response.body),
            duration=monotonic() - begun,
        )  # fmt: skip
        if response.status == NOT_MODIFIED:
            if before is None:
                raise Broken("says 'not modified' though it was not asked so")
            return self._kept(answer, response, before)
        failure = by_status(response.status, words_of(response.body) if response.status >= 400 else "")
        if failure is None and before and content_hash(response.body) == before.body:
            return replace(answer, before=before, reserved=self._reserved(response, ())), response
        if failure is None and (problem := _unreadable(response)):
            failure = Broken(f"its answer {problem}")
        if failure:
            raise self._with_wait(failure, answer, response)
        rules = await self._rules_of(request.url) if self.obeys else ()
        return replace(answer, reserved=self._reserved(response, rules)), response

    def _turn(self, url: str) -> asyncio.Lock:
        """Whose turn it is at a host; forgotten when nobody waits for it."""
        return self._turns.setdefault(host_of(url), asyncio.Lock())

    async def _download(self, request: Request) -> Response:
        host = urlsplit(request.url).netloc
        assert self.crawler.engine is not None  # it runs: we are called from it
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:
            failure = in_words(error, self.max_bytes)
            if isinstance(failure, Unreachable):
                self.network.dead.add(host)
            else:
                self.network.alive = True
            raise failure from error
        self.network.alive = True
        return response

    def _with_wait(self, failure: Failure, answer: Answer, response: Response) -> Failure:
        """The failure with what the server sent, and with how long it asks us to stay away."""
        failure.answer = replace(answer, body=None)
        wait = (
            retry_after(_header(response, "Retry-After"), now()) if response.status in ASKED_TO_WAIT else None
        )
        if wait:
            failure.until = now() + wait
            self.hosts.close(host_of(response.url), failure.until)
        return failure

    async def _rules_of(self, url: str) -> tuple[TdmRule, ...]:
        """What the host reserves; asked once in a harvest."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._turn(url):
            if site not in self._rules:
                self._rules[site] = ()
                try:
                    # As with robots.txt, asking for the rules is no turn of its own.
                    response = await self._download(Request(site + TDM_FILE, NO_CALLBACK, dont_filter=True))
                    self._rules[site] = tdm_rules(response.body) if response.status == 200 else ()
                except Failure:
                    pass  # it cannot be had, as with most hosts: nothing is reserved in this way
        return self._rules[site]

    def _reserved(self, response: Response, rules: tuple[TdmRule, ...]) -> str:
        said = ("tdm-reservation", "x-robots-tag")
        headers = {
            name: [value.decode("latin-1") for value in response.headers.getlist(name)] for name in said
        }
        page = response.body if isinstance(response, HtmlResponse) else b""
        return reserved(response.url, headers, page, rules, self.agent)

    def _kept(self, answer: Answer, response: Response, before: Validators) -> tuple[Answer, Response]:
        body, kind = self.bodies.get(before.body), before.media_type or ""
        headers = {b"Content-Type": kind.encode("latin-1")} if kind else {}
        form = responsetypes.from_args(headers=headers, url=response.url, body=body)
        kept = form(url=response.url, status=200, body=body, headers=dict(headers), request=response.request)
        etag, modified = answer.etag or before.etag, answer.last_modified or before.last_modified
        answer = replace(
            answer, body=body, not_modified=True, etag=etag, last_modified=modified, before=before
        )
        return replace(answer, reserved=self._reserved(kept, ())), kept


def local_answer(path: Path) -> tuple[Answer, Response]:
    """
    The answer that a file of the repository gives.

    Raises:
        Broken: It cannot be read.
    """
    url = f"collection:{path.name}"
    try:
        body = path.read_bytes()
    except OSError as error:
        raise Broken(f"{path.name} cannot be read: {error.strerror}") from error
    return Answer(url=url, status=None, body=body, media_type="text/plain"), TextResponse(url, body=body)


def _conditional(request: Request, before: Validators | None) -> Request:
    headers = request.headers.copy()
    if request.method == "POST":  # validators are for what is only looked up
        before = None
    if before and before.etag:
        headers["If-None-Match"] = before.etag
    if before and before.last_modified:
        headers["If-Modified-Since"] = before.last_modified
    return request.replace(headers=headers, dont_filter=True)


def _unreadable(response: Response) -> str:
    return unreadable(response.body, html=isinstance(response, HtmlResponse))


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
