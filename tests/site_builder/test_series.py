"""Series of events: which belong together by name, and whether the next one is overdue."""

from dataclasses import dataclass

import pytest

from site_builder.series import overdue, series_name


@dataclass(frozen=True)
class Event:
    """As much of a card as a series looks at."""

    id: str
    title: str
    date: str | None


def editions(*dates, title="Hive Forum of Kenya {n}"):
    return [Event(f"e{n}", title.format(n=date[:4]), date) for n, date in enumerate(dates)]


@pytest.mark.parametrize(("one", "other"), [
    ("The 3rd Hive Forum of Kenya 2024: New roads", "Hive Forum of Kenya 2026"),
    ("Third Hive Forum of Kenya – what next?", "HIVE FORUM OF KENYA IV"),
    ("Colloque annuel des ruchers 2023", "Colloque annuel des Ruchers 2024"),
])  # fmt: skip
def test_editions_have_one_name(one, other):
    """Number, year, article, capitals and subtitle make no other event."""
    assert series_name(one) == series_name(other) != ""


@pytest.mark.parametrize("title", ["4th Forum: Bees", "2024", "Bee Day"])
def test_a_name_that_says_too_little_makes_no_series(title):
    """Two events called "Bee Day" need not be one."""
    assert "" == series_name(title)


@pytest.mark.parametrize(("day", "expected"), [
    ("2025-12-31", []),  # the next one may still be announced
    ("2026-08-01", ["2026-03"]),
    ("2029-01-01", []),  # it has ended
])  # fmt: skip
def test_a_series_is_overdue_for_a_while(day, expected):
    """After its usual gap and a quarter more, and until two further gaps are over."""
    assert expected == [
        series.expected for series in overdue(editions("2023-03-01", "2024-03-01", "2025-03-01"), day)
    ]


@pytest.mark.parametrize("dates", [
    ("2024-03-01",), ("2024-03-01", "2024-03-02"), ("2023", "2024"), ("2023-03-01", "2024-03-01", "2027-03-01"),
])  # fmt: skip
def test_one_event_or_one_that_is_announced_is_not_overdue(dates):
    """Several days of one event are one; a year alone tells no rhythm."""
    assert [] == overdue(editions(*dates), "2026-08-01")


def test_events_without_a_date_are_left_out():
    """They tell no rhythm, and spoil none."""
    found = overdue([*editions("2024-03", "2025-03"), Event("x", "Hive Forum of Kenya", None)], "2026-08-01")

    assert [("2026-03", ["e1", "e0"])] == [
        (one.expected, [card.id for card in one.editions]) for one in found
    ]
