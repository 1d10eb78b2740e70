"""Who watches: the sources whose sheets say that they cover a value, and when they last looked."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.sources import SourceCard
from site_builder.facets import Key
from site_builder.site import Site

__all__ = ["Watch", "Watchers"]

EVERYWHERE = "global"
"""The region that sources name which look at the whole world."""


@dataclass(frozen=True, slots=True)
class Watch:
    """
    Who watches a value, or a pair of values.

    Attributes:
        sources: How many sources say that they cover it; retired ones do not count.
        looked: How many of them have been read whole, in health.
        last: The day of the latest reading, YYYY-MM-DD; empty when none was read.
    """

    sources: int
    looked: int
    last: str


class Watchers:
    """
    The sources of a site by what they watch.

    A source watches a region that it names, the regions within that one and those around it: what it
    lists on Kenya is looked at for Africa, and what it lists on Africa for Kenya. Themes and drivers
    are read from the words of whatever a source lists, so every source watches them all.
    """

    def __init__(self, site: Site) -> None:
        self._book = site.book
        self._cards = [card for card in site.sources if not card.retired]
        # An attempt that found nobody at home is no look.
        self._last = {health.source: (health.last_good or "")[:10] for health in site.health}
        self._known: dict[tuple[Key, ...], Watch] = {}

    def of(self, *keys: Key) -> Watch:
        """Who watches what has all of these values."""
        if keys not in self._known:
            those = [card for card in self._cards if all(self._watches(card, key) for key in keys)]
            days = [self._last[card.id] for card in those if self._last.get(card.id)]
            self._known[keys] = Watch(len(those), len(days), max(days, default=""))
        return self._known[keys]

    def _watches(self, card: SourceCard, key: Key) -> bool:
        facet, value = key
        if facet == "region":
            return any(self._touches(region, value) for region in card.regions)
        if facet == "kind":
            return value in card.kinds
        if facet == "language":
            return value in card.languages
        return True

    def _touches(self, watched: str, region: str) -> bool:
        return (
            watched in (region, EVERYWHERE)
            or watched in self._around(region)
            or region in self._around(watched)
        )

    def _around(self, region: str) -> Sequence[str]:
        return self._book.implied("region", region) if ("region", region) in self._book else ()
