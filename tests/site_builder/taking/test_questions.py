"""Saved questions: a page and feeds of their own."""

import json
from dataclasses import replace

import feedparser
import pytest
from lxml import html

from site_builder.build import build_site
from site_builder.site import Asked


@pytest.fixture(scope="module")
def folder(small, tmp_path_factory):
    path = tmp_path_factory.mktemp("questions") / "site"
    questions = (
        Asked("Hives <now>", "hives OR law", ("w-kenya", "w-copy")), Asked("Wasps", "wasps", ()),
    )  # fmt: skip
    build_site(replace(small, questions=questions), path)
    return path


def test_a_question_has_a_page_with_what_it_finds(folder):
    """
    The title and query as text, and each work, the newest first.
    """
    page = html.document_fromstring((folder / "questions/hives-now/index.html").read_bytes())

    assert "Hives <now>" == page.findtext(".//h1")
    assert "hives OR law" == page.findtext(".//code")
    found = [
        link for link in page.xpath("//main//a/@href") if "/works/w-" in link and link.endswith("index.html")
    ]
    assert ["../../works/w-kenya/index.html", "../../works/w-copy/index.html"] == list(dict.fromkeys(found))


def test_a_question_has_feeds_and_references(folder):
    """
    They hold the same works.
    """
    feed = feedparser.parse((folder / "questions/hives-now/feed.xml").read_bytes())
    references = json.loads((folder / "questions/hives-now/works.json").read_bytes())

    assert not feed.bozo
    assert {"w-kenya", "w-copy"} == {one["id"] for one in references}
    assert 2 == len(feed.entries)


def test_a_question_that_finds_nothing_can_be_followed(folder):
    """
    Its feed is there and empty, and no file of references is offered.
    """
    page = html.document_fromstring((folder / "questions/wasps/index.html").read_bytes())

    assert [] == feedparser.parse((folder / "questions/wasps/feed.xml").read_bytes()).entries
    assert [] == [link for link in page.xpath("//a/@href") if link.endswith((".ris", ".bib"))]


def test_no_page_is_made_where_no_question_is_saved(built):
    """
    No placeholder is published.
    """
    assert not (built / "questions").exists()
