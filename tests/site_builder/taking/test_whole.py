"""The whole for machines: maps, robots and the OAI file name what is there."""

from dataclasses import replace
from pathlib import Path

from lxml import etree
from protego import Protego

from site_builder.build import build_site
from site_builder.taking.whole import MOST_RECORDS, whole_files
from spiders.crosswalks import form_of, read_metadata
from spiders.oai_answers import read_page

OAI = {"oai": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}


def test_the_site_map_names_every_page_but_the_one_for_missing_pages(built):
    """
    Each address is a file of the site; works have the day of their last change.
    """
    tree = etree.parse(built / "sitemap.xml")
    found = tree.xpath("//*[local-name()='loc']/text()")
    days = tree.xpath("//*[local-name()='lastmod']/text()")

    pages = {path.relative_to(built).as_posix() for path in built.rglob("*.html")} - {"404.html"}
    files = {url.removeprefix("https://bees.example/") for url in found}
    assert pages == {f"{name}index.html" if not name or name.endswith("/") else name for name in files}
    assert {"2026-05-04"} == set(days)
    assert len(list(Path(built / "works").glob("*/index.html"))) == len(days)


def test_robots_may_read_all_and_find_the_map(built):
    """
    As a parser of robots.txt understands it.
    """
    robots = Protego.parse((built / "robots.txt").read_text())

    assert robots.can_fetch("https://bees.example/works/index.html", "any")
    assert ["https://bees.example/sitemap.xml"] == list(robots.sitemaps)


def test_the_oai_file_holds_every_work(built, site):
    """
    Titles in Dublin Core are those of the works, whatever signs they hold.
    """
    tree = etree.parse(built / "oai.xml")

    ids = tree.xpath("//oai:identifier/text()", namespaces=OAI)
    assert [f"oai:bees.example:{work.id}" for work in site.works()] == ids
    titles = tree.xpath("//dc:title/text()", namespaces=OAI)
    assert [" ".join(work.item.title.split()) for work in site.works()] == titles
    assert ["bees@example.org"] == tree.xpath("//oai:adminEmail/text()", namespaces=OAI)


def test_what_a_gateway_hands_on_of_the_oai_file_is_read_by_a_harvester(built, site):
    """Our own reader of OAI-PMH gets title, authors, day, language and address of each work out of it."""
    records = etree.parse(built / "oai.xml").xpath("//oai:record", namespaces=OAI)
    inside = b"".join(etree.tostring(record) for record in records)
    answer = b'<OAI-PMH xmlns="%s"><ListRecords>%s</ListRecords></OAI-PMH>' % (OAI["oai"].encode(), inside)

    page = read_page(answer)
    found = [read_metadata(entry.metadata, form_of(entry.metadata)) for entry in page.entries]
    read = [(one["authors"], one["date"], one["language"], one["publisher"]) for one in found]
    assert page.sound
    assert read == [
        (one.authors, one.date.value if one.date else "", one.language or "", one.publisher or "")
        for one in (work.item for work in site.works())
    ]
    assert all(record.xpath("boolean(.//@*[local-name()='schemaLocation'])") for record in records)


def test_a_site_that_does_not_know_its_address_has_none_of_them(small, tmp_path):
    """
    All of these files need whole addresses.
    """
    build_site(replace(small, base_url=""), tmp_path / "site")

    assert [] == [
        name for name in ("sitemap.xml", "robots.txt", "oai.xml") if (tmp_path / "site" / name).exists()
    ]


def test_a_map_of_many_pages_is_an_index_of_maps(site):
    """
    One may hold 50,000 addresses at most.
    """
    files = dict(whole_files(site, [f"p{n}.html" for n in range(50_001)], []))

    assert ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml", "robots.txt"] == list(files)
    assert 2 == len(etree.fromstring(files["sitemap.xml"]))


def test_many_works_are_in_no_oai_file(site):
    """
    Gateways read it as a whole.
    """
    works = [(f"w{n}", "2026-05-04", (("title", "T"),)) for n in range(MOST_RECORDS + 1)]

    assert "oai.xml" in dict(whole_files(site, [], works[:-1]))
    assert "oai.xml" not in dict(whole_files(site, [], works))


def test_a_search_page_is_described_for_browsers(site):
    """
    Only where there is one.
    """
    files = dict(whole_files(site, ["search/index.html"], []))

    described = etree.fromstring(files["opensearch.xml"])
    assert "https://bees.example/search/index.html?q={searchTerms}" == described.find("{*}Url").get(
        "template"
    )
    assert ["Observatory on", "Observatory on bees"] == [
        described.findtext(f"{{*}}{n}Name") for n in ("Short", "Long")
    ]
    assert "opensearch.xml" not in dict(whole_files(site, ["index.html"], []))
