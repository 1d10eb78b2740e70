"""The page of definitions: which traits they state."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.values import Definition
from site_builder.cards import Card
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["Stated", "definitions", "trait_label"]

TRAITS = "trait"
"""The scheme of the concept book that names traits, where there is one."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A definition with the work that holds it, and its traits in words."""

    card: Card
    definition: Definition
    traits: tuple[str, ...]


def trait_label(view: SiteView, trait: str) -> str:
    """What a trait is called; its id in words where the book does not name it."""
    if (TRAITS, trait) in view.site.book:
        return view.concept(TRAITS, trait)
    return trait.replace("-", " ").capitalize()


def definitions(view: SiteView) -> Iterator[Page]:
    """One page, if any work holds a definition."""
    if not view.definitions:
        return
    stated = [
        Stated(view.cards[view.by_id[work]], one, tuple(trait_label(view, trait) for trait in one.traits))
        for work, one in view.definitions
    ]
    stated.sort(key=lambda row: (-(row.definition.year or 0), row.definition.by.casefold(), row.card.id))
    counts = Counter(trait for row in stated for trait in row.traits)
    traits = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    yield Page("definitions/index.html", "definitions.html", {"stated": stated, "traits": traits})
