"""Who quotes whom: definitions that name another's author, stand in a passage shared with it, or share its words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.passages import Passage
from index.definitions.values import Defined
from index.folding import words

__all__ = ["Quote", "author_of", "genealogy"]

SHINGLE = 4
"""Words that stand in the same order in both passages, to compare them at all."""

SAME_WORDS = 80.0
"""Likeness (0 to 100, rapidfuzz's partial ratio) from which on a passage is taken from another."""

SHARED = 0.6
"""So much of a definition has to lie within a passage that two full texts share."""

SAME_NAME = 90.0
"""Likeness (0 to 100, rapidfuzz's token sort ratio) from which on two names are one author's."""

_BESIDE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """
    One definition that takes another over.

    Attributes:
        quoting, quoted: Their ids.
        why: ``passage`` when both stand in words that the full texts share, ``words`` when its passage is the
            other's, ``names`` when it says whose it is.
        likeness: Of their words or of the names, 0 to 1; for ``passage`` the part of it that is shared.
    """

    quoting: str
    quoted: str
    why: str
    likeness: float


def author_of(by: str) -> tuple[str, str]:
    """
    Whose a definition is, and what stands beside the name in brackets, such as who quotes it.

    >>> author_of("Council of Bees (quoted by the Hive Trust)")
    ('Council of Bees', 'quoted by the Hive Trust')
    """
    beside = "; ".join(match[1] for match in _BESIDE.finditer(by))
    return _BESIDE.sub(" ", by).strip(), beside


def genealogy(defined: Sequence[Defined], shared: Sequence[Passage] = ()) -> tuple[Quote, ...]:
    """
    Each definition with the one that it takes over, sorted; the older one is quoted.

    Args:
        defined: The definitions.
        shared: Passages that full texts share, with places in them. Where definitions stand in none, their
            words and names are compared.
    """
    found: dict[tuple[str, str], Quote] = {}
    for quote in (*_by_passages(defined, shared), *_by_words(defined), *_by_names(defined)):
        if (quote.quoted, quote.quoting) in found:
            # Which work had the passage first is known better than by the years of the definitions.
            continue
        found.setdefault((quote.quoting, quote.quoted), quote)
    return tuple(sorted(found.values()))


def _age(one: Defined) -> tuple[int, str]:
    return one.year or 9999, one.id


def _by_names(defined: Sequence[Defined]) -> Iterator[Quote]:
    """A name with something in brackets beside it is quoted; the same name without it is the author's own word."""
    own = sorted((one for one in defined if one.by and not author_of(one.by)[1]), key=_age)
    for one in defined:
        name, beside = author_of(one.by)
        if not beside or not name:
            continue
        likeness = [(fuzz.token_sort_ratio(name.casefold(), other.by.casefold()), other) for other in own]
        same = [pair for pair in likeness if pair[0] >= SAME_NAME and pair[1].work != one.work]
        # The latest that is not younger; where no year is known, the first.
        older = [pair for pair in same if pair[1].year and one.year and pair[1].year <= one.year]
        if same:
            best = older[-1] if older else same[0]
            yield Quote(one.id, best[1].id, "names", round(best[0] / 100, 2))


def _by_passages(defined: Sequence[Defined], shared: Sequence[Passage]) -> Iterator[Quote]:
    """Definitions of two full texts that stand at the same place of a passage which these share."""
    standing: dict[str, list[Defined]] = defaultdict(list)
    for one in defined:
        if one.field == "text" and one.passage:
            standing[one.work].append(one)
    for passage in shared:
        for older in standing.get(passage.first, ()):
            place = _within(older, passage.first_start, passage.first_end)
            if place is None:
                continue
            for younger in standing.get(passage.later, ()):
                other = _within(younger, passage.later_start, passage.later_end)
                if other is not None and place[0] < other[1] and other[0] < place[1]:
                    share = min(place[1], other[1]) - max(place[0], other[0])
                    yield Quote(
                        younger.id,
                        older.id,
                        "passage",
                        round(share / max(place[1] - place[0], other[1] - other[0]), 2),
                    )


def _within(one: Defined, start: int, end: int) -> tuple[float, float] | None:
    """Where in a passage a definition stands, as shares of its length; None where most of it stands outside."""
    first, last = max(one.start, start), min(one.start + len(one.passage), end)
    if last - first < SHARED * len(one.passage):
        return None
    return (first - start) / (end - start), (last - start) / (end - start)


def _by_words(defined: Sequence[Defined]) -> Iterator[Quote]:
    """Passages of different works that share shingles and are alike as a whole."""
    holders: dict[tuple[str, ...], list[Defined]] = defaultdict(list)
    for one in sorted((one for one in defined if one.passage), key=_age):
        folded = words(one.passage)
        for shingle in sorted({folded[n : n + SHINGLE] for n in range(len(folded) - SHINGLE + 1)}):
            holders[shingle].append(one)
    pairs = {
        (older.id, younger.id): (older, younger)
        for sharing in holders.values()
        for n, older in enumerate(sharing)
        for younger in sharing[n + 1 :]
        if older.work != younger.work
    }
    for _, (older, younger) in sorted(pairs.items()):
        likeness = fuzz.partial_ratio(" ".join(words(older.passage)), " ".join(words(younger.passage)))
        if likeness >= SAME_WORDS:
            yield Quote(younger.id, older.id, "words", round(likeness / 100, 2))
