"""What a work's page tells machines: Highwire and Dublin Core, schema.org as JSON-LD, and COinS."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from site_builder.taking.writing import Reference

__all__ = ["SCHEMA_TYPES", "coins", "data_block", "linked_data", "meta"]

SCHEMA_TYPES = {
    "publication": "ScholarlyArticle", "report": "Report", "policy": "Legislation", "event": "Event",
    "video": "VideoObject", "news": "NewsArticle",
}  # fmt: skip
"""The type in schema.org of each kind."""

UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end a data block, as JSON may write it."""


def meta(reference: Reference) -> tuple[tuple[str, str], ...]:
    """
    Names and contents of meta elements: Highwire Press tags first, then Dublin Core.

    Scholarly indexes read the first; dates have slashes there, and hyphens in Dublin Core.
    """
    item, said = reference.item, reference.csl
    publisher = "citation_technical_report_institution" if said["type"] == "report" else "citation_publisher"
    when = item.date.value if item.date else ""
    found = [
        ("citation_title", said["title"]),
        *(("citation_author", author) for author in item.authors),
        ("citation_publication_date", when.replace("-", "/")),
        ("citation_journal_title", said.get("container-title", "")),
        ("citation_volume", said.get("volume", "")),
        ("citation_issue", said.get("issue", "")),
        (publisher, said.get("publisher", "")),
        ("citation_language", said.get("language", "")),
        ("citation_doi", said.get("DOI", "")),
        ("citation_isbn", said.get("ISBN", "")),
        ("citation_public_url", said.get("URL", "")),
        ("DC.title", said["title"]),
        *(("DC.creator", author) for author in item.authors),
        ("DC.publisher", said.get("publisher", "")),
        ("DC.date", when),
        ("DC.type", item.kind),
        ("DC.language", said.get("language", "")),
        ("DC.identifier", f"https://doi.org/{item.doi}" if item.doi else said.get("URL", "")),
        *(("DC.subject", subject) for subject in reference.subjects),
        ("DC.description", " ".join((item.note or "").split())),
        ("DC.rights", item.licence or ""),
    ]
    return tuple((name, content) for name, content in found if content)


def linked_data(reference: Reference) -> dict[str, Any]:
    """
    A work in the words of schema.org.

    Returns:
        What has a value; an event without a date is a CreativeWork, as an Event must say when it is.
    """
    item, said = reference.item, reference.csl
    kind = SCHEMA_TYPES.get(item.kind, "CreativeWork")
    when = item.date.value if item.date else ""
    makers: list[dict[str, str]] = [_maker(author) for author in said.get("author", ())]
    whole: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": said["title"],
        "author": makers,
        "inLanguage": said.get("language"),
        "url": said.get("URL"),
        "identifier": f"https://doi.org/{item.doi}" if item.doi else None,
        "keywords": list(reference.subjects),
        "license": item.licence if item.licence and item.licence.startswith("http") else None,
    }
    held_by = item.organiser or item.publisher
    if kind == "Event" and when:
        del whole["author"], whole["license"]
        whole |= {
            "startDate": item.starts or when,
            "endDate": item.ends or (item.end_date.value if item.end_date else None),
            "location": _place(item.place, online=item.online == "yes", url=said.get("URL", "")),
            "organizer": {"@type": "Organization", "name": held_by} if held_by else None,
        }
    else:
        whole |= {
            "@type": "CreativeWork" if kind == "Event" else kind,
            "publisher": {"@type": "Organization", "name": item.publisher} if item.publisher else None,
            "uploadDate" if kind == "VideoObject" else "datePublished": when,
            "duration": item.duration if kind == "VideoObject" else None,
            "isbn": item.isbn,
            "isPartOf": {"@type": "CreativeWork", "name": item.series} if item.series else None,
        }
    return {key: value for key, value in whole.items() if value}


def _maker(author: Mapping[str, str]) -> dict[str, str]:
    """Whether a whole name is a person's or a body's is not known, so it is a Thing with a name."""
    if "literal" in author:
        return {"@type": "Thing", "name": author["literal"]}
    return {
        "@type": "Person", "familyName": author["family"], "givenName": author["given"],
        "name": f"{author['given']} {author['family']}",
    }  # fmt: skip


def _place(place: str | None, *, online: bool, url: str) -> dict[str, str] | None:
    if online or (place or "").strip().casefold() == "online":
        return {"@type": "VirtualLocation", "url": url} if url else None
    return {"@type": "Place", "name": place} if place else None


def data_block(value: Mapping[str, Any]) -> Markup:
    """A data block that no text within can end; browsers run none of it, so a strict policy allows it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True).translate(UNSAFE)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 - as above


def coins(reference: Reference) -> str:
    """The title of a COinS span (OpenURL 1.0), which reference managers find on a page."""
    item, said = reference.item, reference.csl
    journal = said["type"] == "article-journal"
    form = "journal" if journal else "book" if said["type"] in ("book", "report") else "dc"
    when = item.date.value if item.date else ""
    title = {"journal": "rft.atitle", "book": "rft.btitle", "dc": "rft.title"}[form]
    genre = {"journal": ("rft.genre", "article"), "dc": ("rft.type", item.kind)}.get(
        form, ("rft.genre", "report" if said["type"] == "report" else "book")
    )
    found = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        genre,
        (title, said["title"]),
        ("rft.jtitle" if journal else "rft.series", said.get("container-title", "") if form != "dc" else ""),
        *(("rft.creator" if form == "dc" else "rft.au", author) for author in item.authors),
        ("rft.publisher" if form == "dc" else "rft.pub", said.get("publisher", "") if not journal else ""),
        ("rft.date", when),
        ("rft.isbn", said.get("ISBN", "") if form == "book" else ""),
        ("rft.identifier" if form == "dc" else "rft_id", said.get("URL", "")),
        ("rft_id", f"info:doi/{item.doi}" if item.doi else ""),
        ("rft.language", said.get("language", "") if form == "dc" else ""),
    ]
    return urlencode([(name, content) for name, content in found if content])
