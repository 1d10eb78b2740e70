"""The pages of the site: each module makes pages of one sort, ``PAGES`` names them all."""

from collections.abc import Callable, Iterator

from site_builder.pages.changes import changes
from site_builder.pages.concepts import concepts
from site_builder.pages.data import data
from site_builder.pages.definitions import definitions
from site_builder.pages.events import events
from site_builder.pages.facets import facet_indexes, pairs, values
from site_builder.pages.families import families
from site_builder.pages.gaps import covered, gaps
from site_builder.pages.home import home
from site_builder.pages.joined import joined
from site_builder.pages.questions import questions
from site_builder.pages.rankings import rankings
from site_builder.pages.searching import searching
from site_builder.pages.sources import sources
from site_builder.pages.states import states
from site_builder.pages.status import status
from site_builder.pages.texts import texts
from site_builder.pages.works import all_works, works
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["BESIDE", "LEADING", "PAGES"]

PAGES: tuple[Callable[[SiteView], Iterator[Page]], ...] = (
    home, all_works, works, facet_indexes, values, pairs, gaps, covered, rankings, definitions, concepts, sources, states, changes,
    data, events, families, texts, joined, questions, searching, status,
)  # fmt: skip
"""All pages, in the order in which they are made."""

LEADING: tuple[Callable[[SiteView], Iterator[Page]], ...] = (
    home, facet_indexes, gaps, covered, rankings, definitions, sources, changes, data, events, families, texts, questions,
    searching, status,
)  # fmt: skip
"""Those that make pages that lead to works."""

BESIDE: tuple[Callable[[SiteView], Iterator[Page]], ...] = (values, pairs)
"""Those that a second process may make: many pages, from the view alone."""
