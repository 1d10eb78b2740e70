"""What the pages of works and of lists show, as fingerprints that are cheaper than the pages themselves.

A page is a function of what its fingerprint holds. The fingerprints here hold whole works, with all their tags, so
that whatever a template shows of a work is in them; what a page shows of the rest of the site is named one by one.
"""

from collections.abc import Sequence

from corpus.values import Work
from site_builder.cards import Card
from site_builder.checking import confirmed_by
from site_builder.coverage import WATCHED
from site_builder.facets import FACETS, Key
from site_builder.families import all_families, kin_of
from site_builder.prints import print_of
from site_builder.view import SiteView

__all__ = ["list_shows", "work_shows"]

EVENT = ("kind", "event")


def work_shows(view: SiteView, work: Work) -> str:
    """
    What a work's page shows; empty where it must be made anew.

    Works that define something name who quotes them, and so show other works; they are few.
    """
    if not view.prints.frame or work.id in view.defined_by:
        return ""
    card = view.cards[view.by_id[work.id]]
    reader = confirmed_by(view, card)
    kin = kin_of(view).get(work.id)
    # While a work is confirmed by its source, the day of the check is not told.
    return print_of(
        _site_shows(view),
        _card_shows(view, card),
        reader or work.last_checked,
        _related(view, work.id),
        kin and kin[0].id,
    )


def list_shows(view: SiteView, keys: Sequence[Key], cards: Sequence[Card], number: int) -> str:
    """
    What a part of the list of a value, or of a pair of values, shows; empty where it must be made anew.

    Pages of publishers quote definitions, which name works that quote them; there are few.

    Args:
        cards: All works of the list.
    """
    quoting = keys[0][0] == "publisher" and any(card.id in view.defined_by for card in cards)
    if not view.prints.frame or quoting:
        return ""
    known = ("shows", *keys)
    if known not in view.kept:
        works = [_card_shows(view, card) for card in cards]
        watch = view.watchers.of(*(key for key in keys if key[0] in WATCHED))
        beyond = [_value_shows(view, key, crossed=len(keys) > 1) for key in keys]
        view.kept[known] = print_of(_site_shows(view), beyond, watch.sources, watch.looked, works)
    return print_of(view.kept[known], number)


def _site_shows(view: SiteView) -> str:
    """What stands on every page: the ways through the site."""
    if ("shows",) not in view.kept:
        view.kept["shows",] = print_of(
            view.prints.frame, [facet.id for facet in FACETS if view.counts(facet.id)], bool(view.definitions),
            bool(view.count(EVENT)), sorted(view.unverified), view.site.amounts.styled(len(view.cards)),
            bool(all_families(view)),
            [count.key for count in view.counts("language") if view.crossed(("driver", ""), count.key)],
        )  # fmt: skip
    made: str = view.kept["shows",]
    return made


def _card_shows(view: SiteView, card: Card) -> str:
    found: dict[str, str] = view.kept.setdefault(("shows of works",), {})
    if card.id not in found:
        addresses = [view.slugs[key] for key in card.keys]
        sources = view.sources_of.get(view.by_id[card.id], ())
        found[card.id] = print_of(view.prints.works[card.id], card.keys, addresses, sources)
    return found[card.id]


def _value_shows(view: SiteView, key: Key, *, crossed: bool) -> str:
    """What the page of a value, or of it and another, tells of works that are not in its list."""
    if crossed:
        return print_of(key, view.slugs[key])
    members = [view.count(one) for one in view.members.get(key, ())]
    others = _elsewhere(view) if key[0] == "region" else ()
    return print_of(key, view.slugs[key], view.precision.get(key), members, others)


def _elsewhere(view: SiteView) -> str:
    """The drivers of all works, with which those about a region are compared."""
    if ("shows of drivers",) not in view.kept:
        drivers = view.counts("driver")
        naming = len({number for count in drivers for number in view.having[count.key]})
        view.kept["shows of drivers",] = print_of([(count.key, count.works) for count in drivers], naming)
    made: str = view.kept["shows of drivers",]
    return made


def _related(view: SiteView, work: str) -> str:
    """The relations and passages of a work, with the works at their other ends."""
    if ("related",) not in view.kept:
        found: dict[str, list[object]] = {}
        for relation in view.site.relations:
            for one, other in ((relation.work, relation.other), (relation.other, relation.work)):
                found.setdefault(one, []).append((relation, view.prints.works.get(other)))
        for passage in view.site.passages:
            for one, other in ((passage.first, passage.later), (passage.later, passage.first)):
                found.setdefault(one, []).append((passage, view.prints.works.get(other)))
        view.kept["related",] = found
    return print_of(view.kept["related",].get(work))
