"""The pieces of works in which a thing is named that may be defined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.values import Work
from index.analysis import base_language
from index.definitions.sentences import sentences
from index.tags import Tag

__all__ = ["GOING_ON", "TERMS", "Piece", "pieces"]

TERMS = ("topic",)
"""The schemes whose concepts are the things defined."""

FIELDS = ("note", "abstract", "text")
"""Where passages are looked for; a title defines nothing."""

GOING_ON = 4
"""How many sentences may go on with a definition."""


@dataclass(frozen=True, slots=True)
class Piece:
    """
    Some sentences of a field of a work, and those that may go on with them.

    Attributes:
        start: In the field.
        language: Of the work, as it says it.
        names: The words in this field, in small letters, that name a thing that may be defined.
    """

    work: Work
    field: str
    start: int
    language: str
    text: str
    names: frozenset[str]


def pieces(work: Work, tags: Sequence[Tag]) -> Iterator[Piece]:
    """
    The pieces of a work, in the order of its fields.

    Args:
        tags: Of the work; a text without a tag of the things that may be defined has no piece.
    """
    for field in FIELDS:
        text = getattr(work.item, field) or ""
        # The places of tags are limited in number, so the words decide.
        named = (tag.words.casefold() for tag in tags if tag.scheme in TERMS and tag.field == field)
        names = frozenset(name for name in named if name)
        if not names or not text:
            continue
        language = work.item.language or ""
        cut = list(sentences(text, base_language(language)))
        wanted = sorted({
            near
            for number, (start, end, _) in enumerate(cut)
            if any(name in text[start:end].casefold() for name in names)
            for near in range(number, min(number + GOING_ON + 1, len(cut)))
        })  # fmt: skip
        for _, run in groupby(enumerate(wanted), key=lambda pair: pair[1] - pair[0]):
            numbers = [number for _, number in run]
            start, end = cut[numbers[0]][0], cut[numbers[-1]][1]
            yield Piece(work, field, start, language, text[start:end], names)
