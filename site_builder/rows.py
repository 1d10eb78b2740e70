"""Rows: works in a list, each with the sentence that shows why it is there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from site_builder.cards import Card
from site_builder.evidence import Sentence, marked, sentences, shortened
from site_builder.facets import Key
from site_builder.shelf import Named
from site_builder.view import SiteView

__all__ = ["Reason", "Row", "row_of", "rows_of"]


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why a work has a value.

    Attributes:
        words: The words behind it; empty when a source gave it or a member implies it without words.
        through: The label of the member that implies it; empty when it stands by itself.
        given: Whether it stands only because a source gave it.
    """

    label: str
    words: str
    through: str
    given: bool


@dataclass(frozen=True, slots=True)
class Row:
    """
    A work in a list: its card, its title as HTML, the marked sentences, and the reasons.

    Attributes:
        also: What else it is about, or names, in a few words.
    """

    card: Card
    title: Markup
    said: tuple[Markup, ...]
    reasons: tuple[Reason, ...]
    also: tuple[str, ...] = ()


RECENT = 16_384
"""So many snippets are at hand at once."""

ALSO = 4
"""How many other values a row names."""


def rows_of(view: SiteView, cards: Iterable[Card], wanted: Sequence[Key]) -> list[Row]:
    """The rows of these works, with evidence for the wanted concepts."""
    return [row_of(view, card, wanted) for card in cards]


def row_of(view: SiteView, card: Card, wanted: Sequence[Key]) -> Row:
    """
    A work with the sentences that hold words for the wanted concepts.

    One sentence that shows all of them is better than one for each; the note is better than the title.
    """
    found, named = view.shelf.get(card.place), view.shelf.named(card.place)
    sought = {key: _with_members(key, card.via) for key in wanted}
    said: list[Markup] = []
    title = escape(card.title)
    missing = list(wanted)
    while missing:
        number = _best(named, missing, sought)
        if number is None:
            break
        best = found[number]
        keys = best.concepts() & {member for key in wanted for member in sought[key]}
        if best.field == "title":
            title = marked(best.text, [p for p in best.places if (p.scheme, p.concept) in keys])
        else:
            said.append(_snippet(best, keys))
        missing = [key for key in missing if number not in _shown(named, sought[key])]
    if not said:
        said.extend(_plain(sentence) for sentence in found if sentence.field == "note")
    reasons = tuple(_reason(view, key, sought[key], named) for key in wanted)
    return Row(card, title, tuple(said[:2]), reasons, _also(view, card, wanted))


def _also(view: SiteView, card: Card, wanted: Sequence[Key]) -> tuple[str, ...]:
    """The drivers of a work in a list by region; its countries, or its regions, in other lists."""
    facets = {facet for facet, _ in wanted}
    if "region" in facets:
        return (
            ()
            if "driver" in facets
            else tuple(view.label(key) for key in card.keys if key[0] == "driver")[:ALSO]
        )
    regions = [key for key in card.keys if key[0] == "region"]
    countries = [key for key in regions if view.is_country(key)]
    groups = [key for key in regions if not any(group == key for group, _ in card.via)]
    return tuple(view.label(key) for key in countries or groups)[:ALSO]


def _with_members(key: Key, via: Sequence[tuple[Key, Key]]) -> dict[Key, None]:
    """The concept and the members that imply it in this work."""
    found: dict[Key, None] = {}
    waiting = [key]
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found[one] = None
            waiting.extend(member for group, member in via if group == one)
    return found


def _best(named: Named, missing: Sequence[Key], sought: Mapping[Key, dict[Key, None]]) -> int | None:
    """The number of the first sentence of those that show most; None where none shows anything."""
    shown: Counter[int] = Counter()
    for key in missing:
        shown.update(_shown(named, sought[key]))
    return min(shown, key=lambda number: (-shown[number], number)) if shown else None


def _shown(named: Named, sought: Iterable[Key]) -> frozenset[int]:
    """The sentences that hold words for any of these."""
    return frozenset().union(*(named[one][1] for one in sought if one in named))


@lru_cache(RECENT)
def _snippet(sentence: Sentence, wanted: frozenset[Key]) -> Markup:
    """The words around these concepts; a work is listed on many pages, and there are few ways to show it."""
    places = tuple(place for place in sentence.places if (place.scheme, place.concept) in wanted)
    short = shortened(Sentence(sentence.field, sentence.start, sentence.text, places, sentence.cut))
    return marked(short.text, short.places, short.cut)


def _plain(note: Sentence) -> Markup:
    """The start of a note in which no words are marked."""
    start, end = next(sentences(note.text), (0, len(note.text)))
    short = shortened(Sentence("note", start, note.text[start:end], ()))
    return marked(short.text, (), short.cut)


def _reason(view: SiteView, key: Key, sought: Iterable[Key], named: Named) -> Reason:
    for one in sought:
        if one in named:
            through = "" if one == key else view.label(one)
            return Reason(view.label(key), named[one][0], through, given=False)
    members = [one for one in sought if one != key]
    return Reason(view.label(key), "", view.label(members[-1]) if members else "", given=True)
