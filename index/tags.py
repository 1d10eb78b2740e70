"""Tags: a concept, the words that caused it, and where they stand."""

from dataclasses import dataclass, fields
from operator import attrgetter

__all__ = ["DECIDED", "GIVEN", "IMPLIED", "IN_ORDER", "PROXY", "Tag"]

GIVEN, IMPLIED, PROXY, DECIDED = "given", "implied", "proxy", "decision"
"""The rules of tags that are no concept's own words."""


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """
    One place that makes a work be about a concept.

    Attributes:
        work: The work's id.
        scheme, concept: The concept.
        rule: Which rule caused it: the concept's id for words, ``proxy`` for words that stand for it,
            ``given`` for a label of the source, ``implied`` for a group that a member implies, ``decision``
            for what a person decided.
        version: The version of the rule: a short hash of the concept's sheet.
        field: title, note, abstract or text; empty where no words are behind it.
        start, end: Characters within that field, end exclusive; both 0 where there are none.
        words: ``field[start:end]``.
        by: For ``implied`` the member concept; for ``given`` the source's id; for ``decision`` the
            person; else the label.
        strength: How much it says, 0 to 1: words of a title more than those of a full text, a label more
            than words near each other, hints and proxies.
        page: Of the file in whose text the words stand, counted from 1; 0 where they stand in no file.
    """

    work: str
    scheme: str
    concept: str
    field: str
    start: int
    end: int
    rule: str
    version: str
    words: str
    by: str = ""
    strength: float = 1.0
    page: int = 0

    @property
    def person(self) -> bool:
        """Whether a person gave it, not a rule."""
        return self.rule in (GIVEN, DECIDED)


IN_ORDER = attrgetter(*(field.name for field in fields(Tag)))
"""Sorts tags as comparing them does, without the cost of comparing objects."""
