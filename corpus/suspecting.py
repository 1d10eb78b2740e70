"""Works that say the same in other words: what no rule can join, and a person may want to see."""

import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, groupby
from operator import itemgetter

from corpus.describing import words_of

__all__ = ["ALIKE", "marks_of", "suspected"]

ALIKE = 0.4
"""From this likeness on two texts are shown to a person (cosine of weighted words, 0 to 1)."""

_WORDS = 120
"""So many words of each work count; a curator's note or the beginning of an abstract."""
_RARE = 8
"""A word in so many works or fewer brings them together; two such words are needed."""
_OPEN = 2000
"""So many texts are held as weighted words at a time; the rest is made again when it is asked for."""


def marks_of(text: str) -> "array[int]":
    """A number for each word at the beginning of a text, each once, sorted: 4 bytes a word."""
    return array("I", sorted({zlib.crc32(word.encode()) for word in words_of(text)[:_WORDS]}))


def suspected(texts: "Sequence[array[int]]") -> Iterator[tuple[int, int, float]]:
    """
    Pairs of texts that share their rare words, with their likeness, sorted by place.

    Words weigh by how few texts hold them (inverse document frequency, Spärck Jones, 1972).

    Args:
        texts: Of each the ``marks_of`` its words.

    >>> some = ["the agency chaired thirteen countries", "thirteen countries, chaired by an agency", "a cat"]
    >>> [(one, other) for one, other, _ in suspected([marks_of(text) for text in some])]
    [(0, 1)]
    """
    import numpy as np  # noqa: PLC0415 - slow to load

    if not any(texts):
        return
    sizes = np.array([len(text) for text in texts])
    ends = np.cumsum(sizes)
    owners = np.repeat(np.arange(len(texts)), sizes)
    marks = np.concatenate([np.frombuffer(text, dtype=np.uint32) for text in texts if text])
    _, words, spread = np.unique(marks, return_inverse=True, return_counts=True)
    weights = np.where(spread > 1, np.log(len(texts) / spread), 0.0)[words]
    lengths = np.sqrt(np.bincount(owners, weights * weights, minlength=len(texts)))
    rare = (spread[words] > 1) & (spread[words] <= _RARE)
    order = np.argsort(words[rare], kind="stable")
    holders = zip(words[rare][order].tolist(), owners[rare][order].tolist(), strict=True)
    meeting: Counter[tuple[int, int]] = Counter()
    for _, group in groupby(holders, key=itemgetter(0)):
        meeting.update(combinations([place for _, place in group], 2))

    @lru_cache(maxsize=_OPEN)
    def squares(place: int) -> dict[int, float]:
        part = slice(ends[place] - sizes[place], ends[place])
        return dict(zip(words[part].tolist(), (weights[part] ** 2).tolist(), strict=True))

    for one, other in sorted(pair for pair, shared in meeting.items() if shared > 1):
        mine, theirs = squares(one), squares(other)
        shared, whole = (
            sum(mine[word] for word in sorted(mine.keys() & theirs)),
            lengths[one] * lengths[other],
        )
        if whole and shared >= ALIKE * whole:
            yield one, other, float(shared / whole)
