"""Analysers: how a text becomes the words of an index, for evidence as written and for search by stems."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from whoosh.analysis import Token, Tokenizer
from whoosh.lang import has_stopwords, stemmer_for_language, stopwords_for_language

from index.folding import fold, tokens

__all__ = ["STEMMED", "WordTokenizer", "base_language", "common_words", "stem", "stems"]

STEMMED = ("ar", "da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv")
"""The languages that Whoosh has a stemmer for and whose texts are searched by stems too."""

HYPHENS = "-\u2010\u2011"


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


def stems(texts: Iterable[str | None], language: str) -> list[str]:
    """
    The stems of these texts, in order; those of the language's commonest words are left out.

    Words joined by a hyphen are one word besides, because many are written both ways.

    >>> stems(["Stacking the awards", None, "e-learning"], "en")
    ['stack', 'award', 'e', 'learn', 'elearn']
    """
    return [found for text in texts if text for found in _stems(text, language)]


def _stems(text: str, language: str) -> Iterator[str]:
    last = ""
    end = -1
    for _, _, start, after in tokens(text):
        # Stemmers know words with their accents, so the stem is made first and folded then.
        word = text[start:after].lower()
        if found := stem(word, language):
            yield found
        if start == end + 1 and text[end] in HYPHENS and (found := stem(last + word, language)):
            yield found
        last, end = word, after


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The folded stem of a word in small letters; empty for one of the language's commonest words."""
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
