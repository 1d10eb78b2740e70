"""A zero is worth what was looked at."""

from dataclasses import replace

import pytest

from corpus.sources import Health, SourceCard
from site_builder.watching import Watch, Watchers

KENYA, AFRICA, POLICY = ("region", "ke"), ("region", "africa"), ("kind", "policy")


def card(name, regions, kinds=("policy",), **fields):
    return SourceCard(
        name, name, "A publisher", "feed", "https://example.org", regions=regions, kinds=kinds, **fields
    )


@pytest.fixture
def watchers(site):
    cards = (
        card("kenya", ("ke",)), card("africa", ("africa",), ("news",)), card("world", ("global",)),
        card("europe", ("europe",)), card("closed", ("ke",), retired="It closed."),
    )  # fmt: skip
    health = (
        Health("kenya", "ok", "", last_good="2026-05-02T08:00:00+00:00"),
        Health("africa", "ok", "", last_good="2026-05-03T08:00:00+00:00"),
        Health("closed", "retired", "", last_good="2026-05-04T08:00:00+00:00"),
    )
    return Watchers(replace(site, sources=cards, health=health))


def test_a_region_is_watched_from_within_from_around_and_from_everywhere(watchers):
    """Retired sources do not count; the latest reading does."""
    assert Watch(3, 2, "2026-05-03") == watchers.of(KENYA) == watchers.of(AFRICA)


def test_a_pair_is_watched_by_those_who_watch_both(watchers):
    """The source on Africa lists news only."""
    assert Watch(2, 1, "2026-05-02") == watchers.of(KENYA, POLICY)


def test_what_no_source_names_is_watched_by_nobody(site):
    """Then a zero says nothing of the field."""
    assert Watch(0, 0, "") == Watchers(replace(site, sources=())).of(KENYA)
