"""Feeds in workers: the same items, and a hostile one costs no other source its turn."""

import asyncio
from datetime import date

import pytest
from scrapy.http import XmlResponse

from spiders.failures import Broken
from spiders.feed import FeedSpider
from spiders.feed_answers import read_feed
from spiders.sheet import Source
from spiders.workers import TOO_LONG, WorkerFailed, Workers

ITEM = "<item><guid>{n}</guid><title>Skills &amp;amp; badges {n}</title><link>/w/{n}</link><pubDate>Tue, 10 Mar 2026 09:00:00 GMT</pubDate></item>"
RSS = f"<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>{''.join(ITEM.format(n=n) for n in range(5))}</channel></rss>"


class Counting(Workers):
    """Works in this process; knows what it was asked."""

    def __init__(self, problem=""):
        super().__init__()
        self.asked, self.problem = [], problem

    async def run(self, work, /, *args, **kwargs):
        self.asked.append(work)
        if self.problem:
            raise WorkerFailed(self.problem)
        return work(*args, **kwargs)


def spider(workers, reads_itself=0):
    source = Source(id="a", title="A", publisher="P", kind="feed", url="https://e.org/feed")
    made = FeedSpider(source, today=date(2026, 4, 1))
    made.workers, made.reads_itself = workers, reads_itself
    return made


def items(made, body):
    response = XmlResponse("https://e.org/feed", body=body)
    asyncio.run(made.prepare(response))
    return list(made.parse(response))


def test_a_worker_gives_the_same_items():
    """Where a feed is taken apart changes nothing, also in a process of its own."""
    here, workers = items(spider(None), RSS.encode()), Counting()

    with Workers(1) as real:
        there = items(spider(real), RSS.encode())

    assert here == there == items(spider(workers), RSS.encode())
    assert "Skills & badges 0" == here[0].title
    assert [read_feed] == workers.asked


def test_small_answers_and_json_ask_no_worker():
    """A worker is started only where it is worth it."""
    workers = Counting()

    items(spider(workers, reads_itself=50_000), RSS.encode())
    items(spider(workers), b'{"version": "https://jsonfeed.org/version/1.1", "items": []}')

    assert [] == workers.asked


def test_a_feed_on_which_a_worker_fails_is_broken():
    """Hostile markup ends as a reason in the ledger."""
    with pytest.raises(Broken, match=f"a feed that cannot be read: {TOO_LONG}"):
        items(spider(Counting(TOO_LONG)), RSS.encode())
