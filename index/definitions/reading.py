"""Whether a sentence says what a thing is, from how its parts stand to each other.

The parts are the concepts of the scheme ``definition``; its sheet explains them, and has the words:

- ``says-around``: the term stands between its two parts ("by X we mean")
- ``says-before``: the term follows it ("is meant by X", "on entend par X")
- ``takes-as``: the term follows it, and the ``kind-of-thing`` the term ("est considérée comme X toute attestation")
- ``takes-around``: the same with the term between two parts ("in the case of X it is a matter of")
- ``names``: the term follows it, and the ``kind-of-thing`` stands before it ("any award of this sort is called X")
- ``says-after``: it follows the term with some words between ("X, in this law, is defined as")
- ``says-right-after``: it follows the term at once ("X means")
- ``says-as`` … term … ``as``: "the law defines X as"; with ``sees-as`` the ``kind-of-thing`` has to follow
- ``is`` or ``amounts-to`` … ``kind-of-thing``: "X is a record of", "X is no degree but a record of", unless
  ``another-kind`` comes first ("X is a way to"); also of a pronoun after a colon ("X saves time: it is a record
  of"), and in Arabic without a verb
- a term at the head of the sentence, a colon or a dash, and the ``kind-of-thing``

A sentence that asks, or that has ``not-defined``, defines nothing. What ``this-one`` or ``belongs-to``
stands before is not the thing itself.
"""

import re
from collections.abc import Iterator

from index.definitions.spotting import Spot, Spots
from index.definitions.standing import (  # fmt: skip
    BESIDE,
    CLAUSE,
    ENDED,
    ENOUGH,
    FAR,
    NEAR,
    PARTS,
    Reading,
    kind_follows,
    kinds,
    near,
    of_another,
    praised,
    this_one,
)
from index.definitions.unknown import unknown

__all__ = ["goes_on", "read"]

_ASKS = re.compile(r"[?\u061f][\"'\u201d\u2019\u00bb)\]\s]*$")
_HEADS = re.compile(r"[\"'\u201d\u2019\u00bb)\s]*(?:\([^)]{1,40}\)\s*)?[:\u2013\u2014]\s")
_ASIDE = re.compile(
    r"[\"'\u2019\u201d\u00bb]?(?:[,\u060c][^,\u060c.;:]{3,120}[,\u060c]|\s\([^)]{2,80}\),?)\s"
)
_GOES_ON = re.compile(r"[:;\u2013\u2014]\s")
_WITHOUT_VERB = re.compile(
    r"\u0627\u0644[\u0621-\u064a]+ \u0627\u0644[\u0621-\u064a]+ (?!\u0627\u0644)[\u0621-\u064a]"
)
"""A definite noun with its definite adjective, and what is not definite: an Arabic sentence without a verb."""
_COLON = re.compile(r"[\"'\u2019\u201d\u00bb\s]*:\s")
_PARTED = re.compile(r"[.:;,\u2013\u2014]\s")


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
    return unknown(spots)


def _said(spots: Spots, term: Spot) -> Iterator[tuple[Spot, int]]:
    """Each part that says of this term what it is, and where what it says begins."""
    for says in spots.of(PARTS, "says-around"):
        if (
            says.start < term.start
            and term.end <= says.end
            and near(spots, says.start, term.start, BESIDE + 1)
        ):
            yield says, term.end
    for says in spots.of(PARTS, "says-before"):
        if says.end <= term.start and near(spots, says.end, term.start, BESIDE):
            yield says, term.end
    yield from _taken(spots, term)
    yield from _said_as(spots, term)
    if not of_another(spots, term):
        for says in spots.of(PARTS, "says-after"):
            if says.start >= term.end and near(spots, term.end, says.start, FAR):
                # German puts the definition between the two parts of its verb.
                yield says, term.end if spots.words_between(says.start, says.end) > FAR // 2 else says.end
        if not this_one(spots, term):
            yield from _said_at_once(spots, term)


def _taken(spots: Spots, term: Spot) -> Iterator[tuple[Spot, int]]:
    """The looser parts before and around the term, where the kind of thing stands where it has to."""
    for says in spots.of(PARTS, "takes-as"):
        if says.end <= term.start and near(spots, says.end, term.start, 1) and kind_follows(spots, term.end):
            yield says, term.end
    for says in spots.of(PARTS, "takes-around"):
        inside = says.start < term.start and term.end <= says.end
        if inside and near(spots, says.start, term.start, BESIDE + 1) and kind_follows(spots, says.end):
            yield says, says.end
    for says in spots.of(PARTS, "names"):
        clauses = [0, *(match.end() for match in CLAUSE.finditer(spots.text, 0, says.start))]
        named = says.end <= term.start and near(spots, says.end, term.start, 1)
        if named and any(kind_follows(spots, start, says.start) for start in clauses):
            yield says, 0


def _said_as(spots: Spots, term: Spot) -> Iterator[tuple[Spot, int]]:
    for says in [*spots.of(PARTS, "says-as"), *spots.of(PARTS, "sees-as")]:
        if says.end > term.start or not near(spots, says.end, term.start, NEAR):
            continue
        for one in spots.of(PARTS, "as"):
            if one.start >= term.end and near(spots, term.end, one.start, NEAR):
                kind = kind_follows(spots, one.end)
                if kind or (says.concept == "says-as" and not praised(spots, one.end)):
                    yield says, one.end
        colon = _COLON.match(spots.text, term.end)
        if colon and says.concept == "says-as" and kind_follows(spots, colon.end()):
            yield says, term.end


def _said_at_once(spots: Spots, term: Spot) -> Iterator[tuple[Spot, int]]:
    for says in spots.of(PARTS, "says-right-after"):
        follows = says.start >= term.end and near(spots, term.end, says.start, BESIDE)
        if follows and (kind_follows(spots, says.end) or not praised(spots, says.end)):
            yield says, says.end
    yield from _is(spots, term)
    head = _HEADS.match(spots.text, term.end)
    if head and spots.words_between(0, term.start) <= 2 and kind_follows(spots, head.end()):
        yield Spot(term.end, head.end(), PARTS, "head"), head.end()
    without_verb = _WITHOUT_VERB.match(spots.text, term.start) and not spots.words_between(0, term.start)
    if without_verb and any(near(spots, term.end, kind.start, 0) for kind in kinds(spots, term.end)):
        yield Spot(term.end, term.end, PARTS, "head"), term.end


def _is(spots: Spots, term: Spot) -> Iterator[tuple[Spot, int]]:
    # "X, as the council has it, is": what stands between commas is left out.
    aside = _ASIDE.match(spots.text, term.end)
    after = aside.end() if aside else term.end
    for one in spots.of(PARTS, "is"):
        gap = spots.text[after : one.start]
        follows = one.start >= after and near(spots, after, one.start, 1) and not _PARTED.search(gap)
        follows = follows or _taken_up(spots, one, term)
        if (follows and kind_follows(spots, one.end)) or _inverted(spots, one, term):
            yield one, one.end if follows else term.end
    for one in spots.of(PARTS, "amounts-to"):
        if one.start >= after and near(spots, after, one.start, 1) and kind_follows(spots, one.end):
            yield one, one.end


def _taken_up(spots: Spots, one: Spot, term: Spot) -> bool:
    """Whether the verb goes with a pronoun after a colon that takes up the term: "X saves time: it is"."""
    if one.start < term.end or spots.words_between(0, term.start) > NEAR:
        return False
    for pronoun in spots.of(PARTS, "goes-on"):
        before = spots.text[term.end : pronoun.start]
        if term.end <= pronoun.start and pronoun.end <= one.start and near(spots, pronoun.end, one.start, 0):
            parts = [match.end() for match in _GOES_ON.finditer(before)]
            return (
                bool(parts) and not before[parts[-1] :].strip() and not ENDED.search(before, 0, parts[-1] - 2)
            )
    return False


def _inverted(spots: Spots, one: Spot, term: Spot) -> bool:
    """Whether the verb stands before the term, as after "laut Gesetz" in German, and the kind of thing after it."""
    if one.end > term.start or not near(spots, one.end, term.start, 1):
        return False
    follow = kinds(spots, term.end)
    return (
        bool(follow)
        and 1 <= spots.words_between(term.end, follow[0].start) <= 2
        and kind_follows(spots, term.end)
    )


def goes_on(spots: Spots, terms: tuple[str, ...]) -> bool:
    """Whether a sentence goes on with a definition that stands before it."""
    if _ASKS.search(spots.text) or spots.of(PARTS, "not-defined"):
        return False
    if any(not spots.words_between(0, one.start) for one in spots.of(PARTS, "goes-on")):
        return True
    heads = [one for one in spots.all if one.scheme in terms and spots.words_between(0, one.start) <= 1]
    return any(
        one.start >= head.end and near(spots, head.end, one.start, 1)
        for head in heads[:1]
        for one in spots.of(PARTS, "is")
    )
