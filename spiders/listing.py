"""Lists: rows found by the selectors of the sheet, over several pages, with their own pages."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, ClassVar

from parsel import Selector
from scrapy import Request
from scrapy.http import Response, TextResponse

from corpus.urls import is_web
from corpus.values import KINDS, Dropped
from spiders.failures import Broken
from spiders.lines import wrap_lines
from spiders.links import NOT_WEB, follow, joined
from spiders.listing_sheet import NUMBER, Listing, Page
from spiders.selectors import Pick
from spiders.spans import fill_spans
from spiders.spider import Found, SourceSpider

__all__ = ["ListingSpider", "read_page", "whole_answer"]

_FILE = re.compile(r"\.(pdf|docx?|odt|pptx?|epub)$", re.IGNORECASE)


class ListingSpider(SourceSpider):
    """Reads the rows of a list: HTML, XML or JSON, whichever came."""

    version: ClassVar[int] = 2

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._keys: set[str] = set()

    @property
    def sheet(self) -> Listing:
        """The selectors."""
        assert self.source.listing is not None  # the sheet's word
        return self.source.listing

    @property
    def date_forms(self) -> tuple[str, ...]:
        """The forms of dates that the sheet gives."""
        return self.sheet.date_format

    def first_requests(self) -> Iterator[Request]:
        """The list, or the first of its counted pages."""
        if self.sheet.pages_at:
            yield self._counted(1)
        else:
            yield from super().first_requests()

    def parse(self, response: Response, page: int = 1, **kwargs: Any) -> Iterator[Found]:
        """Read the rows of one list page, and ask for the next."""
        holder = self._holder(response)
        if self.sheet.spans:
            fill_spans(holder)
        if self.sheet.lines:
            wrap_lines([node.root for node in self.sheet.lines.nodes(holder)])
        rows = self.sheet.row.nodes(holder)
        if not rows and (page == 1 or not self.sheet.pages_at):
            raise self.broken(f"no row matches {self.sheet.row.select!r} on page {page}")
        before = len(self._keys)
        for number, row in enumerate(rows, 1):
            if not (self.sheet.skip and re.search(self.sheet.skip, _all_text(row))):
                yield self._row(response, row, f"page {page}, row {number}")
        yield from self._next(response, holder, page, fresh=len(self._keys) > before)

    def _next(self, response: Response, holder: Selector, page: int, *, fresh: bool) -> Iterator[Request]:
        sheet, following = self.sheet, None
        if sheet.pages_at and fresh:  # some sites answer with their last page for ever
            following = self._counted(page + 1)
        elif sheet.next:
            top = whole_answer(response) if sheet.next.is_json else holder
            if top is not None and (link := sheet.next.first(top)):
                following = self._linked(response, link, page + 1)
        if following and page < sheet.pages:
            yield following
        elif following:
            self.lists_all = False

    def _linked(self, response: Response, link: str, page: int) -> Request | None:
        try:
            return follow(response, link, self.parse, cb_kwargs={"page": page})
        except Broken as problem:  # a button without an address, such as on many a last page
            self.note(f"its next page: {problem}")
            self.lists_all = False
            return None

    def _counted(self, page: int) -> Request:
        sheet = self.sheet
        number = str(sheet.first + (page - 1) * sheet.step)
        address = (sheet.pages_at or "").replace(NUMBER, number)
        if sheet.post is None:
            return Request(address, self.parse, cb_kwargs={"page": page})
        # What follows '#' is not sent: it tells the answers apart, which have one address.
        return Request(
            f"{address}#{number}", self.parse, method="POST", body=sheet.post.replace(NUMBER, number),
            headers={"Content-Type": _media_type(sheet.post), "X-Requested-With": "XMLHttpRequest"},
            cb_kwargs={"page": page},
        )  # fmt: skip

    def _holder(self, response: Response) -> Selector:
        """What the rows are in."""
        sheet = self.sheet
        first, top = sheet.inside or sheet.row, whole_answer(response)
        if top is None:
            raise self.broken(f"a {type(response).__name__} instead of a page")
        if first.is_json and top.type != "json":
            raise self.broken("no JSON, or JSON that cannot be read")
        if sheet.inside is None:
            return top
        text = sheet.inside.first(top)
        if not text:
            raise self.broken(f"nothing matches {sheet.inside.select!r}")
        try:
            return Selector(root=_json_at_start(text), type="json") if sheet.row.is_json else Selector(text)
        except (ValueError, RecursionError) as error:
            raise self.broken(f"what {sheet.inside.select!r} matches is no JSON: {error}") from error

    def _row(self, response: Response, row: Selector, where: str) -> Found:
        sheet, title = self.sheet, self.sheet.title.first(row)
        link = _address(response, sheet.link, row)
        key = (sheet.key.first(row) if sheet.key else "") or link
        if not key:
            return Dropped("no link and no key, so it could not be found again", where, "", title)
        if link and not is_web(link):
            return Dropped(NOT_WEB, link[:200], key, title)
        self._keys.add(key)
        names = ("end_date", "abstract", "publisher", "place", "language", "kind")
        fields: dict[str, Any] = {name: pick.first(row) for name in names if (pick := getattr(sheet, name))}
        if fields.get("kind", "") not in KINDS:
            fields.pop("kind", None)
        if sheet.authors:
            fields["authors"] = tuple(sheet.authors.all(row))
        fields["files"] = _files(response, sheet.file, row, link)
        fields |= {"title": title, "date": sheet.date.first(row) if sheet.date else ""}
        if sheet.page and link:
            return follow(response, link, self.parse_page, cb_kwargs={"key": key, "fields": fields})
        return self.item(key=key, url=link, **fields)

    def parse_page(self, response: Response, key: str, fields: dict[str, Any]) -> Iterator[Found]:
        """Read the page behind a row; what it says goes before what the row says."""
        assert self.sheet.page is not None
        url = response.request.url if response.request else response.url
        yield self.item(key=key, url=url, **(fields | read_page(self.sheet.page, response)))


def _media_type(posted: str) -> str:
    is_json = posted.lstrip().startswith(("{", "["))
    return "application/json" if is_json else "application/x-www-form-urlencoded"


def _json_at_start(text: str) -> Any:
    """The JSON with which a text begins; a script goes on after it."""
    return json.JSONDecoder().raw_decode(text.lstrip())[0]


def whole_answer(response: Response) -> Selector | None:
    """An answer as selectors read it: as JSON where it is JSON, else as a page; None where it is neither."""
    if response.body.lstrip()[:1] in (b"{", b"["):
        with suppress(ValueError, RecursionError):
            return Selector(root=json.loads(response.body), type="json")
    return response.selector if isinstance(response, TextResponse) else None


def read_page(page: Page, response: Response) -> dict[str, Any]:
    """The fields that a sheet selects on an item's own page; those that match nothing are absent."""
    if not isinstance(response, TextResponse):
        return {}
    found: dict[str, Any] = {}
    for name in ("title", "date", "end_date", "abstract", "place"):
        pick = getattr(page, name)
        if pick and (text := pick.first(response.selector)):
            found[name] = text
    if page.authors and (people := tuple(page.authors.all(response.selector))):
        found["authors"] = people
    if files := _files(response, page.file, response.selector, ""):
        found["files"] = files
    return found


def _files(response: Response, pick: Pick | None, row: Selector, link: str) -> tuple[str, ...]:
    """The item's files: those that the sheet selects, else its link where that is one."""
    if pick is not None:
        return tuple(dict.fromkeys(joined(response, found) for found in pick.all(row)))
    return (link,) if _FILE.search(link.partition("?")[0]) else ()


def _address(response: Response, pick: Pick | None, row: Selector) -> str:
    found = pick.first(row) if pick else ""
    return joined(response, found) if found else ""


def _all_text(row: Selector) -> str:
    if row.type == "json":
        return json.dumps(row.root, ensure_ascii=False)
    return " ".join(" ".join(row.xpath(".//text()").getall()).split())
