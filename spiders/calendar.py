"""Calendars: events in iCalendar files."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy.http import Response

from corpus.dates import Method
from corpus.urls import is_web
from corpus.values import WITHDRAWN, Dropped
from spiders.calendar_answers import Event, read_calendar
from spiders.cleaning import plain
from spiders.kind_sheets import CalendarSheet
from spiders.spider import Found, SourceSpider
from spiders.vocabulary import language_tag

__all__ = ["CalendarSpider"]


class CalendarSpider(SourceSpider):
    """Reads the events of a calendar; each occurrence of a series near today is an item."""

    version: ClassVar[int] = 1
    method: ClassVar[Method] = "feed"

    @property
    def sheet(self) -> CalendarSheet:
        """Which occurrences of series are taken."""
        return self.source.calendar or CalendarSheet()

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Read the file; what its calendar calls cancelled is withdrawn."""
        body = response.body.removeprefix(b"\xef\xbb\xbf")
        if not re.search(rb"^BEGIN:V(CALENDAR|EVENT)", body, re.MULTILINE | re.IGNORECASE):
            page = re.match(rb"\s*<(!doctype|html)", body, re.IGNORECASE)
            raise self.broken(f"{'an HTML page' if page else 'something else'} instead of a calendar")
        try:
            calendar = read_calendar(body, self.sheet, self.today)
        except ValueError as error:
            raise self.broken(f"not a calendar that can be read: {error}") from error
        if not calendar.whole:
            self.note("is not a valid calendar; its events were read one by one")
        if body.upper().count(b"BEGIN:VCALENDAR") > body.upper().count(b"END:VCALENDAR"):
            self.cut_off = True
            self.note("the calendar breaks off in the middle; only what stood before could be read")
        if calendar.bounded:
            self.lists_all = False
        for number, event in enumerate(calendar.events, 1):
            yield self._event(event, number)

    def _event(self, event: Event, number: int) -> Found:
        url = event.url if is_web(event.url) else ""
        key = event.uid or url
        if not key:
            return Dropped(
                "no UID, so it could not be found again", f"event {number}", "", plain(event.title)
            )
        if event.occurrence:
            key = f"{key}#{event.occurrence}"
        if event.cancelled:
            return Dropped(WITHDRAWN, "cancelled, says its calendar", key, plain(event.title))
        for fault in event.faults:
            self.note(f"left out at {event.title[:60]!r}: {fault}")
        return self.item(
            key=key, title=event.title, url=url, kind="event", date=event.begins, end_date=event.ends,
            place=plain(event.place), abstract=plain(event.description), updated=event.changed,
            language=language_tag(event.language),
            seen_at="" if url else self.source.seen_at or self.source.url,
        )  # fmt: skip
