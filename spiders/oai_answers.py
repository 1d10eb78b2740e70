"""Answers of OAI-PMH 2.0 as values.

Kept clients of the protocol (sickle, oai-pmh-scythe) bring an HTTP client of their own and would pass by
Scrapy's manners; what is left of them without it is this reading of a page.
"""

from dataclasses import dataclass

from lxml import etree

from spiders.safe_xml import Element, parse_xml

__all__ = ["Entry", "Page", "read_page"]

NAMESPACE = "{http://www.openarchives.org/OAI/2.0/}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A header, with its metadata where the answer has it."""

    identifier: str
    deleted: bool
    metadata: Element | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """
    One answer.

    Attributes:
        entries: Records or headers, in the order of the answer.
        token: The resumption token; empty on the last page.
        size: How many entries the whole list has, as the endpoint says; None when it does not say.
        error: The code of the protocol's error, such as ``noRecordsMatch``; empty without one.
        said: The words that came with the error.
        granularity, earliest: Of its datestamps, from an answer to Identify.
        sound: Whether the XML was well-formed.
    """

    entries: tuple[Entry, ...] = ()
    token: str = ""
    size: int | None = None
    error: str = ""
    said: str = ""
    granularity: str = ""
    earliest: str = ""
    sound: bool = True


def read_page(body: bytes) -> Page:
    """
    Read an answer to any of the protocol's requests.

    Raises:
        ValueError: It is not XML, breaks off, or is no OAI-PMH; says which.
    """
    root, sound = parse_xml(body)
    name = etree.QName(root).localname
    if name != "OAI-PMH":
        raise ValueError("an HTML page" if name.lower() == "html" else f"<{name}>")
    if not sound and not body.rstrip().endswith(b"OAI-PMH>"):
        raise ValueError("it breaks off in the middle")
    error = root.find(f"{NAMESPACE}error")
    token = root.find(f"{NAMESPACE}*/{NAMESPACE}resumptionToken")
    size = token.get("completeListSize", "") if token is not None else ""
    records = [_record(record) for record in root.iterfind(f"{NAMESPACE}*/{NAMESPACE}record")]
    headers = [_header(header) for header in root.iterfind(f"{NAMESPACE}ListIdentifiers/{NAMESPACE}header")]
    return Page(
        entries=tuple(entry for entry in records + headers if entry is not None),
        token=_text(token), size=int(size) if size.isdigit() else None,
        error=(error.get("code") or "undefined") if error is not None else "", said=_text(error),
        granularity=_text(root.find(f"{NAMESPACE}Identify/{NAMESPACE}granularity")),
        earliest=_text(root.find(f"{NAMESPACE}Identify/{NAMESPACE}earliestDatestamp")), sound=sound,
    )  # fmt: skip


def _record(record: Element) -> Entry | None:
    header = record.find(f"{NAMESPACE}header")
    if header is None or (entry := _header(header)) is None:
        return None
    metadata = record.find(f"{NAMESPACE}metadata")
    root = next(metadata.iterchildren(), None) if metadata is not None else None
    return Entry(entry.identifier, entry.deleted, root)


def _header(header: Element) -> Entry | None:
    identifier = _text(header.find(f"{NAMESPACE}identifier"))
    return Entry(identifier, header.get("status") == "deleted") if identifier else None


def _text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
