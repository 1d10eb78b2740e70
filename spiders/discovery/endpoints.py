"""What a page says, or is likely to have, beside itself: feeds, calendars, repositories, JSON."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from corpus.urls import is_web
from spiders.links import joined

__all__ = ["Endpoint", "declared", "usual"]

EndpointKind = Literal["feed", "calendar", "oai", "json"]

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "text/xml+rss"}
)
_FEED_PATH = re.compile(r"(/|\.|^)(rss|atom|feed)(\.xml|\.json|/)?$|/(rss|atom|feed)[/.?]", re.IGNORECASE)
_JSON_PATH = re.compile(r"\.json(\?|$)|/api/|/wp-json/", re.IGNORECASE)
_PACKED = re.compile(r"""["']((?:https?:)?/[^"'\s<>\\]{1,300})["']""")

USUAL_FEEDS: tuple[str, ...] = ("feed/", "/feed/", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml")
"""Where publishing systems put a feed that their pages do not declare; without a slash: below the page."""

REPOSITORIES: tuple[tuple[str, str], ...] = (
    ("DSpace", "/server/oai/request"), ("DSpace", "/oai/request"), ("EPrints", "/cgi/oai2"),
    ("Open Journal Systems", "oai"), ("Invenio", "/oai2d"),
)  # fmt: skip
"""By the generator that a page names: where that software answers OAI-PMH."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """
    Another way to the items of a page.

    Attributes:
        kind: What is likely to be there.
        url: Its address, whole.
        declared: Whether the page names it; else it is only where such things usually are.
    """

    kind: EndpointKind
    url: str
    declared: bool = True


def declared(response: TextResponse) -> tuple[Endpoint, ...]:
    """The endpoints that a page names, feeds first; feeds of comments are left out."""
    if response.body.lstrip()[:1] in (b"{", b"["):
        return ()
    found = [*_alternates(response), *_links(response), *_packed(response)]
    order = ("feed", "calendar", "oai", "json")
    unique = {one.url: one for one in reversed(found) if is_web(one.url) and one.url != response.url}
    return tuple(sorted(unique.values(), key=lambda one: (order.index(one.kind), found.index(one))))


def usual(response: TextResponse) -> tuple[Endpoint, ...]:
    """Where the software behind a page usually has a feed or answers OAI-PMH; to be asked, not trusted."""
    if response.body.lstrip()[:1] in (b"{", b"["):
        return ()
    generator = " ".join(response.xpath("//meta[@name='generator']/@content").getall())
    below = response.url.partition("?")[0].rstrip("/") + "/"
    feeds = [below + path if path[0] != "/" else response.urljoin(path) for path in USUAL_FEEDS]
    oai = [
        response.urljoin(path) if path[0] == "/" else below + path
        for name, path in REPOSITORIES
        if name.lower() in generator.lower()
    ]
    return (
        *(Endpoint("feed", url, declared=False) for url in dict.fromkeys(feeds)),
        *(Endpoint("oai", url, declared=False) for url in dict.fromkeys(oai)),
    )


def _alternates(response: TextResponse) -> Iterator[Endpoint]:
    for link in response.xpath("//link[@href]"):
        relation, kind = link.attrib.get("rel", "").lower().split(), link.attrib.get("type", "").lower()
        url = joined(response, link.attrib["href"].strip())
        if (
            "alternate" in relation
            and kind in _FEED_TYPES
            and not _of_comments(url, link.attrib.get("title", ""))
        ):
            yield Endpoint("feed", url)
        elif kind == "text/calendar":
            yield Endpoint("calendar", url)


def _links(response: TextResponse) -> Iterator[Endpoint]:
    for link in response.xpath("//a[@href]"):
        href = link.attrib["href"].strip()
        url = joined(response, re.sub("^(webcals?|feed):(//)?", "https://", href))
        path = urlsplit(url).path
        if not url.startswith("http") or _of_comments(url, ""):
            continue
        if href.startswith("webcal") or path.lower().endswith(".ics"):
            yield Endpoint("calendar", url)
        elif re.search(r"[?&]verb=(Identify|ListRecords|ListSets)", url):
            yield Endpoint("oai", url.partition("?")[0])
        elif _FEED_PATH.search(path) and urlsplit(url).hostname == urlsplit(response.url).hostname:
            yield Endpoint("feed", url)


def _packed(response: TextResponse) -> Iterator[Endpoint]:
    """Addresses of JSON on the page's own host, in scripts and in attributes for scripts."""
    host = urlsplit(response.url).hostname
    texts = response.xpath("//script[not(@src)]/text() | //@*[starts-with(name(), 'data-')]").getall()
    for text in texts:
        quoted = (
            _PACKED.findall(text.replace("\\/", "/")) if len(text) > 300 or '"' in text else [text.strip()]
        )
        for address in quoted[:200]:
            url = joined(response, address)
            if _JSON_PATH.search(address) and urlsplit(url).hostname == host and " " not in address:
                yield Endpoint("json", url)


def _of_comments(url: str, title: str) -> bool:
    return "comment" in urlsplit(url).path.lower() or "comment" in title.lower()
