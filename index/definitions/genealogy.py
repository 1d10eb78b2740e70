"""Who quotes whom: definitions that name another's author, or share its words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from index.definitions.values import Defined
from index.folding import words

__all__ = ["Quote", "author_of", "genealogy"]

SHINGLE = 4
"""Words that stand in the same order in both passages, to compare them at all."""

SAME_WORDS = 80.0
"""Likeness (0 to 100, rapidfuzz's partial ratio) from which on a passage is taken from another."""

SAME_NAME = 90.0
"""Likeness (0 to 100, rapidfuzz's token sort ratio) from which on two names are one author's."""

_BESIDE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """
    One definition that takes another over.

    Attributes:
        quoting, quoted: Their ids.
        why: ``names`` when it says whose it is, ``words`` when its passage is the other's.
        likeness: Of their words or of the names, 0 to 1.
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


def genealogy(defined: Sequence[Defined]) -> tuple[Quote, ...]:
    """Each definition with the one that it takes over, sorted; the older one is quoted."""
    found: dict[tuple[str, str], Quote] = {}
    for quote in (*_by_words(defined), *_by_names(defined)):
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
