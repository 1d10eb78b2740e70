"""The way from one page of a list to the next."""

import json

import pytest

from spiders.discovery.next_page import next_of
from spiders.discovery.proposal import saved_answer

URL = "https://institute.example/news"


def found_in(body):
    return next_of(saved_answer(URL, body.encode()))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<link rel="next" href="/news?page=2">', "//link[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"),
        ('<a href="/news/2">Next ›</a>', '//a[normalize-space()="Next ›"]/@href'),
        ('<a href="/news/2">Página siguiente</a>', '//a[normalize-space()="Página siguiente"]/@href'),
        ('<a href="/news/2">Nächste</a>', '//a[normalize-space()="Nächste"]/@href'),
        ('<a href="/news/2" aria-label="Volgende pagina"><i></i></a>', '//a[@aria-label="Volgende pagina"]/@href'),
        ('<a href="/news/2">次へ</a>', '//a[normalize-space()="次へ"]/@href'),
    ],
)  # fmt: skip
def test_a_link_that_says_it_leads_on_is_proposed(body, expected):
    """By its relation, its text or its label, in many languages."""
    assert expected == found_in(f"<!doctype html><html><body>{body}</body></html>")["next"]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        (("?page=2", "?page=3"), ("https://institute.example/news?page={n}", 1, 1)),
        (("?page=1&x=7", "?page=2&x=7"), ("https://institute.example/news?page={n}&x=7", 0, 1)),
        (("?start=10", "?start=20"), ("https://institute.example/news?start={n}", 0, 10)),
    ],
)
def test_numbered_pages_are_counted_by_what_changes_in_their_addresses(links, expected):
    """The number of the first page is worked out from the second and the third."""
    two, three = links

    found = found_in(f"<html><body><b>1</b> <a href='{two}'>2</a> <a href='{three}'>3</a></body></html>")

    assert expected == (found["pages_at"], found["first"], found["step"])


@pytest.mark.parametrize(
    "body",
    [
        "<a href='https://elsewhere.example/2'>Next</a>", "<a href='#top'>Next</a>", "<a href='/event'>Next month</a>",
        "<a href='/2024'>2024</a> <a href='/2025'>2025 </a><a href='/news'>Next</a>",
    ],
)  # fmt: skip
def test_what_leads_elsewhere_is_no_next_page(body):
    """Other hosts, places on the page, the page itself and years are none."""
    assert {} == found_in(f"<html><body>{body}</body></html>")


def test_the_address_of_the_next_page_in_json_is_proposed():
    """Where the answer names it beside its items."""
    answer = {"items": [{"next": "/item/2"}], "_links": {"next": {"href": "/api?page=2"}}}

    assert {"next": 'json:"_links"."next"."href"', "pages": 5} == found_in(json.dumps(answer))
