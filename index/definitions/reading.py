"""Whether a sentence says what a thing is, from how its parts stand to each other.

The parts are the concepts of the scheme ``definition``; its sheet explains them, and has the words:

- ``says-around``: the term stands between its two parts ("by X we mean")
- ``says-before``: the term follows it ("is meant by X", "on entend par X")
- ``says-after``: it follows the term with some words between ("X, in this law, is defined as")
- ``says-right-after``: it follows the term at once ("X means")
- ``says-as`` … term … ``as``: "the law defines X as"; with ``sees-as`` the ``kind-of-thing`` has to follow
- ``is`` … ``kind-of-thing``: "X is a record of", unless ``another-kind`` comes first ("X is a way to")
- a term at the head of the sentence, a colon or a dash, and the ``kind-of-thing``

A sentence that asks, or that has ``not-defined``, defines nothing. What ``this-one`` or ``belongs-to``
stands before is not the thing itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.definitions.spotting import Spot, Spots

__all__ = ["PARTS", "Reading", "goes_on", "read"]

PARTS = "definition"
"""The scheme of the parts."""

FAR, NEAR, BESIDE = 12, 6, 3
"""Words that may stand between the term and a part, by how much the part says alone."""

ENOUGH = 3
"""So many words of definition have to follow."""

LONGEST_TERM = 6
"""Words of a term that no sheet knows."""

_ASKS = re.compile(r"[?\u061f][\"'\u201d\u2019\u00bb)\]\s]*$")
_HEADS = re.compile(r"[\"'\u201d\u2019\u00bb)\s]*(?:\([^)]{1,40}\)\s*)?[:\u2013\u2014]\s")
_OPENS = "\"'\u2018\u201c\u00ab\u201e\u2039 \u00a0"
_CLOSES = "\"'\u2019\u201d\u00bb\u201c\u203a \u00a0"
_QUOTED = re.compile(
    r"[\"\u2018\u201c\u00ab\u201e]\s?([^\"\u2018\u201c\u00ab\u201e\u2019\u201d\u00bb]{2,60}?)\s?[\"\u2019\u201d\u00bb\u201c]\s*(?:\([^)]{1,30}\)\s*)?$"
)
_ASIDE = re.compile(r"[\"'\u2019\u201d\u00bb]?(?:,[^,.;:]{3,120},|\s\([^)]{2,80}\),?)\s")
_COLON = re.compile(r"[\"'\u2019\u201d\u00bb\s]*:\s")
_PARTED = re.compile(r"[.:;,\u2013\u2014]\s")
_ENDED = re.compile(r"[.:;]\s")
_CLAUSE = re.compile(r"[,;:()]\s")


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What a defining sentence says.

    Attributes:
        term: As written.
        start, end: Of the term in the sentence.
        concept: The concept (scheme/id) that the term is a label of; empty for none.
        says: The part that made it a definition; its place is where those who say so may stand before.
    """

    term: str
    start: int
    end: int
    concept: str
    says: Spot


def read(spots: Spots, terms: tuple[str, ...]) -> Reading | None:
    """
    Read a sentence.

    Args:
        spots: Of the parts and of the schemes of terms.
        terms: The schemes whose concepts may be defined.

    Returns:
        None when it defines nothing.
    """
    if _ASKS.search(spots.text) or spots.of(PARTS, "not-defined"):
        return None
    for term in [one for one in spots.all if one.scheme in terms]:
        for says, after in _said(spots, term):
            if spots.words_between(after, len(spots.text)) >= ENOUGH:
                words = spots.text[term.start : term.end]
                return Reading(words, term.start, term.end, f"{term.scheme}/{term.concept}", says)
    return _unknown(spots)


def _said(spots: Spots, term: Spot) -> Iterator[tuple[Spot, int]]:
    """Each part that says of this term what it is, and where what it says begins."""
    for says in spots.of(PARTS, "says-around"):
        if (
            says.start < term.start
            and term.end <= says.end
            and _near(spots, says.start, term.start, BESIDE + 1)
        ):
            yield says, term.end
    for says in spots.of(PARTS, "says-before"):
        if says.end <= term.start and _near(spots, says.end, term.start, BESIDE):
            yield says, term.end
    yield from _said_as(spots, term)
    if not _of_another(spots, term):
        for says in spots.of(PARTS, "says-after"):
            if says.start >= term.end and _near(spots, term.end, says.start, FAR):
                # German puts the definition between the two parts of its verb.
                yield says, term.end if spots.words_between(says.start, says.end) > FAR // 2 else says.end
        if not _this_one(spots, term):
            yield from _said_at_once(spots, term)


def _said_as(spots: Spots, term: Spot) -> Iterator[tuple[Spot, int]]:
    for says in [*spots.of(PARTS, "says-as"), *spots.of(PARTS, "sees-as")]:
        if says.end > term.start or not _near(spots, says.end, term.start, NEAR):
            continue
        for one in spots.of(PARTS, "as"):
            if one.start >= term.end and _near(spots, term.end, one.start, NEAR):
                kind = _kind_follows(spots, one.end)
                if kind or (says.concept == "says-as" and not _praised(spots, one.end)):
                    yield says, one.end
        colon = _COLON.match(spots.text, term.end)
        if colon and says.concept == "says-as" and _kind_follows(spots, colon.end()):
            yield says, term.end


def _said_at_once(spots: Spots, term: Spot) -> Iterator[tuple[Spot, int]]:
    for says in spots.of(PARTS, "says-right-after"):
        if says.start >= term.end and _near(spots, term.end, says.start, BESIDE):
            yield says, says.end
    # "X, as the council has it, is": what stands between commas is left out.
    aside = _ASIDE.match(spots.text, term.end)
    after = aside.end() if aside else term.end
    for one in spots.of(PARTS, "is"):
        gap = spots.text[after : one.start]
        follows = one.start >= after and _near(spots, after, one.start, 1) and not _PARTED.search(gap)
        if (follows and _kind_follows(spots, one.end)) or _inverted(spots, one, term):
            yield one, one.end if follows else term.end
    head = _HEADS.match(spots.text, term.end)
    if head and spots.words_between(0, term.start) <= 2 and _kind_follows(spots, head.end()):
        yield Spot(term.end, head.end(), PARTS, "head"), head.end()


def _inverted(spots: Spots, one: Spot, term: Spot) -> bool:
    """Whether the verb stands before the term, as after "laut Gesetz" in German, and the kind of thing after it."""
    if one.end > term.start or not _near(spots, one.end, term.start, 1):
        return False
    kinds = [kind for kind in spots.of(PARTS, "kind-of-thing") if kind.start >= term.end]
    return (
        bool(kinds)
        and 1 <= spots.words_between(term.end, kinds[0].start) <= 2
        and _kind_follows(spots, term.end)
    )


def _kind_follows(spots: Spots, start: int) -> bool:
    """Whether the kind of thing follows here, before anything that only praises, places or denies."""
    for kind in spots.of(PARTS, "kind-of-thing"):
        if kind.start >= start and _near(spots, start, kind.start, NEAR + 2):
            before = spots.text[start : kind.start]
            return not _praised(spots, start, kind.end) and not _ENDED.search(before)
    return False


def _praised(spots: Spots, start: int, end: int | None = None) -> bool:
    """Whether something that only praises, places or denies comes before the kind of thing, or at once."""
    others = [*spots.of(PARTS, "another-kind"), *spots.of(PARTS, "denies")]
    if end is None:
        return any(one.start >= start and _near(spots, start, one.start, 1) for one in others)
    return any(start <= one.start < end for one in others)


def _near(spots: Spots, start: int, end: int, most: int) -> bool:
    return spots.words_between(start, end) <= most


def _of_another(spots: Spots, term: Spot) -> bool:
    """Whether the term is only part of the name of what the sentence is about."""
    return any(
        one.end <= term.start
        and _near(spots, one.end, term.start, 1)
        and not _CLAUSE.search(spots.text[one.end : term.start])
        for one in spots.of(PARTS, "belongs-to")
    )


def _this_one(spots: Spots, term: Spot) -> bool:
    return any(
        one.end <= term.start
        and _near(spots, one.end, term.start, 1)
        and not _CLAUSE.search(spots.text[one.end : term.start])
        for one in spots.of(PARTS, "this-one")
    )


def _unknown(spots: Spots) -> Reading | None:
    """A definition of something that no sheet knows: by the clearest parts alone, or of a term in quotes."""
    for says in spots.of(PARTS):
        if says.concept in ("says-after", "says-right-after"):
            found = _subject(spots, says, quoted=says.concept == "says-right-after")
            after = says.end
        elif says.concept == "says-before":
            found = _object(spots, says)
            after = found[1] if found else 0
        else:
            continue
        if found and spots.words_between(after, len(spots.text)) >= ENOUGH:
            return Reading(spots.text[found[0] : found[1]], found[0], found[1], "", says)
    return None


def _subject(spots: Spots, says: Spot, *, quoted: bool) -> tuple[int, int] | None:
    """The words before a part that are what it speaks of."""
    before = spots.text[: says.start]
    if match := _QUOTED.search(before):
        return match.span(1)
    if quoted:
        return None
    clauses = [match.end() for match in _CLAUSE.finditer(before)]
    start = next((at for at in reversed(clauses) if before[at:].strip(_OPENS)), 0)
    return _as_term(spots, start, says.start)


def _object(spots: Spots, says: Spot) -> tuple[int, int] | None:
    """The words after a part up to the next comma, colon or quote."""
    rest = spots.text[says.end :]
    if match := re.match(
        r"[^\"\u2018\u201c\u00ab\u201e,;:]{0,20}[\"\u2018\u201c\u00ab\u201e]\s?([^\"\u2019\u201d\u00bb\u201c]{2,60}?)\s?[\"\u2019\u201d\u00bb\u201c]",
        rest,
    ):
        return says.end + match.start(1), says.end + match.end(1)
    match = re.search(r"[,;:()]", rest)
    return _as_term(spots, says.end, says.end + match.start()) if match else None


def _as_term(spots: Spots, start: int, end: int) -> tuple[int, int] | None:
    while start < end and spots.text[start] in _OPENS:
        start += 1
    while end > start and spots.text[end - 1] in _CLOSES + ",:":
        end -= 1
    refused = [
        one
        for one in spots.of(PARTS)
        if one.concept in ("this-one", "goes-on") and start <= one.start < end and one.start - start <= 1
    ]
    return (start, end) if 1 <= spots.words_between(start, end) <= LONGEST_TERM and not refused else None


def goes_on(spots: Spots, terms: tuple[str, ...]) -> bool:
    """Whether a sentence goes on with a definition that stands before it."""
    if _ASKS.search(spots.text) or spots.of(PARTS, "not-defined"):
        return False
    if any(not spots.words_between(0, one.start) for one in spots.of(PARTS, "goes-on")):
        return True
    heads = [one for one in spots.all if one.scheme in terms and spots.words_between(0, one.start) <= 1]
    return any(
        one.start >= head.end and _near(spots, head.end, one.start, 1)
        for head in heads[:1]
        for one in spots.of(PARTS, "is")
    )
