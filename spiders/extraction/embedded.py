"""Metadata that a page embeds for machines, read by extruct."""

import logging
from collections.abc import Callable
from typing import Any

from extruct.dublincore import DublinCoreExtractor
from extruct.jsonld import JsonLdExtractor
from extruct.microformat import MicroformatExtractor
from extruct.opengraph import OpenGraphExtractor
from extruct.w3cmicrodata import MicrodataExtractor

from spiders.extraction.markup import Markup

__all__ = ["SYNTAXES", "embedded"]

SYNTAXES = ("json-ld", "microdata", "opengraph", "dublincore", "rdfa", "microformat")

_MARKS = {
    "json-ld": ("application/ld+json",),
    "microdata": ("itemscope",),
    "opengraph": ("property=",),
    "dublincore": ("dc.", "dc:", "dcterms", "DC."),
    "rdfa": ("typeof=", "vocab=", "property=", "about=", "resource="),
    "microformat": (
        "h-",
        "vcard",
        "hentry",
        "vevent",
        "hfeed",
        "hreview",
        "hproduct",
        "hrecipe",
        "hresume",
        "haudio",
    ),
}
"""What must occur in a page's source for a syntax to be looked for: most pages use one or two."""

Items = list[dict[str, Any]]


def embedded(markup: Markup, syntaxes: tuple[str, ...] = SYNTAXES) -> dict[str, Items]:
    """
    The embedded items of a page, by syntax; a syntax with nothing is left out.

    A part that cannot be read (JSON with a mistake in one of several scripts) loses only itself.
    """
    found: dict[str, Items] = {}
    for syntax in syntaxes:
        if any(mark in markup.html for mark in _MARKS[syntax]):
            try:
                items = _READERS[syntax](markup)
            except Exception as error:  # noqa: BLE001 - third parties' markup breaks extruct in many ways
                logging.getLogger(__name__).debug("%s: %s cannot be read: %s", markup.url, syntax, error)
                continue
            if items:
                found[syntax] = items
    return found


def _json_ld(markup: Markup) -> Items:
    items: Items = []
    for script in markup.tree.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                items += JsonLdExtractor().extract_items(script)
            except ValueError:
                continue
    return items


def _rdfa(markup: Markup) -> Items:
    from extruct.rdfa import RDFaExtractor  # noqa: PLC0415 - rdflib is slow to start and seldom needed

    return list(RDFaExtractor().extract(markup.html, base_url=markup.url or None))


_READERS: dict[str, Callable[[Markup], Items]] = {
    "json-ld": _json_ld,
    "microdata": lambda m: list(MicrodataExtractor().extract_items(m.tree, base_url=m.url or None)),
    "opengraph": lambda m: list(OpenGraphExtractor().extract_items(m.tree, base_url=m.url or None)),
    "dublincore": lambda m: list(DublinCoreExtractor().extract_items(m.tree, base_url=m.url or None)),
    "rdfa": _rdfa,
    "microformat": lambda m: list(MicroformatExtractor().extract_items(m.html, base_url=m.url or None)),
}
