"""Feeds: RSS and Atom through feedparser, JSON Feed, each read from its bytes."""

import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy.http import Response

from corpus.dates import Method
from corpus.values import Dropped, Item
from spiders.cleaning import plain
from spiders.feed_answers import Entry, Feed, read_feed
from spiders.links import joined
from spiders.spider import Found, SourceSpider
from spiders.workers import WorkerFailed

__all__ = ["FeedSpider"]

_HTML = re.compile(
    rb"\s*+(?>(?><!--.*?-->)\s*+)*+<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


class FeedSpider(SourceSpider):
    """Reads a feed; it lists the newest only, so that an item which falls off has not left."""

    version: ClassVar[int] = 2
    lists_all = False
    method: ClassVar[Method] = "feed"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._prepared: tuple[bytes, Feed] | None = None

    async def prepare(self, response: Response) -> None:
        """Let a worker take the feed apart: that takes most of the time, and of hostile markup very much."""
        body = response.body
        if self.workers is None or _is_json(body) or len(body) < self.reads_itself:
            return
        try:
            self._prepared = body, await self.workers.run(read_feed, body, _content_type(response))
        except WorkerFailed as failed:
            raise self.broken(f"a feed that cannot be read: {failed}") from failed

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Read the entries of a feed, whatever its form."""
        body = response.body
        if not body.strip():
            raise self.broken("an empty answer instead of a feed")
        if _is_json(body):
            yield from self._json_feed(body)
            return
        if self._prepared and self._prepared[0] is body:
            feed = self._prepared[1]
        else:
            feed = read_feed(body, _content_type(response))
        if not feed.known and not feed.entries:
            page = _HTML.match(body.removeprefix(b"\xef\xbb\xbf"))
            raise self.broken(
                "an HTML page instead of a feed" if page else "neither RSS nor Atom nor JSON Feed"
            )
        self._judge(feed)
        for number, entry in enumerate(feed.entries, 1):
            yield self._entry(entry, number, response)

    def _judge(self, feed: Feed) -> None:
        """Say what is wrong with a feed that could still be read."""
        if not feed.whole:
            self.cut_off = True
            self.note("the feed breaks off in the middle; only what stood before could be read")
        elif feed.recoded:
            self.note(f"declares a wrong character set; read as {feed.recoded}")
        elif not feed.sound:
            self.note("is not well-formed XML; read all the same")

    def _entry(self, entry: Entry, number: int, response: Response) -> Item | Dropped:
        link = entry.link
        # Most links are whole; to join one, the page would be searched for its base.
        url = link if link.startswith(("https://", "http://")) else joined(response, link) if link else ""
        files = tuple(joined(response, file) for file in entry.files)
        key = entry.id or url or next(iter(files), "")
        if not key:
            return Dropped(
                "no guid and no link, so it could not be found again",
                f"entry {number}",
                "",
                plain(entry.title),
            )
        return self.item(
            key=key, title=entry.title, url=url, authors=entry.authors, files=files,
            date=entry.published or entry.updated, updated=entry.updated if entry.published else "",
            abstract=entry.abstract, licence=entry.licence, language=entry.language,
        )  # fmt: skip

    def _json_feed(self, body: bytes) -> Iterator[Found]:
        try:
            feed = json.loads(body)
        except ValueError as error:
            raise self.broken(f"JSON that cannot be read: {error}") from error
        if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
            raise self.broken("JSON, but not a JSON Feed")
        for number, entry in enumerate(_listed(feed.get("items")), 1):
            if not isinstance(entry, dict):
                yield Dropped("not an item", f"entry {number}")
                continue
            link = str(entry.get("url") or entry.get("external_url") or "")
            key = str(entry.get("id") or link)
            if not key:
                yield Dropped("no id and no link, so it could not be found again", f"entry {number}")
                continue
            people = _listed(entry.get("authors")) or [entry.get("author")]
            yield self.item(
                key=key, title=str(entry.get("title") or ""), url=link,
                date=str(entry.get("date_published") or ""), updated=str(entry.get("date_modified") or ""),
                abstract=plain(_text(entry, "summary", "content_text", "content_html")),
                authors=tuple(plain(_text(p, "name")) for p in people if isinstance(p, dict) and _text(p, "name")),
                language=_text(entry, "language") or _text(feed, "language"),
                files=tuple(str(a["url"]) for a in _listed(entry.get("attachments")) if isinstance(a, dict) and a.get("url")),
            )  # fmt: skip


def _text(entry: dict[str, Any], *names: str) -> str:
    """The first of these that is a text; empty when none is."""
    return next((value for name in names if isinstance(value := entry.get(name), str) and value), "")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_json(body: bytes) -> bool:
    return body.lstrip()[:1] == b"{"


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
