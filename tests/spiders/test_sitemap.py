"""Sitemaps of every form, from texts written here, and the real command over an index."""

import gzip
from datetime import UTC, date, datetime

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from corpus.answers import LastReading
from corpus.store import Place, reading
from corpus.values import Dropped, Item
from spiders.failures import Broken
from spiders.sheet import Source
from spiders.sitemap import SitemapSpider
from spiders.sitemap_answers import read_sitemap

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = (
    f'<urlset {SPACE} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://e.org/n</loc>'
    "<image:image><image:loc>https://e.org/picture.png</image:loc></image:image>"
    "<news:news><news:publication><news:name>E</news:name></news:publication>"
    "<news:publication_date>2026-02-03T10:00:00Z</news:publication_date><news:title>A &amp; B</news:title>"
    "</news:news></url></urlset>"
)
PLAIN = f"<urlset {SPACE}><url><loc> https://e.org/a </loc><lastmod>2026-01-01</lastmod></url></urlset>"
FORMS = {
    "xml": (PLAIN, ["https://e.org/a"]),
    "without namespace": ("<urlset><url><loc>https://e.org/a</loc></url></urlset>", ["https://e.org/a"]),
    "cdata": (PLAIN.replace(" https://e.org/a ", "<![CDATA[https://e.org/a]]>"), ["https://e.org/a"]),
    "news with pictures": (NEWS, ["https://e.org/n"]),
    "text": ("https://e.org/a\n\n https://e.org/b \nnot an address", ["https://e.org/a", "https://e.org/b"]),
    "robots": ("User-agent: *\nSite-map: https://e.org/m.xml\n sitemap:https://e.org/n.xml ", ["https://e.org/m.xml", "https://e.org/n.xml"]),
    "rss": ("<rss version='2.0'><channel><item><title>T</title><link>https://e.org/a</link></item></channel></rss>", ["https://e.org/a"]),
    "atom": ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://e.org/a'/></entry></feed>", ["https://e.org/a"]),
    "byte order mark": ("\ufeff" + PLAIN, ["https://e.org/a"]),
    "unescaped sign": (PLAIN.replace("/a ", "/a?b=1&c=2 "), ["https://e.org/a?b=1=2"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_every_form_gives_its_addresses(name, pack):
    """Compressed or not; addresses of pictures are no pages."""
    text, urls = FORMS[name]

    found = read_sitemap(pack(text.encode()))

    assert len(urls) == len(found.places)
    assert name == "unescaped sign" or urls == [place.url for place in found.places]
    assert found.whole


def test_a_sitemap_that_breaks_off_says_so():
    """What stood before is read."""
    text = PLAIN.replace("</urlset>", "<url><loc>https://e.org/b</loc></url><url><lo")

    found = read_sitemap(text.encode())

    assert (["https://e.org/a", "https://e.org/b"], False) == (
        [place.url for place in found.places],
        found.whole,
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!DOCTYPE html><html><body>Not found</body></html>", "an HTML page"), ("", "an empty answer"),
        ("hello", "a text without addresses"), ("<a/>", "<a>"), ("<", "StartTag"),
    ],
)  # fmt: skip
def test_what_is_no_sitemap_is_said(body, reason):
    """The reason names what came."""
    with pytest.raises(Broken, match=reason):
        list(spider().parse(Response("https://e.org/m.xml", body=body.encode())))


def spider(**keys):
    source = Source(id="s", title="S", publisher="P", kind="sitemap", url="https://e.org/m.xml", sitemap=keys)
    return SitemapSpider(source, today=date(2026, 3, 1))


def parse(one, text, **more):
    response = Response("https://e.org/m.xml", body=text.encode())
    return list(one.parse_part(response, **more) if more else one.parse(response))


def test_a_news_sitemap_needs_no_page():
    """Title and date stand in it."""
    (item,) = parse(spider(), NEWS)

    assert ("A & B", "2026-02-03", "https://e.org/n") == (item.title, item.date.value, item.url)


def urlset(*entries):
    urls = "".join(
        f"<url><loc>https://e.org/{name}</loc><lastmod>{day}</lastmod></url>" for name, day in entries
    )
    return f"<urlset {SPACE}>{urls}</urlset>"


def test_what_did_not_change_is_not_asked_for_and_the_limit_goes_to_the_rest():
    """A large site is read over several runs; after a month a page is looked at again."""
    one = spider(limit=1)
    early, late = datetime(2026, 2, 10, tzinfo=UTC), datetime(2026, 2, 20, tzinfo=UTC)
    long_ago = datetime(2025, 12, 1, tzinfo=UTC)
    one.recall = lambda: {
        "https://e.org/same": LastReading(early, late), "https://e.org/new": LastReading(early, late),
        "https://e.org/forgotten": LastReading(long_ago, long_ago),
    }  # fmt: skip

    found = parse(one, urlset(("same", "2026-02-01"), ("new", "2026-02-25"), ("forgotten", "2025-01-01")))

    assert ["https://e.org/new"] == [request.url for request in found]
    assert one.partial
    assert ["the sheet allows 1 pages in one run; the next runs read on"] == one.notes


def test_of_an_index_only_the_wanted_sitemaps_are_read_and_not_without_end():
    """The newest comes first; a sitemap that lies too deep is said."""
    index = (
        f"<sitemapindex {SPACE}><sitemap><loc>/posts-1.xml</loc><lastmod>2025</lastmod></sitemap>"
        "<sitemap><loc>/posts-2.xml</loc><lastmod>2026</lastmod></sitemap><sitemap><loc>/tags.xml</loc></sitemap>"
        "</sitemapindex>"
    )
    one = spider(maps="posts")

    assert ["https://e.org/posts-2.xml", "https://e.org/posts-1.xml"] == [
        found.url for found in parse(one, index)
    ]
    assert {Dropped} == {type(found) for found in parse(one, index, depth=5)}


def test_a_page_gives_what_most_pages_have():
    """Without selectors: its heading and the date in its meta data; the sheet's selectors go before."""
    body = (
        "<html><head><title>T | Site</title><meta property='article:published_time' content='2026-01-02'></head>"
        "<body><h1>Heading</h1><p class='t'>Chosen</p></body></html>"
    )
    place = next(iter(read_sitemap(PLAIN.encode()).places))
    page = HtmlResponse("https://e.org/a", body=body.encode(), request=Request("https://e.org/a"))

    (plain,) = spider().parse_page(page, place)
    (chosen,) = spider(page={"title": ".t"}).parse_page(page, place)

    assert ("Heading", "2026-01-02") == (plain.title, plain.date.value)
    assert ("Chosen", "2026-01-02") == (chosen.title, chosen.date.value)


def test_robots_txt_leads_to_sitemaps_and_a_lost_one_costs_only_itself(here, web):
    """The real command, from robots.txt over an index that contains itself to a compressed list of pages."""
    web.put("/robots.txt", f"User-agent: *\nDisallow:\nSitemap: {web.url}/index.xml\n")
    parts = "".join(
        f"<sitemap><loc>{web.url}/{name}</loc></sitemap>" for name in ("index.xml", "a.xml.gz", "lost.xml")
    )
    web.put("/index.xml", f"<sitemapindex {SPACE}>{parts}</sitemapindex>")
    pages = "".join(f"{web.url}/p/{n}\n" for n in range(20))
    web.put("/a.xml.gz", gzip.compress(pages.encode()), content_type="application/gzip")
    for n in range(20):
        web.put(f"/p/{n}", f"<html><h1>Page {n}</h1></html>", content_type="text/html")
    here.sheet("s", f'kind = "sitemap"\nurl = "{web.url}/robots.txt"\n[sitemap]\nmatch = "/p/"\n')

    here.run("harvest")

    with reading(Place(here.folder / "var")) as reader:
        assert 20 == sum(isinstance(work.item, Item) for work in reader.works())
        run = reader.runs()[-1]
    assert ("ok", {"page could not be read": 1}) == (run.outcome, dict(run.dropped))
