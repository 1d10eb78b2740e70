"""The page of the search: its first view, the newest works and all counts, stands in the page itself."""

from collections.abc import Iterator

from site_builder.facets import FACETS
from site_builder.render import Page
from site_builder.rows import rows_of
from site_builder.taking.citations import STYLE_FORMS
from site_builder.taking.lists import LARGEST
from site_builder.taking.writing import FORMATS
from site_builder.view import SiteView

__all__ = ["searching"]

FIRST = 10
"""Works of one part of the results."""

OPEN = 8
"""Values of a facet that are shown at once."""

MOST = 40
"""Values of a facet in the first view; the others come with the first question."""


def searching(view: SiteView) -> Iterator[Page]:
    """The page, where the site has the words to search."""
    if view.site.words is None:
        return
    facets = [(facet, view.counts(facet.id)) for facet in FACETS if view.counts(facet.id)]
    yield Page("search/index.html", "search.html", {
        "rows": rows_of(view, view.cards[:FIRST], ()), "total": len(view.cards), "size": FIRST, "open": OPEN,
        "facets": [(facet, counts[:OPEN], counts[OPEN:MOST], len(counts)) for facet, counts in facets],
        "most_taken": LARGEST, "reference_forms": FORMATS,
        "style_forms": STYLE_FORMS if view.site.amounts.styled(len(view.cards)) else (),
    })  # fmt: skip
