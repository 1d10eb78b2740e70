"""Organisations: what the page of a publisher of several works tells beside them."""

import json

import pytest
from lxml import html


@pytest.fixture(scope="module")
def board(built):
    return html.document_fromstring((built / "facets/publisher/bee-board/index.html").read_bytes())


def rows(root, caption):
    table = root.xpath(f"//table[caption='{caption}']/tbody/tr")
    return {row.xpath("string(th)"): int(row.xpath("string(td[last()])")) for row in table}


def linked(section):
    return {
        one.xpath("string(span[1])"): int(one.xpath("string(span[@class='fig'])"))
        for one in section.xpath(".//*[@class='v']")
    }


def test_its_works_are_counted_by_what_they_are_on(board, site):
    """By theme, kind and year, as the works themselves say; years from the latest on."""
    works = [work for work in site.works() if "Bee Board" in (work.item.publisher or "")]
    years = [str(work.item.date.year) for work in works if work.item.date]

    assert {"Reports": len(works) - 1, "Policies": 1} == rows(board, "Kinds")
    assert sorted(set(years), reverse=True)[:12] == list(rows(board, "Years"))
    assert {year: years.count(year) for year in rows(board, "Years")} == rows(board, "Years")


def test_it_names_with_whom_it_publishes_and_where_its_works_were_seen(board):
    """Only works that name both count; each leads to the page of the other, and of the source."""
    partners, sources = (board.get_element_by_id(name) for name in ("with", "seen"))

    assert {"Hive Trust": 1} == linked(partners)
    assert ["../../../facets/publisher/hive-trust/index.html"] == partners.xpath(".//a/@href")
    assert {"Kept by hand": 67} == linked(sources)


def test_it_quotes_what_its_works_define(board):
    """With the place on the page of the work, and the traits that are stated."""
    (link,) = board.xpath("//*[@id='defines']//h3/a/@href")

    assert link.startswith("../../../works/w-kenya/index.html#d-")
    assert "Bee Board" == board.xpath("string(//*[@id='defines']//h3/a)")


def test_search_engines_read_an_organisation(board):
    """As schema.org calls it, with the page about it."""
    (block,) = board.xpath("//script[@type='application/ld+json']/text()")

    assert {
        "@context": "https://schema.org", "@type": "Organization", "name": "Bee Board",
        "mainEntityOfPage": "https://bees.example/facets/publisher/bee-board/index.html",
    } == json.loads(block)  # fmt: skip


def test_a_publisher_of_one_work_is_listed_only(built):
    """There is nothing to compare."""
    root = html.document_fromstring((built / "facets/publisher/club-0/index.html").read_bytes())

    assert not root.xpath("//*[@id='what']")
