"""Sitemaps: which addresses are items, and what stands on their pages."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap as SitemapText

from corpus.dates import Method
from corpus.values import Dropped
from spiders.limits import unreadable
from spiders.listing import read_page
from spiders.sheet import Sitemap
from spiders.spider import Found, SourceSpider

__all__ = ["SitemapSpider"]

MAX_SIZE = 50_000_000
"""Bytes of a sitemap after decompression, as the protocol has it."""


class SitemapSpider(SourceSpider):
    """Reads a sitemap or an index of sitemaps, then the pages that the sheet's pattern chooses."""

    version: ClassVar[int] = 1
    lists_all = False
    method: ClassVar[Method] = "sitemap"

    @property
    def sheet(self) -> Sitemap:
        """Which addresses are items."""
        assert self.source.sitemap is not None  # the sheet's word
        return self.source.sitemap

    @property
    def date_forms(self) -> tuple[str, ...]:
        """The strptime forms that the sheet gives."""
        return self.sheet.date_format

    def parse(self, response: Response, depth: int = 1, **kwargs: Any) -> Iterator[Found]:
        """Read a sitemap; ask for the sitemaps or pages that it names, the newest first."""
        body = self._unpacked(response)
        try:
            sitemap = SitemapText(body)
            kind, entries = sitemap.type, [entry for entry in sitemap if entry.get("loc")]
        except Exception as error:
            raise self.broken(f"not a sitemap: {error}") from error
        if kind == "sitemapindex":
            if depth > 2:
                raise self.broken("an index of sitemaps inside an index of sitemaps")
            for entry in entries:
                yield Request(response.urljoin(entry["loc"]), self.parse, cb_kwargs={"depth": depth + 1})
            return
        if kind != "urlset":
            raise self.broken(
                "an HTML page instead of a sitemap" if kind == "html" else f"<{kind}> is not a sitemap"
            )
        chosen = [entry for entry in entries if self._is_item(entry["loc"])]
        chosen.sort(key=lambda entry: (entry.get("lastmod", ""), entry["loc"]), reverse=True)
        for entry in chosen[: self.sheet.limit]:
            url = response.urljoin(entry["loc"])
            yield Request(url, self.parse_page, cb_kwargs={"lastmod": entry.get("lastmod", "")})
        for entry in chosen[self.sheet.limit :]:
            yield Dropped(
                "beyond the sheet's limit of pages for one run", f"limit {self.sheet.limit}", entry["loc"]
            )

    def _unpacked(self, response: Response) -> bytes:
        if not gzip_magic_number(response):
            return response.body
        try:
            body = gunzip(response.body, max_size=MAX_SIZE)
        except ValueError as error:
            raise self.broken(
                f"its sitemap is larger than {MAX_SIZE // 1_000_000} MB when unpacked"
            ) from error
        if problem := unreadable(body):
            raise self.broken(f"its sitemap {problem}")
        return body

    def parse_page(self, response: Response, lastmod: str) -> Iterator[Found]:
        """Read the page of an item."""
        found = {"title": "", "date": ""} | read_page(self.sheet.page, response)
        url = response.request.url if response.request else response.url
        yield self.item(key=url, url=url, updated=lastmod, **found)

    def _is_item(self, url: str) -> bool:
        sheet = self.sheet
        return bool(re.search(sheet.match, url)) and not (sheet.not_match and re.search(sheet.not_match, url))
