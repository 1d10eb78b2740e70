"""Lists on web pages: rows found by the selectors of the sheet, over several pages, with their own pages."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, ClassVar

from parsel import Selector
from scrapy import Request
from scrapy.http import Response, TextResponse

from corpus.values import Dropped
from spiders.selectors import Pick
from spiders.sheet import Listing, Page
from spiders.spider import Found, SourceSpider
from spiders.written_dates import dates_in

__all__ = ["ListingSpider", "read_page", "whole_answer"]


class ListingSpider(SourceSpider):
    """Reads the rows of a list page; HTML or XML, whichever came."""

    version: ClassVar[int] = 1

    @property
    def sheet(self) -> Listing:
        """The selectors."""
        assert self.source.listing is not None  # the sheet's word
        return self.source.listing

    @property
    def date_forms(self) -> tuple[str, ...]:
        """The strptime forms that the sheet gives."""
        return self.sheet.date_format

    def parse(self, response: Response, page: int = 1, **kwargs: Any) -> Iterator[Found]:
        """Read the rows of one list page, and ask for the next."""
        if not isinstance(response, TextResponse):
            raise self.broken(f"a {type(response).__name__} instead of a page")
        whole = whole_answer(response)
        rows = self.sheet.row.nodes(whole)
        if not rows:
            raise self.broken(f"no row matches {self.sheet.row.select!r} on page {page}")
        for number, row in enumerate(rows, 1):
            if not (self.sheet.skip and re.search(self.sheet.skip, _all_text(row))):
                yield self._row(response, row, f"page {page}, row {number}")
        following = self.sheet.next.first(whole) if self.sheet.next else ""
        if following and page < self.sheet.pages:
            yield Request(response.urljoin(following), self.parse, cb_kwargs={"page": page + 1})
        elif following:
            self.lists_all = False

    def _row(self, response: TextResponse, row: Selector, where: str) -> Found:
        sheet, title = self.sheet, self.sheet.title.first(row)
        link = self._address(response, sheet.link, row)
        key = (sheet.key.first(row) if sheet.key else "") or link
        if not key:
            return Dropped("no link and no key, so it could not be found again", where, "", title)
        names = ("end_date", "abstract", "publisher", "place")
        fields = {name: pick.first(row) for name in names if (pick := getattr(sheet, name))}
        if sheet.authors:
            fields["authors"] = tuple(sheet.authors.all(row))
        if sheet.file and (file := self._address(response, sheet.file, row)):
            fields["files"] = (file,)
        fields |= {"title": title, "date": self._date(sheet.date.first(row)) if sheet.date else ""}
        if sheet.page and link:
            return Request(link, self.parse_page, cb_kwargs={"key": key, "fields": fields})
        return self.item(key=key, url=link, **fields)

    def parse_page(self, response: Response, key: str, fields: dict[str, Any]) -> Iterator[Found]:
        """Read the page behind a row; what it says goes before what the row says."""
        assert self.sheet.page is not None
        url = response.request.url if response.request else response.url
        yield self.item(key=key, url=url, **(fields | read_page(self.sheet.page, response)))

    def _date(self, text: str) -> str:
        if not self.sheet.date_order:
            return text
        found = next(dates_in(text, self.sheet.date_order, self.source.languages), None)
        return found.value if found else text

    def _address(self, response: TextResponse, pick: Pick | None, row: Selector) -> str:
        if pick is None:
            return ""
        found = pick.first(row)
        if not found:
            return ""
        return response.urljoin(found)


def whole_answer(response: TextResponse) -> Selector:
    """An answer as selectors read it: as JSON where it is JSON, else as a page."""
    if response.text.lstrip()[:1] in ("{", "["):
        with suppress(ValueError):
            return Selector(root=json.loads(response.text), type="json")
    return response.selector


def _all_text(row: Selector) -> str:
    pieces = (
        [json.dumps(row.root, ensure_ascii=False)] if row.type == "json" else row.xpath(".//text()").getall()
    )
    return " ".join(" ".join(pieces).split())


def read_page(page: Page, response: Response) -> dict[str, Any]:
    """The fields that a sheet selects on an item's own page; those that match nothing are absent."""
    if not isinstance(response, TextResponse):
        return {}
    found: dict[str, Any] = {}
    for name in ("title", "date", "abstract"):
        pick = getattr(page, name)
        if pick and (text := pick.first(response.selector)):
            found[name] = text
    if page.authors and (people := tuple(page.authors.all(response.selector))):
        found["authors"] = people
    if page.file and (file := page.file.first(response.selector)):
        found["files"] = (response.urljoin(file),)
    return found
