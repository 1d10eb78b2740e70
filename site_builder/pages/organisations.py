"""Organisations: what stands on the page of a publisher of several works, beside the works themselves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.cards import Card
from site_builder.counts import Count
from site_builder.facets import Key
from site_builder.links import safe_url
from site_builder.pages.definitions import Stated, stated_of
from site_builder.taking.markup import data_block
from site_builder.view import SiteView

__all__ = ["SEVERAL", "Organisation", "organisation_of"]

SEVERAL = 2
"""From how many works on a publisher is told about, not listed only."""

MOST = 12
"""How many themes, regions, partners and sources are named."""

DEFINITIONS = 6
"""How many of its definitions are quoted."""

_SHOWN = ("theme", "driver", "region", "kind", "year", "language")


@dataclass(frozen=True, slots=True)
class Organisation:
    """
    A publisher, seen through its works.

    Attributes:
        tables: A facet, and how many of its works have each value, most first; years the latest first.
        partners: Other publishers that its works name too.
        definitions: What its works say the thing is, those that state most first.
        told: How many definitions its works hold in all.
        sources: The sources that list its works: id, title, works.
        data: What search engines read of it.
    """

    tables: tuple[tuple[str, tuple[Count, ...]], ...]
    partners: tuple[Count, ...]
    definitions: tuple[Stated, ...]
    told: int
    sources: tuple[tuple[str, str, int], ...]
    data: Markup


def organisation_of(
    view: SiteView, key: Key, cards: Sequence[Card], grouped: Mapping[str, Sequence[Count]]
) -> Organisation | None:
    """
    What is known of a publisher; None for one of a single work.

    Args:
        cards: Its works.
        grouped: Their counts, as ``view.grouped`` gives them.
    """
    if len(cards) < SEVERAL:
        return None
    sources = Counter(source for card in cards for source in view.sources_of.get(view.by_id[card.id], ()))
    stated = [stated_of(view, one) for card in cards for one in view.defined_by.get(card.id, ())]
    stated.sort(key=lambda row: (row.said is None, -len(row.states), row.one.id))
    listing = sorted(sources.items(), key=lambda pair: (-pair[1], view.source_title(pair[0]).casefold()))
    return Organisation(
        tuple((facet, _named(grouped[facet], facet)) for facet in _SHOWN if grouped.get(facet)),
        tuple(count for count in grouped.get("publisher", ()) if count.key != key)[:MOST],
        tuple(stated[:DEFINITIONS]),
        len(stated),
        tuple((source, view.source_title(source), works) for source, works in listing[:MOST]),
        _linked_data(view, key),
    )


def _named(counts: Sequence[Count], facet: str) -> tuple[Count, ...]:
    ordered = sorted(counts, key=lambda count: count.key, reverse=True) if facet == "year" else counts
    return tuple(ordered[:MOST])


def _linked_data(view: SiteView, key: Key) -> Markup:
    base = safe_url(view.site.base_url)
    page = {"mainEntityOfPage": f"{base.rstrip('/')}/{view.path(key)}"} if base else {}
    return data_block({"@context": "https://schema.org", "@type": "Organization", "name": key[1], **page})
