"""Tags: a concept, the words that caused it, and where they stand."""

from dataclasses import dataclass

__all__ = ["Tag"]


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """
    One place that makes a work be about a concept.

    Attributes:
        work: The work's id.
        scheme, concept: The concept.
        rule: Which rule caused it: the concept's id for words, ``given`` for a label of the source,
            ``implied`` for a group that a member implies.
        version: The version of the rule: a short hash of the concept's sheet.
        field: title, note, abstract or text; empty where no words are behind it.
        start, end: Characters within that field, end exclusive; both 0 where there are none.
        words: ``field[start:end]``.
        by: For ``implied`` the member concept; for ``given`` the source's id; else the label.
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
