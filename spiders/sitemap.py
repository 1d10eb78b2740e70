"""Sitemaps: which addresses are items, and what stands on their pages."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from parsel import Selector
from scrapy import Request
from scrapy.http import Response, TextResponse

from corpus.dates import Method
from corpus.urls import is_web
from corpus.values import Dropped
from spiders.links import NOT_WEB, joined
from spiders.listing import read_page
from spiders.sheet import Sitemap
from spiders.sitemap_answers import Place, SitemapText, newest_first, read_sitemap
from spiders.spider import Found, SourceSpider

__all__ = ["SitemapSpider"]

DEEPEST = 5
"""How deep sitemaps may lie inside indexes of sitemaps."""

READ_AGAIN = timedelta(days=30)
"""A page whose sitemap speaks of no change is looked at again after so long, since sitemaps forget."""

_TITLES = ("//meta[@property='og:title']/@content", "//h1", "//title")
_DATES = ("//meta[@property='article:published_time']/@content", "//meta[@itemprop='datePublished']/@content")


class SitemapSpider(SourceSpider):
    """
    Reads a sitemap, an index of sitemaps or a robots.txt that names them, then the pages that the sheet chooses.

    Pages that have not changed since they were read are left alone, so that a large site is read over several
    runs; news sitemaps give title and date themselves.
    """

    version: ClassVar[int] = 2
    lists_all = False
    method: ClassVar[Method] = "sitemap"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._left = self.sheet.limit
        self._beyond = 0

    @property
    def sheet(self) -> Sitemap:
        """Which addresses are items."""
        assert self.source.sitemap is not None  # the sheet's word
        return self.source.sitemap

    @property
    def date_forms(self) -> tuple[str, ...]:
        """The strptime forms that the sheet gives."""
        return self.sheet.date_format

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Read the sheet's own sitemap."""
        yield from self.parse_part(response, depth=1)

    def parse_part(self, response: Response, depth: int) -> Iterator[Found]:
        """Read a sitemap; ask for the sitemaps or pages that it names, the newest first."""
        try:
            found = read_sitemap(response.body)
        except ValueError as error:
            raise self.broken(f"not a sitemap: {error}") from error
        if not found.whole:
            self.cut_off = True
            self.note("a sitemap breaks off in the middle; only what stood before could be read")
        if found.holds == "sitemaps":
            yield from self._parts(response, found, depth)
            return
        for place in newest_first([place for place in found.places if self._is_item(place.url)]):
            yield from self._page(response, place)
        if self._beyond:
            self.note(f"the sheet allows {self.sheet.limit} pages in one run; the next runs read on")

    def _parts(self, response: Response, found: SitemapText, depth: int) -> Iterator[Found]:
        asked = 0
        for place in newest_first(found.places):
            url = joined(response, place.url)
            if not re.search(self.sheet.maps, url):
                continue
            if asked == self.sheet.newest:
                return
            if depth >= DEEPEST:
                yield Dropped("a sitemap that lies too deep in others", f"depth {depth}", url)
                continue
            if not is_web(url):
                yield Dropped(NOT_WEB, url[:200], url)
                continue
            asked += 1
            yield Request(url, self.parse_part, cb_kwargs={"depth": depth + 1})

    def _page(self, response: Response, place: Place) -> Iterator[Found]:
        url = joined(response, place.url)
        if not is_web(url):
            yield Dropped(NOT_WEB, url[:200], url, place.title)
        elif place.title and self.sheet.page is None:
            yield self.item(key=url, url=url, title=place.title, date=place.date, updated=place.changed)
        elif self._was_read(place, url):
            self.partial = True
        elif self._left:
            self._left -= 1
            yield Request(url, self.parse_page, cb_kwargs={"place": place})
        else:
            self._beyond += 1

    def _was_read(self, place: Place, url: str) -> bool:
        past = self.last_readings.get(url)
        if past is None or not place.changed:
            return False
        now = datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC)
        return place.changed[:10] < past.read.date().isoformat() and now - past.checked < READ_AGAIN

    def parse_page(self, response: Response, place: Place) -> Iterator[Found]:
        """Read the page of an item; where the sheet selects nothing, what most pages have."""
        found: dict[str, Any] = {"title": place.title, "date": place.date}
        page = self.sheet.page
        if isinstance(response, TextResponse):
            found["title"] = found["title"] or ("" if page and page.title else _first(response, _TITLES))
            found["date"] = found["date"] or ("" if page and page.date else _first(response, _DATES))
        if page:
            found |= read_page(page, response)
        url = response.request.url if response.request else response.url
        yield self.item(key=url, url=url, updated=place.changed, **found)

    def _is_item(self, url: str) -> bool:
        sheet = self.sheet
        return bool(re.search(sheet.match, url)) and not (sheet.not_match and re.search(sheet.not_match, url))


def _first(response: TextResponse, paths: tuple[str, ...]) -> str:
    page: Selector = response.selector
    texts = (page.xpath(f"string({path})").get(default="").strip() for path in paths)
    return next(filter(None, texts), "")
