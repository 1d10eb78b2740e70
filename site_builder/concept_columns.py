"""The columns of concepts: what the tags, traits and pages name by id."""

from collections.abc import Iterator

from index.book import Concept
from site_builder.column import Column
from site_builder.site import Site

__all__ = ["CONCEPTS", "concepts_of"]

Within = tuple[Concept, tuple[str, ...]]

CONCEPTS: tuple[Column, ...] = (
    Column("scheme", "category", "", "The list of concepts: region, theme, driver and others.", lambda row: row[0].scheme),
    Column("concept", "text", "concept id", "The id that tags name.", lambda row: row[0].id),
    Column("label", "text", "", "What it is called, in English.", lambda row: row[0].label.get("en", row[0].id)),
    Column("group", "text", "", "The heading under which it stands.", lambda row: row[0].group),
    Column("country", "boolean", "", "Whether it is a country.", lambda row: row[0].country),
    Column("within", "list", "concept ids", "The wider ones that a tag on it implies, nearest first.", lambda row: row[1]),
    Column("note", "text", "", "What belongs here.", lambda row: row[0].note),
    Column("source", "text", "", "Where the note or the list of members comes from.", lambda row: row[0].source),
    Column("version", "text", "", "Short hash of its words; it changes with them.", lambda row: row[0].version),
)  # fmt: skip


def concepts_of(site: Site) -> Iterator[Within]:
    """Each concept of the book with what it implies."""
    for concept in site.book:
        yield concept, site.book.implied(concept.scheme, concept.id)
