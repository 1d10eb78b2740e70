"""The pages of facets: their lists of values, and the works that have a value, or a pair of values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from site_builder.cards import Card
from site_builder.counts import Count
from site_builder.coverage import compared, coverage, coverage_of
from site_builder.facets import CONCEPT_FACETS, FACETS, PAIRS, Facet, Key
from site_builder.links import facet_page, nth
from site_builder.matrix import groups
from site_builder.pages.concepts import rules_of
from site_builder.pages.organisations import organisation_of
from site_builder.render import Page
from site_builder.rows import rows_of
from site_builder.shown import list_shows
from site_builder.tiles import SOME, tiles_of
from site_builder.view import SiteView

__all__ = ["facet_indexes", "in_pages", "pairs", "values"]

PLAIN = 100
"""How many works a page lists by title."""

RAILS = ("region", "driver", "theme", "kind", "language")
"""The facets that a concept's page offers beside its works."""

SPOKEN = 30
"""How many it lists with their sentences; it keeps the pages under 14 kB compressed."""


PAIRED = 45
"""How many of a pair, whose page offers nothing beside them."""


MAPPED = 21
"""How many of a region, whose page has a map."""


VALUES = 400
"""How many values of a facet a page lists; regions, which stand under headings, are all on one."""

Listed = TypeVar("Listed")


def in_pages(listed: Sequence[Listed], size: int) -> Iterator[tuple[int, Sequence[Listed]]]:
    """What is listed in parts of this size, with the number of the part; one empty part when there is nothing."""
    for number, start in enumerate(range(0, max(len(listed), 1), size), 1):
        yield number, listed[start : start + size]


def facet_indexes(view: SiteView) -> Iterator[Page]:
    """The list of each facet's values."""
    depths = {(concept.scheme, concept.id): depth for concept, depth in groups(view)}
    for facet in FACETS:
        counts = view.counts(facet.id)
        if not counts:
            continue
        with_any = len({number for count in counts for number in view.having[count.key]})
        context: dict[str, Any] = {
            "facet": facet,
            "counts": counts,
            "with_any": with_any,
            "sorts": (),
        }
        if facet.id == "region":
            context["sorts"] = _sorts(view, counts, depths)
        if facet.id == "year":
            context["counts"] = tuple(sorted(counts, key=lambda count: count.key, reverse=True))
        path = facet_page(facet.id)
        size = len(counts) if context["sorts"] else VALUES
        last = -(-len(counts) // size)
        for number, part in in_pages(context["counts"], size):
            shown = {"part": part, "path": path, "number": number, "last": last}
            yield Page(nth(path, number), "facet.html", context | shown)


def _sorts(
    view: SiteView, counts: Sequence[Count], depths: Mapping[Key, int]
) -> list[tuple[str, list[tuple[Count, int]]]]:
    """Regions under the headings of the book: the groups in their order, then the countries by name."""
    by_key = {count.key: count for count in counts}
    found: dict[str, list[tuple[Count, int]]] = {}
    for concept, depth in groups(view):
        found.setdefault(concept.group or "", []).append((by_key[concept.scheme, concept.id], depth))
    rest = sorted((count for count in counts if count.key not in depths), key=lambda count: count.label)
    return [*found.items(), ("country", [(count, 0) for count in rest])]


def values(view: SiteView) -> Iterator[Page]:
    """The works of each value, the newest first."""
    for facet in FACETS:
        for count in view.counts(facet.id):
            cards = view.cards_of(count.key)
            about = partial(_about, view, facet, count.key, cards)
            yield from _listed(view, view.path(count.key), (count.key,), cards, about)


def pairs(view: SiteView) -> Iterator[Page]:
    """The works of each pair of values that has any."""
    for first, second in PAIRS:
        for count in view.counts(first):
            others = [
                one
                for one in view.counts(second, view.cards_of(count.key))
                if view.crossed(count.key, one.key)
            ]
            for other in others:
                keys = (count.key, other.key)
                cards = view.cards_of(*keys)
                yield from _listed(view, view.path(*keys), keys, cards, partial(_of_pair, view, keys, cards))


def _of_pair(view: SiteView, keys: tuple[Key, Key], cards: Sequence[Card]) -> dict[str, Any]:
    """What a pair's page says beside its works: nothing of other works, so that these may change."""
    return {"cover": coverage(view, cards, view.grouped(cards), keys)}


def _listed(
    view: SiteView,
    path: str,
    keys: tuple[Key, ...],
    cards: Sequence[Card],
    about: Callable[[], Mapping[str, Any]],
) -> Iterator[Page]:
    """The parts of a list; what stands on all of them is counted once, when the first of them is made."""
    # Only concepts have words; that a work is a report needs no sentence.
    worded = [key for key in keys if key[0] in CONCEPT_FACETS]
    spoken = bool(worded)
    size = _size(view, keys) if spoken else PLAIN
    last = -(-len(cards) // size)
    template = "pair.html" if len(keys) > 1 else "value.html"
    once = cache(about)

    def given(number: int, part: Sequence[Card]) -> Mapping[str, Any]:
        return {
            **once(), "keys": keys, "total": len(cards), "rows": rows_of(view, part, worded) if spoken else (),
            "cards": part, "number": number, "last": last, "first": (number - 1) * size + 1, "path": path, "size": size,
        }  # fmt: skip

    for number, part in in_pages(cards, size):
        yield Page(
            nth(path, number), template, partial(given, number, part), list_shows(view, keys, cards, number)
        )


def _size(view: SiteView, keys: Sequence[Key]) -> int:
    """How many works a page lists with their sentences, by what else stands on its first part."""
    if len(keys) > 1:
        return PAIRED
    return MAPPED if len(_countries(view, keys[0])) >= SOME else SPOKEN


def _countries(view: SiteView, key: Key) -> Sequence[Key]:
    """The countries of a region; none of anything else."""
    return [one for one in view.members.get(key, ()) if view.is_country(one)]


def _about(view: SiteView, facet: Facet, key: Key, cards: Sequence[Card]) -> dict[str, Any]:
    """
    What a value's page says beside its works: coverage, neighbours, and for concepts what belongs to it.

    What comes from other works belongs into ``list_shows`` too.
    """
    grouped = view.grouped(cards)
    narrower = [one for one in view.members.get(key, ()) if facet.is_concept]
    concept = view.site.book.concept(*key) if key in view.site.book else None
    countries = _countries(view, key)
    return {
        "facet": facet,
        "cover": coverage_of(view, key),
        "concept": concept,
        "rules": rules_of(view, *key) if concept else "",
        "precision": view.precision.get(key),
        "grouped": grouped,
        "rails": _rails(view, key, facet, grouped),
        "organised": organisation_of(view, key, cards, grouped) if facet.id == "publisher" else None,
        "within": [
            one
            for one in narrower
            if not view.is_country(one) and view.count(one) and _directly(view, one, key)
        ],
        "known": [count for count in grouped.get("region", ()) if count.key in countries],
        "tiles": tiles_of(view, countries, key) if len(countries) >= SOME else (),
        "unknown": [view.label(one) for one in countries if not view.count(one)],
        "versus": compared(view, "driver", cards) if facet.id == "region" else None,
        "years": {int(count.key[1]): count.works for count in grouped.get("year", ())}
        if facet.id != "year"
        else {},
    }


def _directly(view: SiteView, key: Key, group: Key) -> bool:
    return group[1] in view.site.book.concept(*key).broader


def _rails(
    view: SiteView, key: Key, facet: Facet, grouped: Mapping[str, Sequence[Count]]
) -> list[tuple[Facet, list[tuple[Count, str | None]]]]:
    """The other facets within these works: each value with the page of the pair, where there is one."""
    wanted = RAILS if facet.is_concept else ("driver", "theme")
    found = []
    for other in FACETS:
        counts = grouped.get(other.id, ())
        if other is facet or other.id not in wanted or not counts:
            continue
        pages = [(count, _pair_path(view, key, count.key)) for count in counts]
        if other.id == "region":
            pages = [(count, path) for count, path in pages if path]
        if pages:
            found.append((other, pages))
    return found


def _pair_path(view: SiteView, key: Key, other: Key) -> str | None:
    for first, second in ((key, other), (other, key)):
        if view.crossed(first, second):
            return view.path(first, second)
    return None
