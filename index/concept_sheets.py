"""The sheets in which people write concepts: one TOML file per scheme. See ``index.concepts`` for the format."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError

from corpus.sheets import Sheet, misfit, read_sheet
from index.folding import words

__all__ = ["AsideSheet", "ConceptSheet", "NearSheet", "SchemeSheet", "read_concepts"]


def _a_label(text: str) -> str:
    parts = text.split()
    if not words(text):
        raise ValueError(f"{text!r} holds no word")
    for part in parts:
        if "*" in part and not (part.count("*") == 1 and part.endswith("*") and words(part)):
            raise ValueError(f"{text!r}: a * stands only at the end of a word, such as 'stackab*'")
    return " ".join(parts)


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
LabelText = Annotated[str, AfterValidator(_a_label)]
Text = Annotated[str, Field(min_length=1)]
Year = Annotated[int, Field(ge=1800, le=2100)]
Labels = dict[Language, tuple[LabelText, ...]]


class NearSheet(Sheet):
    """
    Words that cause the tag when they stand near each other.

    Attributes:
        words: Groups; one label of each group has to be there.
        within: How many words on, at most, the next group stands (1: side by side).
        ordered: Whether the groups come in this order.
        languages: Only in works that are read in one of these; in all when empty.
    """

    words: tuple[Annotated[tuple[LabelText, ...], Field(min_length=1)], ...] = Field(min_length=2)
    within: int = Field(default=5, ge=1, le=50)
    ordered: bool = False
    languages: tuple[Language, ...] = ()


class AsideSheet(Sheet):
    """
    Words beside which a label says only where somebody or something is from.

    Attributes:
        before, after: The words that stand before the label, or after it.
        within: How many words away, at most.
        languages: Only in works that are read in one of these; in all when empty.
    """

    before: tuple[LabelText, ...] = ()
    after: tuple[LabelText, ...] = ()
    within: int = Field(default=1, ge=1, le=50)
    languages: tuple[Language, ...] = ()


class ConceptSheet(Sheet):
    """One ``[[concept]]``; the keys are explained in ``index.concepts``."""

    id: Slug
    label: dict[Language, Text] = Field(default_factory=dict)
    labels: Labels = Field(default_factory=dict)
    not_labels: Labels = Field(default_factory=dict)
    exact: tuple[LabelText, ...] = ()
    hints: Labels = Field(default_factory=dict)
    least: int = Field(default=2, ge=2, le=20)
    proxies: Labels = Field(default_factory=dict)
    near: tuple[NearSheet, ...] = ()
    broader: tuple[Slug, ...] = ()
    related: tuple[Slug, ...] = ()
    members: tuple[Slug, ...] | dict[Slug, Year] = ()
    former: dict[Slug, tuple[Year, Year]] = Field(default_factory=dict)
    checked: str = ""
    note: Text | None = None
    source: Text | None = None
    group: Text | None = None
    country: bool = False


class SchemeSheet(Sheet):
    """One file: the scheme's name and switches, where its words are looked for, and its concepts as they stand there."""

    scheme: Slug
    title: Text
    longest: bool = True
    proxies: bool = True
    in_text: int = Field(default=1, ge=1, le=100)
    lead: int = Field(default=0, ge=0, le=1000)
    where: Literal["works", "definitions"] = "works"
    aside: tuple[AsideSheet, ...] = ()
    concept: tuple[dict[str, Any], ...] = ()


def read_concepts(path: Path | Traversable) -> tuple[SchemeSheet, tuple[ConceptSheet, ...]]:
    """
    Read the sheet of a scheme, one concept after the other.

    Raises:
        SheetError: It is wrong; says which file, which concept (its id, else its number) and which key.
    """
    sheet = read_sheet(path, SchemeSheet)
    concepts = []
    for number, data in enumerate(sheet.concept, start=1):
        name = str(data.get("id", f"number {number}"))
        try:
            concepts.append(ConceptSheet.model_validate(data))
        except ValidationError as error:
            raise misfit(f"{path}: concept {name}", ConceptSheet, error) from error
    return sheet, tuple(concepts)
