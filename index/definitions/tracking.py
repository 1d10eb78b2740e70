"""All definitions of an observatory: those given and those found, joined, judged, and with who quotes whom."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.values import Work
from index.book import ConceptBook
from index.definitions.finding import Finder, given, pieces
from index.definitions.genealogy import Quote, genealogy
from index.definitions.judging import Line, judged
from index.definitions.units import Units, load_units
from index.definitions.values import Amount, Defined
from index.definitions.volumes import amounts_of
from index.tags import Tag

__all__ = ["NOTHING", "Stated", "Tracked", "track"]


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
    works: Callable[[], Iterable[Work]],
    tags: Callable[[str], Sequence[Tag]],
    book: ConceptBook,
    languages: Sequence[str],
    lines: Sequence[Line] = (),
) -> Tracked:
    """
    Read all works for what they say the thing is.

    Args:
        works: Gives all works in the order of their ids; called more than once.
        tags: Gives the tags of a work.
        languages: The observatory's.
        lines: What people decided.
    """
    units = load_units()
    finder = Finder(book, languages, units)
    found: dict[str, list[Defined]] = {}
    for one in finder.found(works(), tags):
        found.setdefault(one.work, []).append(one)
    every: list[Defined] = []
    loose: list[Stated] = []
    for work in works():
        of_work = _joined(given(work, book, units), found.get(work.id, []))
        every.extend(of_work)
        loose.extend(_loose(work, tags(work.id), of_work, units))
    result = judged(every, lines, units)
    stated = [_stated(one, amount) for one in result.definitions for amount in one.amounts]
    ordered = sorted([*stated, *loose], key=lambda one: (one.work, one.field, one.start, one.amount.start))
    return Tracked(result.definitions, tuple(ordered), genealogy(result.definitions), result.asked)


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


def _loose(work: Work, tags: Sequence[Tag], defined: Sequence[Defined], units: Units) -> Iterator[Stated]:
    """Amounts in sentences that name the thing, outside its definitions."""
    taken = [(one.field, one.start, one.start + len(one.passage)) for one in defined if one.passage]
    for piece in pieces(work, tags, going_on=0):
        if any(sign.isdigit() for sign in piece.text):
            for amount in amounts_of(piece.text, units):
                start = piece.start + amount.start
                if amount.quantity in units.loose and not any(
                    field == piece.field and a <= start < b for field, a, b in taken
                ):
                    yield Stated(work.id, "", piece.field, start, amount)
