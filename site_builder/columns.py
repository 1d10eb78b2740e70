"""The columns of works, tags, sources and the ledger: what makes the cells also makes their dictionary."""

from collections.abc import Callable, Mapping, Sequence

from corpus.sources import Health, SourceCard
from corpus.values import Work
from index.tags import Tag
from site_builder.column import Column, of

__all__ = ["DROPPED", "PRECISION", "RUNS", "SOURCES", "TAGS", "WORKS", "Tagged"]

Tagged = tuple[Work, Sequence[Tag]]
Sourced = tuple[SourceCard, Health | None]


def _item(name: str) -> Callable[[Tagged], object]:
    return lambda row: getattr(row[0].item, name)


def _date(name: str, part: str) -> Callable[[Tagged], object]:
    def value(row: Tagged) -> object:
        date = getattr(row[0].item, name)
        return getattr(date, part) if date else None

    return value


def _concepts(scheme: str) -> Callable[[Tagged], tuple[str, ...]]:
    return lambda row: tuple(sorted({tag.concept for tag in row[1] if tag.scheme == scheme}))


def _card(name: str) -> Callable[[Sourced], object]:
    return lambda row: getattr(row[0], name)


def _health(name: str) -> Callable[[Sourced], object]:
    return lambda row: getattr(row[1], name) if row[1] else None


def _shares(values: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(f"{name}={values[name]}" for name in sorted(values))


WORKS: tuple[Column, ...] = (
    Column("id", "text", "", "The work's id; it never changes.", lambda row: row[0].id),
    Column("title", "text", "", "As printed.", _item("title")),
    Column("title_supplied", "boolean", "", "True where the page showed no title and curators supplied one.", _item("title_supplied")),
    Column("kind", "category", "", "report, policy, event, publication, video or news.", _item("kind")),
    Column("url", "text", "URL", "Where a reader goes; empty where only a copy was seen.", _item("url")),
    Column("seen_at", "text", "URL", "The page that proves the item, where it is not the url.", _item("seen_at")),
    Column("publisher", "text", "", "Names as printed, several divided by semicolons.", _item("publisher")),
    Column("publisher_country", "category", "ISO 3166-1 alpha-2", "Country of the publisher, where the source says so.", _item("publisher_country")),
    Column("authors", "list", "", "Names as printed.", _item("authors")),
    Column("language", "category", "BCP 47", "Language of the work.", _item("language")),
    Column("date", "text", "ISO 8601", "When it was published, or an event begins: YYYY, YYYY-MM or YYYY-MM-DD.", _date("date", "value")),
    Column("date_precision", "category", "", "How much of the date is known: year, month or day.", _date("date", "precision")),
    Column("date_method", "category", "", "How the date was found: curator, meta, feed, listing, text, pdf, sitemap or http.", _date("date", "method")),
    Column("end_date", "text", "ISO 8601", "When an event ends.", _date("end_date", "value")),
    Column("updated", "text", "ISO 8601", "When its text last changed, as the page says: YYYY, YYYY-MM or YYYY-MM-DD.", _date("updated", "value")),
    Column("place", "text", "", "Where an event takes place.", _item("place")),
    Column("online", "category", "", "yes or no: whether an event can be joined from afar; empty where nothing says so.", _item("online")),
    Column("deadline", "text", "ISO 8601", "Until when one may sign up or hand in.", _date("deadline", "value")),
    Column("duration", "text", "ISO 8601 duration", "Of a recording.", _item("duration")),
    Column("doi", "text", "DOI", "Without resolver address.", _item("doi")),
    Column("isbn", "text", "ISBN", "As printed.", _item("isbn")),
    Column("handle", "text", "Handle", "Without resolver address.", _item("handle")),
    Column("licence", "text", "", "Of the work's own text, as its source states it.", _item("licence")),
    Column("files", "list", "URLs", "Its files: PDF, audio, video.", _item("files")),
    Column("text_from", "list", "URLs", "The page and the files whose full text was read; the text itself is not published.", _item("text_from")),
    Column("series", "text", "", "Journal, volume or series, as printed.", _item("series")),
    Column("note", "text", "", "The curators' own words on the work.", _item("note")),
    Column("regions", "list", "concept ids", "Concepts of the scheme region, with the groups that members imply.", _concepts("region")),
    Column("themes", "list", "concept ids", "Concepts of the scheme theme.", _concepts("theme")),
    Column("drivers", "list", "concept ids", "Concepts of the scheme driver.", _concepts("driver")),
    Column("sources", "list", "source ids", "Sources that describe the work, the most trusted first.", lambda row: row[0].sources),
    Column("state", "category", "", "listed, not listed, withdrawn, link dead or archived only.", lambda row: row[0].state),
    Column("first_seen", "text", "ISO 8601, UTC", "When a source first listed it to us.", lambda row: row[0].first_seen),
    Column("last_checked", "text", "ISO 8601, UTC", "The last answer that still listed it.", lambda row: row[0].last_checked),
    Column("fingerprint", "text", "", "Changes when anything that a reader can see changes.", lambda row: row[0].fingerprint),
)  # fmt: skip

TAGS: tuple[Column, ...] = (
    Column("work", "text", "works.id", "The work.", of("work")),
    Column("scheme", "category", "", "The list of concepts: region, theme, driver and others.", of("scheme")),
    Column("concept", "category", "concept id", "The concept; for countries ISO 3166-1 alpha-2 in small letters.", of("concept")),
    Column("field", "category", "", "Where the words stand: title, note, abstract or text; empty where no words are behind it.", of("field")),
    Column("start", "integer", "characters", "First character of the words within the field, counted from 0.", lambda tag: tag.start if tag.words else None),
    Column("end", "integer", "characters", "The character after the last one.", lambda tag: tag.end if tag.words else None),
    Column("rule", "category", "", "What caused it: a rule's id, 'proxy' for words that stand for it, 'given' for a label of the source, 'decision' for what a person decided, 'implied' for a group of a member.", of("rule")),
    Column("version", "category", "", "Short hash of the rule; it changes with the rule.", of("version")),
    Column("words", "text", "", "The words that caused it.", of("words")),
    Column("by", "text", "", "For 'implied' the member, for 'given' the source, else the label that matched.", of("by")),
    Column("strength", "number", "0 to 1", "How much it says: titles more than full texts, labels more than words near each other, hints and proxies.", of("strength")),
    Column("page", "integer", "pages", "Page of the file in whose text the words stand, counted from 1; empty elsewhere.", lambda tag: tag.page or None),
    Column("person", "boolean", "", "Whether a person gave it, not a rule.", lambda tag: tag.person),
)  # fmt: skip

SOURCES: tuple[Column, ...] = (
    Column("id", "text", "", "The source's id: the name of its sheet.", _card("id")),
    Column("title", "text", "", "What it is called.", _card("title")),
    Column("publisher", "text", "", "Who runs it.", _card("publisher")),
    Column("kind", "category", "", "How it is read: collection, feed, listing, sitemap and others.", _card("kind")),
    Column("url", "text", "URL", "Its address.", _card("url")),
    Column("country", "category", "ISO 3166-1 alpha-2", "Its country; empty for an international body.", _card("country")),
    Column("languages", "list", "BCP 47", "Languages that it publishes in.", _card("languages")),
    Column("licence", "text", "", "Licence of its texts, where it states one.", _card("licence")),
    Column("watches_regions", "list", "concept ids", "Regions that its sheet says it watches.", _card("regions")),
    Column("watches_kinds", "list", "", "Kinds of work that its sheet says it watches.", _card("kinds")),
    Column("every", "integer", "hours", "Its rhythm.", _card("every")),
    Column("at_least", "integer", "works", "How many it promises; 0 for no promise.", _card("at_least")),
    Column("verified", "boolean", "", "Whether a healthy run, or a person, has proved its sheet.", lambda row: row[1].verified if row[1] else row[0].verified),
    Column("state", "category", "", "Its health: ok, quiet, degraded, broken, unreachable, not read yet or retired.", lambda row: row[1].state if row[1] else "not read yet"),
    Column("reason", "text", "", "Why, in words.", _health("reason")),
    Column("since", "text", "ISO 8601", "Since when the state holds.", _health("since")),
    Column("works", "integer", "works", "Published works that it lists.", _health("works")),
    Column("dated", "integer", "works", "How many of them have a date.", _health("dated")),
    Column("newest", "text", "ISO 8601", "The latest date among them.", _health("newest")),
    Column("last_run", "text", "ISO 8601, UTC", "When it was last asked.", _health("last_run")),
    Column("last_good", "text", "ISO 8601, UTC", "When it was last read whole, in health.", _health("last_good")),
    Column("due", "text", "ISO 8601, UTC", "When it is to be read next.", _health("due")),
)  # fmt: skip

RUNS: tuple[Column, ...] = (
    Column("id", "integer", "", "Number of the run.", of("id")),
    Column("source", "category", "sources.id", "The source.", of("source")),
    Column("started", "text", "ISO 8601, UTC", "When it began.", of("started")),
    Column("ended", "text", "ISO 8601, UTC", "When it ended; empty for a run that was killed.", of("ended")),
    Column("outcome", "category", "", "ok, degraded, broken, unreachable or stopped.", of("outcome")),
    Column("reason", "text", "", "Why, in words.", of("reason")),
    Column("seen", "integer", "candidates", "What the source listed: new, changed, unchanged and dropped.", of("seen")),
    Column("new", "integer", "items", "Kept for the first time.", of("new")),
    Column("changed", "integer", "items", "Kept, and different from before.", of("changed")),
    Column("unchanged", "integer", "items", "Kept, as before.", of("unchanged")),
    Column("kept", "integer", "items", "New, changed and unchanged.", of("kept")),
    Column("left_out", "integer", "candidates", "Not kept.", lambda run: sum(run.dropped.values())),
    Column("dropped", "list", "reason=candidates", "Candidates that were not kept, by reason.", lambda run: _shares(run.dropped)),
    Column("fill", "list", "field=share", "For each field the share (0 to 1) of kept items that have it.", lambda run: _shares(run.fill)),
    Column("status", "integer", "HTTP status", "Of the first answer.", of("status")),
    Column("answers", "integer", "answers", "Pages and files received.", of("answers")),
    Column("duration", "number", "seconds", "How long it took.", of("duration")),
    Column("bytes", "integer", "bytes", "Received, as sent.", of("bytes")),
)  # fmt: skip

DROPPED: tuple[Column, ...] = (
    Column("run", "integer", "runs.id", "The run.", of("run")),
    Column("source", "category", "sources.id", "The source.", of("source")),
    Column("at", "text", "ISO 8601, UTC", "When.", of("at")),
    Column("reason", "category", "", "Why it was not kept.", of("reason")),
    Column("detail", "text", "", "More on the reason.", of("detail")),
    Column("key", "text", "", "What finds it again in its source.", of("key")),
    Column("title", "text", "", "What it was called.", of("title")),
)  # fmt: skip

PRECISION: tuple[Column, ...] = (
    Column("scheme", "category", "", "The list of concepts.", of("scheme")),
    Column("concept", "category", "concept id", "The concept.", of("concept")),
    Column("sample", "integer", "works", "Works of which people said whether they are about it: by a label of the scheme, or by a decision.", of("sample")),
    Column("right", "integer", "works", "Works that words and people tag.", of("right")),
    Column("wrong", "integer", "works", "Works of the sample that only words tag.", of("wrong")),
    Column("missed", "integer", "works", "Works that only people tag.", of("missed")),
    Column("precision", "number", "share", "right by right and wrong; empty where words tag none.", of("precision")),
    Column("precision_low", "number", "share", "Lower end of its 95 % interval (Wilson).", lambda one: one.interval[0]),
    Column("precision_high", "number", "share", "Upper end of its 95 % interval (Wilson).", lambda one: one.interval[1]),
    Column("recall", "number", "share", "right by right and missed; empty where people tag none.", of("recall")),
)  # fmt: skip
