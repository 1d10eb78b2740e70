"""How alike two titles are: as signs, as words, and in the numbers that they hold."""

from typing import Literal

from rapidfuzz import fuzz

from corpus.describing import Description

__all__ = ["Likeness", "likeness"]

Likeness = Literal["equal", "close", "shorter", "loose", "numbers", "different", "unknown"]

BEGINNING = 20
"""A title that begins a longer one counts as its short form from so many signs on."""

_SMALL = 3
"""Words up to this length (the, of, und, para …) do not make a title another one."""


def likeness(one: Description, other: Description) -> Likeness:
    """
    How alike two titles are.

    >>> from corpus.describing import described
    >>> likeness(described("a", "Learning, part 1"), described("b", "Learning, part 2"))
    'numbers'
    """
    first, second = one.title, other.title
    if not first or not second:
        return "unknown"
    if first == second:
        return "equal"
    alike = fuzz.ratio(first, second)
    if one.numbers != other.numbers and "".join(one.numbers) != "".join(other.numbers):
        if one.numbers and other.numbers:
            return "numbers" if alike >= 75 else "different"
        alike = min(alike, 89.0)
    if alike >= 90 and not _reworded(one.words, other.words):
        return "equal" if alike >= 97 else "close"
    short, long = sorted((first, second), key=len)
    if len(short) >= BEGINNING and long.startswith(short):
        return "shorter"
    return "loose" if alike >= 75 or _holds(one, other) else "different"


def _holds(one: Description, other: Description) -> bool:
    """Whether one title stands within the other, as where a translation follows the original."""
    short, long = sorted((one.title, other.title), key=len)
    return len(short) >= BEGINNING and fuzz.partial_ratio(short, long) >= 90


def _reworded(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """
    Whether each title has a word of weight that the other lacks: "men" for "women", not a typing error.

    >>> _reworded(("care", "of", "rats"), ("care", "of", "cats"))
    True
    >>> _reworded(("colour", "blindness"), ("color", "blindness"))
    False
    """
    mine = [word for word in one if word not in other]
    theirs = [word for word in other if word not in one]
    left = [word for word in mine if not _meets(word, theirs)]
    right = [word for word in theirs if not _meets(word, mine)]
    return bool(left and right) and "".join(mine) != "".join(theirs)


def _meets(word: str, others: list[str]) -> bool:
    if len(word) <= _SMALL:
        return True
    text = "".join(others)
    return word in text or any(
        fuzz.ratio(word, other) >= 80 or (len(other) > _SMALL and word.startswith(other)) for other in others
    )
