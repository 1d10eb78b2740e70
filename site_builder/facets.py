"""Facets: the ways in which works are listed, and the values that a work has in each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.values import Work
from index.book import ConceptBook
from index.tags import Tag
from site_builder.tongues.tongue import ENGLISH, Tongue
from site_builder.wording import KIND_NAMES, language_name

__all__ = [
    "CONCEPT_FACETS",
    "FACETS",
    "MATRICES",
    "PAIRS",
    "Facet",
    "Key",
    "concept_label",
    "keys_of",
    "publishers_of",
]

Key = tuple[str, str]
"""A facet and one of its values."""

CONCEPT_FACETS = ("region", "theme", "driver")
"""The schemes of the concept book that are facets; other schemes, such as traits, are not."""

PAIRS = (
    ("region", "driver"), ("region", "theme"), ("theme", "kind"), ("driver", "kind"), ("driver", "language"),
)  # fmt: skip
"""The facets whose values are crossed: each pair of values with works has a page."""

MOST_LANGUAGES = 8
"""So many languages, the most frequent, are crossed with others; the rest have few works each."""

MATRICES = PAIRS[:3]
"""The pairs of facets that are laid out as a matrix of gaps."""


@dataclass(frozen=True, slots=True)
class Facet:
    """
    A way to list works.

    Attributes:
        title: For headings, in the plural and in English.
        label: What a value is called in a language.
        values: The values that a work has; the tags are the work's.
    """

    id: str
    title: str
    label: Callable[[ConceptBook, str, Tongue], str]
    values: Callable[[Work, Sequence[Tag]], tuple[str, ...]]

    @property
    def is_concept(self) -> bool:
        """Whether its values are concepts, with words as their evidence."""
        return self.id in CONCEPT_FACETS


def concept_label(book: ConceptBook, scheme: str, concept: str, tongue: Tongue = ENGLISH) -> str:
    """What a concept is called; its id when the book does not know it (a label given by a source)."""
    return book.label(scheme, concept, tongue.code) if (scheme, concept) in book else concept


def publishers_of(work: Work) -> tuple[str, ...]:
    """Each of the publishers that a work names; several are divided by semicolons."""
    parts = (part.strip() for part in (work.item.publisher or "").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _concepts(facet: str, title: str) -> Facet:
    return Facet(
        facet,
        title,
        lambda book, value, tongue: concept_label(book, facet, value, tongue),
        lambda _, tags: tuple(dict.fromkeys(tag.concept for tag in tags if tag.scheme == facet)),
    )


FACETS: tuple[Facet, ...] = (
    _concepts("region", "Regions"),
    _concepts("theme", "Themes"),
    _concepts("driver", "Drivers"),
    Facet(
        "kind", "Kinds",
        lambda _, value, tongue: tongue.say(KIND_NAMES.get(value, (value, value))[1]).capitalize(),
        lambda work, _: (work.item.kind,),
    ),
    Facet(
        "year", "Years",
        lambda _, value, _tongue: value,
        lambda work, _: (str(work.item.date.year),) if work.item.date else (),
    ),
    Facet(
        "language", "Languages",
        lambda _, value, tongue: language_name(value, tongue.locale),
        lambda work, _: (work.item.language,) if work.item.language else (),
    ),
    Facet("publisher", "Publishers", lambda _, value, _tongue: value, lambda work, _: publishers_of(work)),
)  # fmt: skip
"""All facets, in the order in which they are offered."""


def keys_of(work: Work, tags: Sequence[Tag]) -> tuple[Key, ...]:
    """All facet values of a work."""
    return tuple((facet.id, value) for facet in FACETS for value in facet.values(work, tags))
