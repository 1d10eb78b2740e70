"""Words of a text in one spelling: where each stands, and in which form two spellings are the same.

Text comes with capitals, accents, ligatures, Arabic vowel signs and in scripts that write no spaces.
``tokens`` cuts it into words and folds each; what it says of a word's place always counts characters
of the text as given, so that evidence can be cut out of the original.

- A word is a run of letters, digits and marks. An apostrophe ends it, so that ``Kenya's`` is about
  ``kenya`` and ``d'Ivoire`` is ``d`` and ``ivoire``.
- In scripts without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar), and in Hangul, where particles are
  written together with their word, each character with the marks that stand on it is a word; a
  phrase of such words finds a name within a sentence.
- Folding: NFKD, case folding, no accents on Latin, Greek and Cyrillic letters, no vowel signs and no
  tatweel in Arabic, one form of alef, yeh and kaf. Marks that make another letter (Devanagari vowels,
  Thai tone marks) stay.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

__all__ = ["Token", "fold", "tokens", "words"]


class Token(NamedTuple):
    """
    A word of a text.

    Attributes:
        text: In its folded form.
        position: Which word of the text it is; a full stop, comma or the like between two words
            counts as one word, so that no phrase goes across it.
        start, end: Characters of the original text, end exclusive.
    """

    text: str
    position: int
    start: int
    end: int


def _mark_ranges() -> str:
    """All combining marks as the inside of a character class; the class of word characters lacks most."""
    codes = chain(range(0x300, 0x1E95B), range(0xE0100, 0xE01F0))
    marks = [code for code in codes if unicodedata.category(chr(code))[0] == "M"]
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_MARKS = _mark_ranges()
_ALONE = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e50-\u0e59"  # Thai letters and digits, without its marks
    "\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"  # Lao
    "\u1000-\u102a\u103f\u1050-\u1055"  # Myanmar
    "\u1780-\u17b3\u17d7\u17dc"  # Khmer
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han
    "\uac00-\ud7a3"  # Hangul syllables
)
_JAMO = "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?"
"""A Hangul syllable that came in its parts."""
_PLAIN = "[0-9A-Za-z]++(?![^\x00-\x7f])"
"""The most frequent sort of word, tried first: the rest of the pattern finds it too, more slowly."""
_TOKEN = re.compile(rf"{_PLAIN}|[{_ALONE}][{_MARKS}]*|{_JAMO}|(?:(?!{_JAMO})[^\W_{_ALONE}]|[{_MARKS}])+")
_QUOTES = "'\"\u2018-\u201f\u02bc\u00ab\u00bb\u2039\u203a"
_HYPHENS = r"\-\u00ad\u2010-\u2015\u2212"
_BREAK = re.compile(rf"[^\w\s{_QUOTES}{_HYPHENS}&/+\u200b-\u200f]|\n\s*\n|\x1c")
"""What parts two words: punctuation, an empty line, a new file; spaces, hyphens, quotes and slashes do not."""

_LONGEST_ABBREVIATION = 3
"""A full stop after so few letters ends no sentence: St. Lucia, U.S., e.g."""

_DROPPED = dict.fromkeys(
    chain(
        (0xAD, 0x200C, 0x200D, 0x640, 0x670),  # soft hyphen, joiners, tatweel, the small alef above
        *(range(*ends) for ends in (
            (0x300, 0x370), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x2100), (0xFE20, 0xFE30),  # Latin, Greek
            (0x483, 0x48A), (0x591, 0x5C8),  # Cyrillic, Hebrew
            (0x610, 0x61B), (0x64B, 0x660), (0x6D6, 0x6DD), (0x6DF, 0x6E9), (0x6EA, 0x6EE),  # Arabic
            (0xFE00, 0xFE10), (0xE0100, 0xE01F0),  # variation selectors
        )),
    )
)  # fmt: skip
"""Marks that are spelling, not letters."""

_ALIKE = str.maketrans({
    "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643",  # alef, yeh, yeh, kaf
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe",
})  # fmt: skip
"""Letters that are typed for one another and that Unicode does not decompose."""


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """
    The form in which two spellings of a word are the same.

    >>> fold("Côte"), fold("STRASSE"), fold("Straße"), fold("ﬁnance")
    ('cote', 'strasse', 'strasse', 'finance')
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plain).translate(_DROPPED)).translate(
        _ALIKE
    )


@lru_cache(maxsize=4)
def tokens(text: str) -> tuple[Token, ...]:
    """
    The words of a text, folded, with their places.

    A work's texts are each asked for twice, by the exact and the stemming analyser; so the last few
    answers are kept, and no more, because a book is long.

    >>> text = "Écoles, 教育"
    >>> [(token.text, token.position, text[token.start:token.end]) for token in tokens(text)]
    [('ecoles', 0, 'Écoles'), ('教', 2, '教'), ('育', 3, '育')]
    """
    found: list[Token] = []
    add, make = found.append, tuple.__new__
    position = end = 0
    before = ""
    for match in _TOKEN.finditer(text):
        raw = match[0]
        word = raw.lower() if raw.isascii() else fold(raw)
        if not word:
            continue
        start, last = match.span()
        # Most gaps are one blank; only the others can hold a break.
        gap = start - end
        if gap and before and (gap > 1 or text[end] != " ") and _breaks(text[end:start], before):
            position += 1
        add(make(Token, (word, position, start, last)))
        end = last
        position += 1
        before = raw
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """
    The folded words of a text, without their places.

    >>> words("Micro-credentials in Côte d'Ivoire")
    ('micro', 'credentials', 'in', 'cote', 'd', 'ivoire')
    """
    return tuple(token.text for token in tokens(text))


def _breaks(between: str, before: str) -> bool:
    if between[0] == "." and len(before) <= _LONGEST_ABBREVIATION and before.isalpha():
        between = between[1:]
    return _BREAK.search(between) is not None
