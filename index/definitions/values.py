"""What a definition comes to: frozen values that pages, dataset and measurement share."""

from dataclasses import dataclass

__all__ = ["Amount", "Defined", "Trait"]


@dataclass(frozen=True, slots=True, order=True)
class Trait:
    """
    A trait that a definition states.

    Attributes:
        id: Of the scheme of traits.
        words: That state it; empty for a trait that a source gave without words.
        start, end: Of these words within the passage, end exclusive; both 0 without words.
    """

    id: str
    words: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Amount:
    """
    A quantity that a text states.

    Attributes:
        quantity: Of the sheet of units: hours, ects, credits, level, cost and others.
        unit: As written; for a cost the currency as ISO 4217, for a level the framework as written.
        low, high: The bounds; None for an open end.
        words: The phrase that it was read from.
        start: Of the phrase in the text.
        hours_low, hours_high: The same in hours of learning, where the unit says how many.
    """

    quantity: str
    unit: str
    low: float | None
    high: float | None
    words: str
    start: int = 0
    hours_low: float | None = None
    hours_high: float | None = None


@dataclass(frozen=True, slots=True)
class Defined:
    """
    A definition.

    Attributes:
        id: Unique and stable as long as the work and its words are; part of addresses.
        work: The work that holds it.
        origin: ``given`` by a source, ``found`` by rules, or settled by a ``person``.
        term: The thing defined, as written.
        concept: The concept (scheme/id) that the term names; empty where it names none.
        by: Who defines; empty when that is not sure.
        by_from: ``given``, ``sentence``, ``work`` (its publisher speaks) or ``person``; empty without ``by``.
        year: When; None when that is not sure.
        traits: In the order of the scheme.
        volume: The phrase that states the volume.
        amounts: What was read from that phrase.
        language: Of the passage.
        field, start: Where in the work the passage stands; empty and 0 for a given definition.
        passage: The defining sentence and those that go on with it; empty for a given definition.
    """

    id: str
    work: str
    origin: str
    term: str
    concept: str = ""
    by: str = ""
    by_from: str = ""
    year: int | None = None
    traits: tuple[Trait, ...] = ()
    volume: str = ""
    amounts: tuple[Amount, ...] = ()
    language: str = ""
    field: str = ""
    start: int = 0
    passage: str = ""

    def states(self, trait: str) -> bool:
        """Whether it states this trait."""
        return any(one.id == trait for one in self.traits)
