"""Cards: the little that is kept in memory of each work while the site is made.

There is one for each work, so whatever is equal on many of them is one object: days, publishers, values, and the pairs of
values that belong together.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.values import Work
from index.tags import Tag
from site_builder.evidence import Sentence
from site_builder.facets import CONCEPT_FACETS, Key, keys_of

__all__ = ["Card", "Same", "best_sentences", "card_of", "spoken_in"]

Known = TypeVar("Known", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Card:
    """
    A work as lists show it.

    Attributes:
        supplied: Whether the title was supplied by curators.
        date: As precise as it is known; None when not stated.
        seen: The day on which the work was first seen.
        keys: Its facet values; equal keys are one object across all cards.
        given: The concepts that stand only because a source gave them, without words.
        via: For each implied concept the members that imply it.
        place: The number of the place on the shelf where its sentences lie.
        checked: The day of the last answer that still listed it.
        spoken: For each concept of a facet in how many sentences its words stand.
        deadline: Until when something may be sent in to an event; empty where none is stated.
    """

    id: str
    title: str
    supplied: bool
    kind: str
    language: str | None
    publisher: str | None
    date: str | None
    ends: str | None
    seen: str
    state: str
    keys: tuple[Key, ...]
    given: tuple[Key, ...]
    via: tuple[tuple[Key, Key], ...]
    place: int
    checked: str = ""
    spoken: tuple[tuple[Key, int], ...] = ()
    deadline: str = ""

    def values(self, facet: str) -> tuple[str, ...]:
        """Its values in one facet."""
        return tuple(value for name, value in self.keys if name == facet)

    def order(self) -> tuple[str, str]:
        """Sorts by date with undated works first; reversed it gives the newest first."""
        return (self.date or "", self.id)


class Same:
    """
    Gives one object for all that are equal.

    Attributes:
        keys: The values of facets, in the order in which they were first asked for.

    >>> same = Same()
    >>> same("".join("ab")) is same("".join("ab"))
    True
    """

    def __init__(self) -> None:
        self.keys: dict[Key, Key] = {}
        self._known: dict[Hashable, Hashable] = {}

    def __call__(self, value: Known) -> Known:
        """The first one that was equal to this."""
        return self._known.setdefault(value, value)  # type: ignore[return-value]  # an equal one, so of the same type

    def key(self, key: Key) -> Key:
        """The same for a facet and one of its values."""
        return self.keys.get(key) or self.keys.setdefault(key, (self(key[0]), self(key[1])))


def spoken_in(sentences: Sequence[Sentence]) -> tuple[tuple[Key, int], ...]:
    """In how many of a work's sentences words of each concept of a facet stand."""
    counts = Counter(key for one in sentences for key in one.concepts() if key[0] in CONCEPT_FACETS)
    return tuple(sorted(counts.items()))


def card_of(
    work: Work, tags: Sequence[Tag], place: int, same: Same, spoken: tuple[tuple[Key, int], ...] = ()
) -> Card:
    """
    Make the card of a work.

    Args:
        place: Where its sentences were put on the shelf.
        same: Has what other cards hold.
        spoken: In how many sentences words of each concept stand.
    """
    item = work.item
    with_words = {(tag.scheme, tag.concept) for tag in tags if tag.words}
    implied = [((tag.scheme, tag.concept), (tag.scheme, tag.by)) for tag in tags if tag.rule == "implied"]
    given = [(tag.scheme, tag.concept) for tag in tags if tag.person]

    return Card(
        id=work.id, title=item.title, supplied=item.title_supplied, kind=same(item.kind), language=same(item.language),
        publisher=same(item.publisher), date=same(item.date.value) if item.date else None,
        ends=same(item.end_date.value) if item.end_date else None, seen=same(work.first_seen[:10]), state=same(work.state),
        keys=tuple(same.key(key) for key in keys_of(work, tags)),
        given=same(tuple(same.key(key) for key in dict.fromkeys(given) if key not in with_words)),
        via=same(tuple(same((same.key(group), same.key(member))) for group, member in dict.fromkeys(implied))),
        place=place, checked=same(work.last_checked[:10]), spoken=tuple(same((same.key(key), n)) for key, n in spoken),
        deadline=same(item.deadline.value) if item.deadline else "",
    )  # fmt: skip


def best_sentences(sentences: Sequence[Sentence], note: str | None) -> tuple[Sentence, ...]:
    """
    As few of the sentences as show words for every concept; the first of the note where there are none.

    Args:
        sentences: All that hold words of tags, the best fields first.
    """
    chosen: list[Sentence] = []
    shown: set[Key] = set()
    for sentence in sentences:
        if fresh := sentence.concepts() - shown:
            chosen.append(sentence)
            shown |= fresh
    if note and not any(sentence.field == "note" for sentence in chosen):
        chosen.append(Sentence("note", 0, note, ()))
    return tuple(chosen)
