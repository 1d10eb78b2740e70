"""What a robots.txt allows us, and how long it makes us wait."""

import asyncio
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from spiders import robots
from spiders.robots import RobotsGate, Rules
from spiders.settings import Manners, scrapy_settings

TEXTS = {
    "a record that nobody knows does not end a group": (
        "User-agent: us\nX-Own: 1\nUser-agent: *\nDisallow: /",
        False,
    ),
    "a name ends at its first blank": ("User-agent: US and others\nDisallow: /", False),
    "a name with a comment": ("User-agent: us # that is us\nDisallow: /", False),
    "another's rules": ("User-agent: them\nDisallow: /", True),
    "a slip of the pen": ("User agent: *\nDissallow: /", False),
    "no colon": ("user-agent *\ndisallow /", False),
    "a page in its place": ("<!DOCTYPE html><html>a: b</html>", True),
    "a byte order mark": ("\ufeffUser-agent: *\nDisallow: /", False),
    "the longest rule counts": ("User-agent: *\nDisallow: /\nAllow: /feed", True),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_robots_txt_is_read(case):
    """As RFC 9309 has it, and mildly where people write otherwise."""
    text, allowed = TEXTS[case]

    assert allowed == Rules(text.encode(), None).allowed("https://e.org/feed", "us")


def test_a_crawl_delay_is_found_beside_unknown_records():
    """It is given in seconds, for us or for all."""
    assert 2.5 == Rules(b"Noindex: /a\nUser-agent: *\nCrawl-delay: 2.5", None).crawl_delay("us")


@pytest.mark.parametrize(("agent", "allowed"), [("us", True), ("us too", False)])
def test_a_name_with_a_blank_is_in_no_group_but_that_of_all(agent, allowed):
    """Names of robots hold no blanks, so that no line can speak to such a one."""
    text = b"User-agent: *\nDisallow: /\nUser-agent: us too\nAllow: /x\nDisallow: /"

    assert allowed == Rules(text, None).allowed("https://e.org/x", agent)


class Asked:
    """A gate before hosts that all have the same robots.txt, with one of Scrapy's slots for the first."""

    def __init__(self, text: bytes, delay: float = 1.0) -> None:
        crawler = get_crawler(settings_dict=scrapy_settings(Manners("us/1.0", delay=delay), {}))
        self.slot = Slot(1, delay, 0.5)
        self.downloader = SimpleNamespace(slots={"e.org": self.slot}, per_slot_settings={})
        self.times = 0

        async def answer(request: Request) -> Response:
            self.times += 1
            return Response(request.url, body=text)

        crawler.engine = SimpleNamespace(downloader=self.downloader, download_async=answer)
        self.gate = RobotsGate(crawler)

    def ask(self, url: str) -> Request:
        request = Request(url)
        asyncio.run(self.gate.process_request(request))
        return request


@pytest.mark.parametrize(("crawl_delay", "least"), [("10", 10.0), ("0.8", 1.0), ("0.2", 0.5)])
def test_no_wait_is_shorter_than_the_crawl_delay(crawl_delay, least):
    """Waits vary, but not below it; one below our own shortest wait changes nothing."""
    asked = Asked(f"User-agent: *\nCrawl-delay: {crawl_delay}".encode())

    asked.ask("https://e.org/a")

    assert pytest.approx(least) == min(asked.slot.delay * (1 - asked.slot.jitter), 10.0)


def test_the_request_that_learns_a_crawl_delay_does_not_shorten_it():
    """AutoThrottle would halve the delay after the first quick answer."""
    request = Asked(b"User-agent: *\nCrawl-delay: 10").ask("https://e.org/a")

    assert request.meta["autothrottle_dont_adjust_delay"] is True


def test_rules_of_many_hosts_are_not_all_remembered(monkeypatch):
    """Those of the host that came first are asked for again when it comes again."""
    monkeypatch.setattr(robots, "HOSTS", 2)
    asked = Asked(b"User-agent: *\nDisallow:")
    for host in ("e.org", "e.org", "f.org", "g.org"):
        asked.ask(f"https://{host}/a")
    assert 3 == asked.times

    asked.ask("https://e.org/b")

    assert 4 == asked.times
