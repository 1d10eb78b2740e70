"""The columns of definitions: what they say, trait by trait, how much, and who quotes whom."""

from index.definitions.judging import seen
from index.definitions.volumes import hours_of
from site_builder.column import Column, of

__all__ = ["DEFINITIONS", "QUOTES", "TRAITS", "VOLUMES"]

DEFINITIONS: tuple[Column, ...] = (
    Column("id", "text", "", "The definition's id; lines of people name it.", of("id")),
    Column("work", "text", "works.id", "The work that holds it.", of("work")),
    Column("origin", "category", "", "given by a source, found by rules, or settled by a person.", of("origin")),
    Column("term", "text", "", "The thing defined, as written.", of("term")),
    Column("concept", "category", "scheme/id", "The concept that the term names; empty where it names none.", of("concept")),
    Column("by", "text", "", "Who defines; empty where that is not sure.", of("by")),
    Column("by_from", "category", "", "Where that is read: given, sentence, work (it speaks for itself) or person.", of("by_from")),
    Column("year", "integer", "year", "When; empty where that is not sure.", of("year")),
    Column("traits", "list", "concept ids", "The traits that it states.", lambda one: tuple(trait.id for trait in one.traits)),
    Column("volume", "text", "", "The phrase that states the volume.", of("volume")),
    Column("hours_min", "number", "hours of learning", "The least that the volume says, stated or from credits.", lambda one: hours_of(one)[0]),
    Column("hours_max", "number", "hours of learning", "The most that it says.", lambda one: hours_of(one)[1]),
    Column("language", "category", "BCP 47", "Of the passage, or of the work.", of("language")),
    Column("field", "category", "", "Where the passage stands: note, abstract or text; empty where no passage is known.", of("field")),
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
    Column("work", "text", "works.id", "The work that states it.", of("work")),
    Column("definition", "text", "definitions.id", "The definition that states it; empty for another sentence that names the thing.", of("definition")),
    Column("quantity", "category", "", "hours, ects, credits, credit-hours, days, weeks, months, level or cost.", lambda row: row.amount.quantity),
    Column("unit", "text", "", "As written; of a cost the currency (ISO 4217), of a level the framework.", lambda row: row.amount.unit),
    Column("low", "number", "the unit", "The least; empty for an open end.", lambda row: row.amount.low),
    Column("high", "number", "the unit", "The most; empty for an open end.", lambda row: row.amount.high),
    Column("hours_min", "number", "hours of learning", "The least in hours, where the unit says how many.", lambda row: row.amount.hours_low),
    Column("hours_max", "number", "hours of learning", "The most in hours.", lambda row: row.amount.hours_high),
    Column("words", "text", "", "The phrase that it was read from.", lambda row: row.amount.words),
    Column("field", "category", "", "Where the phrase stands; empty for what a source gave.", of("field")),
    Column("start", "integer", "characters", "First character of the phrase within the field.", lambda row: row.start if row.field else None),
)  # fmt: skip

QUOTES: tuple[Column, ...] = (
    Column("quoting", "text", "definitions.id", "The definition that takes another over.", of("quoting")),
    Column("quoted", "text", "definitions.id", "The one that it takes over.", of("quoted")),
    Column("why", "category", "", "passage: both stand in words that their texts share; words: its passage is the other's; names: it says whose it is.", of("why")),
    Column("likeness", "number", "share", "Of the names or of the words, 0 to 1.", of("likeness")),
)  # fmt: skip
