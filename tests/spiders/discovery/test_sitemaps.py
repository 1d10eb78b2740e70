"""The sitemap of an address: where it is looked for, in which order, and when looking ends."""

import asyncio
import re

import pytest
from scrapy.http import TextResponse

from spiders.discovery.sitemaps import ASKED, sitemap_beneath
from spiders.failures import Unreachable

SITE = "https://e.org"
URL = f"{SITE}/news"


def pages(*paths):
    return "<urlset>" + "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in paths) + "</urlset>"


def index(*parts):
    """An index of parts, each an address or an address with the day of its last change."""
    listed = [part if isinstance(part, tuple) else (part, "") for part in parts]
    entries = "".join(
        f"<sitemap><loc>{SITE}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for path, day in listed
    )
    return f"<sitemapindex>{entries}</sitemapindex>"


NEWS = pages(*(f"/news/{n}" for n in range(5)))
OTHER = pages(*(f"/people/{n}" for n in range(9)))


def searched(site, url=URL):
    """What is found on a site, and the paths that were asked."""
    asked = []

    async def get(request):
        path = request.url.removeprefix(SITE)
        asked.append(path)
        if path not in site:
            raise Unreachable("not there")
        return TextResponse(request.url, body=site[path].encode())

    return asyncio.run(sitemap_beneath(url, get)), asked


@pytest.mark.parametrize(
    ("site", "begins"),
    {
        "its usual place": ({"/sitemap.xml": NEWS}, "/sitemap.xml"),
        "named in robots.txt": ({"/robots.txt": "Sitemap: /maps/m.xml", "/maps/m.xml": NEWS}, "/maps/m.xml"),
        "a name that leads nowhere": ({"/robots.txt": f"Sitemap: {SITE}/m.xml", "/sitemap.xml": NEWS}, "/sitemap.xml"),
        "named, but of other pages": ({"/robots.txt": f"Sitemap: {SITE}/m.xml", "/m.xml": OTHER, "/sitemap.xml": NEWS}, "/sitemap.xml"),
        "part of an index": ({"/sitemap.xml": index("/a.xml", "/b.xml"), "/a.xml": NEWS, "/b.xml": OTHER}, "/sitemap.xml"),
        "an index in an index": ({"/sitemap.xml": index("/a.xml"), "/a.xml": index("/b.xml"), "/b.xml": NEWS}, "/sitemap.xml"),
        "hardly any pages beneath": ({"/sitemap.xml": pages("/news/1", "/news/2", "/about")}, None),
        "a page in its place": ({"/sitemap.xml": "<html><body>Not found</body></html>"}, None),
        "an index of itself": ({"/sitemap.xml": index("/sitemap.xml")}, None),
        "a robots.txt that is a page": ({"/robots.txt": "<html></html>", "/sitemap.xml": NEWS}, "/sitemap.xml"),
        "nothing": ({}, None),
    }.values(),
)  # fmt: skip
def test_a_sitemap_is_found(site, begins):
    """Where one leads to five pages beneath the address, reading begins there."""
    found, _ = searched(site)

    assert begins == (found.url.removeprefix(SITE) if found else None)


def test_of_an_index_parts_called_like_the_address_are_asked_first_then_the_newest():
    """Numbers in names count as numbers where no day is said."""
    parts = index(
        ("/people.xml", "2026-02-01"),
        ("/tags.xml", "2026-03-01"),
        "/map-9.xml",
        "/map-10.xml",
        "/news-posts.xml",
    )

    _, asked = searched({"/sitemap.xml": parts})

    assert [
        "/robots.txt",
        "/sitemap.xml",
        "/news-posts.xml",
        "/tags.xml",
        "/people.xml",
        "/map-10.xml",
    ] == asked[:6]


def test_parts_that_differ_in_numbers_only_are_read_too():
    """A new month brings a new part; other parts are left alone."""
    found, _ = searched(
        {"/sitemap.xml": index("/posts-2026-01.xml", "/tags.xml"), "/posts-2026-01.xml": NEWS}
    )

    maps = found.table["maps"]
    assert re.search(maps, f"{SITE}/posts-2026-02.xml")
    assert not re.search(maps, f"{SITE}/tags.xml")
    assert f"{SITE}/posts-2026-01.xml" == found.part
    assert found.table["newest"]


def test_a_site_with_very_many_sitemaps_is_not_asked_for_all():
    """After some that list nothing beneath the address it counts as having none."""
    named = "\n".join(f"Sitemap: {SITE}/{n}.xml" for n in range(500))

    found, asked = searched({"/robots.txt": named} | {f"/{n}.xml": OTHER for n in range(500)})

    assert (None, ASKED + 1) == (found, len(asked))


def test_a_front_page_has_no_sitemap_of_its_own():
    """The whole site would be beneath it."""
    assert (None, []) == searched({"/sitemap.xml": pages(*(f"/{n}" for n in range(9)))}, f"{SITE}/")
