"""XML from strangers, parsed by lxml without entities, network or unlimited depth."""

from typing import Any

from lxml import etree

__all__ = ["Element", "Parsed", "parse_xml"]

Element = Any
"""An element of lxml, which has no types."""

Parsed = tuple[Element, bool]
"""The root, and whether the document was well-formed."""


def parse_xml(body: bytes) -> Parsed:
    """
    Parse XML; what is not well-formed is read as far as it goes.

    Raises:
        ValueError: There is nothing in it that could be read; says why.

    >>> root, sound = parse_xml(b"<a><b>Tom & Ann</b></a>")
    >>> root.tag, sound
    ('a', False)
    """
    try:
        return etree.fromstring(body.strip(), _parser(recover=False)), True
    except etree.XMLSyntaxError as error:
        root = etree.fromstring(body.strip(), _parser(recover=True)) if body.strip() else None
        if root is None:
            raise ValueError(str(error)) from error
        return root, False


def _parser(*, recover: bool) -> "etree.XMLParser":
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
