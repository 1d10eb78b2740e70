"""Links that lead nowhere cost the item that has them, never the whole reading."""

import json
from datetime import date

import pytest
from scrapy.http import HtmlResponse, Request, TextResponse, XmlResponse

from corpus.values import Dropped, Item
from spiders.failures import Broken
from spiders.kinds import SPIDERS
from spiders.links import follow, joined
from spiders.sheet import Source

ODD = (
    "http://[", "http://e.org:99999/", "http://e.org:no/", "http://[::1%25lo]/", "javascript:void(0)",
    "mailto:a@e.org", "data:text/html,x", "file:///etc/passwd", "ftp://e.org/x.pdf", "tel:+1",
)  # fmt: skip
URL = "https://e.org/list"
TABLES = {
    "listing": {"row": "li", "title": "a", "link": "a::attr(href)", "file": "a::attr(href)"},
    "paged": {"row": "li", "title": "a", "link": "a::attr(href)", "next": "a.next::attr(href)", "pages": 3},
    "deep": {"row": "li", "title": "a", "link": "a::attr(href)", "page": {"title": "h1"}},
}


def page(link):
    return f"<ul><li><a href='{link}'>Bad</a></li><li><a href='/good'>Good</a></li></ul><a class=next href='{link}'>n</a>"


def rss(link):
    good = "<item><guid>2</guid><title>Good</title><link>https://e.org/good</link></item>"
    bad = (
        f"<item><title>Bad</title><link>{link}</link><enclosure url='{link}' type='application/pdf'/></item>"
    )
    return f"<rss version='2.0'><channel><title>t</title>{bad}{good}</channel></rss>"


def json_feed(link):
    bad = {"id": link, "url": link, "title": "Bad", "attachments": [{"url": link}, "odd"], "summary": 7}
    good = {"id": "2", "url": "https://e.org/good", "title": "Good", "authors": "odd", "language": ["odd"]}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [bad, good]})


def sitemap(link):
    return f"<urlset><url><loc>{link}</loc></url><url><loc>https://e.org/good</loc></url></urlset>"


def openalex(link):
    bad = {"id": "1", "display_name": "Bad", "primary_location": {"landing_page_url": link}}
    good = {"id": "2", "display_name": "Good", "primary_location": {"landing_page_url": "https://e.org/good"}}
    return json.dumps({"meta": {"count": 2}, "results": [bad, good]})


ANSWERS = {
    "listing": ("listing", page, HtmlResponse), "paged": ("listing", page, HtmlResponse),
    "deep": ("listing", page, HtmlResponse), "feed": ("feed", rss, XmlResponse),
    "json feed": ("feed", json_feed, TextResponse), "sitemap": ("sitemap", sitemap, XmlResponse),
    "api": ("api", openalex, TextResponse),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("link", ODD)
def test_an_odd_link_costs_no_other_item(name, link):
    """The good item is there with its address; nothing that is given on leads elsewhere than to the web."""
    kind, write, form = ANSWERS[name]
    tables = {"listing": TABLES.get(name), "sitemap": {}, "api": {"adapter": "openalex"}}
    table = {kind: tables[kind]} if kind in tables else {}
    source = Source.model_validate(
        {"id": "o", "title": "O", "publisher": "P", "kind": kind, "url": URL, **table}
    )

    response = form(URL, body=write(link).encode(), encoding="utf-8", request=Request(URL))
    found = list(SPIDERS[kind](source, today=date(2026, 3, 1)).parse(response))

    urls = [one.url for one in found if isinstance(one, Item | Request) and one.url]
    assert "https://e.org/good" in urls
    assert [] == [url for url in urls if not url.startswith("https://e.org/")]
    assert [] == [file for one in found if isinstance(one, Item) for file in one.files if link in file]
    assert [] == [one.reason for one in found if isinstance(one, Dropped) and not one.reason]


def test_a_page_that_declares_an_odd_feed_is_read_by_its_list():
    """Feeds are tried where they are addresses."""
    source = Source(id="o", title="O", publisher="P", kind="auto", url="https://e.org/news")
    body = b"<link rel=alternate type='application/rss+xml' href='http://['><a href='http://e.org:no/'>x</a>"
    body += b"<link rel=alternate type='application/atom+xml' href='javascript:feed'>"
    spider = SPIDERS["auto"](source, today=date(2026, 3, 1))

    (following,) = spider.parse(HtmlResponse("https://e.org/news", body=body))

    assert "https://e.org/robots.txt" == following.url


def test_a_link_is_followed_only_to_the_web():
    """It is made whole first; what leads elsewhere is said in words."""
    response = HtmlResponse(URL, body=b"<base href='https://other.org/'>")

    assert ("https://other.org/a", "") == (joined(response, "a"), joined(response, "http://["))
    assert "https://other.org/a" == follow(response, "a", print).url
    with pytest.raises(Broken, match="no http"):
        follow(response, "javascript:void(0)", print)
