"""Lists: each has the files that are worth their number, and names where the others come from."""

from dataclasses import replace
from zipfile import ZipFile

import feedparser
import pytest
import rispy
from lxml import html

from index.definitions.tracking import NOTHING
from site_builder.build import build_site
from site_builder.taking.amounts import Amounts
from site_builder.taking.lists import Listing, feed_folders, listings, search_address
from site_builder.viewing import viewing

REGION, DRIVER = ("region", "si"), ("driver", "income")


def offered(built, page):
    """Where the section below a list leads to, by its words."""
    tree = html.document_fromstring((built / page).read_bytes())
    return {link.text: link.get("href") for link in tree.xpath("//section[@aria-labelledby='h-take']//a")}


def test_a_value_of_some_works_has_its_references_in_one_zip(built):
    """All four formats and the citations in each style, with every work of the list."""
    zip_ = next(href for text, href in offered(built, "facets/region/si/index.html").items() if "RIS" in text)

    with ZipFile(built / "facets/region/si" / zip_) as archive:
        assert ["works.ris", "works.bib", "works.json", "works.csv", "citations.txt"] == archive.namelist()
        assert 131 == len(rispy.loads(archive.read("works.ris").decode()))
        styles = archive.read("citations.txt").decode().strip().split("\n\n\n")
        assert [132] * 4 == [len(style.split("\n\n")) for style in styles]  # with the name of the style


def test_a_pair_without_feeds_names_those_that_tell_of_it(small, tmp_path):
    """Where feeds are for pairs of more works only, they are those of its values, and they are there."""
    built = tmp_path / "site"
    build_site(replace(small, amounts=Amounts(feeds_from=8)), built)
    page = "facets/region/ke/driver/income/index.html"
    found = offered(built, page)

    assert {"Kenya", "Income"} <= set(found)
    feeds = [
        feedparser.parse((built / page).parent.joinpath(found[name]).read_bytes())
        for name in ("Kenya", "Income")
    ]
    assert ["Observatory on bees: Kenya", "Observatory on bees: Income"] == [one.feed.title for one in feeds]
    assert any(entry.link.endswith("/w-kenya/index.html") for entry in feeds[0].entries)


@pytest.mark.parametrize("pair", ["facets/region/si/driver/income", "facets/region/ke/driver/income"])
def test_every_pair_with_a_page_has_its_feeds(built, pair):
    """They lie beside the page, of many works or few, and its head names them."""
    tree = html.document_fromstring((built / pair / "index.html").read_bytes())

    assert ["feed.xml", "feed.json"] == tree.xpath("//link[@rel='alternate']/@href")
    assert {"feed.xml", "feed.json"} <= {path.name for path in (built / pair).iterdir()}


def test_the_search_of_a_list_is_written_as_the_search_writes_it(site):
    """Its values in the order of the facets, signs escaped; a site without a search has none."""
    with viewing(replace(site, words=list)) as view:
        pair = Listing("facets/x/index.html", "x", (1,), (("publisher", "Bee & Board"), REGION))
        address = search_address(view, pair)
    with viewing(site) as view:
        none = search_address(view, pair)

    assert "search/index.html?region=si&publisher=Bee+%26+Board#take" == address
    assert "" == none


@pytest.mark.parametrize(("query", "works", "expected"), [
    ("hive* OR honey", 3, "search/index.html?q=hive*+OR+honey#take"),
    ("honey of the lake", 12, "search/index.html?q=honey+of+the+lake#take"),
    ("honey of the lake", 3, ""), ("honey", 0, ""), ("~honey", 3, ""), ('"honey lake"~3', 3, ""), ("like:w-kenya", 3, ""),
])  # fmt: skip
def test_a_saved_question_leads_to_the_search_that_finds_the_same(site, query, works, expected):
    """Not where the search in the browser would find other works, or cannot be asked so."""
    listing = Listing("questions/x/index.html", "x", tuple(range(works)), query=query)
    with viewing(replace(site, words=list)) as view:
        found = search_address(view, listing)

    assert expected == found


def test_the_search_is_told_of_every_feed(site, built):
    """What it makes an address of is a file."""
    with viewing(site) as view:
        folders = feed_folders(view, Amounts(feeds_from=8))
        values, pairs = folders["values"], folders["pairs"]
        single = [key for listing in listings(view) if len(listing.keys) == 1 for key in listing.keys]

    def slug(facet, value):
        return f"facets/{facet}/{values.get(facet, {}).get(value, value)}"

    assert [] == [key for key in single if not (built / slug(*key) / "feed.xml").is_file()]
    assert ["region", "driver", {"europe": ["income"], "si": ["income"]}] in pairs
    for first, second, of in pairs:
        for value, others in of.items():
            for other in others:
                pair = f"{slug(first, value)}/{slug(second, other).removeprefix('facets/')}"
                assert (built / pair / "feed.xml").is_file()


@pytest.mark.parametrize(
    ("amounts", "kept"),
    [
        (Amounts(references_from=0), {"feed.xml", "feed.json"}),
        (Amounts(feeds_from=0), {"feed.xml", "feed.json", "references.zip"}),
    ],
)
def test_what_costs_many_files_can_be_switched_off(site, tmp_path, amounts, kept):
    """No zip of values, or no feeds of pairs; all works and single values can be followed in any case."""
    some = [work for work in site.works() if "many-00" in work.id]
    build_site(
        replace(site, works=lambda: iter(some), amounts=amounts, tracked=NOTHING, changes=()),
        tmp_path / "site",
    )
    value = tmp_path / "site/facets/region/si"

    assert kept == {path.name for path in value.iterdir() if path.suffix not in (".html", "")}
    assert (value / "driver/income/feed.xml").is_file() == bool(amounts.feeds_from)
