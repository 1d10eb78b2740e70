"""The columns of what stands behind a work: its records, people, organisations and dates, and what changed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from corpus.values import Record, Work
from index.tags import Tag
from site_builder.column import Column, of

__all__ = [
    "CHANGES", "EVENTS", "ORGANISATIONS", "PEOPLE", "RECORDS", "SIGHTINGS",
    "Named", "events_of", "organisations_of", "people_of", "records_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a work, with its place in the order of the work, counted from 1."""

    work: str
    position: int
    name: str


Recorded = tuple[Work, Record]


def records_of(work: Work, _: Sequence[Tag]) -> Iterator[Recorded]:
    """The records that were joined into a work, the most trusted first."""
    return ((work, record) for record in work.records)


def people_of(work: Work, _: Sequence[Tag]) -> Iterator[Named]:
    """The authors of a work, in its order."""
    return (Named(work.id, n, name) for n, name in enumerate(work.item.authors, 1))


def organisations_of(work: Work, _: Sequence[Tag]) -> Iterator[Named]:
    """The publishers of a work; several are divided by semicolons where they are printed."""
    names = [name.strip() for name in (work.item.publisher or "").split(";")]
    return (Named(work.id, n, name) for n, name in enumerate(filter(None, names), 1))


def events_of(work: Work, _: Sequence[Tag]) -> Iterator[Work]:
    """The work itself if it is an event."""
    if work.item.kind == "event":
        yield work


def _record(name: str) -> Callable[[Recorded], object]:
    return lambda row: getattr(row[1], name)


def _said(name: str) -> Callable[[Recorded], object]:
    return lambda row: getattr(row[1].item, name)


def _said_date(part: str) -> Callable[[Recorded], object]:
    def value(row: Recorded) -> object:
        date = row[1].item.date
        return getattr(date, part) if date else None

    return value


def _event(name: str) -> Callable[[Work], object]:
    return attrgetter(f"item.{name}")


def _day(name: str, part: str) -> Callable[[Work], object]:
    def value(work: Work) -> object:
        date = getattr(work.item, name)
        return getattr(date, part) if date else None

    return value


def _last_day(work: Work) -> str | None:
    last = work.item.date and (work.item.end_date or work.item.date)
    return last.last_day.isoformat() if last else None


RECORDS: tuple[Column, ...] = (
    Column("id", "text", "", "The record's id; it never changes.", _record("id")),
    Column("work", "text", "works.id", "The work that it was joined into.", lambda row: row[0].id),
    Column("source", "category", "sources.id", "The source that describes it.", _record("source")),
    Column("version", "integer", "", "1 for the first description, one more for each change.", _record("version")),
    Column("title", "text", "", "As this source gives it.", _said("title")),
    Column("url", "text", "URL", "As this source gives it.", _said("url")),
    Column("date", "text", "ISO 8601", "As this source gives it.", _said_date("value")),
    Column("date_precision", "category", "", "year, month or day.", _said_date("precision")),
    Column("publisher", "text", "", "As this source gives it.", _said("publisher")),
    Column("language", "category", "BCP 47", "As this source gives it.", _said("language")),
    Column("doi", "text", "DOI", "As this source gives it.", _said("doi")),
    Column("state", "category", "", "listed, not listed, withdrawn, link dead or archived only.", _record("state")),
    Column("state_since", "text", "ISO 8601, UTC", "Since when the state holds.", _record("state_since")),
    Column("first_seen", "text", "ISO 8601, UTC", "When the source first listed it to us.", _record("first_seen")),
    Column("changed", "text", "ISO 8601, UTC", "When this version came.", _record("changed")),
    Column("last_checked", "text", "ISO 8601, UTC", "The last answer that still listed it.", _record("last_checked")),
)  # fmt: skip

PEOPLE: tuple[Column, ...] = (
    Column("work", "text", "works.id", "The work.", of("work")),
    Column("position", "integer", "", "Place in the order of authors, from 1.", of("position")),
    Column("name", "text", "", "As printed.", of("name")),
)  # fmt: skip

ORGANISATIONS: tuple[Column, ...] = (
    Column("work", "text", "works.id", "The work.", of("work")),
    Column("position", "integer", "", "Place in the order of publishers, from 1.", of("position")),
    Column("name", "text", "", "The publisher, as printed.", of("name")),
)  # fmt: skip

EVENTS: tuple[Column, ...] = (
    Column("work", "text", "works.id", "The event.", of("id")),
    Column("title", "text", "", "As printed.", _event("title")),
    Column("start", "text", "ISO 8601", "When it begins.", _day("date", "value")),
    Column("start_precision", "category", "", "year, month or day.", _day("date", "precision")),
    Column("end", "text", "ISO 8601", "When it ends; empty for an event of one day.", _day("end_date", "value")),
    Column("end_precision", "category", "", "year, month or day.", _day("end_date", "precision")),
    Column("last_day", "text", "ISO 8601", "The last day on which it can be; a month or year without a day counts to its end.", _last_day),
    Column("starts", "text", "ISO 8601", "The moment at which it begins, with its zone where one is known.", _event("starts")),
    Column("ends", "text", "ISO 8601", "The moment at which it ends.", _event("ends")),
    Column("place", "text", "", "Where it takes place, as printed.", _event("place")),
    Column("online", "category", "", "yes or no; empty where nothing says so.", _event("online")),
    Column("organiser", "text", "", "Who holds it, as printed; the publisher where nobody is named.", lambda work: work.item.organiser or work.item.publisher),
    Column("registration", "text", "URL", "Where to sign up.", _event("registration")),
    Column("deadline", "text", "ISO 8601", "Until when.", _day("deadline", "value")),
    Column("url", "text", "URL", "Where a reader goes.", _event("url")),
)  # fmt: skip

SIGHTINGS: tuple[Column, ...] = (
    Column("id", "integer", "", "Number of the answer.", of("id")),
    Column("run", "integer", "runs.id", "The run in which it came.", of("run")),
    Column("source", "category", "sources.id", "The source.", of("source")),
    Column("url", "text", "URL", "What was asked.", of("url")),
    Column("at", "text", "ISO 8601, UTC", "When it came.", of("at")),
    Column("status", "integer", "HTTP status", "Of the answer; empty for a file.", of("status")),
    Column("body", "text", "SHA-256", "Of the answer as received; empty where none was kept.", of("body")),
    Column("bytes", "integer", "bytes", "Received, as sent.", of("bytes")),
)  # fmt: skip

CHANGES: tuple[Column, ...] = (
    Column("work", "text", "works.id, also of works that are gone", "The work.", of("work")),
    Column("at", "text", "ISO 8601, UTC", "When the change came.", of("at")),
    Column("cause", "category", "", "source, parser, concepts, curator or merge.", of("cause")),
    Column("source", "category", "sources.id", "The source whose description changed.", of("source")),
    Column("fields", "list", "", "The fields that differ from the version before.", of("fields")),
)  # fmt: skip
