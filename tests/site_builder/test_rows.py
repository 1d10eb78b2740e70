"""Rows, facets and coverage: why a work is in a list, and what the list can say."""

import pytest

from site_builder.coverage import compared, coverage
from site_builder.matrix import groups, roots
from site_builder.rows import row_of
from site_builder.viewing import viewing


@pytest.fixture(scope="module")
def view(site):
    with viewing(site) as view:
        yield view


def card(view, work):
    return view.cards[view.by_id[work]]


def test_one_sentence_that_shows_all_is_better_than_two(view):
    """
    Region and driver in one sentence are shown once.
    """
    row = row_of(view, card(view, "w-kenya"), [("region", "africa"), ("driver", "income")])

    assert ['Farmers in <mark class="r">Kenya</mark> keep hives for <mark class="d">income</mark>.'] == [
        str(one) for one in row.said
    ]


def test_a_group_is_shown_by_the_words_of_its_member(view):
    """
    The reason names the words and the member.
    """
    row = row_of(view, card(view, "w-kenya"), [("region", "africa")])

    assert [("Africa", "Kenya", "Kenya", False)] == [
        (r.label, r.words, r.through, r.given) for r in row.reasons
    ]


def test_a_tag_without_words_shows_the_note_unmarked(view):
    """
    And says that the source gave it.
    """
    row = row_of(view, card(view, "w-copy"), [("theme", "hives")])

    assert (["A law on hives in Slovenia."], True) == ([str(one) for one in row.said], row.reasons[0].given)


def test_the_newest_come_first_and_the_undated_last(view):
    """
    A month counts as earlier than its days.
    """
    dates = [one.date for one in view.cards]

    assert ["2026-06-01", "2025-03", "2024"] == dates[:3]
    assert [None, None] == dates[-2:]


def test_several_publishers_are_counted_each(view):
    """
    Names that a semicolon divides are two publishers.
    """
    assert (1, 67) == (view.count(("publisher", "Hive Trust")), view.count(("publisher", "Bee Board")))


def test_groups_stand_below_the_group_that_holds_them(view):
    """
    With their depth; regions without works have no row.
    """
    assert [("africa", 0), ("eastern-africa", 1), ("europe", 0), ("asia", 0)] == [
        (concept.id, depth) for concept, depth in groups(view)
    ]
    assert ["africa", "europe", "asia"] == [concept.id for concept in roots(view)]


def test_coverage_names_a_publisher_that_dominates_only_among_enough_works(view):
    """
    Half of many works, not one of three.
    """
    many, few = (view.cards_of(("region", concept)) for concept in ("europe", "africa"))

    covered = [coverage(view, cards, view.grouped(cards)) for cards in (many, few)]

    assert ["Bee Board", None] == [one.publisher and one.publisher.label for one in covered]
    assert [(131, 1), (3, 0)] == [(one.works, one.undated) for one in covered]


def test_shares_are_not_compared_with_too_few_works(view):
    """
    One work that names a driver is no share.
    """
    assert None is compared(view, "driver", view.cards_of(("region", "africa")))


def test_sources_are_sorted_worst_first(view):
    """
    A source without a word of health was not read yet.
    """
    assert [("kept", "ok"), ("feed", "not read yet")] == [
        (source.id, health.state) for source, health in view.health
    ]
