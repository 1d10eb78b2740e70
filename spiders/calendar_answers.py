"""iCalendar (RFC 5545) files as events, through icalendar and recurring-ical-events.

Both are imported when the first calendar is read, since most harvests have none.
"""

import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from spiders.kind_sheets import CalendarSheet
from spiders.recurrence import is_tame

__all__ = ["Calendar", "Event", "read_calendar"]

Component = Any
"""A component of icalendar."""

_EVENT = re.compile(rb"^BEGIN:VEVENT\s*?$.*?^END:VEVENT\s*?$", re.DOTALL | re.MULTILINE | re.IGNORECASE)
EARLIEST_SERIES = 1900


@dataclass(frozen=True, slots=True)
class Event:
    """
    One event, or one occurrence of a series.

    Attributes:
        uid: As its calendar gives it; empty when it gives none.
        occurrence: The day on which this occurrence was planned, of a series; else empty.
        begins, ends: Days, in the event's own zone; ``ends`` is the last day, empty for events of one day.
        changed: The day of its last change.
        cancelled: Whether the calendar says so.
        faults: What in it cannot be read.
    """

    uid: str
    title: str
    occurrence: str = ""
    begins: str = ""
    ends: str = ""
    place: str = ""
    url: str = ""
    description: str = ""
    language: str = ""
    changed: str = ""
    cancelled: bool = False
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    The events of a file.

    Attributes:
        whole: Whether all of it could be read as the standard wants it.
        bounded: Whether occurrences outside of the asked days, or beyond the limit, were left out.
    """

    events: tuple[Event, ...]
    whole: bool
    bounded: bool


def read_calendar(body: bytes, sheet: CalendarSheet, today: date) -> Calendar:
    """
    Read a calendar; a broken part costs the events in which it stands, not the others.

    Args:
        sheet: Which occurrences of series are taken.
        today: From which the sheet's days are reckoned.

    Raises:
        ValueError: There is no event or calendar in it that could be read; says why.
    """
    body = body.removeprefix(b"\xef\xbb\xbf")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library guesses names of zones, which is what we want
        roots, whole = _parse(body)
        events: list[Event] = []
        bounded = False
        for root in roots:
            cancelled = str(root.get("METHOD", "")).upper() == "CANCEL"
            for series in _by_uid(_in_zone(root, sheet.zone)).values():
                found, cut = _expand(series, sheet, today)
                bounded = bounded or cut
                events += [_event(one, planned, cancelled=cancelled) for one, planned in found]
    return Calendar(tuple(events), whole, bounded)


def _parse(body: bytes) -> tuple[list[Component], bool]:
    import icalendar  # noqa: PLC0415 - see the module's docstring

    there, problem = len(re.findall(rb"^BEGIN:VEVENT\s*?$", body, re.MULTILINE | re.IGNORECASE)), ""
    try:
        roots = icalendar.Calendar.from_ical(body, multiple=True)
        found = sum(len(root.walk("VEVENT")) for root in roots)
        if found >= there and (roots or not body.strip()):
            return roots, True
    except Exception as error:  # noqa: BLE001 - a hostile file raises whatever it can provoke
        problem = str(error)
    saved = icalendar.Calendar()
    for block in _EVENT.findall(body):
        try:
            saved.add_component(icalendar.Event.from_ical(block))
        except Exception as error:  # noqa: BLE001 - as above
            problem = problem or str(error)
    if not saved.subcomponents:
        raise ValueError(problem or "no event in it can be read")
    return [saved], False


def _in_zone(root: Component, zone: str) -> list[Component]:
    import x_wr_timezone  # noqa: PLC0415

    if root.name == "VCALENDAR" and (zone or root.get("X-WR-TIMEZONE")):
        try:
            root = x_wr_timezone.to_standard(root, timezone=zone or None)
        except Exception:  # noqa: BLE001 - a zone of that name does not exist: the times stay in UTC
            return list(root.walk("VEVENT"))
    return list(root.walk("VEVENT"))


def _by_uid(events: list[Component]) -> dict[str, list[Component]]:
    series: dict[str, list[Component]] = {}
    for number, event in enumerate(events):
        series.setdefault(_text(event, "UID") or f"\0{number}", []).append(event)
    return series


def _expand(
    series: list[Component], sheet: CalendarSheet, today: date
) -> tuple[list[tuple[Component, str]], bool]:
    """The occurrences of a series within the days, or its newest version when it is a single event."""
    if not any("RRULE" in event or "RDATE" in event for event in series):
        return _newest(series), False
    if not all(_is_tame(event) for event in series):
        return _newest(series)[:1], True
    import icalendar  # noqa: PLC0415
    import recurring_ical_events  # noqa: PLC0415

    first, last = today - timedelta(days=sheet.back), today + timedelta(days=sheet.ahead + 1)
    calendar = icalendar.Calendar()
    for event in series:
        calendar.add_component(event)
    try:
        found = recurring_ical_events.of(calendar).between(first, last)
    except Exception:  # noqa: BLE001 - a rule that cannot be followed: the event itself is still good
        return _newest(series)[:1], True
    near = sorted(((event, _planned(event)) for event in found), key=lambda one: _distance(one[1], today))
    chosen = sorted(near[: sheet.occurrences], key=lambda one: one[1])
    return (chosen or _newest(series)[:1]), True


def _newest(events: list[Component]) -> list[tuple[Component, str]]:
    """Of each event the version with the highest SEQUENCE, a later one before an earlier."""
    best: dict[str, tuple[tuple[int, str, int], Component]] = {}
    for number, event in enumerate(events):
        planned = _day(_value(event, "RECURRENCE-ID"))
        sequence = str(event.get("SEQUENCE", 0))
        rank = (int(sequence) if sequence.isdigit() else 0, _day(_value(event, "DTSTAMP")), number)
        if planned not in best or rank > best[planned][0]:
            best[planned] = (rank, event)
    return [(event, planned) for planned, (_, event) in sorted(best.items(), key=lambda pair: pair[0])]


def _is_tame(event: Component) -> bool:
    """Whether following its rule cannot fill the memory or the day."""
    rules = event.get("RRULE") or []
    if not all(is_tame(rule) for rule in (rules if isinstance(rules, list) else [rules])):
        return False
    begins = _value(event, "DTSTART")
    return bool(begins) and getattr(begins, "year", 0) >= EARLIEST_SERIES


def _planned(event: Component) -> str:
    return _day(_value(event, "RECURRENCE-ID")) or _day(_value(event, "DTSTART"))


def _event(event: Component, planned: str, *, cancelled: bool) -> Event:
    begins = _value(event, "DTSTART")
    return Event(
        uid=_text(event, "UID"), title=_text(event, "SUMMARY"), occurrence=planned, begins=_day(begins),
        ends=_last_day(event, begins), place=_text(event, "LOCATION"), url=_text(event, "URL"),
        description=_text(event, "DESCRIPTION"), language=_language(event),
        changed=_day(_value(event, "LAST-MODIFIED")),
        cancelled=cancelled or _text(event, "STATUS").upper() == "CANCELLED",
        faults=tuple(f"{name or 'a line'}: {problem}" for name, problem in event.errors),
    )  # fmt: skip


def _last_day(event: Component, begins: object) -> str:
    """The last day on which the event takes place; its end is the first moment after it."""
    end = _value(event, "DTEND")
    duration = _value(event, "DURATION")
    if end is None and isinstance(begins, date) and isinstance(duration, timedelta):
        try:
            end = begins + duration
        except OverflowError:
            return ""
    if not isinstance(end, date) or not isinstance(begins, date):
        return ""
    if not isinstance(end, datetime) or (end.hour, end.minute, end.second) == (0, 0, 0):
        end -= timedelta(days=1)
    last = _day(end)
    return last if last > _day(begins) else ""


def _value(event: Component, name: str) -> Any:
    """A day, moment or span; None when there is none or it cannot be read."""
    value = event.get(name)
    value = value[0] if isinstance(value, list) and value else value
    try:
        return getattr(value, "dt", None)
    except Exception:  # noqa: BLE001 - the library's word for a value that it could not read
        return None


def _distance(planned: str, today: date) -> int:
    return abs((date.fromisoformat(planned) - today).days) if planned else 0


def _day(value: object) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else ""


def _text(event: Component, name: str) -> str:
    value = event.get(name)
    value = next(iter(value), "") if isinstance(value, list) else value
    return str(value or "").strip()


def _language(event: Component) -> str:
    return str(getattr(event.get("SUMMARY"), "params", {}).get("LANGUAGE", ""))
