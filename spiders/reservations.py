"""What a publisher reserves: text and data mining, machine learning, being listed; read from what it says.

Four voices are heard, each in its own form:

header    ``TDM-Reservation``, ``X-Robots-Tag``
page      ``<meta name="tdm-reservation">``, ``<meta name="robots">``
file      ``/.well-known/tdmrep.json``, one for a whole host

A reservation means metadata only: title, link and date are kept, abstract and text are not.
The TDM forms are those of the W3C community's TDM Reservation Protocol of 2024.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from corpus.values import Item
from spiders.cleaning import without_hidden

__all__ = ["TDM_FILE", "TdmRule", "metadata_only", "reserved", "tdm_rules", "withheld"]

TDM_FILE = "/.well-known/tdmrep.json"
"""Where a host says what it reserves; ask for it with the host's scheme and port."""

NO_USE = {"noindex": "noindex", "none": "noindex", "noai": "noai", "noml": "noai"}
"""Directives of robots tags that forbid what we would do with a text, and how we call them."""

_HEAD = 100_000
"""Bytes of a page in which its meta tags are looked for."""

_META = re.compile(r"<meta\b[^<>]*+>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![a-z-])([a-z-]++)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TdmRule:
    """
    One rule of a host's file.

    Attributes:
        location: A pattern of paths as robots.txt writes them: ``*`` for anything, ``$`` for the end.
        reserved: Whether mining is reserved there.
    """

    location: str
    reserved: bool

    def covers(self, path: str) -> bool:
        """Whether this path, with its query, is meant."""
        pattern = "".join(
            ".*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", self.location)
        )
        return (
            re.match(pattern.removesuffix(r"\$") + ("$" if self.location.endswith("$") else ""), path)
            is not None
        )


def tdm_rules(body: bytes) -> tuple[TdmRule, ...]:
    """
    The rules in a host's file, in their order; none where it is not such a file.

    >>> tdm_rules(b'[{"location": "/reports/*", "tdm-reservation": 1}]')
    (TdmRule(location='/reports/*', reserved=True),)
    """
    try:
        rules = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    return tuple(
        TdmRule(rule["location"], str(rule.get("tdm-reservation")) == "1")
        for rule in (rules if isinstance(rules, list) else ())
        if isinstance(rule, dict) and isinstance(rule.get("location"), str)
    )


def reserved(
    url: str, headers: Mapping[str, Iterable[str]], page: bytes, rules: Iterable[TdmRule], agent: str
) -> str:
    """
    Why only the metadata of an answer may be kept; empty when nothing is reserved.

    What speaks more closely goes before: the page, then the header, then the host's file. So a header
    ``TDM-Reservation: 0`` frees what the file reserves.

    Args:
        url: The address of the answer.
        headers: Its header fields, by lower-case name; each with all its values.
        page: Its body where it is HTML, else empty.
        rules: Those of the host's file.
        agent: Our product name, as robots tags would call us.
    """
    metas = _metas(page)
    tags = [*headers.get("x-robots-tag", ()), *metas.get("robots", ()), *metas.get(agent.lower(), ())]
    for name, called in NO_USE.items():
        if any(name in _directives(tag, agent) for tag in tags):
            return f"its robots tag says {called}"
    for where, said in (("page", metas.get("tdm-reservation")), ("header", headers.get("tdm-reservation"))):
        values = {value.strip() for value in said or ()}
        if "1" in values:
            return f"text and data mining is reserved ({where})"
        if "0" in values:
            return ""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    rule = next((rule for rule in rules if rule.covers(path)), None)
    return "text and data mining is reserved (tdmrep.json)" if rule and rule.reserved else ""


def withheld(item: Item) -> bool:
    """Whether a reservation would take anything from this item."""
    return bool(item.abstract or item.text)


def metadata_only(item: Item) -> Item:
    """The item without the publisher's own words."""
    methods = {name: method for name, method in item.methods.items() if name not in ("abstract", "text")}
    return replace(item, abstract=None, text=None, methods=methods)


def _directives(tag: str, agent: str) -> set[str]:
    """The directives of a robots tag that speak to us; ``otherbot: noindex`` does not."""
    found: set[str] = set()
    speaks = True
    for part in tag.lower().split(","):
        name, colon, rest = part.partition(":")
        if colon and not name.strip().startswith(("unavailable_after", "max-")):
            speaks, part = name.strip() == agent.lower(), rest  # noqa: PLW2901 - what is left of it
        if speaks:
            found.add(part.strip())
    return found


def _metas(page: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    head = page[:_HEAD].decode("ascii", "replace")
    if "<meta" not in head.lower():
        return found
    for tag in _META.findall(without_hidden(head)):
        attributes = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(tag)}
        name = attributes.get("name", "").strip().lower()
        if name and "content" in attributes:
            found.setdefault(name, []).append(attributes["content"])
    return found
