"""Finding the best way to read an address: what it is, what it declares, what is usually there."""

from collections import deque
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as Failed

from corpus.values import Item
from spiders.discovery.asking import Get
from spiders.discovery.endpoints import Endpoint, declared, usual
from spiders.discovery.proposal import SURE, Proposal, Row, as_text, propose, saved_answer
from spiders.discovery.sitemaps import sitemap_beneath
from spiders.failures import Broken, Failure, Unreachable
from spiders.kinds import SPIDERS
from spiders.sheet import Source

__all__ = ["Finding", "Look", "find", "rows_of"]

_SAMPLE = 4
"""Answers that are read of a source to see what it gives."""

FEEDS = 3
"""How many declared feeds and calendars are asked where the finding shall be brief."""

Look = Callable[[TextResponse], Proposal | None]
"""The best way to read an answer; None where there is none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    How an address can be read.

    Attributes:
        proposal: The way that is proposed, with its own address.
        response: The answer to that address.
        also: What else was found, not tried further.
        answers: The answers that gave its rows, by address, in their order, where they were several.
    """

    proposal: Proposal
    response: TextResponse
    also: tuple[Endpoint, ...] = ()
    answers: Mapping[str, bytes] = field(default_factory=dict)


async def find(
    url: str,
    get: Get,
    today: date,
    languages: Sequence[str] = (),
    *,
    briefly: bool = False,
    look: Look | None = None,
) -> Finding:
    """
    Try an address, what its page declares and what is usually there: feed, sitemap, list, JSON, in this order.

    Args:
        get: Gets an answer or raises ``Failure``; it may be the web or a store of answers.
        briefly: Ask only what is declared, and no pages of a sitemap, whose rows are then not known.
        look: What an answer gives, in place of ``propose``; it may know it already.

    Raises:
        Failure: The address itself cannot be read, or nothing behind it reads as items.
    """
    web = _Web(get, today, briefly, look or partial(propose, today=today, languages=tuple(languages)))
    response = await web.text(url)
    itself = web.proposed_for(response)
    if itself and itself.proposal.kind in ("feed", "calendar"):
        return replace(itself, proposal=replace(itself.proposal, url=url))
    named = declared(response)
    others = named if briefly else (*named, *usual(response))
    found = await _feed(web, others) or await _elsewhere(web, url, others)
    if found is None and (itself is None or itself.proposal.confidence < SURE):
        found = await _json(web, named, itself.proposal.confidence if itself else 0.0)
    if found:
        return replace(found, also=tuple(one for one in named if one.url != found.proposal.url))
    if itself is None:
        raise Broken(f"{url}: no feed, no sitemap, and nothing on the page reads as a list of items")
    return replace(itself, proposal=replace(itself.proposal, url=url), also=named)


async def rows_of(
    source: Source, get: Get, today: date, *, most: int = _SAMPLE, only: Container[str] | None = None
) -> tuple[tuple[Row, ...], Mapping[str, Response]]:
    """
    The items that a source gives now, from its first few answers.

    Args:
        most: How many answers are read.
        only: The addresses that are asked for, where not all can be.

    Returns:
        The rows, and the answers that were read, by the address that was asked for.

    Raises:
        Failure: The source cannot be read.
    """
    spider = SPIDERS[source.kind](source, today=today)
    waiting = deque(spider.first_requests())
    rows: list[Row] = []
    answers: dict[str, Response] = {}
    missed: Failure = Broken("it asks for nothing")
    while waiting:
        request = waiting.popleft()
        may = only is None or request.url in only
        if may and request.url not in answers and len(answers) == most:
            continue
        try:
            if not may:
                raise Unreachable(f"{request.url} was not saved")
            response = answers.get(request.url) or await get(request)
            answers[request.url] = response
            found = list((request.callback or spider.parse)(response, **request.cb_kwargs))
        except Failure as failure:
            if request.errback is not None:  # the spider knows another way
                waiting.extend(request.errback(Failed(failure)))  # type: ignore[no-untyped-call]
            elif may:
                raise
            missed = failure
            continue
        rows += [
            Row(one.title, one.date.value if one.date else "", one.url or "")
            for one in found if isinstance(one, Item)
        ]  # fmt: skip
        waiting.extend(one for one in found if isinstance(one, Request))
    if not answers:
        raise missed
    return tuple(rows), answers


@dataclass(frozen=True, slots=True)
class _Web:
    """A way to the web, and how what comes is read."""

    get: Get
    today: date
    briefly: bool
    look: Look

    async def text(self, url: str) -> TextResponse:
        return as_text(await self.get(Request(url)))

    def proposed_for(self, response: TextResponse) -> Finding | None:
        proposal = self.look(response)
        return Finding(replace(proposal, url=response.url), response) if proposal else None

    async def proposed(self, url: str) -> Finding | None:
        """What an address gives; None where it cannot be read."""
        try:
            return self.proposed_for(await self.text(url))
        except Failure:
            return None


async def _feed(web: _Web, others: Sequence[Endpoint]) -> Finding | None:
    ways = [one for one in others if one.kind in ("feed", "calendar")]
    for endpoint in ways[: FEEDS if web.briefly else None]:
        found = await web.proposed(endpoint.url)
        if found and found.proposal.kind == endpoint.kind:
            return found
    return None


async def _elsewhere(web: _Web, url: str, others: Sequence[Endpoint]) -> Finding | None:
    """The site's sitemap or a repository, tried by reading its first few answers with its spider."""
    tried = await _sitemap(web, url)
    for endpoint in others:
        if tried is None and endpoint.kind == "oai":
            tried = await _sampled(web, "oai", endpoint.url, {})
    return tried


async def _sitemap(web: _Web, url: str) -> Finding | None:
    listed = await sitemap_beneath(url, web.get)
    if listed is None:
        return None
    answer = saved_answer(listed.url, listed.response.body)
    if web.briefly:
        return Finding(Proposal("sitemap", listed.table, (), 0.0, (), listed.url), answer)
    pages = {name: value for name, value in listed.table.items() if name in ("match", "limit")}
    sampled = await _sampled(web, "sitemap", listed.part, pages)  # the pages of a part alone, not of all
    if sampled is None:
        return None
    proposal = replace(sampled.proposal, table=listed.table, url=listed.url)
    return Finding(proposal, answer, answers={listed.url: listed.response.body} | dict(sampled.answers))


async def _sampled(web: _Web, kind: str, address: str, table: dict[str, Any]) -> Finding | None:
    given = {"id": "tried", "title": "?", "publisher": "?", "kind": kind, "url": address}
    source = Source.model_validate(given | ({kind: table} if table else {}))
    try:
        rows, answers = await rows_of(source, web.get, web.today, most=1 if web.briefly else _SAMPLE)
    except Failure:
        return None
    if not rows:
        return None
    dated = sum(bool(row.date) for row in rows) / len(rows)
    proposal = Proposal(kind, table, rows, round(0.5 + 0.3 * dated, 2), (), address)
    bodies = {asked: answer.body for asked, answer in answers.items()}
    return Finding(proposal, saved_answer(address, next(iter(bodies.values()))), answers=bodies)


async def _json(web: _Web, named: Sequence[Endpoint], better_than: float) -> Finding | None:
    best: Finding | None = None
    for endpoint in [one for one in named if one.kind == "json"][:_SAMPLE]:
        found = await web.proposed(endpoint.url)
        if found and found.proposal.confidence > better_than:
            best, better_than = found, found.proposal.confidence
    return best
