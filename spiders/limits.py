"""What an answer may be at most before a spider reads it: depth, declared entities, items."""

import re
from xml.parsers import expat

__all__ = ["MAX_DEPTH", "MAX_ITEMS", "unreadable"]

MAX_DEPTH = 200
"""Elements or brackets inside each other; real feeds and APIs stay below 30."""

MAX_DEPTH_HTML = 2000
"""The same for pages, in which many elements are never closed; their parser reads no deeper."""

MAX_ITEMS = 20_000
"""Items and further pages that one answer may give."""

MAX_ENTITY = 100
"""Characters for which an entity of the document's own may stand; such as a sign or a name."""

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


class _TooMuch(Exception):  # noqa: N818 - a reason, not a defect
    pass


def unreadable(body: bytes, *, html: bool = False) -> str:
    """
    Why this body must not be given to a parser; empty when it may be.

    XML must not declare entities that lead elsewhere or expand, whatever the parsers behind make of
    them; nothing must be nested beyond reason.

    Args:
        html: Whether it came as a page.

    >>> unreadable(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    'declares an entity that leads elsewhere'
    >>> unreadable(b"[" * 1000)
    'is nested more than 200 deep'
    """
    start = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if start[:1] in (b"{", b"["):
            _check_json(body)
        elif start[:1] == b"<" or start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            _check_xml(body, MAX_DEPTH_HTML if html or _HTML.search(start) else MAX_DEPTH)
    except _TooMuch as problem:
        return str(problem)
    return ""


def _check_json(body: bytes) -> None:
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", body)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            raise _TooMuch(f"is nested more than {MAX_DEPTH} deep")


def _check_xml(body: bytes, most: int) -> None:
    depth = 0

    def begin(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > most:
            raise _TooMuch(f"is nested more than {most} deep")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.EntityDeclHandler = _check_entity
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError):
        return  # not well-formed: what stands before was looked at, and the spider says what is wrong


def _check_entity(
    _name: str, parameter: bool, value: str | None, _base: str | None, system: str | None, public: str | None,
    _notation: str | None,
) -> None:  # fmt: skip
    if system or public:
        raise _TooMuch("declares an entity that leads elsewhere")
    if parameter or re.search(r"&\w+;|%\w+;", value or ""):
        raise _TooMuch("declares an entity made of entities")
    if len(value or "") > MAX_ENTITY:
        raise _TooMuch(f"declares an entity of more than {MAX_ENTITY} characters")
