"""Definitions of what no sheet knows: by the clearest parts alone, or of a term in quotes."""

import re

from index.definitions.spotting import Spot, Spots
from index.definitions.standing import BESIDE, CLAUSE, ENOUGH, PARTS, Reading, near, praised

__all__ = ["unknown"]

LONGEST_TERM = 6
"""Words of a term that no sheet knows."""

_OPENS = "\"'\u2018\u201c\u00ab\u201e\u2039 \u00a0"
_CLOSES = "\"'\u2019\u201d\u00bb\u201c\u203a \u00a0"
_QUOTED = re.compile(
    r"[\"\u2018\u201c\u00ab\u201e]\s?([^\"\u2018\u201c\u00ab\u201e\u2019\u201d\u00bb]{2,60}?)\s?[\"\u2019\u201d\u00bb\u201c]\s*(?:\([^)]{1,30}\)\s*)?$"
)
_IN_QUOTES = re.compile(
    r"[\"\u201c\u00ab\u201e]\s?([^\"\u201c\u00ab\u201e\u201d\u00bb]{2,60}?)\s?[\"\u201d\u00bb\u201c]"
)


def unknown(spots: Spots) -> Reading | None:
    """A definition of something that no sheet knows: by the clearest parts alone, or of a term in quotes."""
    for says in spots.of(PARTS):
        if says.concept in ("says-after", "says-right-after"):
            found = _subject(spots, says, quoted=says.concept == "says-right-after")
            found = None if praised(spots, says.end) else found
            after = says.end
        elif says.concept == "says-before":
            found = _object(spots, says)
            after = found[1] if found else 0
        elif says.concept == "says-around":
            found = _between(spots, says)
            after = says.end
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
    clauses = [match.end() for match in CLAUSE.finditer(before)]
    start = next((at for at in reversed(clauses) if before[at:].strip(_OPENS)), 0)
    return _as_term(spots, start, says.start)


def _between(spots: Spots, says: Spot) -> tuple[int, int] | None:
    """The words in quotes between two parts, right after the first: "par « X », la loi entend"."""
    quoted = _IN_QUOTES.search(spots.text, says.start, says.end)
    return quoted.span(1) if quoted and near(spots, says.start, quoted.start(1), BESIDE) else None


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
