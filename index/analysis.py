"""Analysers: how a text becomes the words of an index, for evidence as written and for search by stems."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from whoosh.analysis import Token, Tokenizer
from whoosh.lang import has_stopwords, stemmer_for_language, stopwords_for_language

from index.folding import fold, tokens

__all__ = ["STEMMED", "WordTokenizer", "base_language", "common_words", "joined", "stem"]

STEMMED = ("ar", "da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv")
"""The languages that Whoosh has a stemmer for and whose texts are searched by stems too."""

_HYPHENATED = re.compile(r"(?<![^\W_])([^\W_]+)(?=[-\u2010\u2011]([^\W_]+))")
"""A word and the one behind its hyphen; a word in the middle belongs to two such pairs."""


def base_language(tag: str | None) -> str:
    """
    The language of a BCP 47 tag without script and region, in small letters; Norwegian is one.

    >>> base_language("pt-BR"), base_language("nb"), base_language(None)
    ('pt', 'no', '')
    """
    base = (tag or "").lower().replace("_", "-").partition("-")[0]
    return "no" if base in ("nb", "nn") else base


class WordTokenizer(Tokenizer):
    """
    The exact analyser: every word, folded, with its position and its characters in the original text.

    >>> [(t.text, t.pos, t.startchar, t.endchar) for t in WordTokenizer()("Une École", positions=True, chars=True)]
    [('une', 0, 0, 3), ('ecole', 1, 4, 9)]
    """

    def __call__(  # noqa: D102 - the contract of Whoosh's tokenizers
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **_: object,
    ) -> Iterator[Token]:
        token = Token(positions, chars, removestops=removestops, mode=mode)
        token.boost = 1.0
        token.stopped = False
        # Whoosh reuses one token for speed; whoever keeps one copies it.
        for text, position, start, end in tokens(value):
            token.text = text
            token.pos = start_pos + position
            token.startchar = start_char + start
            token.endchar = start_char + end
            if keeporiginal:
                token.original = value[start:end]
            yield token


def joined(texts: Iterable[str | None]) -> list[str]:
    """
    The words of these texts that are parts joined by a hyphen, as one word: many are written both ways.

    >>> joined(["E-learning, part\u2010time and on-the-job training", None])
    ['elearning', 'parttime', 'onthe', 'thejob']
    """
    return [fold(first + last) for text in texts if text for first, last in _HYPHENATED.findall(text)]


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """
    The folded stem of a word in small letters; empty for one of the language's commonest words.

    A word of the index comes without its accents; so does one of a query, so that both meet.
    """
    if word in common_words(language):
        return ""
    return fold(_stemmer(language)(word)) or fold(word)


@lru_cache(maxsize=len(STEMMED))
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Whoosh's stemmers have no types
    return stemmer_for_language(language)


@lru_cache(maxsize=len(STEMMED))
def common_words(language: str) -> frozenset[str]:
    """The commonest words of a language, in small letters; none where Whoosh has no list."""
    return frozenset(stopwords_for_language(language)) if has_stopwords(language) else frozenset()
