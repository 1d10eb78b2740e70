"""The pages of gaps: regions by driver and by theme, with what each zero is worth."""

from collections.abc import Iterator

from site_builder.facets import PAIRS
from site_builder.matrix import matrix
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["gaps", "gaps_page"]


def gaps_page(facet: str) -> str:
    """The matrix of regions by this facet; the first pair is the front page of the gaps."""
    return "gaps/index.html" if facet == PAIRS[0][1] else f"gaps/{facet}/index.html"


def gaps(view: SiteView) -> Iterator[Page]:
    """One matrix for each facet that regions are crossed with."""
    others = [(facet, gaps_page(facet)) for _, facet in PAIRS]
    for _, facet in PAIRS:
        table = matrix(view, facet)
        yield Page(gaps_page(facet), "gaps.html", {"matrix": table, "facet": facet, "others": others})
