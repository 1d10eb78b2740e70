"""The cells of a row: every place inside it from which a text can be had."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spiders.discovery.columns import CUT
from spiders.discovery.labels import DATE_LABELS, TITLE_LABELS, words_of
from spiders.discovery.page import Element, step, tag

__all__ = ["HEADINGS", "LABEL", "Cell", "Inside", "cells_of", "text_of"]

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
LABEL = 40
"""Characters up to which a text beside or above another may be its label."""
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "img", "br", "hr", "input", "button"})
_BLOCKS = HEADINGS | frozenset(
    {"br", "p", "div", "li", "ul", "ol", "dl", "dd", "tr", "td", "table", "section", "article"}
)
"""Elements that a browser begins on a line of their own."""
_HOLDERS = frozenset({"td", "li", "p", "dd"})
"""Elements whose pieces of text are columns of their own."""
_MOST_CELLS = 150
"""Elements of one row that are looked at; a row with more is hardly one item."""
_MOST_PIECES, _FIRST_PIECES = 8, 3
"""Pieces of text that are told apart: of one element, and of all that stands in it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """
    A place in a row.

    Attributes:
        path: An XPath from the row to the text.
        text: What it gives, white space folded.
        labels: The words that name it, folded: of its class, its heading, a label before it.
        link: The path of the address that the text links to; empty where it is no link.
        heading: Whether it stands in a heading element.
        depth: How deep it lies.
        lines: On how many lines a browser would at least show it.
    """

    path: str
    text: str
    labels: frozenset[str]
    link: str
    heading: bool
    depth: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class _Spot:
    """An element of a row, and the two ways in which it is reached: by places, and by classes."""

    element: Element
    by_place: str
    by_class: str
    labels: frozenset[str]
    link: str
    heading: bool
    depth: int


@dataclass(frozen=True, slots=True)
class Inside:
    """What an element holds, whatever the way to it: its text, its pieces and what names them, a label in front."""

    text: str
    lines: int
    pieces: tuple[tuple[str, frozenset[str]], ...]
    linked: bool
    moment: str
    label: str


def cells_of(
    row: Element, headers: Sequence[frozenset[str]], known: dict[Element, Inside] | None = None
) -> Iterator[Cell]:
    """
    The places of a row, the outer ones first.

    Paths name elements by place (``./td[2]``) and, where there are classes, by class too, so that the
    better of the two can be chosen where rows are not all alike.

    Args:
        headers: The words over each column of the table that the row stands in, if it does.
        known: What elements hold, remembered from row to row: rows of one group stand inside those of another.
    """
    own_link = "./@href" if _is_link(row) else ""
    top = _Spot(row, ".", ".", frozenset(), own_link, tag(row) in HEADINGS, 0)
    known = {} if known is None else known
    yield from _parts(_inside(row, known), "./self::*", frozenset(), own_link, heading=top.heading, depth=0)
    waiting = deque([top])
    count = 0
    firsts: set[str] = set()
    while waiting and count < _MOST_CELLS:
        above = waiting.popleft()
        for spot, inside in _children(above, headers, known):
            count += 1
            waiting.append(spot)
            yield from _cells_at(spot, inside, above)
            for general in _anywhere(spot.element, inside):
                if general not in firsts and inside.text:
                    firsts.add(general)
                    link = f"{general}/@href" if _is_link(spot.element) else ""
                    labels = spot.labels | words_of(inside.label)
                    yield Cell(general, inside.text, labels, link, spot.heading, spot.depth, inside.lines)


def text_of(element: Element) -> str:
    """The text of an element as a selector gives it: all of it, white space folded."""
    return " ".join("".join(element.itertext()).split())


def _children(
    above: _Spot, headers: Sequence[frozenset[str]], known: dict[Element, Inside]
) -> Iterator[tuple[_Spot, Inside]]:
    """The elements right inside another, but for those without text of their own, and what they hold."""
    places: defaultdict[str, int] = defaultdict(int)
    steps: defaultdict[str, int] = defaultdict(int)
    column, before = 0, ""
    for child in above.element:
        if not isinstance(child.tag, str) or tag(child) in _SKIPPED:
            continue
        name, styled, plain = tag(child), step(child), _plain(child)
        places[name] += 1
        steps[styled] += 1
        place = f"{above.by_place}/{plain}[{places[name]}]"
        style = f"{above.by_class}/{styled}" + (f"[{steps[styled]}]" if steps[styled] > 1 else "")
        if name in ("td", "th"):
            style = f"{above.by_class}/{plain}[{places[name]}]"
        said = _said_before(name, before, headers[column:])
        column += _spanned(child)
        is_link, inside = _is_link(child), _inside(child, known)
        yield _Spot(
            child, place, style, above.labels | words_of(child.get("class", "")) | said,
            f"{place}/@href" if is_link else above.link, above.heading or name in HEADINGS, above.depth + 1,
        ), inside  # fmt: skip
        before = "" if is_link or child.find(".//a") is not None else inside.text


def _cells_at(spot: _Spot, inside: Inside, above: _Spot) -> Iterator[Cell]:
    """The texts of one element, by either way to it."""
    for path in dict.fromkeys((spot.by_place, spot.by_class)):
        link = f"{path}/@href" if _is_link(spot.element) else above.link
        yield from _parts(inside, path, spot.labels, link, heading=spot.heading, depth=spot.depth)
        if whole := _whole(spot.element, inside.text):
            yield Cell(f"{path}/@title", whole, spot.labels, link, spot.heading, spot.depth + 1)
    if above.depth == 0 and tag(spot.element) in _HOLDERS:
        for number, text in enumerate(_first_pieces(spot.element), 1):
            found = f"({spot.by_place}//text()[normalize-space()])[{number}]"
            yield Cell(found, text, spot.labels, above.link, heading=False, depth=spot.depth + 1)


def _parts(
    inside: Inside, path: str, labels: frozenset[str], link: str, *, heading: bool, depth: int
) -> Iterator[Cell]:
    """An element's text, its pieces of text where it has several, and a date written for machines."""
    if inside.text:
        if not link and inside.linked:
            link = f"{path}//a/@href"
        yield Cell(path, inside.text, labels, link, heading, depth, inside.lines)
    if inside.moment:
        yield Cell(f"{path}/@datetime", inside.moment, labels | {"date"}, "", heading, depth)
    for number, (text, said) in enumerate(inside.pieces, 1):
        found = f"{path}/text()[normalize-space()][{number}]"
        yield Cell(found, text, labels | said, link, heading, depth + 1)


def _inside(element: Element, known: dict[Element, Inside]) -> Inside:
    if element not in known:
        known[element] = _look_inside(element)
    return known[element]


def _look_inside(element: Element) -> Inside:
    text = text_of(element)
    links = [link for link in element.iter("a") if link.get("href")] if text else []
    pieces = tuple(_pieces(element))
    # The first piece counts in every row, so that a column of pieces is whole where few rows have several.
    apart = pieces and (len(pieces) > 1 or tag(element) in _HOLDERS or pieces[0][0] != text)
    return Inside(
        text, _lines(element) if text else 1, pieces[:_MOST_PIECES] if apart else (),
        len(links) == 1 and text_of(links[0]) == text, element.get("datetime", ""), _label_in(element),
    )  # fmt: skip


def _whole(element: Element, text: str) -> str:
    """What an element's ``title`` says, where its text is the same or is cut off; else it is a remark."""
    said = " ".join((element.get("title") or "").split())
    return said if text and said.startswith(text.rstrip(CUT)) else ""


def _pieces(element: Element) -> Iterator[tuple[str, frozenset[str]]]:
    """The pieces of an element's own text, each with the words of a label right before it, as in ``<b>Date:</b> 3 May``."""
    if element.text and (text := " ".join(element.text.split())):
        yield text, frozenset()
    for child in element:
        if child.tail and (text := " ".join(child.tail.split())):
            before = text_of(child) if isinstance(child.tag, str) else ""
            yield text, words_of(before) if before.endswith(":") and len(before) <= LABEL else frozenset()


def _first_pieces(element: Element) -> list[str]:
    """The first pieces of text, whatever elements they stand in: rows differ in their mark-up."""
    found: list[str] = []
    for piece in element.itertext():
        if len(found) == _FIRST_PIECES:
            break
        if text := " ".join(piece.split()):
            found.append(text)
    return found


def _anywhere(element: Element, inside: Inside) -> Iterator[str]:
    """Paths to an element wherever it stands in a row: as its first link, or by what names it a field."""
    styled, plain = step(element), _plain(element)
    if styled != plain and words_of(element.get("class", "")) & (TITLE_LABELS | DATE_LABELS):
        yield f".//{styled}"
    if inside.label:
        yield f".//{styled}[starts-with(normalize-space(), '{inside.label}')]"
    if tag(element) in HEADINGS or tag(element) == "time" or _is_link(element):
        yield f".//{plain}[normalize-space()]"


def _label_in(element: Element) -> str:
    """The short text with a colon with which an element begins, as in ``Date: 3 May``."""
    if (element.text or "").strip() or not len(element) or not isinstance(element[0].tag, str):
        return ""
    text = text_of(element[0])
    return text if text.endswith(":") and len(text) <= LABEL and "'" not in text else ""


def _said_before(name: str, before: str, headers: Sequence[frozenset[str]]) -> frozenset[str]:
    """The words that name a cell: of the header above it, and of a short text right before it."""
    header = headers[0] if headers and name in ("td", "th") else frozenset()
    return header | (words_of(before) if 0 < len(before) <= LABEL else frozenset())


def _spanned(cell: Element) -> int:
    """How many columns a cell takes."""
    span = cell.get("colspan") or "1"
    return int(span) if span.isdigit() and span != "0" else 1


def _is_link(element: Element) -> bool:
    return tag(element) == "a" and bool(element.get("href"))


def _plain(element: Element) -> str:
    """An element in an XPath, by its tag alone."""
    return str(element.tag) if "}" not in str(element.tag) else f"*[local-name()='{tag(element)}']"


def _lines(element: Element) -> int:
    """On how many lines a browser would at least show the text of an element."""
    lines, filled = 1, bool((element.text or "").strip())
    for child in element.iterdescendants():
        name = tag(child) if isinstance(child.tag, str) else "script"
        if name in _SKIPPED and name != "br":
            continue
        if filled and name in _BLOCKS:
            lines += 1
            filled = False
        filled = filled or bool((child.text or "").strip() or (child.tail or "").strip())
    return lines if filled or lines == 1 else lines - 1
