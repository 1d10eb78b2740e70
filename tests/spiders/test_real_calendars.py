"""Calendars that nobody here wrote, some of them broken on purpose."""

import warnings
from datetime import date
from pathlib import Path

import icalendar
import pytest
from scrapy.http import Response

from corpus.values import Dropped, Item
from spiders.calendar import CalendarSpider
from spiders.failures import Failure
from spiders.sheet import Source

DATA = Path("../shared/testdata/ical")
FILES = sorted(DATA.rglob("*.ics"))

pytestmark = pytest.mark.skipif(not FILES, reason="the calendars are not on this machine")

SOURCE = Source(id="c", title="C", publisher="P", kind="calendar", url="https://e.org/c.ics")


def outcome(body):
    """The items and drops of a calendar, with the spider's notes; or why it could not be read."""
    spider = CalendarSpider(SOURCE, today=date(2026, 11, 1))
    try:
        return list(spider.parse(Response("https://e.org/c.ics", body=body))), spider.notes
    except Failure as failure:
        return None, [str(failure)]


def single_events(body):
    """UID, title and day of the events that are no series, as the library reads them by itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        roots = icalendar.Calendar.from_ical(body.removeprefix(b"\xef\xbb\xbf"), multiple=True)
        for root in roots:
            for event in root.walk("VEVENT"):
                plain = not any(
                    name in event for name in ("RRULE", "RDATE", "RECURRENCE-ID", "X-WR-TIMEZONE")
                )
                if plain and event.get("UID") and str(event.get("SUMMARY", "")).strip():
                    unread = {name for name, _ in event.errors}
                    start = event.get("DTSTART")
                    start = start[0] if isinstance(start, list) else start
                    start = None if unread & {"DTSTART", None} else getattr(start, "dt", None)
                    yield str(event["UID"]).strip(), " ".join(str(event["SUMMARY"]).split()), start


def expected_of(body):
    """What the library by itself finds; None for a file that is not valid."""
    try:
        return list(single_events(body))
    except Exception:  # noqa: BLE001 - broken on purpose, in many ways
        return None


def test_every_event_that_can_be_found_again_is_kept_and_the_rest_is_said():
    """
    No file stops us; UID, title and day of every event are kept; a file without events says what it is, and
    what was left out of a file that is not valid stands in the notes or among the drops.
    """
    kept = 0
    for path in FILES:
        body = path.read_bytes()
        found, notes = outcome(body)
        expected = expected_of(body)
        if expected is None:
            assert notes or any(isinstance(one, Dropped) for one in found or ()), path
            continue
        if found is None:
            assert not expected, (path, notes)
            continue
        items = {item.key.partition("#")[0]: item for item in found if isinstance(item, Item)}
        withdrawn = {drop.key.partition("#")[0] for drop in found if isinstance(drop, Dropped)}
        for uid, title, start in expected:
            if uid in withdrawn:
                continue
            assert uid in items, path
            kept += 1
            if sum(one[0] == uid for one in expected) == 1:
                assert title == items[uid].title, path
                in_reach = start is not None and 1900 <= start.year <= 2028
                assert (start.isoformat()[:10] if in_reach else None) == (
                    items[uid].date.value if items[uid].date else None
                ), path

    assert len(FILES) > 190
    assert kept > 60
