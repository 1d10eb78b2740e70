"""From what a page or file states to the fields of an item, each cleaned, doubted and with its method."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from corpus.urls import is_web, joined
from spiders.cleaning import plain
from spiders.extraction.dates import date_of
from spiders.extraction.identifiers import doi_in, handle_in, isbn_in
from spiders.extraction.metadata import best, statements
from spiders.extraction.values import Said

__all__ = ["event_fields", "licence_of", "people", "plain_fields"]

SURE = frozenset({"json-ld", "highwire", "dublin core", "pdf"})
"""Where a title, a person or a publisher is written as such; what other places say is a label of the page."""

_NO_PERSON = re.compile(
    r"^(admin\w*|administrator|editor\w*|redaktion|webmaster|root|user\d*|guest|staff|by|(no |unknown )?author|unknown|n/?a|none)$|@|https?:|www\.|/"
    r"|\d{3}|[|{}<>]",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"creativecommons\.org/(licenses|licences|publicdomain)/([a-z+-]+)(?:/(\d\.\d))?", re.IGNORECASE
)
_CC = re.compile(r"\bcc[ -](by(?:-(?:nc|nd|sa))*|0)(?:[ -](\d\.\d))?\b", re.IGNORECASE)


def plain_fields(said: Sequence[Said], url: str) -> Iterator[tuple[str, Any, str]]:
    """
    The fields that need no look at dates: (name, value, method) each.

    The best place's word counts, in the order of ``ORIGINS``.
    """
    if (abstract := best(said, "abstract")) and len(abstract.value) >= 40:
        yield "abstract", abstract.value, _method(abstract, "json-ld", "highwire", "dublin core")
    if names := people(said):
        yield "authors", names[0], names[1]
    if publisher := next((one for one in statements(said, "publisher") if not is_web(one.value)), None):
        yield "publisher", publisher.value[:200], _method(publisher, "highwire", "dublin core")
    if doi := doi_in([*(one.value for one in statements(said, "doi")), url]):
        yield "doi", doi, "meta"
    if isbn := isbn_in(one.value for one in statements(said, "isbn")):
        yield "isbn", isbn, "meta"
    if handle := handle_in([*(one.value for one in statements(said, "doi")), url]):
        yield "handle", handle, "meta"
    if (series := best(said, "series")) and not is_web(series.value):
        yield "series", series.value[:200], "meta"
    if licence := next(filter(None, (licence_of(one.value) for one in statements(said, "licence"))), ""):
        yield "licence", licence, "meta"
    if (duration := best(said, "duration")) and (length := _duration(duration.value)):
        yield "duration", length, "meta"


def event_fields(
    said: Sequence[Said], url: str, *, today: date, language: str
) -> Iterator[tuple[str, Any, str]]:
    """What an event's page states: when, where, who, how to take part; (name, value, method) each."""
    for name, day in (("starts", "date"), ("ends", "end_date"), ("deadline", "deadline")):
        if one := best(said, name):
            if found := date_of(one.value, "meta", today=today, language=language, ahead=True):
                yield day, found, "meta"
            if name != "deadline" and (moment := _moment(one.value)):
                yield name, moment, "meta"
    for name in ("place", "online", "organiser"):
        if one := best(said, name):
            yield name, one.value[:300], "meta"
    if registration := best(said, "registration"):
        address = joined(url, registration.value)
        if is_web(address):
            yield "registration", address, "meta"


def people(said: Sequence[Said]) -> tuple[tuple[str, ...], str] | None:
    """The people who made it, in their order, and how they were read; None when nobody is named."""
    sites = {one.value.lower() for one in said if one.field == "publisher"}
    stated = [one for one in said if one.field == "authors"]
    for origin in dict.fromkeys(one.origin for one in stated):
        names = [name for one in stated if one.origin == origin for name in _names(one.value)]
        known = [name for name in dict.fromkeys(names) if name.lower() not in sites]
        if known:
            return tuple(known[:50]), "meta" if origin in SURE else "text"
    return None


def licence_of(text: str) -> str:
    """
    A licence in one form where it is an open one, else as stated; empty for a mere rights notice.

    >>> licence_of("http://creativecommons.org/licenses/by-nc/4.0/deed.de")
    'CC BY-NC 4.0'
    """
    if match := _OPEN.search(text):
        kind, version = match[2].lower().rstrip("-"), match[3] or ""
        name = {"zero": "CC0", "mark": "Public Domain Mark"}.get(kind, f"CC {kind.upper()}")
        return f"{name} {version}".strip()
    if match := _CC.search(text):
        name = "CC0" if match[1] == "0" else f"CC {match[1].upper()}"
        return f"{name} {match[2] or ''}".strip()
    return ""


def _names(text: str) -> Iterator[str]:
    text = plain(text)
    parts = re.split(r"\s*[;|]\s*|\s+(?:and|und|et|y|e|&)\s+(?=[^\W\d_]\S*\s)", text)
    if text.count(",") >= 1 and len(parts) == 1:
        pieces = [piece.strip() for piece in text.split(",")]
        if all(" " in piece for piece in pieces):  # "Ann Lee, Bo Chen", not "Lee, Ann"
            parts = pieces
    for part in parts:
        name = re.sub(r"^(by|von|par|por|di|da|door|av)\s+", "", part.strip(" ,"), flags=re.IGNORECASE)
        if 3 <= len(name) <= 100 and len(name.split()) <= 8 and not _NO_PERSON.search(name):
            yield name


def _method(one: Said, *sure: str) -> str:
    return "pdf" if one.origin == "pdf" else "meta" if one.origin in sure else "text"


def _moment(text: str) -> str:
    """A moment in ISO 8601 with its zone where one is given; empty for a mere day."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    return moment.isoformat(timespec="minutes") if len(text.strip()) > 10 else ""


def _duration(text: str) -> str:
    """A length in ISO 8601, from that form or from seconds; empty when it is neither or is nothing."""
    if text.isdigit():
        minutes, seconds = divmod(int(text), 60)
        hours, minutes = divmod(minutes, 60)
        text = f"PT{hours}H{minutes}M{seconds}S"
    match = re.fullmatch(r"P(?:0*D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?", text.upper())
    parts = (
        [
            f"{int(number)}{unit}"
            for number, unit in zip(match.groups(), "HMS", strict=True)
            if number and int(number)
        ]
        if match
        else []
    )
    return "PT" + "".join(parts) if parts else ""
