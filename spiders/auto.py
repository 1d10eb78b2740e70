"""Sources of which only the address is known: read by what is found there, until a person accepts it."""

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as Failed

from corpus.dates import Method
from corpus.urls import is_web
from spiders.calendar import CalendarSpider
from spiders.discovery.endpoints import declared
from spiders.discovery.proposal import Proposal, propose, sitemap_table
from spiders.feed import FeedSpider
from spiders.listing import ListingSpider
from spiders.sitemap import SitemapSpider
from spiders.spider import Found, SourceSpider

__all__ = ["AutoSpider"]

READERS: dict[str, type[SourceSpider]] = {
    "feed": FeedSpider, "calendar": CalendarSpider, "listing": ListingSpider, "sitemap": SitemapSpider,
}  # fmt: skip
"""What may be found behind an address, and who reads it."""

FEEDS_TRIED = 3
"""How many declared feeds are asked before the page itself is studied."""


class AutoSpider(SourceSpider):
    """
    Finds out what an address has, and reads it: a feed before a sitemap before the list on the page.

    Only what the page declares is asked, and the site's sitemap, so that a source without a sheet costs its
    server two or three requests more. The same answers give the same reading, so nothing is remembered.
    """

    version: ClassVar[int] = 1
    lists_all = False
    method: ClassVar[Method] = "listing"

    def parse(self, response: Response, last: bool = False, **kwargs: Any) -> Iterator[Found]:
        """
        Read the address itself where it is a feed or calendar; else ask what it declares.

        Args:
            last: Whether nothing else was found, so that the list on the page is read.
        """
        if not isinstance(response, TextResponse):
            raise self.broken(f"a {type(response).__name__} instead of a page")
        proposal = propose(response, today=self.today, languages=self.source.languages)
        if proposal and (last or proposal.kind in ("feed", "calendar")):
            yield from self._read(proposal, response, response.url)
        elif last:
            raise self.broken("no feed, no sitemap, and nothing on the page reads as a list; write a sheet")
        else:
            feeds = [one.url for one in declared(response) if one.kind == "feed" and is_web(one.url)]
            yield from self._ask(feeds[:FEEDS_TRIED])

    def parse_feed(self, response: Response, rest: list[str]) -> Iterator[Found]:
        """Read a declared feed, or ask for the next when it is none."""
        proposal = None
        if isinstance(response, TextResponse):
            proposal = propose(response, today=self.today, languages=self.source.languages)
        if proposal and proposal.kind == "feed":
            yield from self._read(proposal, response, response.url)
        else:
            yield from self._ask(rest)

    def parse_sitemap(self, response: Response) -> Iterator[Found]:
        """Read the site's sitemap where it lists pages beneath the address; else the page itself."""
        table = sitemap_table(response.body, self.source.url or "")
        if table:
            yield from self._read(Proposal("sitemap", table, (), 0.0), response, response.url)
        else:
            yield self._page()

    def _ask(self, feeds: list[str]) -> Iterator[Request]:
        """The next thing to try: a feed, the sitemap, the page."""
        if feeds:
            first, rest = feeds[0], feeds[1:]

            def other(_failure: Failed) -> Iterator[Request]:
                return self._ask(rest)

            yield Request(first, self.parse_feed, errback=other, cb_kwargs={"rest": rest}, dont_filter=True)
        elif urlsplit(self.source.url or "").path.strip("/"):
            yield Request(self._sitemap(), self.parse_sitemap, errback=lambda _failure: iter([self._page()]))
        else:
            yield self._page()

    def _sitemap(self) -> str:
        parts = urlsplit(self.source.url or "")
        return f"{parts.scheme}://{parts.netloc}/sitemap.xml"

    def _page(self) -> Request:
        return Request(self.source.url or "", self.parse, cb_kwargs={"last": True}, dont_filter=True)

    def _read(self, proposal: Proposal, response: Response, url: str) -> Iterator[Found]:
        """Let the spider of the kind that was found read the answer."""
        tables = {proposal.kind: dict(proposal.table)} if proposal.table else {}
        given = self.source.model_dump(exclude_unset=True, exclude={"kind", "url"})
        languages = list(self.source.languages or proposal.languages)
        source = type(self.source).model_validate(
            {**given, "kind": proposal.kind, "url": url, "languages": languages, **tables}
        )
        reader = READERS[proposal.kind](source, today=self.today)
        reader.notes, reader.recall, reader.contact = self.notes, self.recall, self.contact
        self.note(f"not accepted yet: read as {proposal.kind} at {url}")
        yield from reader.parse(response)
        self.cut_off, self.partial = reader.cut_off, reader.partial
