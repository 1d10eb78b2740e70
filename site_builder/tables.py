"""The tables of the dataset: what a row is, where the rows come from, and one traversal that makes them all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.values import Work
from index.tags import IN_ORDER, Tag
from site_builder.column import Column
from site_builder.columns import DROPPED, PRECISION, RUNS, SOURCES, TAGS, WORKS
from site_builder.concept_columns import CONCEPTS, concepts_of
from site_builder.definition_columns import DEFINITIONS, QUOTES, TRAITS, VOLUMES
from site_builder.derived import COVERAGE, GAPS, RANKINGS, covered_of, gaps_of, rankings_of
from site_builder.family_columns import JOINED, PASSAGES, RELATIONS, joined_of, passages_of, relations_of
from site_builder.record_columns import (
    CHANGES,
    EVENTS,
    ORGANISATIONS,
    PEOPLE,
    RECORDS,
    SIGHTINGS,
    events_of,
    organisations_of,
    people_of,
    records_of,
)  # fmt: skip
from site_builder.site import Site
from site_builder.view import SiteView

__all__ = ["TABLES", "Table", "dictionary_rows", "things"]


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table of the dataset.

    Attributes:
        row: What a row is, in words.
        columns: In their order.
        key: The columns that name a row; empty where rows have no name.
        of_work: Gives the things of which a work's rows are made.
        of_site: Gives the things of which the rows are made, for a table that does not follow the works.
        of_view: The same, for a table that is counted as its page counts.
    """

    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    of_work: Callable[[Work, Sequence[Tag]], Iterable[Any]] | None = None
    of_site: Callable[[Site], Iterable[Any]] | None = None
    of_view: Callable[[SiteView], Iterable[Any]] | None = None


def _sources(site: Site) -> Iterator[object]:
    health = {one.source: one for one in site.health}
    return ((card, health.get(card.id)) for card in sorted(site.sources, key=lambda card: card.id))


def _dropped(site: Site) -> Iterable[object]:
    return sorted(
        site.dropped, key=lambda row: (row.run, row.source, row.reason, row.key, row.title, row.detail)
    )


def _traits(site: Site) -> Iterator[object]:
    return ((one, trait) for one in site.tracked.definitions for trait in one.traits)


TABLES: Mapping[str, Table] = {
    "works": Table("One row a work, in the order of ids.", WORKS, ("id",), of_work=lambda work, tags: [(work, tags)]),
    "records": Table("One row a record: a work as one source describes it.", RECORDS, ("id",), of_work=records_of),
    "people": Table("One row an author of a work.", PEOPLE, ("work", "position"), of_work=people_of),
    "organisations": Table("One row a publisher of a work.", ORGANISATIONS, ("work", "position"), of_work=organisations_of),
    "events": Table("One row a work that is an event.", EVENTS, ("work",), of_work=events_of),
    "tags": Table("One row a place: a concept, and the words in a work that caused it.", TAGS, of_work=lambda _, tags: tags),
    "denied": Table("One row a place whose words would tag a work, if a person had not denied it.", TAGS, of_view=lambda view: view.denied),
    "concepts": Table("One row a concept that tags may name.", CONCEPTS, ("scheme", "concept"), of_site=concepts_of),
    "precision": Table("One row a concept: how far tags from words agree with labels that people gave.", PRECISION, ("scheme", "concept"), of_view=lambda view: view.measured),
    "sources": Table("One row a source, with its health on the day of the harvest.", SOURCES, ("id",), of_site=_sources),
    "runs": Table("One row a reading of a source, from the ledger.", RUNS, ("id",), of_site=lambda site: sorted(site.runs, key=lambda run: run.id)),
    "sightings": Table("One row an answer that a source gave.", SIGHTINGS, ("id",), of_site=lambda site: site.sightings()),
    "dropped": Table("One row a candidate that was not kept, and why.", DROPPED, of_site=_dropped),
    "relations": Table("One row a relation: a work that is the draft, translation … of another.", RELATIONS, ("work", "relation", "other"), of_site=relations_of),
    "passages": Table("One row a passage that two works share; boilerplate is left out.", PASSAGES, of_site=passages_of),
    "joined": Table("One row an id that was joined to another work.", JOINED, ("id",), of_site=joined_of),
    "definitions": Table("One row a definition, given or found.", DEFINITIONS, ("id",), of_site=lambda site: site.tracked.definitions),
    "traits": Table("One row a trait that a definition states.", TRAITS, of_site=_traits),
    "volumes": Table("One row a volume, level or cost that a work states of the thing.", VOLUMES, of_site=lambda site: site.tracked.stated),
    "quotes": Table("One row a definition that takes another over.", QUOTES, of_site=lambda site: site.tracked.quotes),
    "gaps": Table("One row a pair of values that is laid out in a matrix, zeros included.", GAPS, of_view=gaps_of),
    "coverage": Table("One row a value: what is behind its works.", COVERAGE, ("facet", "value"), of_view=covered_of),
    "rankings": Table("One row a concept in a year, region, kind or language.", RANKINGS, of_view=rankings_of),
    "changes": Table("One row a change of a work after it was first seen, the newest first.", CHANGES, of_site=lambda site: site.changes),
}  # fmt: skip
"""All tables; those of works first, in one traversal."""


def things(site: Site, view: SiteView) -> Iterator[tuple[str, Iterable[Any]]]:
    """The things that are rows, with the name of their table; works are read once, and none is held."""
    of_work = [(name, table.of_work) for name, table in TABLES.items() if table.of_work]
    for work in site.works():
        tags = sorted(site.tags(work.id), key=IN_ORDER)
        for name, its_things in of_work:
            yield name, its_things(work, tags)
    for name, table in TABLES.items():
        if table.of_site:
            yield name, table.of_site(site)
        elif table.of_view:
            yield name, table.of_view(view)


def dictionary_rows() -> list[dict[str, str]]:
    """The dictionary: one row a column of a table."""
    return [
        {
            "table": name,
            "column": column.name,
            "type": column.kind,
            "unit": column.unit,
            "description": column.description,
        }
        for name, table in TABLES.items()
        for column in table.columns
    ]
