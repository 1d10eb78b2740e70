"""Sources of which only the address is known: what is found there is read, in the right order, unverified."""

import asyncio
import json
from datetime import date

import pytest
from scrapy.http import HtmlResponse

from corpus.store import Place, reading
from spiders.auto import AutoSpider
from spiders.failures import Broken
from spiders.sheet import Source
from spiders.workers import Workers

TITLES = ("Skills for a changing labour market", "A register of short courses", "Who recognises what, and where",
          "Annual conference on open learning", "Guidance for small providers", "What employers ask for")  # fmt: skip
FEED = '<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss">'
COMMENTS = '<link rel="alternate" type="application/rss+xml" title="Comments feed" href="/comments/feed">'


def page(head="", titles=TITLES):
    rows = "".join(
        f"<li><a href='/item/{n}'>{title}</a> <span>{n + 1} May 2025</span></li>"
        for n, title in enumerate(titles)
    )
    return f"<html lang='en'><head>{head}</head><body><ul>{rows}</ul></body></html>"


def rss(*titles):
    items = "".join(
        f"<item><title>{title}</title><link>https://e.org/{n}</link><guid>{n}</guid>"
        "<pubDate>Thu, 01 May 2025 00:00:00 GMT</pubDate></item>"
        for n, title in enumerate(titles)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>F</title>{items}</channel></rss>"


def titles_of(here):
    with reading(Place(here.folder / "var")) as reader:
        return sorted(work.item.title for work in reader.works())


def put_page(web, head="", path="/"):
    return web.put(path, page(head), content_type="text/html")


def test_a_declared_feed_goes_before_the_list_on_the_page(here, web):
    """The page names a feed of its news and one of comments; the news are read."""
    web.put("/news.rss", rss("From the feed", "Also from the feed"), content_type="application/rss+xml")
    web.put("/comments/feed", rss("A comment"), content_type="application/rss+xml")
    here.sheet("found", f'kind = "auto"\nurl = "{put_page(web, COMMENTS + FEED)}"\n')

    said = here.run("harvest")

    assert ["Also from the feed", "From the feed"] == titles_of(here)
    assert f"read as feed at {web.url}/news.rss" in said
    assert 0 == web.times("/comments/feed")


@pytest.mark.parametrize("status", [404, 500])
def test_a_declared_feed_that_is_gone_leaves_the_list(here, web, status):
    """A feed that does not answer is no failure of the source: its page is read, and the run is ok."""
    web.put("/news.rss", "none", status=status)
    here.sheet("found", f'kind = "auto"\nurl = "{put_page(web, FEED)}"\n[expect]\nat_least = 6\n')

    here.run("harvest")

    assert sorted(TITLES) == titles_of(here)
    assert "ok" == here.status()["found"]["state"]


def test_a_sitemap_with_pages_beneath_the_address_goes_before_the_list(here, web):
    """Five and more pages beneath the address are items; the rest of the site is none."""
    urls = [web.put(f"/news/{n}", f"<h1>Page {n}</h1>", content_type="text/html") for n in range(5)]
    urls.append(web.put("/about", "<h1>About</h1>", content_type="text/html"))
    locations = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    web.put(
        "/sitemap.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</urlset>',
        content_type="text/xml",
    )  # fmt: skip
    here.sheet("found", f'kind = "auto"\nurl = "{put_page(web, path="/news")}"\n')

    here.run("harvest")

    assert [f"Page {n}" for n in range(5)] == titles_of(here)


def test_a_sitemap_that_robots_txt_names_is_read_part_by_part(here, web):
    """The index is asked, then its part on the news: five and more pages beneath the address are items."""
    urls = [web.put(f"/news/{n}", f"<h1>Page {n}</h1>", content_type="text/html") for n in range(5)]
    locations = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    web.put("/maps/news-2025.xml", f"<urlset>{locations}</urlset>", content_type="text/xml")
    parts = "".join(
        f"<sitemap><loc>{web.url}/maps/{name}.xml</loc></sitemap>" for name in ("news-2025", "staff")
    )
    index = web.put("/maps/index.xml", f"<sitemapindex>{parts}</sitemapindex>", content_type="text/xml")
    web.put("/robots.txt", f"User-agent: *\nDisallow: /*.txt$\nSitemap: {index}")
    here.sheet("found", f'kind = "auto"\nurl = "{put_page(web, path="/news")}"\n')

    said = here.run("harvest")

    assert [f"Page {n}" for n in range(5)] == titles_of(here)
    assert f"read as sitemap at {index}" in said
    assert 0 == web.times("/maps/staff.xml")
    here.run("source", "accept", "found")
    assert "found: 5 rows, no differences, 7 answers" in here.run("source", "test", "found")


def test_json_behind_a_page_without_a_list_is_read(here, web):
    """What a script fetches is found by the address that the page holds."""
    rows = [
        {"title": title, "url": f"{web.url}/item/{n}", "date": f"2025-05-0{n + 1}"}
        for n, title in enumerate(TITLES)
    ]
    web.put("/api/news.json", json.dumps({"items": rows}), content_type="application/json")
    web.put(
        "/list",
        '<html lang="en"><body><div data-source="/api/news.json"></div></body></html>',
        content_type="text/html",
    )
    here.sheet("found", f'kind = "auto"\nurl = "{web.url}/list"\n')

    said = here.run("harvest")

    assert sorted(TITLES) == titles_of(here)
    assert f"read as listing at {web.url}/api/news.json" in said


def test_what_was_found_stays_unverified_after_a_healthy_run(here, web):
    """Only a person can say that the right list was found; the same answers give the same items again."""
    here.sheet("found", f'kind = "auto"\nurl = "{put_page(web)}"\n')
    here.run("harvest")

    said = here.run("harvest")

    row = here.status()["found"]
    assert ("ok", False) == (row["state"], row["verified"])
    assert "0 new" in said or "nothing new" in said


def test_an_address_with_nothing_to_read_is_broken_and_says_what_to_do(here, web):
    """A page of prose gives no item, and the reason names the remedy."""
    web.put("/", "<html lang='en'><body><p>Welcome.</p></body></html>", content_type="text/html")
    here.sheet("found", f'kind = "auto"\nurl = "{web.url}/"\n')

    here.run("harvest")

    row = here.status()["found"]
    assert "broken" == row["state"]
    assert "write a sheet" in row["reason"]


def test_a_page_that_lost_its_list_publishes_nothing_new(here, web):
    """The promise holds for what is found, too: a menu in place of the list is below it."""
    here.sheet("found", f'kind = "auto"\nurl = "{put_page(web)}"\n[expect]\nat_least = 6\n')
    here.run("harvest")
    web.put("/", page(titles=TITLES[:2]), content_type="text/html")

    here.run("harvest")

    assert "degraded" == here.status()["found"]["state"]
    assert sorted(TITLES) == titles_of(here)


def test_a_page_that_takes_too_long_to_look_through_costs_this_source_only():
    """Hostile markup is looked through by a worker, whose time is limited."""
    spider = AutoSpider(
        Source(id="found", title="F", publisher="P", kind="auto", url="https://e.org/"),
        today=date(2026, 1, 1),
    )
    deep = f"<html><body>{'<div>' * 1900}{'x 3 May 2024 ' * 3000}</body></html>"

    async def prepared():
        with Workers(1, seconds=1) as spider.workers:
            await spider.prepare(HtmlResponse("https://e.org/", body=deep, encoding="utf-8"))

    with pytest.raises(Broken, match="cannot be looked through: reading it took too long"):
        asyncio.run(prepared())
