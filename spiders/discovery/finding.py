"""Finding the best way to read an address: what it is, what it declares, what is usually there."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as Failed

from corpus.values import Item
from spiders.discovery.asking import Get
from spiders.discovery.endpoints import Endpoint, declared, usual
from spiders.discovery.proposal import SURE, Proposal, Row, propose, saved_answer, sitemap_table
from spiders.failures import Broken, Failure, Unreachable
from spiders.kinds import SPIDERS
from spiders.sheet import Source

__all__ = ["Finding", "find", "rows_of"]

_SAMPLE = 4
"""Answers that are read of a source to see what it gives."""


_Tried = tuple[Proposal, TextResponse]


@dataclass(frozen=True, slots=True)
class Finding:
    """
    How an address can be read.

    Attributes:
        proposal: The way that is proposed, with its own address.
        response: The answer to that address.
        also: What else was found, not tried further.
    """

    proposal: Proposal
    response: TextResponse
    also: tuple[Endpoint, ...]


async def find(url: str, get: Get, today: date, languages: Sequence[str] = ()) -> Finding:
    """
    Try an address, what its page declares and what is usually there: feed, sitemap, list, JSON, in this order.

    Args:
        get: Gets an answer or raises ``Failure``; it may be the web or a store of answers.

    Raises:
        Failure: The address itself cannot be read, or nothing behind it reads as items.
    """
    web = _Web(get, today, tuple(languages))
    response = await web.text(url)
    itself = propose(response, today=today, languages=languages)
    if itself and itself.kind in ("feed", "calendar"):
        return Finding(replace(itself, url=url), response, ())
    named = declared(response)
    others = (*named, *usual(response))
    found = await _feed(web, others) or await _elsewhere(web, url, others)
    if found is None and (itself is None or itself.confidence < SURE):
        found = await _json(web, named, itself.confidence if itself else 0.0)
    if found:
        return Finding(*found, tuple(one for one in named if one.url != found[0].url))
    if itself is None:
        raise Broken(f"{url}: no feed, no sitemap, and nothing on the page reads as a list of items")
    return Finding(replace(itself, url=url), response, named)


async def rows_of(
    source: Source, get: Get, today: date, *, most: int = _SAMPLE, only: Collection[str] | None = None
) -> tuple[tuple[Row, ...], tuple[Response, ...]]:
    """
    The items that a source gives now, from its first few answers.

    Args:
        most: How many answers are read.
        only: The addresses that are asked for, where not all can be.

    Returns:
        The rows, and the answers that were read.

    Raises:
        Failure: The source cannot be read.
    """
    spider = SPIDERS[source.kind](source, today=today)
    waiting = deque(spider.first_requests())
    rows: list[Row] = []
    answers: dict[str, Response] = {}
    while waiting:
        request = waiting.popleft()
        if only is None and request.url not in answers and len(answers) == most:
            continue
        try:
            if only is not None and request.url not in only:
                raise Unreachable(f"{request.url} was not saved")
            response = answers.get(request.url) or await get(request)
            answers[request.url] = response
            found = list((request.callback or spider.parse)(response, **request.cb_kwargs))
        except Failure as failure:
            if request.errback is not None:  # the spider knows another way
                waiting.extend(request.errback(Failed(failure)))  # type: ignore[no-untyped-call]
            elif only is None or request.url in only:
                raise
            continue
        rows += [
            Row(one.title, one.date.value if one.date else "", one.url or "")
            for one in found if isinstance(one, Item)
        ]  # fmt: skip
        waiting.extend(one for one in found if isinstance(one, Request))
    if not answers:
        raise Broken("it asks for nothing")
    return tuple(rows), tuple(answers.values())


@dataclass(frozen=True, slots=True)
class _Web:
    """A way to the web, and how what comes is read."""

    get: Get
    today: date
    languages: tuple[str, ...]

    async def text(self, url: str) -> TextResponse:
        response = await self.get(Request(url))
        return response if isinstance(response, TextResponse) else saved_answer(response.url, response.body)

    async def proposed(self, url: str) -> _Tried | None:
        """What an address gives; None where it cannot be read."""
        try:
            response = await self.text(url)
        except Failure:
            return None
        proposal = propose(response, today=self.today, languages=self.languages)
        return (replace(proposal, url=response.url), response) if proposal else None


async def _feed(web: _Web, others: Sequence[Endpoint]) -> _Tried | None:
    for endpoint in others:
        if endpoint.kind in ("feed", "calendar"):
            found = await web.proposed(endpoint.url)
            if found and found[0].kind == endpoint.kind:
                return found
    return None


async def _elsewhere(web: _Web, url: str, others: Sequence[Endpoint]) -> _Tried | None:
    """The site's sitemap or a repository, tried by reading its first few answers with its spider."""
    tried = await _sitemap(web, url)
    for endpoint in others:
        if tried is None and endpoint.kind == "oai":
            tried = await _sampled(web, "oai", endpoint.url, {})
    return tried


async def _sitemap(web: _Web, url: str) -> _Tried | None:
    if not urlsplit(url).path.strip("/"):
        return None  # the whole site would be beneath it
    address = urljoin(url, "/sitemap.xml")
    try:
        response = await web.get(Request(address))
    except Failure:
        return None
    table = sitemap_table(response.body, url)
    return await _sampled(web, "sitemap", address, table) if table else None


async def _sampled(web: _Web, kind: str, address: str, table: dict[str, Any]) -> _Tried | None:
    given = {"id": "tried", "title": "?", "publisher": "?", "kind": kind, "url": address}
    source = Source.model_validate(given | ({kind: table} if table else {}))
    try:
        rows, (response, *_) = await rows_of(source, web.get, web.today)
    except Failure:
        return None
    if not rows:
        return None
    dated = sum(bool(row.date) for row in rows) / len(rows)
    proposal = Proposal(kind, table, rows, round(0.5 + 0.3 * dated, 2), (), address)
    return proposal, saved_answer(address, response.body)


async def _json(web: _Web, named: Sequence[Endpoint], better_than: float) -> _Tried | None:
    best: _Tried | None = None
    for endpoint in [one for one in named if one.kind == "json"][:_SAMPLE]:
        found = await web.proposed(endpoint.url)
        if found and found[0].confidence > better_than:
            best, better_than = found, found[0].confidence
    return best
