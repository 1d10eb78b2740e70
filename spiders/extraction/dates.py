"""
When a page was published and last changed.

Four witnesses are heard: what the page states for machines, what it shows near its title, what it shows
elsewhere, and htmldate, which knows many layouts. A day counts when a witness that is usually right names it,
or when two agree; a day that nobody but a guess supports is left out, since a wrong date is worse than none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from htmldate import find_date

from corpus.dates import Method, PartialDate, partial_date
from spiders.extraction.datewords import TextDate, dates_in
from spiders.extraction.markup import Markup, Passage, passages, without_comments
from spiders.extraction.values import Found, Said

__all__ = ["date_of", "find_dates", "in_address"]

BEFORE, AFTER = 250, 600
"""Visible characters around the title among which a date is most likely the item's."""

SHORT = 120
"""A date line is short; dates inside longer passages belong to what is told."""

TEMPLATES = frozenset({"1970-01-01", "1900-01-01", "2000-01-01", "0001-01-01"})
"""Days that clocks and templates give when they know none."""

_IN_PATH = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})(?=/|$)")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


def find_dates(
    markup: Markup,
    said: Sequence[Said],
    heading: str,
    *,
    today: date,
    language: str = "",
    ahead: bool = False,
) -> Found:
    """
    Find when a page was published and last changed.

    Args:
        said: What the page states for machines.
        heading: Its title as it stands in the page.
        today: No later day is believed (for an event: ``ahead``).
        language: Of the page, for the order of day and month.
    """
    hear = _Court(markup, said, heading, today, language)
    updated = next(iter(hear.stated("updated")), None)
    published = hear.verdict()
    return Found(
        _dated(published, today, ahead=ahead) if published else None,
        _dated((updated, "meta"), today, ahead=False) if updated else None,
    )


def date_of(
    text: str, method: Method, *, today: date, language: str = "", ahead: bool = False
) -> PartialDate | None:
    """The one date that a short text states; None when it states none, or not surely one."""
    days = {found.value for found in dates_in(text[:80], language) if not found.other}
    if not days and re.fullmatch(r"\s*(19|20)\d{2}(-\d{2})?\s*", text):
        days = {text.strip()}
    return _dated((min(days), method), today, ahead=ahead) if len(days) == 1 else None


def _dated(found: tuple[str, Method], today: date, *, ahead: bool) -> PartialDate | None:
    value, method = found
    if value in TEMPLATES:
        return None
    try:
        return partial_date(value, method, today=today, ahead=ahead)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Court:
    """The witnesses of one page, heard when they are needed."""

    markup: Markup
    said: Sequence[Said]
    heading: str
    today: date
    language: str

    def verdict(self) -> tuple[str, Method] | None:
        """The day (or month) of publication, and what proved it."""
        stated = self.stated("date")
        near = set(self._near(self._beginning()))
        if len(stated) == 1:
            return self._confirmed(stated[0], near)
        shown = self._shown(passages(self.markup.tree))
        guess = self._guess()
        if guess and guess in stated:
            return guess, "meta"
        if guess and guess in near:
            return guess, "text"
        if len(near) == 1 and (not guess or not self._elsewhere(guess, shown)):
            return near.pop(), "text"
        if guess and (self._elsewhere(guess, shown) or guess in self.stated("any date")):
            return guess, "text"
        if guess and (in_address(self.markup.url) == guess or self._in_scripts(guess)):
            return guess, "text"
        if stated:
            return stated[0], "meta"
        months = {found.value for passage, found in shown if len(found.value) == 7 and not passage.beside}
        if len(months) == 1 and (not guess or guess[:4] in {month[:4] for month in months}):
            return months.pop(), "text"
        return None

    def _confirmed(self, stated: str, near: set[str]) -> tuple[str, Method]:
        """The one day that is stated, unless better witnesses are against it."""
        address = in_address(self.markup.url)
        if address and address < stated and self._possible(address):
            return address, "text"  # made when the item was; what is stated may be a later move or edition
        if len(near) == 1 and stated not in near:
            (shown,) = near
            if abs(date.fromisoformat(shown) - _first_day(stated)) == timedelta(days=1):
                return shown, "text"  # the same moment, in the time zone of the publisher's readers
            if self._guess() == shown:
                return shown, "text"  # two against one
        return stated, "meta"

    def stated(self, field: str) -> list[str]:
        """Days that the page states for machines, the most trusted first."""
        days: dict[str, None] = {}
        for one in self.said:
            if one.field == field:
                days |= dict.fromkeys(
                    found.value
                    for found in dates_in(one.value[:60], self.language)
                    if self._possible(found.value)
                )
        return [day for day in days if len(day) == 10] or list(days)

    def _possible(self, day: str) -> bool:
        return day not in TEMPLATES and day <= (self.today + timedelta(days=2)).isoformat()

    def _beginning(self) -> list[Passage]:
        """The passages of the page itself as far as dates around its title go."""
        seen: list[Passage] = []
        start = None if self.heading else 0
        for passage in passages(self.markup.tree, aside=False):
            seen.append(passage)
            if start is None and _is_in(passage.text, self.heading):
                start = passage.place
            if start is not None and passage.place > start + AFTER:
                break
        return seen

    def _shown(self, seen: Iterable[Passage]) -> list[tuple[Passage, TextDate]]:
        return [
            (passage, found)
            for passage in seen
            for text in filter(None, (passage.text, passage.stated))
            for found in dates_in(text, self.language)
            if self._possible(found.value)
        ]

    def _near(self, begun: Sequence[Passage]) -> list[str]:
        places = (one.place for one in begun if self.heading and _is_in(one.text, self.heading))
        start = next(places, 0)
        around = [
            one for one in begun
            if len(one.text) <= SHORT and start - BEFORE <= one.place <= start + AFTER
        ]  # fmt: skip
        return [found.value for _, found in self._shown(around) if len(found.value) == 10 and not found.other]

    def _elsewhere(self, day: str, shown: list[tuple[Passage, TextDate]]) -> bool:
        """Whether the page shows this day anywhere, and is not stating it as a date of anything."""
        return any(
            day in (found.value, found.other) for passage, found in shown if len(passage.text) <= SHORT
        ) and not any(one.field == "any date" and day in one.value for one in self.said)

    def _in_scripts(self, day: str) -> bool:
        """Whether the data of the page's own program give this day to something made or published."""
        form = rf'"[^"]{{0,30}}(?:creat|publi|post|issu)[^"]{{0,30}}"\s*:\s*"{day}'
        return re.search(form, self.markup.html, re.IGNORECASE) is not None

    def _guess(self) -> str | None:
        if self.markup.is_huge:
            return None
        latest = (self.today + timedelta(days=2)).isoformat()
        try:
            found = find_date(
                without_comments(self.markup.tree), url=self.markup.url, original_date=True, max_date=latest
            )
        except Exception:  # noqa: BLE001 - it must not cost the page
            return None
        return str(found) if found and found not in TEMPLATES else None


def in_address(url: str) -> str:
    """
    The day that an address is made of; empty when it holds none.

    >>> in_address("https://example.org/2024/3/5/a-report")
    '2024-03-05'
    """
    match = _IN_PATH.search(url) or _IN_NAME.search(url)
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _first_day(value: str) -> date:
    return date(*map(int, f"{value}-01-01".split("-")[:3]))


def _is_in(text: str, heading: str) -> bool:
    return len(text) >= 3 and (text.lower() in heading.lower() or heading.lower() in text.lower())
