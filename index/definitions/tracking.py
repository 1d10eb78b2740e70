"""All definitions of an observatory: those given and those found, joined, judged, and with who quotes whom."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.passages import Passage
from corpus.values import Work
from index.analysis import base_language
from index.book import ConceptBook
from index.definitions.finding import Finder, given
from index.definitions.genealogy import Quote, genealogy
from index.definitions.judging import Line, judged
from index.definitions.pieces import Piece, pieces
from index.definitions.sentences import sentences
from index.definitions.units import Units, load_units
from index.definitions.values import Amount, Defined
from index.definitions.volumes import amounts_of
from index.tags import Tag

__all__ = ["NOTHING", "Stated", "Tracked", "track"]


AT_ONCE = 2000
"""So many pieces are read together, so that memory does not grow with the works."""


@dataclass(frozen=True, slots=True)
class Stated:
    """
    An amount that a work states of the thing.

    Attributes:
        definition: The id of the definition that states it; empty for another sentence that names the thing.
        field, start: Where the phrase stands; empty and 0 in a definition that a source gave.
    """

    work: str
    definition: str
    field: str
    start: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class Tracked:
    """
    What is known of definitions.

    Attributes:
        definitions: By work, given ones first, then as they stand in the text.
        stated: Volumes, levels and costs, by work.
        quotes: Who quotes whom.
        asked: Lines of people that no longer hold, in words.
    """

    definitions: tuple[Defined, ...] = ()
    stated: tuple[Stated, ...] = ()
    quotes: tuple[Quote, ...] = ()
    asked: tuple[str, ...] = ()


NOTHING = Tracked()


def track(
    works: Iterable[Work],
    tags: Callable[[str], Sequence[Tag]],
    book: ConceptBook,
    languages: Sequence[str],
    lines: Sequence[Line] = (),
    shared: Sequence[Passage] = (),
) -> Tracked:
    """
    Read all works for what they say the thing is.

    Args:
        works: All, in the order of their ids.
        tags: Gives the tags of a work.
        languages: The observatory's.
        lines: What people decided.
        shared: Passages that works share, to see who quotes whom.
    """
    units = load_units()
    finder = Finder(book, languages, units)
    every: list[Defined] = []
    loose: list[Stated] = []
    for batch in _batches(works, tags):
        found: dict[str, list[Defined]] = {}
        for one in finder.found([piece for _, of_work in batch for piece in of_work]):
            found.setdefault(one.work, []).append(one)
        for work, of_work in batch:
            joined = _joined(given(work, book, units), found.get(work.id, []))
            every.extend(joined)
            loose.extend(_loose(of_work, joined, units))
    result = judged(every, lines, units)
    stated = [_stated(one, amount) for one in result.definitions for amount in one.amounts]
    ordered = sorted([*stated, *loose], key=lambda one: (one.work, one.field, one.start, one.amount.start))
    return Tracked(result.definitions, tuple(ordered), genealogy(result.definitions, shared), result.asked)


def _batches(
    works: Iterable[Work], tags: Callable[[str], Sequence[Tag]]
) -> Iterator[list[tuple[Work, list[Piece]]]]:
    """Works that say anything to read, with their pieces, so many together as memory is for."""
    batch: list[tuple[Work, list[Piece]]] = []
    count = 0
    for work in works:
        of_work = list(pieces(work, tags(work.id)))
        if of_work or work.item.definition:
            batch.append((work, of_work))
            count += len(of_work)
        if count >= AT_ONCE:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def _joined(one: Defined | None, found: Sequence[Defined]) -> list[Defined]:
    """A given definition with the first passage of its work as its words; its traits stay as given."""
    if one is None or not found:
        return [*([one] if one else []), *found]
    first = found[0]
    words = {trait.id: trait for trait in first.traits}
    whole = replace(
        one, traits=tuple(words.get(trait.id, trait) for trait in one.traits), field=first.field, start=first.start,
        passage=first.passage, language=first.language,
    )  # fmt: skip
    return [whole, *found[1:]]


def _stated(one: Defined, amount: Amount) -> Stated:
    start = one.start + amount.start if one.origin == "found" else 0
    return Stated(one.work, one.id, one.field if one.origin == "found" else "", start, amount)


def _loose(of_work: Sequence[Piece], defined: Sequence[Defined], units: Units) -> Iterator[Stated]:
    """Amounts in sentences that name the thing, outside its definitions."""
    taken = [(one.field, one.start, one.start + len(one.passage)) for one in defined if one.passage]
    for piece in of_work:
        if not any(sign.isdigit() for sign in piece.text):
            continue
        for start, end, _ in sentences(piece.text, base_language(piece.language)):
            sentence = piece.text[start:end]
            if not any(name in sentence.casefold() for name in piece.names):
                continue
            for amount in amounts_of(sentence, units):
                place = piece.start + start + amount.start
                inside = any(field == piece.field and a <= place < b for field, a, b in taken)
                if amount.quantity in units.loose and not inside:
                    yield Stated(piece.work.id, "", piece.field, place, amount)
