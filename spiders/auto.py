"""Sources of which only the address is known: read by what is found there, until a person accepts it."""

import re
from collections.abc import Callable, Coroutine, Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as Failed

from corpus.dates import Method
from spiders.discovery.proposal import Proposal, as_text, propose
from spiders.failures import Broken
from spiders.spider import Found, SourceSpider
from spiders.workers import WorkerFailed

if TYPE_CHECKING:
    from spiders.discovery.finding import Finding

__all__ = ["AutoSpider"]

Read = Callable[..., Iterable[Found]]

LIGHT = 8_000
"""Bytes of an answer that is looked through at once; what a greater one may give takes a worker."""

_NOT_A_LIST = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<(urlset|sitemapindex)\b|[^<{\[B\xef\s])", re.DOTALL
)
"""How sitemaps, texts and packed files begin."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An answer that the search waits for; whoever drives it sends the answer in."""

    request: Request

    def __await__(self) -> Generator[Request, Response, Response]:
        return (yield self.request)


async def _wanted(request: Request) -> Response:
    return await _Wanted(request)


class AutoSpider(SourceSpider):
    """
    Finds out what an address has, and reads it: a feed before a sitemap before the list on the page.

    The search is the one of ``source new``, in its brief form: only what the page and its robots.txt declare is
    asked, and the usual place of a sitemap, so that a source without a sheet costs its server some ten requests
    more at most. The same answers give the same reading, so nothing is remembered.
    """

    version: ClassVar[int] = 2
    lists_all = False
    method: ClassVar[Method] = "listing"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._search: Coroutine[Request, Response, Finding] | None = None
        self._asked = {self.source.url}
        self._looked: tuple[bytes, Proposal | None] | None = None
        self._ended = False

    async def prepare(self, response: Response) -> None:
        """Let a worker look through what may be a list: hostile markup could keep it busy for very long."""
        body, workers = response.body, self.workers
        if workers is None or self._ended or len(body) <= LIGHT or _NOT_A_LIST.match(body[:2000]):
            return
        page = as_text(response)
        work = workers.run(
            _looked_through, type(page), page.url, body, page.encoding, self.today, self.source.languages
        )
        try:
            self._looked = body, await work
        except WorkerFailed as failed:
            raise self.broken(f"what is there cannot be looked through: {failed}") from failed

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Begin the search with the answer of the address itself; or read the list that it found."""
        if kwargs:
            yield from self.parse_found(response, **kwargs)
            return
        # It knows all kinds of sources, this one too.
        from spiders.discovery.finding import find  # noqa: PLC0415

        self._search = search = find(
            self.source.url or "", _wanted, self.today, self.source.languages, briefly=True, look=self._look
        )
        search.send(None)  # it wants the address itself
        yield from self._go_on(lambda: search.send(response), response)

    def parse_next(self, response: Response) -> Iterator[Found]:
        """Go on with an answer that the search wanted."""
        search = self._search
        assert search is not None  # it asked for this
        yield from self._go_on(lambda: search.send(response), response)

    def parse_found(
        self, response: Response, read: Read, reader: SourceSpider, given: dict[str, Any]
    ) -> Iterator[Found]:
        """Let the spider of the kind that was found read an answer."""
        yield from self._read_by(reader, read(response, **given))

    def _look(self, response: TextResponse) -> Proposal | None:
        if self._looked and self._looked[0] is response.body:
            return self._looked[1]
        return propose(response, today=self.today, languages=self.source.languages)

    def _without(self, failed: Failed) -> Iterator[Request]:
        """Go on without an answer that could not be had."""
        search, failure = self._search, failed.value
        assert search is not None  # it asked for this
        assert failure is not None  # there is a reason
        if self._ended:  # it came, and ended the search
            raise failure
        for one in self._go_on(lambda: search.throw(failure), None):
            assert isinstance(one, Request)  # items come from answers
            yield one

    def _go_on(self, step: Callable[[], Request], response: Response | None) -> Iterator[Found]:
        """Ask for the next that the search wants; when it has ended, read what it found."""
        try:
            wanted = step()
        except StopIteration as end:
            yield from self._found(end.value, response)
        except Broken as nothing:
            self._ended = True
            raise self.broken(f"{nothing}; write a sheet") from nothing
        else:
            self._asked.add(wanted.url)
            yield wanted.replace(callback=self.parse_next, errback=self._without, dont_filter=True)

    def _found(self, finding: "Finding", response: Response | None) -> Iterator[Found]:
        """
        Read by what was found: the answer that came last, where it is the one; else it is asked for once more.

        So each item is kept with the answer that gave it.
        """
        from spiders.kinds import SPIDERS  # noqa: PLC0415 - this one is among them

        self._ended = True
        proposal = finding.proposal
        tables = {proposal.kind: dict(proposal.table)} if proposal.table else {}
        given = self.source.model_dump(exclude_unset=True, exclude={"kind", "url"})
        languages = list(self.source.languages or proposal.languages)
        source = type(self.source).model_validate(
            {**given, "kind": proposal.kind, "url": proposal.url, "languages": languages, **tables}
        )
        reader = SPIDERS[proposal.kind](source, today=self.today)
        reader.notes, reader.recall, reader.contact = self.notes, self.recall, self.contact
        self.note(f"not accepted yet: read as {proposal.kind} at {proposal.url}")
        here = () if response is None else (response.url, response.request.url if response.request else "")
        for request in reader.first_requests():
            if response is not None and request.url in here:
                callback = request.callback or reader.parse
                yield from self._read_by(reader, callback(response, **request.cb_kwargs))
            else:  # without this one nothing is known, as without the first answer of any source
                yield from self._read_by(reader, [request], self.parse)

    def _read_by(
        self, reader: SourceSpider, found: Iterable[Found], callback: Read | None = None
    ) -> Iterator[Found]:
        """What a reader found; its requests come back here, so that what it notes counts for this source."""
        for one in found:
            if isinstance(one, Request):
                given = {"read": one.callback or reader.parse, "reader": reader, "given": one.cb_kwargs}
                again = one.dont_filter or one.url in self._asked
                yield one.replace(callback=callback or self.parse_found, cb_kwargs=given, dont_filter=again)
            else:
                yield one
        self.cut_off, self.partial = reader.cut_off, reader.partial


def _looked_through(
    form: type[TextResponse], url: str, body: bytes, encoding: str, today: date, languages: tuple[str, ...]
) -> Proposal | None:
    """What a worker does with an answer."""
    return propose(form(url, body=body, encoding=encoding), today=today, languages=languages)
