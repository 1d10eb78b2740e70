"""Results as the browser shows them: packs of cards."""

from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.cards import Card
from site_builder.evidence import CLASSES, Place, Sentence, sentences, shortened
from site_builder.facets import CONCEPT_FACETS
from site_builder.links import work_page
from site_builder.searching.scripts import script
from site_builder.searching.segments import Segments
from site_builder.view import SiteView
from site_builder.wording import direction

__all__ = ["PACK", "card_files"]

PACK = 8
"""Works whose cards lie together."""

WORDS = 2
"""Of so many places of a concept the words are told."""


def card_files(view: SiteView, ids: Sequence[str], segments: Segments) -> Iterator[tuple[str, bytes]]:
    """The cards of all works, segment by segment, in packs."""
    for segment in segments.every:
        for number in range(-(-len(segment.works) // PACK)):
            part = segment.works[number * PACK : (number + 1) * PACK]
            name = f"cards-{segment.name}-{number}"
            yield name, script(name, [card_row(view, view.cards[view.by_id[ids[one]]]) for one in part])


def card_row(view: SiteView, card: Card) -> list[Any]:
    """
    What a browser shows of a work.

    Returns:
        Address, title, its language and direction, what the line below it says in the reader's language
        (publisher; kind, and state unless it is listed; date), a sentence with its marks, and the words behind
        its concepts.
    """
    found = view.shelf.get(card.place)
    return [
        work_page(card.id),
        f"[{card.title}]" if card.supplied else card.title,
        card.language or "",
        direction(card.language),
        card.publisher or "",
        [card.kind, card.state] if card.state != "listed" else [card.kind],
        card.date or "",
        _said(found),
        _evidence(card, found),
    ]


def _said(found: Sequence[Sentence]) -> list[Any]:
    """The sentence of the note, or else the best one that is no title."""
    best = next((one for one in found if one.field == "note"), None)
    best = best or next((one for one in found if one.field != "title"), None)
    if best is None:
        return []
    if not best.places:
        start, end = next(sentences(best.text), (0, len(best.text)))
        best = Sentence(best.field, best.start, best.text[start:end], ())
    short = shortened(best)
    before, after = ("… " if short.cut[0] else ""), (" …" if short.cut[1] else "")
    return [f"{before}{short.text}{after}", [_mark(place, short.text, len(before)) for place in short.places]]


def _mark(place: Place, text: str, moved: int) -> list[Any]:
    """Where it stands and what it is, counted as scripts do: some characters are two units."""
    start, end = (len(text[:sign].encode("utf-16-le")) // 2 + moved for sign in (place.start, place.end))
    return [start, end, CLASSES.get(place.scheme, "")]


def _evidence(card: Card, found: Sequence[Sentence]) -> dict[str, str]:
    """For each concept of a facet the first words behind it; through its members where it is implied."""
    words: dict[tuple[str, str], list[str]] = {}
    for sentence in found:
        for place in sentence.places:
            of = words.setdefault((place.scheme, place.concept), [])
            if len(of) < WORDS:
                of.append(sentence.text[place.start : place.end])
    for _ in card.via:
        for group, member in card.via:
            if group not in words and member in words:
                words[group] = words[member]
    return {
        f"{scheme}:{concept}": ", ".join(dict.fromkeys(of))
        for (scheme, concept), of in sorted(words.items())
        if scheme in CONCEPT_FACETS
    }
