"""The pages of gaps: facets crossed, with what each zero is worth, and what is behind each value."""

from collections.abc import Iterator

from site_builder.coverage import COVERED, coverage, coverage_of
from site_builder.facets import FACETS, MATRICES
from site_builder.matrix import groups, matrix
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["covered", "gaps", "gaps_page"]

ZEROS = 40
"""How many of the zeros that say something are told in words."""


def gaps_page(rows: str, facet: str) -> str:
    """The matrix of two facets; the first pair is the front page of the gaps."""
    if (rows, facet) == MATRICES[0]:
        return "gaps/index.html"
    return f"gaps/{facet}/index.html" if rows == MATRICES[0][0] else f"gaps/{rows}-{facet}/index.html"


def gaps(view: SiteView) -> Iterator[Page]:
    """One matrix for each pair of facets that is laid out."""
    others = [(rows, facet, gaps_page(rows, facet)) for rows, facet in MATRICES]
    titles = {facet.id: view.tongue.say(facet.title) for facet in FACETS}
    for rows, facet in MATRICES:
        table = matrix(view, rows, facet)
        yield Page(gaps_page(rows, facet), "gaps.html", {
            "matrix": table, "facet": facet, "others": others, "titles": titles, "zeros": table.zeros()[:ZEROS],
        })  # fmt: skip


def covered(view: SiteView) -> Iterator[Page]:
    """One page with what is behind each value: sources, countries, languages, publishers, the oldest check."""
    depths = {(concept.scheme, concept.id) for concept, _ in groups(view)}
    tables = []
    for facet in FACETS:
        if facet.id in COVERED and (counts := view.counts(facet.id)):
            shown = [one for one in counts if facet.id != "region" or one.key in depths]
            tables.append((facet, [(one, coverage_of(view, one.key)) for one in shown]))
    whole = coverage(view, view.cards, view.grouped(view.cards))
    yield Page("coverage/index.html", "coverage.html", {"tables": tables, "whole": whole})
