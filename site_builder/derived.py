"""The columns of what is counted: gaps, coverage and rankings, from the same numbers as their pages."""

from collections.abc import Iterator

from site_builder.column import Column
from site_builder.counts import Count
from site_builder.coverage import COVERED, Coverage, coverage_of
from site_builder.facets import FACETS, MATRICES
from site_builder.matrix import Cell, Line, matrix
from site_builder.ranking import BY, RANKED, RankCell, RankLine, columns_of, ranked
from site_builder.view import SiteView

__all__ = ["COVERAGE", "GAPS", "RANKINGS", "covered_of", "gaps_of", "rankings_of"]

Gap = tuple[Line, Cell]
Covered = tuple[Count, Coverage]
Ranked = tuple[RankLine, tuple[str, str], RankCell]

GAPS: tuple[Column, ...] = (
    Column("rows", "category", "", "The facet of the row.", lambda row: row[0].key[0]),
    Column("row", "category", "", "Its value.", lambda row: row[0].key[1]),
    Column("columns_", "category", "", "The facet of the column.", lambda row: row[1].column[0]),
    Column("column", "category", "", "Its value.", lambda row: row[1].column[1]),
    Column("works", "integer", "works", "Works that have both.", lambda row: row[1].works),
    Column("of", "integer", "works", "Works that have the row's value.", lambda row: row[1].of),
    Column("newest", "text", "ISO 8601", "The latest date among them.", lambda row: row[1].newest),
    Column("languages", "integer", "languages", "How many languages they are in.", lambda row: row[1].languages),
    Column("new", "integer", "works", "First seen within the last 30 days; empty where nobody looked for so long.", lambda row: row[1].new),
    Column("watching", "integer", "sources", "Sources whose sheets say that they cover the pair.", lambda row: row[1].watch.sources),
    Column("looked", "integer", "sources", "How many of them have been read.", lambda row: row[1].watch.looked),
    Column("last_looked", "text", "ISO 8601", "The latest reading among these.", lambda row: row[1].watch.last),
)  # fmt: skip

COVERAGE: tuple[Column, ...] = (
    Column("facet", "category", "", "The facet.", lambda row: row[0].key[0]),
    Column("value", "category", "", "Its value.", lambda row: row[0].key[1]),
    Column("works", "integer", "works", "Works that have it.", lambda row: row[1].works),
    Column("languages", "integer", "languages", "How many languages they are in.", lambda row: len(row[1].languages)),
    Column("countries", "integer", "countries", "How many countries they are about.", lambda row: row[1].countries),
    Column("undated", "integer", "works", "How many have no date.", lambda row: row[1].undated),
    Column("publishers", "integer", "publishers", "How many published them.", lambda row: row[1].publishers),
    Column("top_three", "integer", "works", "Works of the three publishers with most.", lambda row: row[1].top_three),
    Column("sources", "integer", "sources", "Sources that list them.", lambda row: row[1].sources),
    Column("watching", "integer", "sources", "Sources whose sheets say that they cover it; empty where none can.", lambda row: row[1].watch.sources if row[1].watch else None),
    Column("looked", "integer", "sources", "How many of these have been read.", lambda row: row[1].watch.looked if row[1].watch else None),
    Column("oldest_check", "text", "ISO 8601", "The oldest of the last checks of the works.", lambda row: row[1].oldest),
)  # fmt: skip

RANKINGS: tuple[Column, ...] = (
    Column("scheme", "category", "", "The facet that is ranked.", lambda row: row[0].key[0]),
    Column("concept", "category", "concept id", "Its value.", lambda row: row[0].key[1]),
    Column("by", "category", "", "The facet of the column: year, region, kind or language.", lambda row: row[1][0]),
    Column("value", "category", "", "Its value.", lambda row: row[1][1]),
    Column("works", "integer", "works", "Works of the column that name the concept.", lambda row: row[2].works),
    Column("sentences", "integer", "sentences", "Sentences in them that hold its words.", lambda row: row[2].sentences),
    Column("rank", "integer", "", "Its place within its group, from 1 on.", lambda row: row[2].rank),
    Column("share", "number", "share", "Of the column's works that name any concept of the scheme, 0 to 1.", lambda row: round(row[2].share, 4)),
)  # fmt: skip


def gaps_of(view: SiteView) -> Iterator[Gap]:
    """Every cell of the matrices, zeros included."""
    for rows, facet in MATRICES:
        for line in matrix(view, rows, facet).lines:
            for cell in line.cells:
                yield line, cell


def covered_of(view: SiteView) -> Iterator[Covered]:
    """Every value of the facets whose coverage is stated."""
    for facet in FACETS:
        if facet.id in COVERED:
            for one in view.counts(facet.id):
                yield one, coverage_of(view, one.key)


def rankings_of(view: SiteView) -> Iterator[Ranked]:
    """Every cell of the rankings."""
    for facet_id in RANKED:
        for by in BY:
            table = ranked(view, facet_id, list(columns_of(view, by)))
            for _, lines in table.groups:
                for line in lines:
                    for (column, _), cell in zip(table.columns, line.cells, strict=True):
                        yield line, column, cell
