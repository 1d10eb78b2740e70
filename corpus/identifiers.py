"""Identifiers that name a work wherever it lies: DOI, ISBN, handle, arXiv number; one form of each."""

import re

__all__ = ["arxiv_of", "doi_of", "handle_of", "identifiers_of", "isbn_of"]

_DOI = re.compile(r"(?:^|[/:=\s])(10\.\d{4,9}(?:\.\d+)*/[^\s\"<>?#]+)", re.IGNORECASE)
_HANDLE = re.compile(
    r"^(?:(?:https?://)?hdl\.handle\.net/|hdl:\s*|info:hdl/|https?://[^/]+/(?:\w+/)*handle/)(\d[\w.]*/[^\s?#]+?)/?(?:[?#].*)?$",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"^(?:arxiv:\s*|(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.)"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?$",
    re.IGNORECASE,
)
_TAIL = ".,;:)]}'\""
_ENDINGS = re.compile(r"(?:/(?:full|pdf|abstract|epdf|meta|html)|\.pdf|v\d+\.full)$")
"""What publishers' pages put after a DOI in their addresses."""


def doi_of(text: str) -> str | None:
    """
    The DOI in an identifier, a resolver's address or a publisher's address, lower-cased; else None.

    >>> doi_of("https://doi.org/10.3402/RLT.v22.23563"), doi_of("doi: 10.1000/182.")
    ('10.3402/rlt.v22.23563', '10.1000/182')
    >>> doi_of("https://journal.example.org/doi/full/10.1080/02680513.2019.1610371?src=x")
    '10.1080/02680513.2019.1610371'
    """
    if "10." not in text and "10%2" not in text:
        return None
    match = _DOI.search(text.strip().replace("%2F", "/").replace("%2f", "/"))
    if not match:
        return None
    found = match[1].rstrip(_TAIL).lower()
    if "://" in text:
        found = _ENDINGS.sub("", found)
    return found if "/" in found.rstrip("/") else None


def handle_of(text: str) -> str | None:
    """
    The handle in an identifier or a repository's address, lower-cased; else None.

    >>> handle_of("http://hdl.handle.net/10419/123456"), handle_of("https://repo.example.org/handle/10419/123456")
    ('10419/123456', '10419/123456')
    """
    match = _HANDLE.match(text.strip())
    return match[1].lower() if match else None


def arxiv_of(text: str) -> str | None:
    """
    The DOI of the arXiv number in an identifier or address, whatever version it names; else None.

    >>> arxiv_of("https://arxiv.org/pdf/1706.03762v5.pdf"), arxiv_of("arXiv:cs.CL/0001001")
    ('10.48550/arxiv.1706.03762', '10.48550/arxiv.cs.cl/0001001')
    """
    match = _ARXIV.match(text.strip())
    return f"10.48550/arxiv.{match[1].lower()}" if match else None


def isbn_of(text: str) -> str | None:
    """
    The first ISBN in a text as ISBN-13 without hyphens, if its check digit is right; else None.

    >>> isbn_of("0-306-40615-2"), isbn_of("ISBN 978-0-306-40615-7 (pbk)"), isbn_of("0-306-40615-3")
    ('9780306406157', '9780306406157', None)
    """
    if sum(sign.isdigit() for sign in text) < 9:
        return None
    import isbnlib  # noqa: PLC0415 - slow to load, and few works have an ISBN

    for found in isbnlib.get_isbnlike(text, level="normal"):
        if isbn := isbnlib.ean13(found):
            return str(isbn)
    return None


def identifiers_of(*texts: str | None) -> tuple[tuple[str, str], ...]:
    """
    The (scheme, value) pairs that these texts hold, each once; DOI, handle and arXiv from addresses too.

    >>> identifiers_of("https://arxiv.org/abs/1706.03762", "10.1000/182", None)
    (('doi', '10.48550/arxiv.1706.03762'), ('doi', '10.1000/182'))
    """
    found: dict[tuple[str, str], None] = {}
    for text in texts:
        if not text:
            continue
        doi, handle = arxiv_of(text) or doi_of(text), handle_of(text)
        if handle:
            found[("handle", handle)] = None
        elif doi:
            found[("doi", doi)] = None
    return tuple(found)
