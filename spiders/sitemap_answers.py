"""Sitemaps in all their forms as values: XML, news, index, plain text, feeds, and robots.txt that names them."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import feedparser
from lxml import etree
from scrapy.utils.gz import gunzip

from corpus.urls import is_web
from spiders.limits import unreadable
from spiders.safe_xml import Element, parse_xml

__all__ = ["Place", "SitemapText", "newest_first", "read_sitemap"]

MAX_SIZE = 50_000_000
"""Bytes of a sitemap after decompression, as the protocol has it."""

_GZIP = b"\x1f\x8b"
_FEEDS = ("rss", "feed", "RDF")
_ROBOTS_LINE = re.compile(r"^\s*site-?map\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(rb"</\s*(?:\w+:)?\w+\s*>\s*\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """
    An address that a sitemap names.

    Attributes:
        changed: When it last changed, as written; empty when not said.
        title, date: Of a news article, or of a feed's entry.
    """

    url: str
    changed: str = ""
    title: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class SitemapText:
    """
    What a sitemap holds.

    Attributes:
        holds: Whether its places are items or further sitemaps.
        whole: Whether it did not break off.
    """

    holds: Literal["pages", "sitemaps"]
    places: tuple[Place, ...]
    whole: bool = True


def read_sitemap(body: bytes) -> SitemapText:
    """
    Read a sitemap of any form; compressed ones too.

    Raises:
        ValueError: It is none, or nothing in it can be read; says what it is.
    """
    if body.startswith(_GZIP):
        body = _unpacked(body)
    body = body.removeprefix(b"\xef\xbb\xbf").strip()
    if not body:
        raise ValueError("an empty answer")
    if not body.startswith(b"<"):
        return _read_text(body.decode("utf-8", "replace"))
    root, sound = parse_xml(body)
    name = etree.QName(root).localname
    if name in _FEEDS:
        return SitemapText("pages", tuple(_entries(body)), sound or bool(_END.search(body)))
    if name not in ("urlset", "sitemapindex"):
        raise ValueError("an HTML page" if name.lower() == "html" else f"<{name}>")
    whole = sound or bool(re.search(rb"</\s*(\w+:)?" + name.encode() + rb"\s*>\s*\Z", body))
    places = tuple(place for child in root.iterchildren(etree.Element) if (place := _place(child)))
    return SitemapText("sitemaps" if name == "sitemapindex" else "pages", places, whole)


def newest_first(places: Sequence[Place]) -> list[Place]:
    """
    Places by when they changed; where that is not said, by the numbers in their addresses.

    >>> [place.url for place in newest_first([Place("/map-9.xml"), Place("/map-10.xml"), Place("/a.xml", "2026-01-02")])]
    ['/a.xml', '/map-10.xml', '/map-9.xml']
    """

    def age(place: Place) -> tuple[str, list[tuple[int, str]]]:
        parts = re.findall(r"\d+|\D+", place.url)
        return place.changed or place.date, [
            (int(part), "") if part.isdecimal() else (0, part) for part in parts
        ]

    return sorted(places, key=age, reverse=True)


def _unpacked(body: bytes) -> bytes:
    try:
        unpacked = gunzip(body, max_size=MAX_SIZE)
    except ValueError as error:
        raise ValueError(f"larger than {MAX_SIZE // 1_000_000} MB when unpacked") from error
    if problem := unreadable(unpacked):
        raise ValueError(f"its XML {problem}")
    return unpacked


def _read_text(text: str) -> SitemapText:
    if named := _ROBOTS_LINE.findall(text):
        return SitemapText("sitemaps", tuple(Place(url) for url in dict.fromkeys(named)))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    places = tuple(Place(line) for line in lines if is_web(line) and " " not in line)
    if not places:
        raise ValueError("a text without addresses")
    return SitemapText("pages", places)


def _place(element: Element) -> Place | None:
    found: dict[str, str] = {}
    for child in element.iter(etree.Element):
        space, name = etree.QName(child).namespace or "", etree.QName(child).localname
        text = " ".join((child.text or "").split())
        if "sitemap-news" in space:
            name = f"news {name}"
        elif child.getparent() is not element:
            continue  # images and videos have addresses too
        if text:
            found.setdefault(name, text)
    url = found.get("loc", "")
    if not url:
        return None
    return Place(
        url, found.get("lastmod", ""), found.get("news title", ""), found.get("news publication_date", "")
    )


def _entries(body: bytes) -> Iterator[Place]:
    for entry in feedparser.parse(io.BytesIO(body)).entries:
        if entry.get("link"):
            updated = entry["updated"] if "updated" in entry else ""  # noqa: SIM401 - its get() warns
            yield Place(entry["link"], updated, entry.get("title", ""), entry.get("published", updated))
