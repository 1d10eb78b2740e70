"""The digest: plain text that says what a week brought."""

from dataclasses import replace

import pytest

from corpus.ledger import Change
from corpus.sources import Health
from site_builder.taking.bulletin import LISTED, digest_text
from site_builder.viewing import viewing

NOON = "2026-05-04T12:00:00+00:00"
LATER = "2026-05-20T12:00:00+00:00"


@pytest.fixture(scope="module")
def text(site):
    with viewing(site) as view:
        return digest_text(view)


def test_new_works_are_named_with_their_pages(text, site):
    """So many of them, and how many more there are."""
    assert f"NEW WORKS: {sum(1 for _ in site.works())}" in text.splitlines()
    assert LISTED == sum(
        line.startswith("  https://bees.example/works/") for line in text.split("CHANGED")[0].splitlines()
    )
    assert "and 35 more: https://bees.example/works/index.html" in text


def test_what_is_older_than_a_week_is_not_told(small):
    """Neither works nor changes; a change within the week is."""
    changes = (
        Change("w-kenya", NOON, "source", "kept", ("title",)),
        Change("w-copy", LATER, "parser", "kept", ("note",)),
    )
    with viewing(replace(small, as_of=LATER, changes=changes)) as view:
        lines = digest_text(view).splitlines()

    assert "NEW WORKS: 0" in lines
    assert "CHANGED: 1" in lines
    assert "- A copy of a hive law (parser: note)" in lines


def test_sources_that_do_not_do_well_are_told_with_the_reason(small):
    """Those that do are counted."""
    health = (*small.health, Health("feed", "broken", "It answers\nwith a page.", since="2026-05-02"))
    with viewing(replace(small, health=health)) as view:
        lines = digest_text(view).splitlines()

    assert "SOURCES: 1 broken, 1 ok" in lines
    assert "- News <feed>: broken since 2 May 2026. It answers with a page." in lines


def test_harvested_text_stays_on_its_line(text):
    """No sign in it turns the direction of the rest, or begins another line."""
    assert not set("\u202e\u2066\x1b") & set(text)
    assert '- <script>alert("bees")</script> (<b>Bold & Sons</b>, 2024)' in text.splitlines()


def test_before_the_first_harvest_it_says_so(empty):
    """A file that is offered is there."""
    with viewing(empty) as view:
        assert "Nothing has been harvested yet." in digest_text(view)
