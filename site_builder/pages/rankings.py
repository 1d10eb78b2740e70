"""The pages of rankings: the values of a facet over time, by region, kind and language."""

from collections.abc import Iterator

from site_builder.facets import FACETS, MOST_LANGUAGES, Facet, Key
from site_builder.links import nth, ranking_page
from site_builder.pages.facets import SPOKEN
from site_builder.ranking import BY, RANKED, Ranking, columns_of, ranked
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["rankings"]

YEARS = 8
"""So many years have a column; it is the latest."""


def rankings(view: SiteView) -> Iterator[Page]:
    """One page for each facet that is ranked and has values."""
    facets = {facet.id: facet for facet in FACETS}
    for facet in RANKED:
        if not view.counts(facet):
            continue
        tables: list[tuple[Facet, Ranking]] = []
        for by in BY:
            columns = list(columns_of(view, by))
            columns = columns[-YEARS:] if by == "year" else columns[:MOST_LANGUAGES]
            if columns:
                tables.append((facets[by], ranked(view, facet, columns)))
        paths = {
            (line.key, column): path
            for _, table in tables
            for _, lines in table.groups
            for line in lines
            for (column, _), cell in zip(table.columns, line.cells, strict=True)
            if cell.works and (path := _path(view, line.key, column))
        }
        undated = sum(1 for card in view.cards if card.values(facet) and not card.date)
        yield Page(ranking_page(facet), "ranking.html", {
            "facet": facets[facet], "tables": tables, "paths": paths, "undated": undated,
            "naming": sum(1 for card in view.cards if card.values(facet)),
        })  # fmt: skip


def _path(view: SiteView, key: Key, column: Key) -> str | None:
    """Where the sentences behind a cell are: the page of the pair, or the place of the year in the value's list."""
    for first, second in ((key, column), (column, key)):
        if view.crossed(first, second):
            return view.path(first, second)
    if column[0] != "year":
        return None
    place = next(n for n, card in enumerate(view.cards_of(key)) if column in card.keys)
    return f"{nth(view.path(key), place // SPOKEN + 1)}#y-{column[1]}"
