"""Sentences of a text in many languages, with their places; the cutting is sentencex's."""

import re
from collections.abc import Iterator, Sequence

from index.analysis import base_language, common_words
from index.folding import tokens

__all__ = ["language_of", "sentences"]

_SHORT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,3}\.$")
"""So few letters before a full stop are a short form that the library does not know."""


def sentences(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """
    Where each sentence of a text starts and ends, and whether a paragraph ends after it.

    A piece that goes on with a small letter or a digit after a short form belongs to the piece before it.

    >>> text = "See art. 5 of it. It means more."
    >>> [text[start:end] for start, end, _ in sentences(text, "fr")]
    ['See art. 5 of it.', 'It means more.']
    """
    from sentencex import segment  # noqa: PLC0415 - a compiled library that only definitions need

    start = end = at = 0
    open_piece = False
    for piece in segment(language or "en", text):
        begins = at + len(piece) - len(piece.lstrip())
        at += len(piece)
        if not piece.strip():
            if open_piece:
                yield start, end, True
            open_piece = False
            continue
        if open_piece and not _goes_on(text[start:end], piece.lstrip()):
            yield start, end, False
            open_piece = False
        if not open_piece:
            start, open_piece = begins, True
        end = at - (len(piece) - len(piece.rstrip()))
    if open_piece:
        yield start, end, True


def _goes_on(before: str, piece: str) -> bool:
    return _SHORT.search(before) is not None and (piece[0].isdigit() or piece[0].islower())


def language_of(text: str, own: str, others: Sequence[str]) -> str:
    """
    The language whose commonest words a text has most of; the work's own where that decides nothing.

    Args:
        own: The base language of the work; empty when it is not known.
        others: Further ones in which it may be written, such as those of the curators' notes.
    """
    words = [text[token.start : token.end].lower() for token in tokens(text)]
    best, most = own, sum(word in common_words(own) for word in words) if own else 0
    for other in dict.fromkeys(map(base_language, others)):
        count = sum(word in common_words(other) for word in words)
        if other != own and count > most:
            best, most = other, count
    return best
