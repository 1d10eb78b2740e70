"""Calendars: read back by icalendar, with ids that stay and days that were not made up."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from corpus.dates import PartialDate
from corpus.values import Item, Record, Work
from site_builder.build import build_site
from site_builder.taking.calendars import calendar_bytes, happening

NOON = "2026-05-04T12:00:00+00:00"


def event(version=1, **fields):
    item = Item("k", "event", "Bee; days, \\ and\nmore", **fields)
    record = Record("r", "kept", version, item, NOON, NOON, NOON, "listed", NOON)
    return Work("w", item, (record,), (), NOON, NOON, NOON, "listed", "fp")


def read(work):
    found = happening(work, "w@here", "https://a.org/w")
    return Calendar.from_ical(calendar_bytes("Bees", [found])).walk("VEVENT")[0]


def day(value):
    return PartialDate(value, "curator")


def test_whole_days_are_read_back():
    """
    The last day is included, so the calendar ends on the day after it.
    """
    made = read(
        event(date=day("2026-06-01"), end_date=day("2026-06-03"), place="Kisumu, Kenya", note="Come.")
    )

    assert (date(2026, 6, 1), date(2026, 6, 4)) == (made.decoded("dtstart"), made.decoded("dtend"))
    assert ("Kisumu, Kenya", "Come.", "https://a.org/w", "w@here") == tuple(
        str(made[name]) for name in ("location", "description", "url", "uid")
    )
    assert "Bee; days, \\ and\nmore" == str(made["summary"])
    assert datetime.fromisoformat(NOON) == made.decoded("dtstamp") == made.decoded("last-modified")
    assert 0 == int(made["sequence"])


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("2026-06-01T10:00:00+03:00", datetime(2026, 6, 1, 7, tzinfo=UTC)),
        ("2026-06-01T10:00:00+03:00[Africa/Nairobi]", datetime(2026, 6, 1, 7, tzinfo=UTC)),
        ("2026-06-01T10:00:00Z", datetime(2026, 6, 1, 10, tzinfo=UTC)),
        ("2026-06-01T10:00:00", datetime(2026, 6, 1, 10)),  # noqa: DTZ001 - no zone is known
        ("soon", date(2026, 6, 1)),
    ],
)
def test_a_moment_keeps_its_zone(starts, expected):
    """
    With a zone it is written in UTC; without one it stays the time on the wall; no moment leaves the day.
    """
    assert expected == read(event(starts=starts, date=day("2026-06-01"))).decoded("dtstart")


@pytest.mark.parametrize("when", [None, day("2026"), day("2026-06")])
def test_an_event_without_a_day_is_in_no_calendar(when):
    """
    A day is never made up.
    """
    assert happening(event(date=when), "u", "") is None


def test_an_end_before_the_start_is_left_out():
    """
    As sources write it by mistake.
    """
    assert "dtend" not in read(event(date=day("2026-06-03"), end_date=day("2026-06-01")))


def test_the_sequence_goes_up_with_each_change():
    """
    So that a program takes the newer one.
    """
    assert [0, 2] == [int(read(event(version=n, date=day("2026-06-01")))["sequence"]) for n in (1, 3)]


def test_regions_with_events_have_a_calendar(built, small, tmp_path):
    """
    Those without have none; the ids are those of the works in every build.
    """
    found = Calendar.from_ical((built / "facets/region/asia/events.ics").read_bytes()).walk("VEVENT")
    build_site(replace(small, contact="other@example.org"), tmp_path / "site")
    again = Calendar.from_ical((tmp_path / "site/events.ics").read_bytes()).walk("VEVENT")

    assert ["w-bidi"] == [str(one["uid"]).partition("@")[0] for one in found]
    assert [one["uid"] for one in found] == [one["uid"] for one in again]
    assert not (built / "facets/region/si/events.ics").exists()
