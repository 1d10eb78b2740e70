"""From the bytes of a page to its tree: the right characters first, then the elements that count."""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import ElementDefaultClassLookup, LxmlError
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)
from w3lib.encoding import html_to_unicode

from spiders.extraction.values import Unreadable

__all__ = ["Markup", "Passage", "declared_language", "passages", "read_markup", "without_comments"]

LONGEST = 5_000_000
"""Characters of a page that are read; what comes after them is no article."""

HUGE = 80_000
"""Tags above which no main text is looked for, and no date by its layout."""

_PLAIN = ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
"""Forms and their fields are elements like others: lxml asks Python for the class of each element otherwise."""

_HIDDEN = frozenset({"script", "style", "noscript", "template", "iframe", "select", "svg", "head", "object"})
_BESIDE = frozenset({"nav", "footer", "aside", "form"})
_STATED = {"time": "datetime", "abbr": "title"}
"""Elements that can state a date for machines, each with the attribute that holds it."""

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

    @property
    def tags(self) -> int:
        """How many tags its source holds, about: the measure of how long it takes to read."""
        return self.html.count("<")

    @property
    def is_huge(self) -> bool:
        """Whether it is too large for what tells the parts of a page apart."""
        return self.tags > HUGE


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
    parser.set_element_class_lookup(_PLAIN)
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


def passages(tree: HtmlElement, *, aside: bool = True) -> Iterator[Passage]:
    """
    The visible text of a page in order, without what its readers wrote below it; as far as it is asked for.

    Args:
        aside: Whether what stands in navigation, side columns and the like is given, and counted, too.
    """
    body = tree.find("body")
    place = 0
    for text, element, beside, stated in _walk(body if body is not None else tree, aside=aside):
        yield Passage(place, text, str(element.tag), beside, stated)
        place += len(text)


def without_comments(tree: HtmlElement) -> HtmlElement:
    """A copy of a page's tree without what its readers wrote."""
    bare = copy(tree)
    for element in bare.xpath("//*[@class or @id]"):
        if (
            element.tag not in _WHOLE and element.getparent() is not None
            and _place_of(_marks(element))[0] and element.find(".//h1") is None
        ):  # fmt: skip
            element.clear(keep_tail=True)  # to take it out costs more the more has been taken out before
    return bare


def _walk(top: HtmlElement, *, aside: bool) -> Iterator[tuple[str, HtmlElement, bool, str]]:
    """Go through an element without recursion, so that no depth of nesting can hurt."""
    stack: list[tuple[HtmlElement, bool, str]] = [(top, False, "")]
    while stack:
        element, inside, tail = stack.pop()
        if tail:
            yield tail, element, inside, ""
            continue
        tag = element.tag
        if tag in _HIDDEN:
            continue
        inside = inside or tag in _BESIDE
        if tag not in _WHOLE and (marks := _marks(element)):
            comments, apart = _place_of(marks)
            if comments:
                continue
            inside = inside or apart
        if inside and not aside:
            continue
        stated = (element.get(_STATED[tag]) or "") if tag in _STATED else ""
        text = _folded(element.text)
        if text or stated:
            yield text, element, inside, stated
        for child in element.iterchildren(reversed=True):
            if after := _folded(child.tail):
                stack.append((element, inside, after))
            stack.append((child, inside, ""))


def _marks(element: HtmlElement) -> str:
    """Its class names and id, in one text; empty when it has none."""
    names, id_ = element.get("class"), element.get("id")
    return f"{names or ''} {id_ or ''}" if names or id_ else ""


@lru_cache(maxsize=10_000)
def _place_of(marks: str) -> tuple[bool, bool]:
    """Whether these class names and ids are of readers' comments, and whether they are of something aside."""
    names = marks.lower().split()
    return any(map(_COMMENTS.search, names)), any(map(_ASIDE.search, names))


def _folded(text: str | None) -> str:
    return " ".join(text.split()) if text else ""
