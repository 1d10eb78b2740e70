"""Families: works that relations connect, on a page of their own and on the page of each."""

from dataclasses import replace

import pytest
from lxml import html

from corpus.families import Relation
from site_builder.build import build_site
from site_builder.dataset import export_dataset

RELATIONS = (
    Relation("w-bidi", "translation", "w-kenya", "same address or number, another language"),
    Relation("w-copy", "annex", "w-kenya", "title"),
)


@pytest.fixture(scope="module")
def related(small, tmp_path_factory):
    """A small site with one family of three works, its numbers proved against its dataset."""
    folder = tmp_path_factory.mktemp("families")
    site = replace(small, relations=RELATIONS, interface=("en", "fr"))
    build_site(site, folder / "site", folder / "dataset")
    return folder / "site"


def page(folder, name):
    return html.document_fromstring((folder / name).read_bytes())


def said(element):
    return " ".join(element.text_content().split())


def test_the_page_of_a_family_names_each_work_and_what_it_is(related):
    """The work on which the others depend stands first; each relation is told from both sides, with its reason."""
    root = page(related, "families/w-bidi/index.html")
    rows = root.xpath("//main//table/tbody/tr")

    assert "Honey in Kenya" == said(root.xpath("//h1")[0])
    assert 3 == len(rows)
    assert "translated as [Honey" in said(rows[0])
    assert "with the annex A copy of a hive law (title)" in said(rows[0])
    assert ["a translation of Honey in Kenya (same address or number, another language)", "an annex of Honey in Kenya (title)"] == [
        said(row.xpath("td[last()]")[0]) for row in sorted(rows[1:], key=lambda row: "annex" in said(row))
    ]  # fmt: skip


def test_a_work_leads_to_its_relatives_and_to_the_family(related):
    """Both sides lead to each other; a work without relations says nothing of it."""
    annex = page(related, "works/w-copy/index.html").get_element_by_id("family")

    assert ["../../families/w-bidi/index.html", "../../works/w-kenya/index.html"] == annex.xpath(".//a/@href")
    assert not page(related, "works/w-bare/index.html").xpath("//*[@id='family']")


def test_the_list_of_families_stands_in_each_language(related):
    """With how many relations of each sort there are; titles keep their language."""
    english, french = (page(related, f"{way}families/index.html") for way in ("", "fr/"))

    assert "annex (1), translation (1)" == said(english.xpath("//main//tbody/tr/td[last()]")[0])
    assert "annexe (1), traduction (1)" == said(french.xpath("//main//tbody/tr/td[last()]")[0])
    assert ["Honey in Kenya"] * 2 == [
        said(root.xpath("//main//tbody/tr/th")[0]) for root in (english, french)
    ]


def test_a_relation_to_a_work_that_is_not_shown_makes_no_family(small, tmp_path):
    """A family has two members at least, and every link of it leads to a page."""
    site = replace(small, relations=(Relation("w-kenya", "draft", "w-gone", "title"),))
    export_dataset(site, tmp_path / "dataset")

    build_site(site, tmp_path / "site", tmp_path / "dataset")

    assert not (tmp_path / "site/families").exists()
    assert "families/index.html" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")
