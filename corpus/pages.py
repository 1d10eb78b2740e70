"""What the pages and files behind an item said, and how it joins what the list said of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.dates import PartialDate
from corpus.encoding import filled_fields
from corpus.values import FieldOrigin, Item
from corpus.works import TRUST

__all__ = ["FILE_MARK", "PAGE_MARK", "PageSaid", "Place", "Wanted", "page_at", "place_of", "with_pages"]

FILE_MARK = "\x1c"
"""Stands in an item's text before the text of each of its files (the file separator of ASCII)."""

PAGE_MARK = "\f"
"""Stands between the texts of two pages of a file (the form feed of ASCII)."""

LONGEST = 5_000_000
"""Characters of one item's text, all its files together."""

_ONLY_FILL = frozenset({"abstract", "kind"})
"""Fields in which a page never replaces what the list gave: a feed's abstract was offered, a page's was not."""


@dataclass(frozen=True, slots=True)
class PageSaid:
    """
    What one page or file said of an item.

    Attributes:
        form: html, pdf, docx or epub.
        item: Its fields and text; key and kind say nothing.
    """

    url: str
    form: str
    item: Item


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    An item whose page is to be read.

    Attributes:
        listed: The hash of what the list says now; when it changes, the page is read again.
    """

    record: str
    source: str
    item: Item
    listed: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an item's text a passage stands: the address, and the page of a file (0 for a web page)."""

    url: str
    page: int


def place_of(item: Item, offset: int) -> Place:
    r"""
    Where a character of an item's text stands, so that evidence can say "page 12".

    Args:
        offset: Of the character, in ``item.text``.

    >>> item = Item("k", "report", "T", text="Web.\x1cOne.\fTwo.", text_from=("https://e.org", "https://e.org/a.pdf"))
    >>> place_of(item, 11)
    Place(url='https://e.org/a.pdf', page=2)
    """
    text = item.text or ""
    known = len(item.text_from) == text.count(FILE_MARK) + 1
    url = item.text_from[text.count(FILE_MARK, 0, offset)] if known else item.url or ""
    return Place(url, page_at(text, offset))


def page_at(text: str, offset: int) -> int:
    r"""
    The page of a file on which a character of an item's text stands, counted from 1; 0 in the text of a web page.

    >>> [page_at("Web.\x1cOne.\fTwo.", place) for place in (2, 5, 11)]
    [0, 1, 2]
    """
    start = text.rfind(FILE_MARK, 0, offset)
    return text.count(PAGE_MARK, start, offset) + 1 if start >= 0 else 0


def with_pages(
    item: Item, said: Sequence[PageSaid], source: str, seen: str
) -> tuple[Item, tuple[FieldOrigin, ...]]:
    """
    An item as its list gave it, bettered by its pages; and the values that lost.

    Each field takes the most trusted value (``corpus.works.TRUST``). Three things are not left to trust alone: a title
    replaces another only if they are alike, a date that is less exact never replaces one that it agrees
    with, and what a sheet says of the publisher goes when another publisher is named.

    Args:
        said: The page first, then the files, each at most once.
        source, seen: Which source listed the item, and when it was last read.
    """
    values: dict[str, Any] = {}
    methods = dict(item.methods)
    losers: list[tuple[str, Any, str]] = []
    for one in said:
        for name in filled_fields(one.item):
            if name in ("text", "text_from", "files"):
                continue
            old, new = values.get(name, getattr(item, name)), getattr(one.item, name)
            method = one.item.methods.get(name, "text")
            if old == new:
                continue
            if old and not _replaces(name, old, methods.get(name, ""), new, method):
                losers.append((name, new, method))
                continue
            if old:
                losers.append((name, old, methods.get(name, "")))
            values[name], methods[name] = new, method
    if "publisher" in values and item.publisher_country and item.methods.get("publisher_country") == "sheet":
        values["publisher_country"] = None
        methods.pop("publisher_country", None)
    files = tuple(dict.fromkeys((*item.files, *(file for one in said for file in one.item.files))))
    if files != item.files:
        values["files"] = files
        methods.setdefault("files", "meta")
    if text := _text(said):
        values["text"], values["text_from"] = text, _text_from(item, said)
        methods["text"] = methods["text_from"] = "text"
    lost = (
        FieldOrigin(name, _shown(value), source, method, seen, used=False) for name, value, method in losers
    )
    return replace(item, methods=methods, **values), tuple(lost)


def _replaces(name: str, old: Any, how: str, new: Any, method: str) -> bool:
    if name in _ONLY_FILL or _trust(method) >= _trust(how):
        return False
    if name == "title":
        return _alike(str(old), str(new))
    if isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return not old.value.startswith(new.value)
    return True


def _alike(one: str, other: str) -> bool:
    mine, theirs = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return bool(mine and theirs) and len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))


def _text(said: Sequence[PageSaid]) -> str:
    """The page's text, then that of each file after its mark."""
    page = next((one.item.text or "" for one in said[:1] if one.form == "html"), "").replace(FILE_MARK, " ")
    parts = [FILE_MARK + (one.item.text or "").replace(FILE_MARK, " ") for one in said if one.form != "html"]
    text = "".join((page, *parts))[:LONGEST]
    return text if text.strip(FILE_MARK + PAGE_MARK + " \n") else ""


def _text_from(item: Item, said: Sequence[PageSaid]) -> tuple[str, ...]:
    page = said[0].url if said[0].form == "html" else item.url or ""
    return (page, *(one.url for one in said if one.form != "html"))


def _trust(method: str) -> int:
    return TRUST.index(method) if method in TRUST else len(TRUST)


def _shown(value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.value
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
