"""The fields of the index: one table, from which the schema, the search and the facets come.

Concepts are no fields here: tags are made from the index, and a changed concept must not write every
work anew. ``index.search`` answers ``region:africa`` from the tags, with the names of the schemes as
the names of the fields.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from whoosh.fields import ID, KEYWORD, TEXT, FieldType, Schema

from corpus.values import Work
from index.analysis import WordTokenizer, base_language, joined
from index.folding import fold, tokens

__all__ = ["ALIASES", "FACETS", "FIELDS", "JOINED", "TAGGED", "WEIGHTS", "Field", "document", "schema"]

WORDS = WordTokenizer()


@dataclass(frozen=True, slots=True)
class Field:
    """
    One field.

    Attributes:
        value: What a work has in it; gets the observatory's first language for works without one.
        weight: How much a word counts here when no field is named; 0 where it is not looked for.
        tagged: Whether concepts are looked for in it.
        facet: Whether search results are counted by it.
        hidden: Not for queries of people.
    """

    name: str
    type: FieldType
    value: Callable[[Work, str], object]
    weight: float = 0.0
    tagged: bool = False
    facet: bool = False
    hidden: bool = False


class Evidence(TEXT):
    """Text whose words are found with their places; written as Whoosh would, without its detours."""

    def index(self, value: str, **_: object) -> list[tuple[bytes, int, float, bytes]]:
        """Give each word with how often it stands there and the encoded places."""
        places: dict[str, list[tuple[int, int, int]]] = {}
        for text, position, start, end in tokens(value):
            if text in places:
                places[text].append((position, start, end))
            else:
                places[text] = [(position, start, end)]
        encode = self.format.encode
        return [(text.encode(), len(of), float(len(of)), encode(of)) for text, of in places.items()]


def _evidence() -> TEXT:
    return Evidence(WORDS, phrase=True, chars=True, stored=True, multitoken_query="phrase")


def _names() -> TEXT:
    """Names are found by their words and listed as they are."""
    return TEXT(WORDS, phrase=True, sortable=True, multitoken_query="phrase")


def _list() -> KEYWORD:
    return KEYWORD(commas=True, lowercase=True, sortable=True)


def _language(work: Work, _: str) -> str:
    tag = (work.item.language or "").lower()
    return ",".join(dict.fromkeys(part for part in (base_language(tag), tag) if part))


FIELDS: tuple[Field, ...] = (
    Field("id", ID(stored=True, unique=True, sortable=True), lambda work, _: work.id),
    Field("title", _evidence(), lambda work, _: work.item.title, weight=2.0, tagged=True),
    Field("note", _evidence(), lambda work, _: work.item.note or "", weight=1.5, tagged=True),
    Field("abstract", _evidence(), lambda work, _: work.item.abstract or "", weight=1.2, tagged=True),
    Field("text", _evidence(), lambda work, _: work.item.text or "", weight=1.0, tagged=True),
    Field(
        "joined",
        TEXT(WORDS, phrase=False),
        lambda work, _: joined((work.item.title, work.item.note, work.item.abstract, work.item.text)),
        weight=1.0,
        hidden=True,
    ),
    Field("kind", _list(), lambda work, _: work.item.kind, facet=True),
    Field(
        "year",
        ID(sortable=True),
        lambda work, _: str(work.item.date.year) if work.item.date else "",
        facet=True,
    ),
    Field("date", ID(sortable=True), lambda work, _: work.item.date.value if work.item.date else ""),
    Field("language", _list(), _language, facet=True),
    Field("publisher", _names(), lambda work, _: work.item.publisher or "", facet=True),
    Field("source", _list(), lambda work, _: ",".join(work.sources), facet=True),
    Field("authors", _names(), lambda work, _: "; ".join(work.item.authors)),
    Field("doi", ID(), lambda work, _: (work.item.doi or "").lower()),
    Field("order", ID(sortable=True), lambda work, _: fold(work.item.title), hidden=True),
)

ALIASES = {"author": "authors"}
"""Other names that people may write for a field."""

TAGGED = tuple(field.name for field in FIELDS if field.tagged)
"""The fields in which concepts are looked for, in the order in which evidence is shown."""

WEIGHTS = {field.name: field.weight for field in FIELDS if field.weight}
"""Where a word without a field name is looked for, and how much it counts there."""

JOINED = "joined"
"""The field of words that a text writes with a hyphen, as one word."""

FACETS = tuple(field.name for field in FIELDS if field.facet)
"""The fields by which results are counted, besides the schemes of the concepts."""


def schema() -> Schema:
    """The schema of the index, as the table says."""
    return Schema(**{field.name: field.type for field in FIELDS})


def document(work: Work, language: str) -> dict[str, Any]:
    """
    What the index takes of a work; empty fields are left out.

    Args:
        work: The work.
        language: The observatory's first, for works that say none.
    """
    values = ((field.name, field.value(work, language)) for field in FIELDS)
    return {name: value for name, value in values if value}
