"""DOI, ISBN and handle in what a page states and in the first pages of a file."""

import re
from collections.abc import Iterable

from corpus.identifiers import doi_of

__all__ = ["doi_in", "handle_in", "isbn_in"]

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>{}|\\^`]+", re.IGNORECASE)
_ISBN = re.compile(r"(?<![\d-])(97[89][- ]?(?:\d[- ]?){9}\d|(?:\d[- ]?){9}[\dXx])(?![\d-])")
_HANDLE = re.compile(r"hdl\.handle\.net/([\w.]+/[^\s\"'<>?#]+)", re.IGNORECASE)
_RESOLVERS = re.compile(r"^(https?://)?(dx\.)?doi\.org/", re.IGNORECASE)


def doi_in(texts: Iterable[str], *, alone: bool = False) -> str:
    """
    The DOI that these texts state, lower-cased; empty when they state none.

    Args:
        alone: Running text, in which a DOI counts only if it is the only one.

    >>> doi_in(["https://doi.org/10.1234/ABC.5."])
    '10.1234/abc.5'
    """
    found = {
        doi: None
        for text in texts
        for match in _DOI.findall(text)
        if (doi := doi_of(_RESOLVERS.sub("", match.rstrip(".,;:)]"))))
    }
    return next(iter(found)) if len(found) == 1 or (found and not alone) else ""


def isbn_in(texts: Iterable[str], *, alone: bool = False) -> str:
    """
    The ISBN in these texts, its check digit tried, as 13 figures; empty when there is none.

    Args:
        alone: Running text: it must stand after the word ISBN, and be the only one.
    """
    found: dict[str, None] = {}
    for text in texts:
        parts = re.findall(r"ISBN[^\d]{0,20}([\d][\d\s-]{8,16}[\dXx])", text) if alone else [text]
        for part in parts:
            found |= {isbn: None for match in _ISBN.findall(part) if (isbn := _isbn13(match))}
    return next(iter(found)) if len(found) == 1 or (found and not alone) else ""


def handle_in(texts: Iterable[str]) -> str:
    """The handle that one of these addresses resolves, such as ``1721.1/12345``; empty when none does."""
    return next((match[1].rstrip(".,;)") for text in texts if (match := _HANDLE.search(text))), "")


def _isbn13(text: str) -> str:
    digits = re.sub(r"[^\dXx]", "", text).upper()
    if len(digits) == 10:
        total = sum((10 - place) * (10 if char == "X" else int(char)) for place, char in enumerate(digits))
        if total % 11 or "X" in digits[:9]:
            return ""
        body = "978" + digits[:9]
        return body + str(-sum(int(char) * (1 + place % 2 * 2) for place, char in enumerate(body)) % 10)
    if len(digits) != 13 or "X" in digits:
        return ""
    return "" if sum(int(char) * (1 + place % 2 * 2) for place, char in enumerate(digits)) % 10 else digits
