"""From the bytes of a page to its tree: the right characters first, then the elements that count."""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import html_to_unicode

from spiders.extraction.values import Unreadable

__all__ = ["Markup", "Passage", "declared_language", "passages", "read_markup", "without_comments"]

LONGEST = 5_000_000
"""Characters of a page that are read; what comes after them is no article."""

_HIDDEN = frozenset({"script", "style", "noscript", "template", "iframe", "select", "svg", "head", "object"})
_BESIDE = frozenset({"nav", "footer", "aside", "form"})
_WHOLE = frozenset({"html", "body", "article", "main", "h1"})
_COMMENTS = re.compile(
    r"(^|[-_])(comments?|commentlist|commentaires?|kommentare?|comentarios?|respond|replies|discussion|disqus"
    r"|forum|guestbook)([-_\d]|$)"
)
_ASIDE = re.compile(
    r"(^|[-_])(nav|navbar|menu|footer|sidebar|related|widget|recent|popular|similar|teasers?|breadcrumbs?"
    r"|copyright|calendar|cookies?)([-_]|$)"
)


@dataclass(frozen=True, slots=True)
class Markup:
    """
    A page as a tree.

    Attributes:
        url: Where it was found, after redirects.
        html: Its characters.
        note: What had to be mended to read it; empty when nothing.
    """

    url: str
    html: str
    tree: HtmlElement
    note: str = ""


class Passage(NamedTuple):
    """
    A piece of a page's visible text.

    Attributes:
        place: Visible characters before it.
        tag: Of its element.
        beside: Whether it stands in navigation, a side column, a footer or the like.
        stated: A machine-readable date of its element, as written; empty when none.
    """

    place: int
    text: str
    tag: str
    beside: bool
    stated: str = ""


def read_markup(body: bytes, url: str, content_type: str = "") -> Markup:
    """
    Decode and parse a page.

    Args:
        content_type: As the server sent it; what the bytes prove wrong is not believed.

    Raises:
        Unreadable: Nothing in it is markup.
    """
    declared, html = html_to_unicode(content_type or None, body, default_encoding="utf-8")
    note = ""
    if "\ufffd" in html[:LONGEST]:
        html, note = _otherwise(body, html, declared)
    html = html[:LONGEST].replace("\x00", "")
    if not html.strip():
        raise Unreadable("an empty page")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise Unreadable("not a page that can be read", str(error)[:200]) from error
    return Markup(url, html, tree, note)


def _otherwise(body: bytes, html: str, declared: str) -> tuple[str, str]:
    """Another character set that fits the bytes, where one fits better than what is declared."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for the few pages that need it

    best = from_bytes(body[:200_000]).best()
    if best is None:
        return html, ""
    other = body.decode(best.encoding, errors="replace")
    if other.count("\ufffd") >= html.count("\ufffd"):
        return html, ""
    return other, f"a wrong character set: says {declared}, read as {best.encoding}"


def declared_language(tree: HtmlElement) -> str:
    """The language that the page's root declares, as a BCP 47 tag; empty when it declares none."""
    root = tree.getroottree().getroot()
    written = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    match = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}))?(?:[-_].*)?", written)
    if not match:
        return ""
    return match[1].lower() + (f"-{match[2].upper()}" if match[2] else "")


def passages(tree: HtmlElement) -> list[Passage]:
    """The visible text of a page in order, without what its readers wrote below it."""
    body = tree.find("body")
    found: list[Passage] = []
    place = 0
    for text, element, beside, stated in _walk(body if body is not None else tree, beside=False):
        found.append(Passage(place, text, str(element.tag), beside, stated))
        place += len(text)
    return found


def without_comments(tree: HtmlElement) -> HtmlElement:
    """A copy of a page's tree without what its readers wrote."""
    bare = copy(tree)
    for element in list(bare.iter()):
        if (
            isinstance(element.tag, str) and element.tag not in _WHOLE
            and element.getparent() is not None and _is_comments(element) and element.find(".//h1") is None
        ):  # fmt: skip
            element.drop_tree()
    return bare


def _is_comments(element: HtmlElement) -> bool:
    return _place_of(f"{element.get('class') or ''} {element.get('id') or ''}")[0]


def _walk(top: HtmlElement, *, beside: bool) -> Iterator[tuple[str, HtmlElement, bool, str]]:
    """Go through an element without recursion, so that no depth of nesting can hurt."""
    stack: list[tuple[HtmlElement, bool, bool]] = [(top, beside, False)]
    while stack:
        element, aside, seen = stack.pop()
        if seen:
            if element is not top and (tail := _folded(element.tail)):
                yield tail, element.getparent(), aside, ""
            continue
        stack.append((element, aside, True))
        tag = element.tag
        if not isinstance(tag, str) or tag in _HIDDEN:
            continue
        inside = aside or tag in _BESIDE
        if tag not in _WHOLE and (marks := f"{element.get('class') or ''} {element.get('id') or ''}") != " ":
            comments, apart = _place_of(marks)
            if comments:
                continue
            inside = inside or apart
        stated = (
            element.get("datetime") or ""
            if tag == "time"
            else element.get("title") or ""
            if tag == "abbr"
            else ""
        )
        text = _folded(element.text)
        if text or stated:
            yield text, element, inside, stated
        if len(element):
            stack.extend((child, inside, False) for child in reversed(element))


@lru_cache(maxsize=10_000)
def _place_of(marks: str) -> tuple[bool, bool]:
    """Whether these class names and ids are of readers' comments, and whether they are of something aside."""
    names = marks.lower().split()
    return any(map(_COMMENTS.search, names)), any(map(_ASIDE.search, names))


def _folded(text: str | None) -> str:
    return " ".join(text.split()) if text else ""
