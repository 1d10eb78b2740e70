"""What the search knows of each work of a segment: language, date, facets, and where it stands in an order."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from index.vocabulary import Vocabulary
from site_builder.cards import Card
from site_builder.facets import FACETS
from site_builder.searching.scripts import SIGNS, deltas, signs
from site_builder.searching.segments import Segment
from site_builder.view import SiteView

__all__ = ["coded", "facet_values", "table"]


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
        "before": signs(deltas(before)),
        "language": coded([vocabulary.languages[work] for work in segment.works]),
        "facets": {facet.id: _facet(facet.id, cards) for facet in FACETS},
    }


def _facet(facet: str, cards: Sequence[Card]) -> dict[str, Any]:
    """
    The values that stand in the segment, what comes with each, and the sets that works have, since many have the same.

    A value that comes with another wherever that stands, as a continent does with a country, is left out of a set.
    """
    # Many works have the same values, and a set is large.
    known: dict[frozenset[str], frozenset[str]] = {}
    sets = [known.setdefault(of, of) for of in (frozenset(card.values(facet)) for card in cards)]
    names = sorted({value for of in sets for value in of})
    place = {value: n for n, value in enumerate(names)}
    along = _along(known)
    told = {of: tuple(sorted(place[value] for value in _without(of, along))) for of in known}
    column = coded([told[of] for of in sets])
    return {
        "names": names,
        "along": [signs(sorted(place[one] for one in along[value])) for value in names],
        "values": [signs(of) for of in column["values"]],
        "works": column["works"],
    }


def _along(sets: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
    """
    For each value those that stand in every set in which it stands, itself left out.

    >>> {value: sorted(of) for value, of in sorted(_along([frozenset({"fr", "eu"}), frozenset({"eu"})]).items())}
    {'eu': [], 'fr': ['eu']}
    """
    found: dict[str, frozenset[str]] = {}
    for of in sets:
        for value in of:
            found[value] = found.get(value, of) & of
    return {value: of - {value} for value, of in found.items()}


def _without(of: frozenset[str], along: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """A set without what comes with its others; of two that come with each other the first stays."""
    return frozenset(
        one
        for one in of
        if not any(one in along[other] and (other not in along[one] or other < one) for other in of)
    )


def facet_values(view: SiteView) -> list[list[Any]]:
    """Each facet: its id, its title, and its values with their labels, by label."""
    found = []
    for facet in FACETS:
        values = [(count.label.casefold(), count.key[1], count.label) for count in view.counts(facet.id)]
        # A label that says no more than the value is left out.
        rows = [[value, label] if label != value else [value] for _, value, label in sorted(values)]
        found.append([facet.id, view.tongue.say(facet.title), rows])
    return found
