"""Works that say the same in other words: what no rule can join, and a person may want to see."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from corpus.describing import words_of

__all__ = ["ALIKE", "suspected"]

ALIKE = 0.4
"""From this likeness on two texts are shown to a person (cosine of weighted words, 0 to 1)."""

_WORDS = 120
"""So many words of each work count; a curator's note or the beginning of an abstract."""
_RARE = 12
"""A word in so many works or fewer brings them together; two such words are needed."""


def suspected(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """
    Pairs of texts that share their rare words, with their likeness, sorted by place.

    Words weigh by how few texts hold them (inverse document frequency, Spärck Jones, 1972).

    >>> some = ["the agency chaired thirteen countries", "thirteen countries, chaired by an agency", "a cat"]
    >>> [(one, other) for one, other, _ in suspected(some)]
    [(0, 1)]
    """
    counts = [Counter(words_of(text)[:_WORDS]) for text in texts]
    spread = Counter(word for count in counts for word in count)
    weights = {word: math.log(len(texts) / works) for word, works in spread.items() if works > 1}
    vectors = [_unit({word: weights[word] for word in sorted(count) if word in weights}) for count in counts]
    meeting: Counter[tuple[int, int]] = Counter()
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for word in vector:
            if spread[word] <= _RARE:
                holders[word].append(place)
    for places in holders.values():
        meeting.update(combinations(places, 2))
    for one, other in sorted(pair for pair, shared in meeting.items() if shared > 1):
        alike = _product(vectors[one], vectors[other])
        if alike >= ALIKE:
            yield one, other, alike


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def _product(one: dict[str, float], other: dict[str, float]) -> float:
    short, long = sorted((one, other), key=len)
    return sum(weight * long.get(word, 0.0) for word, weight in short.items())
