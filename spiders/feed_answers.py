"""Answers of feeds as plain values, through feedparser; light to import, so that a worker can do it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import feedparser

from spiders.cleaning import plain

__all__ = ["Entry", "Feed", "read_feed"]

# A comment is taken as a whole, or many of them would be tried in every combination.
_END = re.compile(
    rb"</\s*(?:\w+:)?(rss|feed|rdf)\s*>\s*+(?>(?><!--.*?-->)\s*+)*+\Z", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Entry:
    """
    An entry of a feed; what it does not have is empty.

    Attributes:
        id, title, link: As written, the title with its markup.
        files: The addresses of its enclosures.
        published, updated: Days, ISO 8601.
    """

    id: str
    title: str
    link: str
    files: tuple[str, ...]
    authors: tuple[str, ...]
    published: str
    updated: str
    abstract: str
    licence: str
    language: str


@dataclass(frozen=True, slots=True)
class Feed:
    """
    What stands in a feed.

    Attributes:
        known: Whether it is of a form that feedparser knows.
        sound: Whether it is well-formed XML.
        whole: Whether it does not break off.
        recoded: The character set as which it was read, where it declares a wrong one; else empty.
    """

    entries: tuple[Entry, ...]
    known: bool
    sound: bool
    whole: bool
    recoded: str


def read_feed(body: bytes, content_type: str = "") -> Feed:
    """
    Read RSS, RDF or Atom.

    Args:
        content_type: As its server gives it; empty where it gives none.
    """
    # A text would be taken for an address or a file name, so feedparser gets a stream of bytes. It is
    # not told the address, since it would then also resolve guids, which must not move with the feed.
    # What it holds is made plain text here, so there is no markup to be cleaned for showing.
    found = feedparser.parse(
        io.BytesIO(body), response_headers={"content-type": content_type} if content_type else {},
        sanitize_html=False, resolve_relative_uris=False,
    )  # fmt: skip
    problem = type(found.get("bozo_exception")).__name__
    recoded = str(found.get("encoding", "another")) if problem == "CharacterEncodingOverride" else ""
    sound = "SAX" not in problem
    return Feed(
        tuple(_entry(entry) for entry in found.entries), bool(found.version), sound,
        sound or bool(_END.search(body[-4096:])), recoded,
    )  # fmt: skip


def _entry(entry: Any) -> Entry:
    get = partial(dict.get, entry)
    links = get("links") or ()
    return Entry(
        id=get("id") or "", title=get("title") or "", link=(get("link") or "").strip(),
        files=tuple(_related(links, "enclosure")),
        authors=tuple(dict.fromkeys(plain(a.get("name")) for a in get("authors") or () if a.get("name"))),
        published=_iso(get("published_parsed")), updated=_iso(get("updated_parsed")),
        abstract=plain(get("summary")),
        licence=next(_related(links, "license"), str(get("license", ""))),
        language=str((get("title_detail") or {}).get("language") or ""),
    )  # fmt: skip


def _iso(when: Any) -> str:
    return f"{when[0]:04}-{when[1]:02}-{when[2]:02}" if when else ""


def _related(links: Any, how: str) -> Iterator[str]:
    """Where the links of an entry lead that are related to it in this way."""
    return (str(link["href"]) for link in links if dict.get(link, "rel") == how and dict.get(link, "href"))
