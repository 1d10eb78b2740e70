"""Labels as patterns: the words that a text must hold, side by side and in this order."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.folding import tokens, words

__all__ = ["Pattern", "Word", "holders", "pattern"]


LAST_LETTER = "\U0010ffff"


class Word(NamedTuple):
    """
    One word of a label.

    Attributes:
        text: Folded; the beginning of a word where ``prefix`` is true.
        after: How many positions after the word before; 2 where punctuation stands between them.
    """

    text: str
    prefix: bool = False
    after: int = 1


Pattern = tuple[Word, ...]
"""A label, folded and cut into words."""


@lru_cache(maxsize=65536)
def pattern(label: str) -> Pattern:
    """
    Read a label as sheets write it.

    >>> pattern("Skill* short-fall")
    (Word(text='skill', prefix=True, after=1), Word(text='short', prefix=False, after=1), Word(text='fall', prefix=False, after=1))
    """
    found: list[Word] = []
    last = -1
    # The star is cut off here, not read: for the tokens it would be punctuation.
    stars = (place for place, sign in enumerate(label) if sign == "*")
    starred = [len(words(label[:place])) - 1 for place in stars]
    for number, token in enumerate(tokens(label.replace("*", " "))):
        # In scripts of one-character words the rest of the word is words of its own.
        prefix = number in starred and (len(token.text) > 1 or token.text.isascii())
        found.append(Word(token.text, prefix, token.position - last))
        last = token.position
    return tuple(found)


def holders(patterns: Iterable[Pattern]) -> dict[Pattern, tuple[Pattern, ...]]:
    """
    For each label, the longer ones in which it stands: "sudan" in "south sudan".

    Args:
        patterns: The labels of one scheme.
    """
    known = sorted(set(patterns))
    by_word: dict[str, list[Pattern]] = defaultdict(list)
    for one in known:
        for text in dict.fromkeys(word.text for word in one):
            by_word[text].append(one)
    vocabulary = sorted(by_word)
    held: dict[Pattern, tuple[Pattern, ...]] = {}
    for one in known:
        longer = {
            other
            for text in _reachable(one[0], vocabulary)
            for other in by_word[text]
            if len(other) > len(one) and _stands_in(one, other)
        }
        if longer:
            held[one] = tuple(sorted(longer))
    return held


def _reachable(word: Word, vocabulary: Sequence[str]) -> list[str]:
    """The label words that may mean the same word of a text as this one."""
    first = bisect_left(vocabulary, word.text)
    last = bisect_left(vocabulary, word.text + LAST_LETTER) if word.prefix else first + 1
    same = [text for text in vocabulary[first:last] if text.startswith(word.text)]
    # A shorter beginning in another label ("cred*") may mean this word too.
    shorter = (word.text[:end] for end in range(1, len(word.text)))
    return same + [text for text in shorter if vocabulary[bisect_left(vocabulary, text)] == text]


def _stands_in(short: Pattern, long: Pattern) -> bool:
    return any(
        all(_may_be_the_same(a, b) for a, b in zip(short, long[start:], strict=False))
        for start in range(len(long) - len(short) + 1)
    )


def _may_be_the_same(a: Word, b: Word) -> bool:
    return (
        a.text == b.text
        or (a.prefix and b.text.startswith(a.text))
        or (b.prefix and a.text.startswith(b.text))
    )
