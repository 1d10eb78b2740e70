"""Lists: every page that lists works, and which files of its own it has."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from site_builder.facets import FACETS, PAIRS, Key
from site_builder.links import question_pages
from site_builder.render import lower_first
from site_builder.taking.amounts import Amounts
from site_builder.view import SiteView

__all__ = ["ALL", "LARGEST", "SHOWN", "ZIPPED", "Listing", "feed_folders", "listings", "search_address"]

ALL = "works/index.html"
"""The page of all works."""

LARGEST = 2_000
"""The most works that a file of references holds; the dataset holds all, and no reference manager takes more at once."""

ZIPPED = 200
"""The most works of a value whose references lie beside it: one work more makes the whole file new for who mirrors us."""

SHOWN = 20
"""How many works the feeds of all works and of a saved question hold."""

SHOWN_OF_VALUES = 10
"""How many works the feed of a value or of a pair holds; there are thousands of them."""

MANY_WORDS, ENOUGH_FOUND = 4, 10
"""Of so many plain words, when fewer works have them all, a search takes a part; as in ``search-engine.js``."""

_OPERATORS = re.compile(r'["():\[\]]|\b(?:AND|OR|NOT)\b')
_FOR_THE_COMMAND = re.compile(r'(?:^|[\s(])~|"~\d|\b(?:like|doi|isbn|source):')


@dataclass(frozen=True, slots=True)
class Listing:
    """
    A list of works.

    Attributes:
        page: Its first page within the site; its files lie beside that.
        numbers: The works, as numbers of their cards; there are some dozens of lists for each work.
        keys: The values that all of them have; none for all works and for saved questions.
        query: Of a saved question.
    """

    page: str
    title: str
    numbers: Sequence[int]
    keys: tuple[Key, ...] = ()
    query: str = ""

    @property
    def shown(self) -> int:
        """How many works its feeds hold, those first seen last."""
        return SHOWN_OF_VALUES if self.keys else SHOWN

    def has_references(self, amounts: Amounts) -> bool:
        """Whether references lie beside it; of a pair the browser makes them."""
        enough = amounts.references_from and len(self.numbers) >= amounts.references_from
        wanted = not self.keys or (len(self.keys) == 1 and enough)
        return bool(wanted and 0 < len(self.numbers) <= (ZIPPED if self.keys else LARGEST))

    def has_feeds(self, amounts: Amounts) -> bool:
        """Whether it can be followed by itself; a pair of fewer works than asked for is followed by its values."""
        enough = amounts.feeds_from and len(self.numbers) >= amounts.feeds_from
        return bool(len(self.keys) < len(PAIRS[0]) or enough)


def listings(view: SiteView) -> Iterator[Listing]:
    """All works, each value, each pair of values that has a page, and each saved question."""
    yield Listing(ALL, view.site.title, range(len(view.cards)))
    for keys in _keys(view):
        title = ": ".join(
            lower_first(view.label(key)) if n else view.label(key) for n, key in enumerate(keys)
        )
        yield Listing(
            view.path(*keys), title, _packed(view.by_id[card.id] for card in view.cards_of(*keys)), keys
        )
    asked = view.site.questions
    for question, page in zip(asked, question_pages([one.title for one in asked]), strict=True):
        numbers = _packed(sorted(view.by_id[work] for work in question.works))
        yield Listing(page, question.title, numbers, query=question.query)


def _packed(numbers: Iterable[int]) -> Sequence[int]:
    """Numbers in four bytes each."""
    return array("I", numbers)


def search_address(view: SiteView, listing: Listing) -> str:
    """
    The search that finds the works of a list, within the site, as the page of the search writes it.

    Returns:
        An empty text where the site has no search, or it would not find just these works.
    """
    if view.site.words is None or (listing.query and not _found_in_browser(listing)):
        return ""
    if listing.query:
        return f"search/index.html?{urlencode({'q': listing.query}, safe='*')}#take"
    order = {facet.id: n for n, facet in enumerate(FACETS)}
    keys = sorted(listing.keys, key=lambda key: (order[key[0]], key[1]))
    query = urlencode(keys)
    return f"search/index.html{'?' if query else ''}{query}#take"


def _found_in_browser(listing: Listing) -> bool:
    """
    Whether the page of the search finds just the works of a saved question.

    Some is for the command alone; and of plain words the page takes a part, where few works have them all.
    """
    plain = not _OPERATORS.search(listing.query)
    partly = plain and len(listing.query.split()) >= MANY_WORDS and len(listing.numbers) < ENOUGH_FOUND
    return bool(listing.numbers) and not partly and not _FOR_THE_COMMAND.search(listing.query)


def feed_folders(view: SiteView, amounts: Amounts) -> dict[str, object]:
    """
    What the page of the search needs to name the feed that follows a search.

    Returns:
        ``values``: names in addresses where they are not the values themselves; ``pairs``: first facet, second
        facet and the values that have a feed together; ``questions``: query and folder.
    """
    values: dict[str, dict[str, str]] = {}
    for (facet, value), slug in sorted(view.slugs.items()):
        if slug != value:
            values.setdefault(facet, {})[value] = slug
    pairs: dict[tuple[str, str], dict[str, list[str]]] = {}
    for listing in listings(view):
        if len(listing.keys) > 1 and listing.has_feeds(amounts):
            first, second = listing.keys
            pairs.setdefault((first[0], second[0]), {}).setdefault(first[1], []).append(second[1])
    asked = view.site.questions
    pages = question_pages([one.title for one in asked])
    return {
        "values": values,
        "pairs": [[*facets, of] for facets, of in pairs.items()],
        "questions": {
            one.query: page.removesuffix("index.html") for one, page in zip(asked, pages, strict=True)
        },
    }


def _keys(view: SiteView) -> Iterator[tuple[Key, ...]]:
    """Every value and every pair of values that has a page."""
    for facet in FACETS:
        for count in view.counts(facet.id):
            yield (count.key,)
    for first, second in PAIRS:
        for count in view.counts(first):
            for other in view.counts(second, view.cards_of(count.key)):
                if view.crossed(count.key, other.key):
                    yield count.key, other.key
