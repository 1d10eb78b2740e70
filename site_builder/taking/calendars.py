"""Calendars: the events of a region or a theme, as iCalendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from corpus.dates import PartialDate
from corpus.values import Item, Work

__all__ = ["Happening", "calendar_bytes", "happening"]


@dataclass(frozen=True, slots=True)
class Happening:
    """
    An event that a calendar can hold.

    Attributes:
        uid: Stays for good.
        sequence: Goes up with each change of the event's records.
        changed: ISO 8601, UTC.
        starts, ends: Moments in UTC where the zone is known, else as the clock on the wall says; or whole
            days, the last one included. ``ends`` may be None.
    """

    uid: str
    sequence: int
    changed: str
    title: str
    starts: date | datetime
    ends: date | datetime | None
    place: str
    url: str
    note: str


def happening(work: Work, uid: str, url: str) -> Happening | None:
    """
    A work as an event of a calendar.

    Returns:
        None when it is no event, or the day is not known: a calendar would have to make one up.
    """
    item = work.item
    starts = _moment(item.starts) or _day(item.date)
    if item.kind != "event" or starts is None:
        return None
    ends = _moment(item.ends) if isinstance(starts, datetime) else _day(item.end_date)
    if ends is not None and not _in_order(starts, ends):
        ends = None
    return Happening(
        uid, sum(record.version - 1 for record in work.records), work.changed, item.title, starts, ends, _place(item),
        url, item.note or "",
    )  # fmt: skip


def calendar_bytes(title: str, happenings: Sequence[Happening]) -> bytes:
    """A calendar, its events in the order of their days."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - slow to start

    calendar = Calendar()
    calendar.add("prodid", "-//research-observatory//events//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for one in sorted(happenings, key=lambda one: (str(one.starts), one.uid)):
        event = Event()
        event.add("uid", one.uid)
        event.add("sequence", one.sequence)
        changed = datetime.fromisoformat(one.changed).astimezone(UTC)
        event.add("dtstamp", changed)
        event.add("last-modified", changed)
        event.add("summary", one.title)
        event.add("dtstart", one.starts)
        if one.ends is not None:
            whole_days = not isinstance(one.ends, datetime)
            # In a calendar the end of whole days is the first day after them.
            event.add("dtend", one.ends + timedelta(days=1) if whole_days else one.ends)
        for name, value in (("location", one.place), ("url", one.url), ("description", one.note)):
            if value:
                event.add(name, value)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _moment(text: str | None) -> datetime | None:
    """A moment with a time of day; a zone in square brackets after the offset says nothing more."""
    if not text or len(text) <= len("2026-01-01"):
        return None
    try:
        found = datetime.fromisoformat(text.partition("[")[0])
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found


def _day(when: PartialDate | None) -> date | None:
    return when.first_day if when and when.precision == "day" else None


def _in_order(starts: date | datetime, ends: date | datetime) -> bool:
    same_clock = getattr(starts, "tzinfo", None) == getattr(ends, "tzinfo", None)
    return same_clock and ends >= starts


def _place(item: Item) -> str:
    if item.place:
        return item.place
    return "Online" if item.online == "yes" else ""
