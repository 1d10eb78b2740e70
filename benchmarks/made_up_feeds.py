"""Feeds that nobody wrote, and a server of its own that gives them on loopback addresses."""

import asyncio
import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from made_up_works import sentence

__all__ = ["ITEMS", "addresses", "feed", "serve"]

ITEMS = 20
"""Items in each feed."""

HOSTS = 400
"""So many loopback addresses stand for hosts; more feeds than that share them."""

NEWEST = datetime(2026, 3, 10, 9, tzinfo=UTC)


def feed(number: int) -> bytes:
    """The RSS of one feed; the same for the same number."""
    chance = random.Random(number)
    items = []
    for item in range(ITEMS):
        when = format_datetime(NEWEST - timedelta(days=item), usegmt=True)
        items.append(
            f"<item><guid isPermaLink='false'>feed-{number}-item-{item}</guid>"
            f"<title>{sentence(chance, 9)}</title><link>https://example.org/{number}/{item}</link>"
            f"<pubDate>{when}</pubDate><description>{sentence(chance, 50)}</description></item>"
        )
    head = f"<title>Feed {number}</title><link>https://example.org/{number}</link><language>en</language>"
    text = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{head}{''.join(items)}</channel></rss>"
    return text.encode()


def addresses(port: int, feeds: int) -> list[str]:
    """Where the feeds are; spread over the hosts."""
    return [f"http://{_host(number)}:{port}/{number}" for number in range(feeds)]


def serve(feeds: int) -> None:
    """Give these feeds until killed; print the port first."""
    asyncio.run(_serve(feeds))


@dataclass(frozen=True, slots=True)
class _Ready:
    """A feed as it is sent; every other one has a validator, since half of all servers give none."""

    etag: bytes
    whole: bytes

    def answer(self, asked: bytes) -> bytes:
        if self.etag and self.etag in asked:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + self.etag + b"\r\n\r\n"
        return self.whole


def _host(number: int) -> str:
    host = number % HOSTS
    return f"127.0.{host // 250 + 1}.{host % 250 + 1}"


def _ready(number: int) -> _Ready:
    body = feed(number)
    etag = b'"%s"' % hashlib.sha256(body).hexdigest()[:16].encode() if number % 2 else b""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n" % len(body)
    return _Ready(etag, head + (b"ETag: %s\r\n" % etag if etag else b"") + b"\r\n" + body)


async def _serve(feeds: int) -> None:
    ready = {f"/{number}".encode(): _ready(number) for number in range(feeds)}

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _talk(reader, writer, ready)

    first = await asyncio.start_server(talk, _host(0), 0)
    port = first.sockets[0].getsockname()[1]
    others = [_host(number) for number in range(1, min(feeds, HOSTS))]
    if others:
        await asyncio.start_server(talk, others, port)
    print(port, flush=True)
    await first.serve_forever()


async def _talk(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ready: Mapping[bytes, _Ready]
) -> None:
    try:
        while True:
            asked = await reader.readuntil(b"\r\n\r\n")
            writer.write(ready[asked.split(b" ", 2)[1]].answer(asked))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
