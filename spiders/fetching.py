"""Asking a server: only for what changed, and not at all when there is no network."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from corpus.answers import Answer, Validators
from corpus.bodies import Bodies
from corpus.database.writing import Writer
from spiders.failures import Broken, Unreachable, by_status, in_words, words_of

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
    lie about validators.
    """

    crawler: Crawler
    writer: Writer
    bodies: Bodies
    network: Network
    max_bytes: int

    async def fetch(self, source: str, request: Request) -> tuple[Answer, Response]:
        """
        Ask, and wait for the answer.

        Raises:
            Broken: It answered, but not with something to read.
            Unreachable: No answer came.
        """
        if self.network.absent():
            raise Unreachable("no network: no host that was asked could be reached")
        before = self.writer.validators(source, request.url)
        if before and before.body not in self.bodies:
            before = None
        begun, response = monotonic(), await self._download(_conditional(request, before))
        answer = Answer(
            url=request.url, status=response.status, body=response.body,
            final_url=response.url if response.url != request.url else None,
            media_type=_header(response, "Content-Type"), etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"), size=len(response.body),
            duration=monotonic() - begun,
        )  # fmt: skip
        if response.status == NOT_MODIFIED:
            if before is None:
                raise Broken("says 'not modified' though it was not asked so")
            return self._kept(answer, response, before)
        if failure := by_status(response.status, words_of(response.body)):
            failure.answer = replace(answer, body=None)
            raise failure
        return answer, response

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

    def _kept(self, answer: Answer, response: Response, before: Validators) -> tuple[Answer, Response]:
        body, kind = self.bodies.get(before.body), before.media_type or ""
        headers = {b"Content-Type": kind.encode("latin-1")} if kind else {}
        form = responsetypes.from_args(headers=headers, url=response.url, body=body)
        kept = form(url=response.url, status=200, body=body, headers=dict(headers), request=response.request)
        etag, modified = answer.etag or before.etag, answer.last_modified or before.last_modified
        return replace(answer, body=body, not_modified=True, etag=etag, last_modified=modified), kept


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
    if before and before.etag:
        headers["If-None-Match"] = before.etag
    if before and before.last_modified:
        headers["If-Modified-Since"] = before.last_modified
    return request.replace(headers=headers, dont_filter=True)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
