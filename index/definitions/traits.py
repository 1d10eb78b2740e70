"""Which traits a defining passage states, each with the first words that state it."""

from collections.abc import Sequence

from index.definitions.spotting import Spots
from index.definitions.standing import PARTS
from index.definitions.values import Trait

__all__ = ["TRAITS", "traits_of"]

TRAITS = "trait"
"""The scheme of traits."""

DENIAL = 2
"""How many words may stand between a denial and what it denies."""


def traits_of(spots: Spots, order: Sequence[str], *, term: tuple[int, int] = (0, 0)) -> tuple[Trait, ...]:
    """
    The traits that a passage states, in the order of the scheme.

    A trait whose words follow a denial at once ("not assessed") is not stated.

    Args:
        spots: Of the traits and of the words that deny.
        order: The ids of the traits.
        term: Where the thing defined stands; its own words state nothing.
    """
    denials = spots.of(PARTS, "denies")
    found: dict[str, Trait] = {}
    for one in spots.of(TRAITS):
        denied = any(
            no.end <= one.start and spots.words_between(no.end, one.start) < DENIAL for no in denials
        )
        if not denied and not (one.start < term[1] and term[0] < one.end):
            words = spots.text[one.start : one.end]
            found.setdefault(one.concept, Trait(one.concept, words, one.start, one.end))
    return tuple(found[trait] for trait in order if trait in found)
