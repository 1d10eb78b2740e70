"""Calendars: events, series and cancellations, from files written here."""

from datetime import date

import pytest
from scrapy.http import Response

from corpus.values import WITHDRAWN, Dropped, Item
from spiders.calendar import CalendarSpider
from spiders.failures import Broken
from spiders.sheet import Source

TODAY = date(2026, 3, 1)


def calendar(*events, head=""):
    inside = "".join(
        f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n".replace("\n", "\r\n") for event in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{inside}END:VCALENDAR\r\n".replace(
        "\r\r", "\r"
    )


def spider(**keys):
    source = Source(
        id="c",
        title="C",
        publisher="P",
        kind="calendar",
        url="https://e.org/c.ics",
        languages=("en",),
        calendar=keys,
    )
    return CalendarSpider(source, today=TODAY)


def read(text, one=None, **keys):
    one = one or spider(**keys)
    return list(one.parse(Response("https://e.org/c.ics", body=text.encode())))


def days(found):
    return [(item.key, item.date.value) for item in found if isinstance(item, Item)]


EVENT = """UID:a@e.org
SUMMARY:A workshop\\, in two parts
DTSTART:20260310T090000Z
DTEND:20260311T150000Z
LOCATION:Lusaka
URL:https://e.org/a
DESCRIPTION:About <b>skills</b>"""


def test_an_event_becomes_an_item():
    """Its UID finds it again; commas are unescaped, its last day is kept, it is an event."""
    (item,) = read(calendar(EVENT))

    assert ("a@e.org", "A workshop, in two parts", "2026-03-10", "2026-03-11", "Lusaka", "About skills", "event") == (
        item.key, item.title, item.date.value, item.end_date.value, item.place, item.abstract, item.kind,
    )  # fmt: skip


def test_an_all_day_event_ends_on_its_last_day():
    """The end of an all-day event is the day after it; an event of one day has no end."""
    two = "UID:a\nSUMMARY:Two days\nDTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260312"
    one = "UID:b\nSUMMARY:One day\nDTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260311"
    long = "UID:c\nSUMMARY:A week\nDTSTART;VALUE=DATE:20260310\nDURATION:P1W"

    found = {item.title: item.end_date and item.end_date.value for item in read(calendar(two, one, long))}

    assert {"Two days": "2026-03-11", "One day": None, "A week": "2026-03-16"} == found


def test_the_day_is_that_of_the_place_not_of_greenwich():
    """A zone in the event, in the calendar or in the sheet decides on which day a late event falls."""
    late = "UID:{}\nSUMMARY:Late\nDTSTART{}:2026031{}"
    own = late.format("a", ";TZID=Pacific/Auckland", "0T093000")
    utc = late.format("b", "", "0T220000Z")

    assert [("a", "2026-03-10"), ("b", "2026-03-10")] == days(read(calendar(own, utc)))
    assert [("b", "2026-03-11")] == days(read(calendar(utc, head="X-WR-TIMEZONE:Africa/Nairobi\r\n")))
    assert [("b", "2026-03-11")] == days(read(calendar(utc), zone="Pacific/Auckland"))


def test_a_series_is_taken_near_today_without_its_exceptions():
    """Each occurrence has a key of its own, a moved one keeps the key of its planned day."""
    series = "UID:s\nSUMMARY:Monthly\nDTSTART:20200115T100000Z\nRRULE:FREQ=MONTHLY\nEXDATE:20260415T100000Z"
    moved = "UID:s\nSUMMARY:Monthly, moved\nRECURRENCE-ID:20260315T100000Z\nDTSTART:20260320T100000Z"
    one = spider(back=30, ahead=100)

    found = read(calendar(series, moved), one)

    assert [
        ("s#2026-02-15", "2026-02-15"),
        ("s#2026-03-15", "2026-03-20"),
        ("s#2026-05-15", "2026-05-15"),
    ] == days(found)
    assert not one.lists_all


def test_a_series_that_lies_far_back_is_one_event():
    """Nothing near today: its first date stands for it."""
    series = "UID:s\nSUMMARY:Old\nDTSTART:20100115T100000Z\nRRULE:FREQ=MONTHLY;COUNT=3"

    assert [("s", "2010-01-15")] == days(read(calendar(series)))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3",
        "FREQ=NONSENSE",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_wild_rule_is_not_followed(rule):
    """A rule that gives thousands of occurrences in a day, or none that can be read, costs nothing."""
    assert [("s", "2026-01-15")] == days(
        read(calendar(f"UID:s\nSUMMARY:S\nDTSTART:20260115T100000Z\nRRULE:{rule}"))
    )


def test_occurrences_are_limited_to_those_nearest_to_today():
    """A daily event does not fill the site."""
    series = "UID:s\nSUMMARY:Daily\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY"

    assert ["2026-02-28", "2026-03-01", "2026-03-02"] == [
        day for _, day in days(read(calendar(series), occurrences=3))
    ]


def test_the_highest_sequence_counts():
    """Of two versions of an event the later revision is taken, wherever it stands."""
    new, old = f"{EVENT}\nSEQUENCE:2", EVENT.replace("A workshop", "A draft") + "\nSEQUENCE:1"

    assert ["A workshop, in two parts"] == [item.title for item in read(calendar(new, old))]


def test_a_cancelled_event_is_withdrawn():
    """Its calendar says so itself, by the event's status or by its method; absence says nothing."""
    by_status = read(calendar(f"{EVENT}\nSTATUS:CANCELLED"))
    by_method = read(calendar(EVENT, head="METHOD:CANCEL\r\n"))

    assert [
        Dropped(WITHDRAWN, "cancelled, says its calendar", "a@e.org", "A workshop, in two parts")
    ] == by_status
    assert by_status == by_method


def test_a_broken_part_costs_only_its_event():
    """A line that no parser can read, outside of the events, does not lose the calendar."""
    text = calendar(EVENT, head="\x01!:;;\r\nno line of a calendar\r\n").replace("VERSION:2.0", ":")
    one = spider()

    found = read(text, one)

    assert [("a@e.org", "2026-03-10")] == days(found)


def test_a_date_that_cannot_be_read_is_left_out_and_said():
    """The event is kept without it."""
    one = spider()
    (item,) = read(calendar(EVENT.replace("20260310T090000Z", "soon")), one)

    assert item.date is None
    assert "DTSTART" in one.notes[0]


def test_a_calendar_that_breaks_off_is_not_published():
    """Its events so far are read; the run is not healthy."""
    one = spider()
    text = calendar(EVENT, EVENT.replace("a@", "b@"))

    found = read(text[:-60], one)

    assert "a@e.org" in [item.key for item in found]
    assert one.cut_off


def test_an_event_that_cannot_be_found_again_is_dropped():
    """Without a UID its address finds it; without both it cannot be kept."""
    addressed = EVENT.replace("UID:a@e.org\n", "")

    (item,) = read(calendar(addressed))
    (dropped,) = read(calendar(addressed.replace("URL:https://e.org/a\n", "")))

    assert "https://e.org/a" == item.key
    assert "no UID, so it could not be found again" == dropped.reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!doctype html><p>Sign in", "an HTML page instead"),
        ("", "something else instead"),
        ("{}", "something else"),
    ],
)
def test_what_is_no_calendar_is_said(body, reason):
    """The reason names what came."""
    with pytest.raises(Broken, match=reason):
        read(body)


def test_a_zone_that_does_not_exist_is_a_mistake_in_the_sheet():
    """It is told when the sheet is read, not at night."""
    from pydantic import ValidationError

    with pytest.raises(ValidationError, match="is not a time zone"):
        spider(zone="Africa/Atlantis")
