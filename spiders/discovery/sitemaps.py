"""The sitemap that lists the pages beneath an address: named in robots.txt, in its usual place, or part of an index."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response

from corpus.urls import is_web
from spiders.discovery.asking import Get
from spiders.failures import Failure
from spiders.sitemap_answers import Place, newest_first, read_sitemap

__all__ = ["Listed", "sitemap_beneath"]

ASKED = 6
"""Sitemaps that are asked at most before the address counts as having none."""

DEEPEST = 3
"""How deep they may lie inside indexes."""

ENOUGH = 5
"""So many pages beneath an address make a sitemap worth reading."""

READ = {"newest": 3, "limit": 50}
"""How much of what was found a harvest reads: sitemaps of an index, and pages."""


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A sitemap that lists the pages beneath an address.

    Attributes:
        url: Where reading begins: the sitemap or the index that leads to it.
        table: The ``[sitemap]`` table for it.
        part: The sitemap itself.
        response: The answer to ``url``.
    """

    url: str
    table: dict[str, Any]
    part: str
    response: Response


async def sitemap_beneath(url: str, get: Get) -> Listed | None:
    """
    Look for a sitemap with pages beneath an address.

    Those that robots.txt names are asked before ``/sitemap.xml``; of an index the parts that are called like
    the address, then the newest. A front page has none: the whole site is beneath it.

    Args:
        get: Gets an answer or raises ``Failure``.
    """
    if not urlsplit(url).path.strip("/"):
        return None
    search = _Search(url, get, ASKED)
    for start in dict.fromkeys((*await _named(url, get), urljoin(url, "/sitemap.xml"))):
        if chain := await search.down((start,)):
            places, response = chain
            return Listed(start, _table(url, places), places[-1], response)
    return None


async def _named(url: str, get: Get) -> tuple[str, ...]:
    """The sitemaps in the site's robots.txt, which may always be asked, as RFC 9309 says."""
    try:
        answer = await get(Request(urljoin(url, "/robots.txt"), meta={"dont_obey_robotstxt": True}))
        found = read_sitemap(answer.body)
    except (Failure, ValueError):
        return ()
    if found.holds != "sitemaps":
        return ()
    return tuple(_likely(url, url, found.places))


@dataclass
class _Search:
    """A search that asks a bounded number of sitemaps."""

    url: str
    get: Get
    left: int

    async def down(self, chain: tuple[str, ...]) -> tuple[tuple[str, ...], Response] | None:
        """The way from the last of these to a sitemap with pages beneath, and the answer to the last."""
        if not self.left or len(chain) > DEEPEST:
            return None
        self.left -= 1
        try:
            response = await self.get(Request(chain[-1]))
            found = read_sitemap(response.body)
        except (Failure, ValueError):
            return None
        if found.holds == "pages":
            beneath = sum(bool(re.search(_match(self.url), place.url)) for place in found.places)
            return (chain, response) if beneath >= ENOUGH else None
        for part in _likely(self.url, chain[-1], newest_first(found.places)):
            if part not in chain and (way := await self.down((*chain, part))):
                return way[0], response
        return None


def _likely(url: str, index: str, places: Sequence[Place]) -> Iterator[str]:
    """The addresses of sitemaps, those called like the address first, else in their order."""
    words = _words(url)
    for place in sorted(places, key=lambda place: not words & _words(place.url)):
        whole = urljoin(index, place.url)
        if is_web(whole):
            yield whole


def _words(url: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", urlsplit(url).path.lower()))


def _match(url: str) -> str:
    """What the addresses of pages beneath this one look like."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return rf"^https?://(www\.)?{re.escape(host)}(:\d+)?{re.escape(parts.path.rstrip('/'))}/."


def _table(url: str, places: Sequence[str]) -> dict[str, Any]:
    """The sheet's table for the way to a sitemap; parts that differ in numbers only belong together."""
    table = {"match": _match(url), "limit": READ["limit"]}
    if len(places) > 1:
        alike = "|".join(re.sub(r"\d+", r"\\d+", re.escape(place)) for place in places[1:])
        table |= {"maps": f"^({alike})$", "newest": READ["newest"]}
    return table
