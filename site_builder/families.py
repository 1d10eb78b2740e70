"""Families: works that belong together and yet are not one, each with the name of the relation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.families import Relation
from corpus.families import families as families_of
from site_builder.cards import Card
from site_builder.view import SiteView
from site_builder.wording import RELATION_NAMES

__all__ = ["Family", "Kin", "all_families", "kin_of"]


@dataclass(frozen=True, slots=True)
class Kin:
    """
    How a work belongs to another.

    Attributes:
        said: What it is to the other, in the language of the page, such as "a translation of".
        why: The rule that found it, or who decided it.
    """

    said: str
    other: Card
    why: str


@dataclass(frozen=True, slots=True)
class Family:
    """
    Works that relations connect; two at least.

    Attributes:
        id: As the dataset names it.
        head: The work on which most others depend, the earliest of equals.
        members: Each with its relations, the head first, then by date.
        relations: How many there are of each sort, most first.
    """

    id: str
    head: Card
    members: tuple[tuple[Card, tuple[Kin, ...]], ...]
    relations: tuple[tuple[str, int], ...]


def all_families(view: SiteView) -> tuple[Family, ...]:
    """The families of the works that are shown, the largest first."""
    known = ("families",)
    if known not in view.kept:
        view.kept[known] = tuple(_made(view))
    made: tuple[Family, ...] = view.kept[known]
    return made


def _made(view: SiteView) -> list[Family]:
    names = families_of(view.site.relations)
    inside: dict[str, list[Relation]] = {}
    for relation in sorted(view.site.relations):
        if relation.work in view.by_id and relation.other in view.by_id:
            inside.setdefault(names[relation.work], []).append(relation)
    found = [_family(view, name, relations) for name, relations in inside.items()]
    return sorted(found, key=lambda family: (-len(family.members), family.head.title.casefold(), family.id))


def _family(view: SiteView, name: str, relations: Sequence[Relation]) -> Family:
    depend = Counter(relation.other for relation in relations)
    ids = {id_ for relation in relations for id_ in (relation.work, relation.other)}
    cards = sorted((_card(view, id_) for id_ in ids), key=lambda card: (card.date or "9999", card.id))
    head = max(cards, key=lambda card: depend[card.id])
    ordered = [head, *(card for card in cards if card is not head)]
    sorts = Counter(relation.relation for relation in relations)
    return Family(
        name,
        head,
        tuple((card, _kin(view, card.id, relations)) for card in ordered),
        tuple(sorted(sorts.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _card(view: SiteView, work: str) -> Card:
    return view.cards[view.by_id[work]]


def _kin(view: SiteView, work: str, relations: Sequence[Relation]) -> tuple[Kin, ...]:
    """What a work is to each other: as its relation says, or the other way round."""
    found = []
    for relation in relations:
        if relation.work == work:
            found.append(Kin(_said(view, relation.relation, 0), _card(view, relation.other), relation.why))
        elif relation.other == work:
            found.append(Kin(_said(view, relation.relation, 1), _card(view, relation.work), relation.why))
    return tuple(found)


def _said(view: SiteView, relation: str, side: int) -> str:
    names = RELATION_NAMES.get(relation)
    return view.tongue.say(names[side]) if names else relation


def kin_of(view: SiteView) -> Mapping[str, tuple[Family, tuple[Kin, ...]]]:
    """For each work that belongs to others its family, and how."""
    known = ("kin",)
    if known not in view.kept:
        view.kept[known] = {
            card.id: (family, kin) for family in all_families(view) for card, kin in family.members
        }
    made: Mapping[str, tuple[Family, tuple[Kin, ...]]] = view.kept[known]
    return made
