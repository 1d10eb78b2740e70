"""The columns of the dataset: one table that makes the frames and their dictionary, so that they agree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus.sources import Health, SourceCard
from corpus.values import Work
from index.tags import Tag

__all__ = ["DROPPED", "RUNS", "SOURCES", "TABLES", "TAGS", "WORKS", "Column", "Kind", "Tagged"]

Kind = Literal["text", "category", "integer", "number", "boolean"]
"""The type of a column: text, text from a short list, whole number, number, or yes and no."""

Tagged = tuple[Work, Sequence[Tag]]
Sourced = tuple[SourceCard, Health | None]


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of a table.

    Attributes:
        unit: What its values are in, or which standard they follow; empty for plain text.
        value: Its value in a row; None or "" for nothing known.
    """

    name: str
    kind: Kind
    unit: str
    description: str
    value: Callable[[Any], object]


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
    Column("rule", "category", "", "What caused it: a rule's id, 'proxy' for words that stand for it, 'given' for a label of the source, 'implied' for a group of a member.", _of("rule")),
    Column("version", "category", "", "Short hash of the rule; it changes with the rule.", _of("version")),
    Column("words", "text", "", "The words that caused it.", _of("words")),
    Column("by", "text", "", "For 'implied' the member, for 'given' the source, else the label that matched.", _of("by")),
    Column("strength", "number", "0 to 1", "How much it says: titles more than full texts, labels more than words near each other, hints and proxies.", _of("strength")),
    Column("person", "boolean", "", "Whether a person gave it, not a rule.", lambda tag: tag.person),
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

PRECISION: tuple[Column, ...] = (
    Column("scheme", "category", "", "The list of concepts.", _of("scheme")),
    Column("concept", "category", "concept id", "The concept.", _of("concept")),
    Column("sample", "integer", "works", "Works to which people gave any label of the scheme.", _of("sample")),
    Column("right", "integer", "works", "Works that words and people tag.", _of("right")),
    Column("wrong", "integer", "works", "Works of the sample that only words tag.", _of("wrong")),
    Column("missed", "integer", "works", "Works that only people tag.", _of("missed")),
    Column("precision", "number", "share", "right by right and wrong; empty where words tag none.", _of("precision")),
    Column("precision_low", "number", "share", "Lower end of its 95 % interval (Wilson).", lambda one: one.interval[0]),
    Column("precision_high", "number", "share", "Upper end of its 95 % interval (Wilson).", lambda one: one.interval[1]),
    Column("recall", "number", "share", "right by right and missed; empty where people tag none.", _of("recall")),
)  # fmt: skip

TABLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "works": ("One row a work, in the order of ids.", WORKS),
    "tags": ("One row a place: a concept, and the words in a work that caused it.", TAGS),
    "precision": (
        "One row a concept: how far tags from words agree with labels that people gave.",
        PRECISION,
    ),
    "sources": ("One row a source, with its health on the day of the harvest.", SOURCES),
    "runs": ("One row a reading of a source, from the ledger.", RUNS),
    "dropped": ("One row a candidate that was not kept, and why.", DROPPED),
}
"""The tables: what a row is, and the columns."""
