"""The first page: the findings, what is new, what changed, and where little is written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from site_builder.cards import Card
from site_builder.counts import Count
from site_builder.evidence import marked
from site_builder.facets import Key
from site_builder.matrix import Cell, Line, Matrix, groups, matrix, roots
from site_builder.pages.changes import change_rows
from site_builder.pages.events import EVENT, coming
from site_builder.render import Page
from site_builder.rows import Row, rows_of
from site_builder.tiles import SOME, Tile, tiles_of
from site_builder.view import SiteView
from site_builder.wording import ENOUGH

__all__ = ["home"]

SENTENCES = 3
"""How many sentences a driver opens into before the link to all."""

NEW = 9
FIRST = 3
"""How many new works are named, and how many of them on the first screen."""


CROSSED = 7
"""So many drivers are crossed with regions on the first page; the page of gaps has them all."""

CHANGES = 4

ENOUGH_MEMBERS = 10
"""From how many countries on a group is worth saying how many of them nobody writes about."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A driver with some of the sentences that name it."""

    count: Count
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """A region with how many works, countries and languages it has."""

    count: Count
    countries: int
    languages: int


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A group of countries, and how many of its members no work is about."""

    key: Key
    label: str
    missing: int
    members: int


def home(view: SiteView) -> Iterator[Page]:
    """The page itself."""
    drivers = view.counts("driver")
    naming = len({number for count in drivers for number in view.having[count.key]})
    placed = len({number for count in view.counts("region") for number in view.having[count.key]})
    regions = [_where(view, (concept.scheme, concept.id)) for concept in roots(view)]
    events = [card for card in view.cards_of(EVENT) if card.date]
    yield Page("index.html", "home.html", {
        "findings": [_finding(view, count) for count in drivers],
        "naming": naming,
        "unplaced": len(view.cards) - placed,
        "regions": regions,
        "countries": view.countries(view.cards),
        "tiles": _map(view),
        "crossed": _crossed(view),
        "new": _newest(view)[:NEW],
        "first": FIRST,
        "changes": change_rows(view)[:CHANGES],
        "gap": _zero(view),
        "thin": _thin(view),
        "unwritten": _unwritten(view),
        "coming": coming(view)[:5],
        "latest": next((card for card in events if (card.date or "") < view.site.day), None),
        "specimen": _specimen(view),
    })  # fmt: skip


def _map(view: SiteView) -> tuple[Tile, ...]:
    """All countries of the book, if works are about some of them."""
    found = tiles_of(view, [(c.scheme, c.id) for c in view.site.book if c.scheme == "region" and c.country])
    return found if sum(bool(tile.works) for tile in found) >= SOME else ()


def _crossed(view: SiteView) -> Matrix | None:
    """The matrix of the widest regions and the drivers that are named most; None where there is nothing to cross."""
    whole = matrix(view, "region", "driver")
    widest = {(concept.scheme, concept.id) for concept in roots(view)}
    lines = tuple(replace(line, cells=line.cells[:CROSSED]) for line in whole.lines if line.key in widest)
    return replace(whole, columns=whole.columns[:CROSSED], lines=lines) if lines and whole.columns else None


def _newest(view: SiteView) -> list[Card]:
    """By the day first seen, then by date; what is yet to come stands with the coming events."""
    past = [card for card in view.cards if (card.date or "") <= view.site.day]
    return sorted(past, key=lambda card: (card.seen, card.date or ""), reverse=True)


def _finding(view: SiteView, count: Count) -> Finding:
    found = []
    for card in view.cards_of(count.key):
        row = rows_of(view, [card], [count.key])[0]
        if "<mark" in "".join(row.said):
            found.append(row)
        if len(found) == SENTENCES:
            break
    return Finding(count, tuple(found))


def _where(view: SiteView, key: Key) -> Where:
    cards = view.cards_of(key)
    return Where(
        Count(key, view.label(key), len(cards)),
        len(view.countries(cards)),
        len(view.counts("language", cards)),
    )


def _thin(view: SiteView) -> Count | None:
    """The region of the first sort with the fewest works, where they are too few to say much."""
    found = groups(view)
    counts = [
        Count(key, view.label(key), view.count(key))
        for concept, depth in found
        if depth <= 1 and concept.group == found[0][0].group and (key := (concept.scheme, concept.id))
    ]
    return min((one for one in counts if one.works < ENOUGH), key=lambda one: one.works, default=None)


def _zero(view: SiteView) -> tuple[Line, Cell] | None:
    """The zero among most works, of any pair that has a matrix."""
    zeros = [row for facet in ("driver", "theme") for row in matrix(view, "region", facet).zeros()]
    return max(zeros, key=lambda row: row[0].works, default=None)


def _unwritten(view: SiteView) -> Unwritten | None:
    """The group of countries of which most members have no work."""
    found: list[Unwritten] = []
    for key, narrower in view.members.items():
        countries = [one for one in narrower if view.is_country(one)]
        missing = sum(not view.count(one) for one in countries)
        if len(countries) >= ENOUGH_MEMBERS and missing and view.count(key):
            found.append(Unwritten(key, view.label(key), missing, len(countries)))
    return max(found, key=lambda group: group.missing, default=None)


def _specimen(view: SiteView) -> Row | None:
    """Of the newest works in the main language the one whose note shows most kinds of tags."""

    def worth(card: Card) -> tuple[int, int]:
        sentences = view.shelf.get(card.place)
        concepts = [
            key for sentence in sentences if sentence.field == "note" for key in sorted(sentence.concepts())
        ]
        return len({scheme for scheme, _ in concepts}), -abs(len(concepts) - 5)

    main = view.site.languages[:1]
    cards = [card for card in _newest(view) if (card.language or "").split("-")[0] in main][:60]
    if not cards:
        return None
    card = max(cards, key=worth)
    note = [sentence for sentence in view.shelf.get(card.place) if sentence.field == "note"]
    keys = {key for sentence in note for key in sentence.concepts()}
    row = rows_of(view, [card], [key for key in card.keys if key in keys])[0]
    return replace(row, said=tuple(marked(sentence.text, sentence.places) for sentence in note))
