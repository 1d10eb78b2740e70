"""Concepts spotted in loose sentences: the same queries that tag works, run over an index in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage

from index.analysis import base_language
from index.book import Concept
from index.fields import FIELDS
from index.folding import tokens
from index.tagging import tag_segment

__all__ = ["Spot", "Spots", "spot"]

NEEDED = ("id", "language", "text")
"""The fields of the index without which nothing can be tagged."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A concept at a place of a sentence, end exclusive."""

    start: int
    end: int
    scheme: str
    concept: str


class Spots:
    """
    The spots of one sentence, and how far they stand from each other.

    Attributes:
        text: The sentence.
        all: In order.
    """

    def __init__(self, text: str, spots: Iterable[Spot]) -> None:
        self.text = text
        self.all = tuple(sorted(spots))
        self._starts = [token.start for token in tokens(text)]

    def of(self, scheme: str, concept: str | None = None) -> list[Spot]:
        """Those of a scheme, or of one of its concepts."""
        return [one for one in self.all if one.scheme == scheme and concept in (None, one.concept)]

    def words_between(self, start: int, end: int) -> int:
        """How many words begin between two characters."""
        return sum(start <= one < end for one in self._starts)


def spot(
    sentences: Sequence[tuple[str, str]],
    parts: Sequence[Concept],
    terms: Sequence[Concept],
    languages: Sequence[str] = (),
) -> list[Spots]:
    """
    Spot concepts in sentences.

    Args:
        sentences: Base language and text; one without a language is read in all.
        parts: Concepts whose labels count in sentences of their language.
        terms: Concepts whose labels count in all sentences, in whichever of their languages and
            ``languages``: names travel.

    Returns:
        For each sentence its spots, in the same order.
    """
    types = {field.name: field.type for field in FIELDS if field.name in NEEDED}
    index = RamStorage().create_index(Schema(**types))
    writer = index.writer()
    for number, (language, text) in enumerate(sentences):
        values = {"id": str(number), "language": language, "text": text}
        writer.add_document(**{name: value for name, value in values.items() if value})
    writer.commit()
    found: Mapping[int, list[Spot]] = defaultdict(list)
    everywhere = sorted({*map(base_language, languages), *(language for language, _ in sentences)} - {""})
    with index.searcher() as searcher:
        for leaf, _ in searcher.leaf_searchers():
            for concepts, wanted in ((parts, ()), (terms, everywhere)):
                for tag in chain.from_iterable(
                    tag_segment(leaf, concepts, wanted) if leaf.doc_count_all() else ()
                ):
                    found[int(tag.work)].append(Spot(tag.start, tag.end, tag.scheme, tag.concept))
    return [Spots(text, found[number]) for number, (_, text) in enumerate(sentences)]
