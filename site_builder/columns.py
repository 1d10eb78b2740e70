"""The columns of the dataset: one table that makes the frames and their dictionary, so that they agree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from corpus.sources import Health, SourceCard
from corpus.values import Work
from index.definitions.judging import seen
from index.definitions.volumes import hours_of
from index.tags import Tag
from site_builder.column import Column
from site_builder.derived import COUNTED

__all__ = [
    "DEFINITIONS",
    "DROPPED",
    "QUOTES",
    "RUNS",
    "SOURCES",
    "TABLES",
    "TAGS",
    "TRAITS",
    "VOLUMES",
    "WORKS",
    "Tagged",
]

Tagged = tuple[Work, Sequence[Tag]]
Sourced = tuple[SourceCard, Health | None]


def listed(parts: Iterable[str]) -> str:
    """Several values in one cell."""
    return "; ".join(parts)


def _item(name: str) -> Callable[[Tagged], object]:
    return lambda row: getattr(row[0].item, name)


def _date(name: str, part: str) -> Callable[[Tagged], object]:
    def value(row: Tagged) -> object:
        date = getattr(row[0].item, name)
        return getattr(date, part) if date else None

    return value


def _concepts(scheme: str) -> Callable[[Tagged], str]:
    return lambda row: listed(sorted({tag.concept for tag in row[1] if tag.scheme == scheme}))


def _of(name: str) -> Callable[[Any], object]:
    return lambda row: getattr(row, name)


def _card(name: str) -> Callable[[Sourced], object]:
    return lambda row: getattr(row[0], name)


def _health(name: str) -> Callable[[Sourced], object]:
    return lambda row: getattr(row[1], name) if row[1] else None


def _shares(values: Mapping[str, object]) -> str:
    return listed(f"{name}={values[name]}" for name in sorted(values))


WORKS: tuple[Column, ...] = (
    Column("id", "text", "", "The work's id; it never changes.", lambda row: row[0].id),
    Column("title", "text", "", "As printed.", _item("title")),
    Column("title_supplied", "boolean", "", "True where the page showed no title and curators supplied one.", _item("title_supplied")),
    Column("kind", "category", "", "report, policy, event, publication, video or news.", _item("kind")),
    Column("url", "text", "URL", "Where a reader goes; empty where only a copy was seen.", _item("url")),
    Column("seen_at", "text", "URL", "The page that proves the item, where it is not the url.", _item("seen_at")),
    Column("publisher", "text", "", "Names as printed, several divided by semicolons.", _item("publisher")),
    Column("publisher_country", "category", "ISO 3166-1 alpha-2", "Country of the publisher, where the source says so.", _item("publisher_country")),
    Column("authors", "text", "", "Names as printed, divided by semicolons.", lambda row: listed(row[0].item.authors)),
    Column("language", "category", "BCP 47", "Language of the work.", _item("language")),
    Column("date", "text", "ISO 8601", "When it was published, or an event begins: YYYY, YYYY-MM or YYYY-MM-DD.", _date("date", "value")),
    Column("date_precision", "category", "", "How much of the date is known: year, month or day.", _date("date", "precision")),
    Column("date_method", "category", "", "How the date was found: curator, meta, feed, listing, text, pdf, sitemap or http.", _date("date", "method")),
    Column("end_date", "text", "ISO 8601", "When an event ends.", _date("end_date", "value")),
    Column("place", "text", "", "Where an event takes place.", _item("place")),
    Column("doi", "text", "DOI", "Without resolver address.", _item("doi")),
    Column("isbn", "text", "ISBN", "As printed.", _item("isbn")),
    Column("series", "text", "", "Journal, volume or series, as printed.", _item("series")),
    Column("note", "text", "", "The curators' own words on the work.", _item("note")),
    Column("regions", "text", "concept ids", "Concepts of the scheme region, with the groups that members imply.", _concepts("region")),
    Column("themes", "text", "concept ids", "Concepts of the scheme theme.", _concepts("theme")),
    Column("drivers", "text", "concept ids", "Concepts of the scheme driver.", _concepts("driver")),
    Column("sources", "text", "source ids", "Sources that describe the work, the most trusted first.", lambda row: listed(dict.fromkeys(record.source for record in row[0].records))),
    Column("state", "category", "", "listed, not listed, withdrawn, link dead or archived only.", lambda row: row[0].state),
    Column("first_seen", "text", "ISO 8601, UTC", "When a source first listed it to us.", lambda row: row[0].first_seen),
    Column("last_checked", "text", "ISO 8601, UTC", "The last answer that still listed it.", lambda row: row[0].last_checked),
    Column("fingerprint", "text", "", "Changes when anything that a reader can see changes.", lambda row: row[0].fingerprint),
)  # fmt: skip

TAGS: tuple[Column, ...] = (
    Column("work", "text", "works.id", "The work.", _of("work")),
    Column("scheme", "category", "", "The list of concepts: region, theme, driver and others.", _of("scheme")),
    Column("concept", "category", "concept id", "The concept; for countries ISO 3166-1 alpha-2 in small letters.", _of("concept")),
    Column("field", "category", "", "Where the words stand: title, note, abstract or text; empty where no words are behind it.", _of("field")),
    Column("start", "integer", "characters", "First character of the words within the field, counted from 0.", lambda tag: tag.start if tag.words else None),
    Column("end", "integer", "characters", "The character after the last one.", lambda tag: tag.end if tag.words else None),
    Column("rule", "category", "", "What caused it: a rule's id, 'given' for a label of the source, 'implied' for a group of a member.", _of("rule")),
    Column("version", "category", "", "Short hash of the rule; it changes with the rule.", _of("version")),
    Column("words", "text", "", "The words that caused it.", _of("words")),
    Column("by", "text", "", "For 'implied' the member, for 'given' the source, else the label that matched.", _of("by")),
)  # fmt: skip

SOURCES: tuple[Column, ...] = (
    Column("id", "text", "", "The source's id: the name of its sheet.", _card("id")),
    Column("title", "text", "", "What it is called.", _card("title")),
    Column("publisher", "text", "", "Who runs it.", _card("publisher")),
    Column("kind", "category", "", "How it is read: collection, feed, listing, sitemap and others.", _card("kind")),
    Column("url", "text", "URL", "Its address.", _card("url")),
    Column("country", "category", "ISO 3166-1 alpha-2", "Its country; empty for an international body.", _card("country")),
    Column("languages", "text", "BCP 47", "Languages that it publishes in.", lambda row: listed(row[0].languages)),
    Column("licence", "text", "", "Licence of its texts, where it states one.", _card("licence")),
    Column("every", "integer", "hours", "Its rhythm.", _card("every")),
    Column("at_least", "integer", "works", "How many it promises; 0 for no promise.", _card("at_least")),
    Column("verified", "boolean", "", "Whether a healthy run, or a person, has proved its sheet.", lambda row: row[1].verified if row[1] else row[0].verified),
    Column("state", "category", "", "Its health: ok, quiet, degraded, broken, unreachable, not read yet or retired.", _health("state")),
    Column("reason", "text", "", "Why, in words.", _health("reason")),
    Column("since", "text", "ISO 8601", "Since when the state holds.", _health("since")),
    Column("works", "integer", "works", "Published works that it lists.", _health("works")),
    Column("dated", "integer", "works", "How many of them have a date.", _health("dated")),
    Column("newest", "text", "ISO 8601", "The latest date among them.", _health("newest")),
    Column("last_run", "text", "ISO 8601, UTC", "When it was last read.", _health("last_run")),
    Column("due", "text", "ISO 8601, UTC", "When it is to be read next.", _health("due")),
)  # fmt: skip

RUNS: tuple[Column, ...] = (
    Column("id", "integer", "", "Number of the run.", _of("id")),
    Column("source", "category", "sources.id", "The source.", _of("source")),
    Column("started", "text", "ISO 8601, UTC", "When it began.", _of("started")),
    Column("ended", "text", "ISO 8601, UTC", "When it ended; empty for a run that was killed.", _of("ended")),
    Column("outcome", "category", "", "ok, degraded, broken, unreachable or stopped.", _of("outcome")),
    Column("reason", "text", "", "Why, in words.", _of("reason")),
    Column("seen", "integer", "candidates", "What the source listed: new, changed, unchanged and dropped.", _of("seen")),
    Column("new", "integer", "items", "Kept for the first time.", _of("new")),
    Column("changed", "integer", "items", "Kept, and different from before.", _of("changed")),
    Column("unchanged", "integer", "items", "Kept, as before.", _of("unchanged")),
    Column("kept", "integer", "items", "New, changed and unchanged.", _of("kept")),
    Column("dropped", "text", "reason=candidates", "Candidates that were not kept, by reason.", lambda run: _shares(run.dropped)),
    Column("fill", "text", "field=share", "For each field the share (0 to 1) of kept items that have it.", lambda run: _shares(run.fill)),
    Column("status", "integer", "HTTP status", "Of the first answer.", _of("status")),
    Column("answers", "integer", "answers", "Pages and files received.", _of("answers")),
    Column("duration", "number", "seconds", "How long it took.", _of("duration")),
    Column("bytes", "integer", "bytes", "Received, as sent.", _of("bytes")),
)  # fmt: skip

DROPPED: tuple[Column, ...] = (
    Column("run", "integer", "runs.id", "The run.", _of("run")),
    Column("source", "category", "sources.id", "The source.", _of("source")),
    Column("at", "text", "ISO 8601, UTC", "When.", _of("at")),
    Column("reason", "category", "", "Why it was not kept.", _of("reason")),
    Column("detail", "text", "", "More on the reason.", _of("detail")),
    Column("key", "text", "", "What finds it again in its source.", _of("key")),
    Column("title", "text", "", "What it was called.", _of("title")),
)  # fmt: skip

DEFINITIONS: tuple[Column, ...] = (
    Column("id", "text", "", "The definition's id; lines of people name it.", _of("id")),
    Column("work", "text", "works.id", "The work that holds it.", _of("work")),
    Column("origin", "category", "", "given by a source, found by rules, or settled by a person.", _of("origin")),
    Column("term", "text", "", "The thing defined, as written.", _of("term")),
    Column("concept", "category", "scheme/id", "The concept that the term names; empty where it names none.", _of("concept")),
    Column("by", "text", "", "Who defines; empty where that is not sure.", _of("by")),
    Column("by_from", "category", "", "Where that is read: given, sentence, work (it speaks for itself) or person.", _of("by_from")),
    Column("year", "integer", "year", "When; empty where that is not sure.", _of("year")),
    Column("traits", "text", "concept ids", "The traits that it states.", lambda one: listed(trait.id for trait in one.traits)),
    Column("volume", "text", "", "The phrase that states the volume.", _of("volume")),
    Column("hours_min", "number", "hours of learning", "The least that the volume says, stated or from credits.", lambda one: hours_of(one)[0]),
    Column("hours_max", "number", "hours of learning", "The most that it says.", lambda one: hours_of(one)[1]),
    Column("language", "category", "BCP 47", "Of the passage, or of the work.", _of("language")),
    Column("field", "category", "", "Where the passage stands: note, abstract or text; empty where no passage is known.", _of("field")),
    Column("start", "integer", "characters", "First character of the passage within the field.", lambda one: one.start if one.field else None),
    Column("end", "integer", "characters", "The character after the last one.", lambda one: one.start + len(one.passage) if one.field else None),
    Column("seen", "text", "", "The hash that a line under decisions/ is bound to.", seen),
)  # fmt: skip

TRAITS: tuple[Column, ...] = (
    Column("definition", "text", "definitions.id", "The definition.", lambda row: row[0].id),
    Column("work", "text", "works.id", "The work that holds it.", lambda row: row[0].work),
    Column("trait", "category", "concept id", "The trait that it states.", lambda row: row[1].id),
    Column("words", "text", "", "The words that state it; empty where a source gave it without words.", lambda row: row[1].words),
    Column("start", "integer", "characters", "First character of the words within the field.", lambda row: row[0].start + row[1].start if row[1].words else None),
    Column("end", "integer", "characters", "The character after the last one.", lambda row: row[0].start + row[1].end if row[1].words else None),
)  # fmt: skip

VOLUMES: tuple[Column, ...] = (
    Column("work", "text", "works.id", "The work that states it.", _of("work")),
    Column("definition", "text", "definitions.id", "The definition that states it; empty for another sentence that names the thing.", _of("definition")),
    Column("quantity", "category", "", "hours, ects, credits, credit-hours, days, weeks, months, level or cost.", lambda row: row.amount.quantity),
    Column("unit", "text", "", "As written; of a cost the currency (ISO 4217), of a level the framework.", lambda row: row.amount.unit),
    Column("low", "number", "the unit", "The least; empty for an open end.", lambda row: row.amount.low),
    Column("high", "number", "the unit", "The most; empty for an open end.", lambda row: row.amount.high),
    Column("hours_min", "number", "hours of learning", "The least in hours, where the unit says how many.", lambda row: row.amount.hours_low),
    Column("hours_max", "number", "hours of learning", "The most in hours.", lambda row: row.amount.hours_high),
    Column("words", "text", "", "The phrase that it was read from.", lambda row: row.amount.words),
    Column("field", "category", "", "Where the phrase stands; empty for what a source gave.", _of("field")),
    Column("start", "integer", "characters", "First character of the phrase within the field.", lambda row: row.start if row.field else None),
)  # fmt: skip

QUOTES: tuple[Column, ...] = (
    Column("quoting", "text", "definitions.id", "The definition that takes another over.", _of("quoting")),
    Column("quoted", "text", "definitions.id", "The one that it takes over.", _of("quoted")),
    Column("why", "category", "", "names: it says whose it is; words: its passage is the other's.", _of("why")),
    Column("likeness", "number", "share", "Of the names or of the words, 0 to 1.", _of("likeness")),
)  # fmt: skip

TABLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "works": ("One row a work, in the order of ids.", WORKS),
    "tags": ("One row a place: a concept, and the words in a work that caused it.", TAGS),
    "sources": ("One row a source, with its health on the day of the harvest.", SOURCES),
    "runs": ("One row a reading of a source, from the ledger.", RUNS),
    "dropped": ("One row a candidate that was not kept, and why.", DROPPED),
    "definitions": ("One row a definition, given or found.", DEFINITIONS),
    "traits": ("One row a trait that a definition states.", TRAITS),
    "volumes": ("One row a volume, level or cost that a work states of the thing.", VOLUMES),
    "quotes": ("One row a definition that takes another over.", QUOTES),
    **COUNTED,
}
"""The tables: what a row is, and the columns."""
