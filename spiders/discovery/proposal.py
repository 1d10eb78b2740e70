"""A sheet proposed for an answer, with the rows that it gives and how sure we are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from corpus.values import Item
from spiders.calendar import CalendarSpider
from spiders.discovery.columns import Reading, is_worded
from spiders.discovery.next_page import next_of
from spiders.discovery.tables import packed_tables, tables_of
from spiders.failures import Failure
from spiders.feed import FeedSpider
from spiders.listing import ListingSpider
from spiders.sheet import Source
from spiders.spider import SourceSpider
from spiders.written_dates import Order, order_of, usual_order

__all__ = ["SURE", "Proposal", "Row", "as_text", "propose", "saved_answer"]

_FEED = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_READERS: Mapping[str, type[SourceSpider]] = {
    "feed": FeedSpider, "calendar": CalendarSpider, "listing": ListingSpider,
}  # fmt: skip
SURE = 0.6
"""From this confidence on a list is taken without looking for JSON behind it."""
_ENOUGH = 5
"""Rows from which on their number makes a proposal no surer."""
_UNKNOWN = {"title": "?", "publisher": "?"}


@dataclass(frozen=True, slots=True)
class Row:
    """An item as a proposal gives it; ``date`` is ISO 8601, empty where there is none."""

    title: str
    date: str
    link: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    A way to read an answer.

    Attributes:
        kind: ``feed``, ``calendar``, ``listing`` … as in a sheet.
        table: The table of that name in the sheet; empty where none is needed.
        rows: What the spider of this kind reads with it.
        confidence: 0 to 1; how well titles, dates and links came out.
        languages: Of the page, where it says so.
        url: What is to be read; the address that was given where empty.
    """

    kind: str
    table: Mapping[str, Any]
    rows: tuple[Row, ...]
    confidence: float
    languages: tuple[str, ...] = ()
    url: str = ""


def saved_answer(url: str, body: bytes) -> TextResponse:
    """An answer from a file, in the form that its content asks for."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
    if (start[:5] == b"<?xml" and b"<html" not in start.lower()) or _FEED.match(start):
        return XmlResponse(url, body=body, encoding=_declared(body))
    if start[:1] in (b"{", b"["):
        return TextResponse(url, body=body, encoding="utf-8")
    return HtmlResponse(url, body=body)


def as_text(response: Response) -> TextResponse:
    """An answer as text, also where the server called it something else."""
    return response if isinstance(response, TextResponse) else saved_answer(response.url, response.body)


def _declared(body: bytes) -> str | None:
    return None if b"encoding=" in body[:200] else "utf-8"


def propose(response: TextResponse, *, today: date, languages: Sequence[str] = ()) -> Proposal | None:
    """
    The best way to read an answer: as a feed, as a list of JSON objects, or as a list on a page.

    Args:
        today: Dates after it are refused.
        languages: Of the items; else the page's own word.

    Returns:
        None where nothing in it reads as a list of items.
    """
    spoken = tuple(languages) or _languages(response)
    found = [one for one in _proposals(response, spoken, today) if _is_list(one.rows)]
    return max(found, key=lambda one: one.confidence, default=None)


def _is_list(rows: Sequence[Row]) -> bool:
    """Whether rows may be items: something with dates, or several links."""
    return any(row.date for row in rows) or sum(bool(row.link) for row in rows) >= 3


def _proposals(response: TextResponse, languages: tuple[str, ...], today: date) -> Iterator[Proposal]:
    if response.body.lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        rows = tuple(_read("calendar", response, languages, today))
        yield Proposal("calendar", {}, rows, _confidence(rows), languages)
        return
    if feed := _as_feed(response, languages, today):
        yield feed
        if feed.confidence >= 0.8:
            return
    reading = Reading(order_of([response.text[:400_000]], _usual(languages, response.url)), languages)
    best = 0.0
    for tables in (tables_of, packed_tables):
        for table in tables(response, reading):
            if "inside" not in table:
                table |= next_of(response)  # noqa: PLW2901 - it is the same table, with its next pages
            rows = tuple(_read("listing", response, languages, today, table))
            best = max(best, confidence := _confidence(rows))
            yield Proposal("listing", table, rows, confidence, languages)
        if best >= SURE:
            return


def _as_feed(response: TextResponse, languages: tuple[str, ...], today: date) -> Proposal | None:
    start = response.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:3000]
    if not (_FEED.search(start) or b"jsonfeed.org" in start):
        return None
    rows = tuple(_read("feed", response, languages, today))
    return Proposal("feed", {}, rows, _confidence(rows), languages)


def _read(
    kind: str, response: TextResponse, languages: tuple[str, ...], today: date, table: Any = None
) -> Iterator[Row]:
    """The rows that the spider of this kind reads with this table."""
    sheet = {"id": "proposed", "kind": kind, "url": response.url, "languages": languages, **_UNKNOWN}
    source = Source.model_validate(sheet | ({"listing": table} if table else {}))
    spider = _READERS[kind](source, today=today)
    with suppress(Failure):
        for found in spider.parse(response):
            if isinstance(found, Item):
                yield Row(found.title, found.date.value if found.date else "", found.url or "")


def _confidence(rows: Sequence[Row]) -> float:
    """
    How sure we are: which share of rows has a title of its own in words, a date, a link of its own.

    Titles and dates count twice as much as links, for a list without links can still be read. Of fewer
    than five rows each might be chance; the same date in five and more may be any date of the page. The evaluation of proposals checks that surer ones are better.
    """
    if not rows:
        return 0.0
    titles = len({row.title for row in rows if is_worded(row.title)}) / len(rows)
    dates = sum(bool(row.date) for row in rows) / len(rows)
    if len(rows) >= _ENOUGH and len({row.date for row in rows}) == 1:
        dates /= 2
    links = len({row.link for row in rows if row.link}) / len(rows)
    few = min(len(rows), _ENOUGH) / _ENOUGH
    return round((0.4 * titles + 0.4 * dates + 0.2 * links) * (0.6 + 0.4 * few), 2)


def _languages(response: TextResponse) -> tuple[str, ...]:
    match = re.search(
        r"<html[^>]*\blang\s*=\s*[\"']?([a-zA-Z]{2,3}(?:-[a-zA-Z]{2})?)\b", response.text[:5000]
    )
    if not match:
        match = re.search(r"<language>\s*([a-zA-Z]{2,3}(?:-[a-zA-Z]{2})?)\s*<", response.text[:5000])
    if not match:
        return ("en",) if _reads_english(response.text) else ()
    first, _, region = match[1].partition("-")
    return (first.lower() + (f"-{region.upper()}" if region else ""),)


def _reads_english(text: str) -> bool:
    """Whether a page that does not say its language is full of the commonest English words."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>", " ", text[:200_000]).lower())
    return sum(word in ("the", "of", "and", "for", "in") for word in words) > 0.02 * len(words)


def _usual(languages: Sequence[str], url: str) -> Order:
    """The order of numbers in dates where a page is from: by its language and its host's country."""
    country = (urlsplit(url).hostname or "").rpartition(".")[2].upper()
    language = languages[0] if languages else ""
    if language and "-" not in language and len(country) == 2:
        language = f"{language}-{'GB' if country == 'UK' else country}"
    return usual_order(language)
