"""What the search knows of each work of a segment: lengths, language, date, facets, and where it stands in an order."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from index.vocabulary import Vocabulary
from site_builder.cards import Card
from site_builder.facets import FACETS
from site_builder.searching.scripts import deltas
from site_builder.searching.segments import Segment
from site_builder.view import SiteView

__all__ = ["SIGNS", "coded", "facet_values", "table"]

SIGNS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
"""The signs of a column: those that stand in JSON as they are."""


def coded(values: Sequence[Hashable]) -> dict[str, Any]:
    """
    A column of values, short when it is compressed.

    Each work has one sign for the place of its value among all, the most frequent first; where there are more
    values than signs, further strings have the further digits. Each string has its own habits, which is what
    the compression of the web feeds on.

    >>> coded(["en", "fr", "en"])
    {'values': ['en', 'fr'], 'works': ['#$#']}
    """
    times = Counter(values)
    # Equal ones by their first place.
    kinds = sorted(times, key=lambda value: -times[value])
    place = {value: n for n, value in enumerate(kinds)}
    places = [place[value] for value in values]
    strings: list[str] = []
    rest = max(len(kinds) - 1, 0)
    while rest or not strings:
        strings.append("".join(SIGNS[one % len(SIGNS)] for one in places))
        places, rest = [one // len(SIGNS) for one in places], rest // len(SIGNS)
    return {"values": kinds, "works": strings}


def table(view: SiteView, vocabulary: Vocabulary, segment: Segment, before: Iterable[int]) -> dict[str, Any]:
    """
    The columns of a segment.

    Args:
        before: For each of its works how many older works go before it by id.
    """
    cards = [view.cards[view.by_id[vocabulary.ids[work]]] for work in segment.works]
    return {
        "before": deltas(before),
        "lengths": [
            coded([of[work] for work in segment.works]) if (of := vocabulary.lengths.get(name)) else None
            for name in vocabulary.fields
        ],
        "language": coded([vocabulary.languages[work] for work in segment.works]),
        "facets": {facet.id: _facet(facet.id, cards) for facet in FACETS},
    }


def _facet(facet: str, cards: Sequence[Card]) -> dict[str, Any]:
    """The values that stand in the segment, and the sets of them that works have, since many have the same."""
    sets = [card.values(facet) for card in cards]
    names = sorted({value for of in sets for value in of})
    place = {value: n for n, value in enumerate(names)}
    return {"names": names, **coded([tuple(sorted(place[value] for value in of)) for of in sets])}


def facet_values(view: SiteView) -> list[list[Any]]:
    """Each facet: its id, its title, and its values with their labels, by label."""
    found = []
    for facet in FACETS:
        values = [(count.label.casefold(), count.key[1], count.label) for count in view.counts(facet.id)]
        # A label that says no more than the value is left out.
        rows = [[value, label] if label != value else [value] for _, value, label in sorted(values)]
        found.append([facet.id, view.tongue.say(facet.title), rows])
    return found
