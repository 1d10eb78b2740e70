"""Feeds: RSS and Atom through feedparser, JSON Feed, each read from its bytes."""

import io
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

import feedparser
from scrapy.http import Response

from corpus.dates import Method
from corpus.values import Dropped, Item
from spiders.cleaning import plain
from spiders.spider import Found, SourceSpider

__all__ = ["FeedSpider"]

# A comment is taken as a whole, or many of them would be tried in every combination.
_END = re.compile(
    rb"</\s*(?:\w+:)?(rss|feed|rdf)\s*>\s*+(?>(?><!--.*?-->)\s*+)*+\Z", re.IGNORECASE | re.DOTALL
)
_HTML = re.compile(
    rb"\s*+(?>(?><!--.*?-->)\s*+)*+<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


class FeedSpider(SourceSpider):
    """Reads a feed; it lists the newest only, so that an item which falls off has not left."""

    version: ClassVar[int] = 2
    lists_all = False
    method: ClassVar[Method] = "feed"

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Read the entries of a feed, whatever its form."""
        body = response.body
        if not body.strip():
            raise self.broken("an empty answer instead of a feed")
        if body.lstrip()[:1] == b"{":
            yield from self._json_feed(body)
            return
        # A text would be taken for an address or a file name, so feedparser gets a stream of bytes. It is
        # not told the address, since it would then also resolve guids, which must not move with the feed.
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        # What it holds is made plain text here, so there is no markup to be cleaned for showing.
        feed = feedparser.parse(
            io.BytesIO(body), response_headers={"content-type": kind} if kind else {},
            sanitize_html=False, resolve_relative_uris=False,
        )  # fmt: skip
        if not feed.version and not feed.entries:
            page = _HTML.match(body.removeprefix(b"\xef\xbb\xbf"))
            raise self.broken(
                "an HTML page instead of a feed" if page else "neither RSS nor Atom nor JSON Feed"
            )
        self._judge(feed, body)
        for number, entry in enumerate(feed.entries, 1):
            yield self._entry(entry, number, response)

    def _judge(self, feed: Any, body: bytes) -> None:
        """Say what is wrong with a feed that could still be read."""
        problem = feed.get("bozo_exception")
        name = type(problem).__name__
        if "SAX" in name and not _END.search(body[-4096:]):
            self.cut_off = True
            self.note("the feed breaks off in the middle; only what stood before could be read")
        elif name == "CharacterEncodingOverride":
            self.note(f"declares a wrong character set; read as {feed.get('encoding', 'another')}")
        elif "SAX" in name:
            self.note("is not well-formed XML; read all the same")

    def _entry(self, entry: Any, number: int, response: Response) -> Item | Dropped:
        # Asked as a plain dictionary: feedparser's own would guess, and give the date for a missing update.
        get = partial(dict.get, entry)
        title, link, links = get("title") or "", (get("link") or "").strip(), get("links") or ()
        # Most links are whole; to join one, the page would be searched for its base.
        url = link if link.startswith(("https://", "http://")) else response.urljoin(link) if link else ""
        files = tuple(response.urljoin(e["href"]) for e in _related(links, "enclosure"))
        key = get("id") or url or next(iter(files), "")
        if not key:
            return Dropped(
                "no guid and no link, so it could not be found again", f"entry {number}", "", plain(title)
            )
        authors = tuple(dict.fromkeys(plain(a.get("name")) for a in get("authors") or () if a.get("name")))
        published, updated = _iso(get("published_parsed")), _iso(get("updated_parsed"))
        return self.item(
            key=key, title=title, url=url, authors=authors, files=files, date=published or updated,
            updated=updated if published else "", abstract=plain(get("summary")),
            licence=next((str(link["href"]) for link in _related(links, "license")), str(get("license", ""))),
            language=(get("title_detail") or {}).get("language"),
        )  # fmt: skip

    def _json_feed(self, body: bytes) -> Iterator[Found]:
        try:
            feed = json.loads(body)
        except ValueError as error:
            raise self.broken(f"JSON that cannot be read: {error}") from error
        if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
            raise self.broken("JSON, but not a JSON Feed")
        for number, entry in enumerate(feed.get("items") or (), 1):
            if not isinstance(entry, dict):
                yield Dropped("not an item", f"entry {number}")
                continue
            link = str(entry.get("url") or entry.get("external_url") or "")
            key = str(entry.get("id") or link)
            if not key:
                yield Dropped("no id and no link, so it could not be found again", f"entry {number}")
                continue
            people = entry.get("authors") or [entry.get("author") or {}]
            yield self.item(
                key=key, title=str(entry.get("title") or ""), url=link,
                date=str(entry.get("date_published") or ""), updated=str(entry.get("date_modified") or ""),
                abstract=plain(entry.get("summary") or entry.get("content_text") or entry.get("content_html")),
                authors=tuple(plain(p.get("name")) for p in people if isinstance(p, dict) and p.get("name")),
                language=entry.get("language") or feed.get("language"),
                files=tuple(str(a["url"]) for a in entry.get("attachments") or () if a.get("url")),
            )  # fmt: skip


def _iso(when: Any) -> str:
    return f"{when[0]:04}-{when[1]:02}-{when[2]:02}" if when else ""


def _related(links: Any, how: str) -> list[Any]:
    """The links of an entry that are related to it in this way, and lead somewhere."""
    return [link for link in links if dict.get(link, "rel") == how and dict.get(link, "href")]
