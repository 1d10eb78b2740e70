"""Coverage: what a list of works can and cannot say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from site_builder.cards import Card
from site_builder.counts import Count
from site_builder.facets import Key
from site_builder.view import SiteView
from site_builder.watching import Watch
from site_builder.wording import ENOUGH

__all__ = ["COVERED", "WATCHED", "Comparison", "Coverage", "Share", "compared", "coverage", "coverage_of"]

COVERED = ("region", "theme", "driver", "kind", "language")
"""The facets of whose values it is told what is behind them."""

DOMINANT = 0.1
"""From which share of the works on one publisher is named."""

CHART_TOP = 0.1
"""Axes end at a multiple of this share."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    What is behind a list.

    Attributes:
        languages: Most first; ``unstated`` works have none.
        publisher: The one that dominates, if one does.
        countries: How many are written about.
        first, last: The earliest and latest year.
        publishers: How many published them; ``top_three`` of the works come from the three with most.
        sources: How many sources list them.
        oldest: The day of the oldest check among them; empty where there are no works.
        watch: Who watches them; None where no sheet can say so.
    """

    works: int
    languages: tuple[Count, ...]
    unstated: int
    undated: int
    publisher: Count | None
    countries: int
    first: str
    last: str
    publishers: int
    top_three: int
    sources: int
    oldest: str
    watch: Watch | None


WATCHED = ("region", "kind", "language")
"""The facets of which sheets say what they watch."""


def coverage(
    view: SiteView, cards: Sequence[Card], grouped: Mapping[str, Sequence[Count]], keys: Sequence[Key] = ()
) -> Coverage:
    """
    Say what is behind these works.

    Args:
        grouped: Their counts, as ``view.grouped`` gives them.
        keys: The values that they have.
    """
    languages = tuple(grouped.get("language", ()))
    publishers = grouped.get("publisher", ())
    years = sorted(count.key[1] for count in grouped.get("year", ()))
    top = publishers[0] if publishers else None
    dominates = top is not None and len(cards) >= ENOUGH and top.works >= DOMINANT * len(cards)
    most = {count.key for count in publishers[:3]}
    watched = tuple(key for key in keys if key[0] in WATCHED)
    return Coverage(
        len(cards), languages, len(cards) - sum(count.works for count in languages),
        sum(card.date is None for card in cards), top if dominates else None,
        sum(view.is_country(count.key) for count in grouped.get("region", ())), years[0] if years else "", years[-1] if years else "", len(publishers), sum(not most.isdisjoint(card.keys) for card in cards),
        len(set(chain.from_iterable(view.sources_of.get(view.by_id[card.id], ()) for card in cards))),
        min((card.checked for card in cards), default=""), view.watchers.of(*watched) if watched else None,
    )  # fmt: skip


def coverage_of(view: SiteView, key: Key) -> Coverage:
    """What is behind all works that have a value."""
    known = ("coverage", key)
    if known not in view.kept:
        cards = view.cards_of(key)
        view.kept[known] = coverage(view, cards, view.grouped(cards), (key,))
    made: Coverage = view.kept[known]
    return made


@dataclass(frozen=True, slots=True)
class Share:
    """The share of works that have a value: here, and in the rest of the collection."""

    key: Key
    label: str
    here: float
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    How often values are named here and elsewhere.

    Attributes:
        works, others: Works that name any value of the facet, here and elsewhere.
        top: The share at which the axis ends.
    """

    shares: tuple[Share, ...]
    works: int
    others: int
    top: float


def compared(view: SiteView, facet: str, cards: Sequence[Card]) -> Comparison | None:
    """Compare these works with all others; None where either side has too few that name any value."""
    inside = {card.id for card in cards}
    here = [card for card in cards if card.values(facet)]
    rest = [card for card in view.cards if card.id not in inside and card.values(facet)]
    if len(here) < ENOUGH or len(rest) < ENOUGH:
        return None
    ours = {count.key: count.works / len(here) for count in view.counts(facet, here)}
    theirs = {count.key: count.works / len(rest) for count in view.counts(facet, rest)}
    keys = [count.key for count in view.counts(facet)]
    shares = [Share(key, view.label(key), ours.get(key, 0.0), theirs.get(key, 0.0)) for key in keys]
    shares.sort(key=lambda share: -share.here)
    most = max(max(share.here, share.elsewhere) for share in shares)
    return Comparison(tuple(shares), len(here), len(rest), (most // CHART_TOP + 1) * CHART_TOP)
