"""Works that say the same in other words: what no rule can join, and a person may want to see."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from corpus.describing import words_of

__all__ = ["ALIKE", "suspected"]

ALIKE = 0.4
"""From this likeness on two texts are shown to a person (cosine of weighted words, 0 to 1)."""

_WORDS = 120
"""So many words of each work count; a curator's note or the beginning of an abstract."""
_RARE = 8
"""A word in so many works or fewer brings them together; two such words are needed."""
_OPEN = 2000
"""So many texts are held as weighted words at a time; the rest is made again when it is asked for."""


def suspected(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """
    Pairs of texts that share their rare words, with their likeness, sorted by place.

    Words weigh by how few texts hold them (inverse document frequency, Spärck Jones, 1972).

    >>> some = ["the agency chaired thirteen countries", "thirteen countries, chaired by an agency", "a cat"]
    >>> [(one, other) for one, other, _ in suspected(some)]
    [(0, 1)]
    """
    spread = Counter(word for text in texts for word in dict.fromkeys(_words(text)))
    weights = {word: math.log(len(texts) / works) for word, works in spread.items() if works > 1}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for word in dict.fromkeys(_words(text)):
            if 1 < spread[word] <= _RARE:
                holders[word].append(place)
    meeting: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        meeting.update(combinations(places, 2))

    @lru_cache(maxsize=_OPEN)
    def vector(place: int) -> dict[str, float]:
        return _unit({word: weights[word] for word in sorted(set(_words(texts[place])) & weights.keys())})

    for one, other in sorted(pair for pair, shared in meeting.items() if shared > 1):
        alike = _product(vector(one), vector(other))
        if alike >= ALIKE:
            yield one, other, alike


def _words(text: str) -> tuple[str, ...]:
    return words_of(text)[:_WORDS]


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def _product(one: dict[str, float], other: dict[str, float]) -> float:
    short, long = sorted((one, other), key=len)
    return sum(weight * long.get(word, 0.0) for word, weight in short.items())
