"""Definitions found: the passages of works that say what a thing is, read into values; and those given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.values import Work
from index.analysis import base_language
from index.book import ConceptBook
from index.definitions.pieces import GOING_ON, TERMS, Piece
from index.definitions.reading import goes_on, read
from index.definitions.sentences import language_of, sentences
from index.definitions.spotting import Spots, spot
from index.definitions.standing import PARTS, Reading
from index.definitions.traits import TRAITS, traits_of
from index.definitions.units import Units, load_units
from index.definitions.values import Amount, Defined, Trait
from index.definitions.volumes import amounts_of, volume_of
from index.definitions.who import authority

__all__ = ["Finder", "Passage", "given"]

_NEXT_CLAUSE = re.compile(r"[;.]\s|,\s(?:and|but|while|et|mais|y|e|mas|pero|und|aber)\s")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a text, with the place of its text among those that are read together."""

    piece: int
    start: int
    end: int
    language: str
    last: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """What a text says a thing is; ``start`` counts in the text."""

    start: int
    text: str
    language: str
    reading: Reading
    traits: tuple[Trait, ...]
    amounts: tuple[Amount, ...]
    by: str
    year: int | None


class Finder:
    """
    Finds definitions with the sheets of one observatory.

    Args:
        book: With the schemes of parts, of traits and of the things defined; without the first two it
            finds nothing.
        languages: Those of the observatory, in which notes are written too.
    """

    def __init__(self, book: ConceptBook, languages: Sequence[str], units: Units | None = None) -> None:
        schemes = {scheme.id: scheme.concepts for scheme in book.schemes}
        self._parts = [concept for name in (PARTS, TRAITS) for concept in schemes.get(name, ())]
        self._terms = [concept for name in TERMS for concept in schemes.get(name, ())]
        self._order = tuple(concept.id for concept in schemes.get(TRAITS, ()))
        self._languages = languages
        self._units = units or load_units()
        self.can = PARTS in schemes

    def passages(self, texts: Sequence[tuple[str, str]]) -> list[list[Passage]]:
        """
        The defining passages of texts.

        Args:
            texts: Language (BCP 47, or empty) and text.

        Returns:
            For each text its passages in order.
        """
        cut = [one for number, (own, text) in enumerate(texts) for one in self._cut(number, own, text)]
        spots = spot(
            [(one.language, texts[one.piece][1][one.start : one.end]) for one in cut],
            self._parts,
            self._terms,
            self._languages,
        )
        found: list[list[Passage]] = [[] for _ in texts]
        number = 0
        while number < len(cut):
            reading = read(spots[number], TERMS)
            last = number
            if reading:
                while (
                    last < len(cut) - 1
                    and last - number < GOING_ON
                    and not cut[last].last
                    and goes_on(spots[last + 1], TERMS)
                ):
                    last += 1
                found[cut[number].piece].append(
                    self._passage(texts, cut[number : last + 1], spots[number : last + 1], reading)
                )
            number = last + 1
        return found

    def _cut(self, piece: int, own: str, text: str) -> Iterator[_Sentence]:
        base = base_language(own)
        for start, end, last in sentences(text, base):
            language = language_of(text[start:end], base, self._languages)
            yield _Sentence(piece, start, end, language, last)

    def _passage(
        self,
        texts: Sequence[tuple[str, str]],
        cut: Sequence[_Sentence],
        spots: Sequence[Spots],
        reading: Reading,
    ) -> Passage:
        whole = texts[cut[0].piece][1]
        start = cut[0].start
        text = whole[start : cut[-1].end]
        found: dict[str, Trait] = {}
        for one, of_one in zip(cut, spots, strict=True):
            shift = one.start - start
            for trait in traits_of(
                of_one, self._order, term=(0, 0) if shift else (reading.start, reading.end)
            ):
                found.setdefault(trait.id, replace(trait, start=trait.start + shift, end=trait.end + shift))
        said = authority(spots[0], reading)
        return Passage(
            start, text, cut[0].language, reading, tuple(found[trait] for trait in self._order if trait in found),
            amounts_of(text, self._units), said.by if said else "", said.year if said else None,
        )  # fmt: skip

    def found(self, of_works: Sequence[Piece]) -> list[Defined]:
        """The definitions in pieces of works, in their order."""
        if not self.can or not of_works:
            return []
        passages = self.passages([(piece.language, piece.text) for piece in of_works])
        return [
            _defined(piece, passage)
            for piece, of_piece in zip(of_works, passages, strict=True)
            for passage in of_piece
            if passage.reading.concept
        ]


def _defined(piece: Piece, passage: Passage) -> Defined:
    work, item = piece.work, piece.work.item
    if piece.field == "note":
        passage = _told(passage)
    start = piece.start + passage.start
    if passage.by:
        by, by_from, year = passage.by, "sentence", passage.year
    else:
        # The work speaks for itself: an authority publishes, authors sign.
        signed = "; ".join(item.authors)
        by = (item.publisher or signed) if item.kind == "policy" else (signed or item.publisher or "")
        by_from = "work" if by else ""
        year = item.date.year if item.date else None
    return Defined(
        f"{work.id}-{piece.field}-{start}", work.id, "found", passage.reading.term, passage.reading.concept, by,
        by_from, year, passage.traits, volume_of(passage.amounts), passage.amounts, passage.language, piece.field,
        start, passage.text,
    )  # fmt: skip


def _told(passage: Passage) -> Passage:
    """
    A passage of a note with what its first clause states.

    A note tells in one sentence what a work says and does; only the clause that defines is the definition.
    """
    part = _NEXT_CLAUSE.search(passage.text, passage.reading.end)
    end = part.start() if part else len(passage.text)
    traits = tuple(one for one in passage.traits if one.end <= end)
    amounts = tuple(one for one in passage.amounts if one.start < end)
    return replace(passage, traits=traits, amounts=amounts)


def given(work: Work, book: ConceptBook, units: Units) -> Defined | None:
    """The definition that a source of the work gives, with its volume read; None when there is none."""
    one = work.item.definition
    if one is None:
        return None
    known = {scheme.id for scheme in book.schemes}.intersection(TERMS)
    concepts = [f"{name}/{found}" for name in TERMS if name in known for found in book.named(name, one.term)]
    amounts = amounts_of(one.volume or "", units)
    return Defined(
        f"{work.id}-given", work.id, "given", one.term, concepts[0] if concepts else "", one.by, "given", one.year,
        tuple(Trait(trait) for trait in one.traits), one.volume or "", amounts, work.item.language or "",
    )  # fmt: skip
