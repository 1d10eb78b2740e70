"""References: a work as CSL-JSON, from which the other forms are made."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from corpus.dates import PartialDate
from corpus.values import Item
from site_builder.links import safe_url

__all__ = ["address", "csl", "csl_type", "for_citing", "in_journal", "name"]

TYPES: Mapping[str, str] = MappingProxyType(
    {"report": "report", "policy": "report", "event": "event", "video": "motion_picture", "news": "webpage"}
)
"""The CSL type of each kind; of a publication it depends on where it stands."""


_ISSUE = re.compile(
    r"(?P<journal>.*\D), (?:vol\.? ?)?(?P<volume>\d+)(?: ?\((?P<issue>[^()]+)\))?(?:[,:] ?(?:pp?\.? ?)?(?P<page>\w*\d\w*(?:-\w*\d\w*)?))?",
    re.IGNORECASE,
)
"""A journal with volume, issue and pages, as most lists write it: "Name, 12(3), 45-67"."""


def in_journal(series: str) -> dict[str, str]:
    """
    The parts of where an article stands; the whole as the title where it has no such form.

    >>> in_journal("Higher Education, 83(6), 1279-1295")
    {'container-title': 'Higher Education', 'volume': '83', 'issue': '6', 'page': '1279-1295'}
    >>> in_journal("Working Papers, 12")
    {'container-title': 'Working Papers, 12'}
    """
    found = _ISSUE.fullmatch(series.replace("\u2013", "-"))
    if not found or not (found["issue"] or found["page"]):
        return {"container-title": series} if series else {}
    whole = found.groupdict(default="")
    parts = {"container-title": whole.pop("journal"), **whole}
    return {part: value for part, value in parts.items() if value}


def csl_type(item: Item) -> str:
    """
    The CSL type of an item.

    >>> csl_type(Item("k", "publication", "T", series="A Journal")), csl_type(Item("k", "news", "T"))
    ('article-journal', 'webpage')
    """
    if item.isbn and item.kind in ("publication", "report", "policy"):
        return "book"
    return TYPES.get(item.kind, "article-journal" if item.series else "document")


def address(item: Item) -> str:
    """Where a reader of a reference goes; empty when no web address is known."""
    return safe_url(item.url) or safe_url(item.seen_at) or ""


def name(author: str) -> dict[str, str]:
    """
    An author; one comma divides family and given names, and nothing else is guessed.

    >>> name("Doe, Jane"), name("Hive Trust")
    ({'family': 'Doe', 'given': 'Jane'}, {'literal': 'Hive Trust'})
    """
    family, comma, given = (part.strip() for part in author.partition(","))
    if comma and family and given and "," not in given:
        return {"family": family, "given": given}
    return {"literal": author.strip()}


def csl(work: str, item: Item) -> dict[str, Any]:
    """
    A work as in CSL-JSON 1.0.2, of what its item says and no more.

    Returns:
        Only the variables that have a value. Nothing in it changes from one harvest to the next alone.
    """
    whole = {
        "id": work,
        "type": csl_type(item),
        "title": _line(item.title),
        "author": [name(_line(author)) for author in item.authors if author.strip()],
        "issued": _issued(item.date, item.end_date),
        **in_journal(_line(item.series or "")),
        "publisher": _line(item.publisher or ""),
        "event-place": _line(item.place or ""),
        "language": item.language,
        "DOI": item.doi,
        "ISBN": item.isbn,
        "URL": address(item),
    }
    return {key: value for key, value in whole.items() if value}


def for_citing(reference: Mapping[str, Any]) -> dict[str, Any] | None:
    """
    A reference as a bibliography says it: without authors, the publisher stands in their place.

    Returns:
        None when there is neither: the processor does not keep a title that took the author's place from
        being said twice.
    """
    said = dict(reference)
    if "issued" in said:
        # The processor (0.11) fails on a range of days; an event is cited by its first one.
        said["issued"] = {"date-parts": said["issued"]["date-parts"][:1]}
    if "author" in said:
        return said
    if "publisher" not in said:
        return None
    rest = {key: value for key, value in said.items() if key != "publisher"}
    return {**rest, "author": [{"literal": reference["publisher"]}]}


def _line(text: str) -> str:
    return " ".join(text.split())


def _issued(date: PartialDate | None, ends: PartialDate | None) -> dict[str, Any]:
    if not date:
        return {}
    days = [date.value] + ([ends.value] if ends and ends.value > date.value else [])
    return {"date-parts": [[int(part) for part in day.split("-")] for day in days]}
