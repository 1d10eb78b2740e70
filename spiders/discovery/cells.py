"""The columns of a group of repeated elements: every place inside a row from which a text can be had."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spiders.discovery.columns import DATE_LABELS, TITLE_LABELS, Column
from spiders.discovery.page import Element, step, tag, words_of

__all__ = ["HEADINGS", "columns_of", "text_of"]

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "img", "br", "hr", "input", "button"})
_BLOCKS = frozenset(
    {
        "br",
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "tr",
        "td",
        "table",
        "section",
        "article",
        *HEADINGS,
    }
)
_HOLDERS = frozenset({"td", "li", "p", "dd"})
_MOST_CELLS = 150
"""Elements of one row that are looked at; a row with more is hardly one item."""
_LABEL = 40
"""Characters up to which a neighbour before a text may be its label."""


@dataclass(slots=True)
class _Cell:
    """A place in a row, while columns are made."""

    path: str
    text: str
    labels: frozenset[str]
    link: str
    heading: bool
    depth: int
    lines: int = 1


@dataclass(slots=True)
class _Making:
    """A column while rows are read into it."""

    first: _Cell
    texts: dict[int, str] = field(default_factory=dict)
    labels: Counter[str] = field(default_factory=Counter)
    links: int = 0
    lines: int = 0
    start: float = 0.0


def columns_of(rows: Sequence[Element]) -> tuple[Column, ...]:
    """
    The columns of these rows, each with its text in every row.

    Paths name elements by place (``./td[2]``) and, where there are classes, by class too, so that the
    better of the two can be chosen where rows are not all alike.
    """
    making: dict[str, _Making] = {}
    headers: dict[Element, list[frozenset[str]]] = {}
    for number, row in enumerate(rows):
        whole = text_of(row)
        for cell in _cells(row, _header_of(row, headers)):
            column = making.setdefault(cell.path, _Making(cell))
            if number not in column.texts:
                column.texts[number] = cell.text
                column.labels.update(cell.labels)
                column.links += bool(cell.link)
                column.lines += cell.lines
                column.start += max(whole.find(cell.text), 0) / max(len(whole), 1)
    return tuple(
        Column(
            path, tuple(column.texts.get(number, "") for number in range(len(rows))),
            frozenset(word for word, times in column.labels.items() if times >= 0.6 * len(column.texts)),
            column.first.link if column.links >= 0.5 * len(column.texts) else "",
            column.first.heading, column.first.depth, column.lines / len(column.texts),
            column.start / len(column.texts),
        )
        for path, column in making.items()
        if len(column.texts) >= 0.3 * len(rows)
    )  # fmt: skip


def text_of(element: Element) -> str:
    """The text of an element as a selector gives it: all of it, white space folded."""
    return " ".join("".join(element.itertext()).split())


def _cells(row: Element, headers: Sequence[frozenset[str]]) -> Iterator[_Cell]:
    own_link = "./@href" if tag(row) == "a" and row.get("href") else ""
    yield from _parts(row, "./self::*", frozenset(), own_link, heading=tag(row) in HEADINGS, depth=0)
    waiting: list[tuple[Element, str, str, frozenset[str], str, bool, int]] = [
        (row, ".", ".", frozenset(), own_link, tag(row) in HEADINGS, 0)
    ]
    count = 0
    firsts: set[str] = set()
    while waiting and count < _MOST_CELLS:
        parent, by_place, by_class, labels, link, heading, depth = waiting.pop(0)
        places: defaultdict[str, int] = defaultdict(int)
        steps: defaultdict[str, int] = defaultdict(int)
        column, before = 0, ""
        for child in parent:
            if not isinstance(child.tag, str) or tag(child) in _SKIPPED:
                continue
            count += 1
            name, styled = tag(child), step(child)
            plain = str(child.tag) if "}" not in str(child.tag) else f"*[local-name()='{name}']"
            places[name] += 1
            steps[styled] += 1
            place = f"{by_place}/{plain}[{places[name]}]"
            style = f"{by_class}/{styled}" + (f"[{steps[styled]}]" if steps[styled] > 1 else "")
            if name in ("td", "th"):
                style = f"{by_class}/{plain}[{places[name]}]"
            its = labels | words_of(child.get("class", "")) | _said_before(child, before, headers[column:])
            column += _spanned(child)
            is_link = name == "a" and bool(child.get("href"))
            is_heading = heading or name in HEADINGS
            for path in dict.fromkeys((place, style)):
                to = f"{path}/@href" if is_link else link
                yield from _parts(child, path, its, to, heading=is_heading, depth=depth + 1)
            if parent is row and name in _HOLDERS:
                yield from _pieces(child, place, its, link, depth + 2)
            for general in _anywhere(child, styled, plain):
                if general not in firsts and text_of(child):
                    firsts.add(general)
                    to = f"{general}/@href" if is_link else ""
                    also = words_of(_label_in(child))
                    yield _Cell(general, text_of(child), its | also, to, is_heading, depth + 1, _lines(child))
            waiting.append(
                (child, place, style, its, f"{place}/@href" if is_link else link, is_heading, depth + 1)
            )
            before = "" if child.find(".//a") is not None or is_link else text_of(child)


def _said_before(cell: Element, before: str, headers: Sequence[frozenset[str]]) -> frozenset[str]:
    """The words that name a cell: of the header above it, and of a short text right before it."""
    header = headers[0] if headers and tag(cell) in ("td", "th") else frozenset()
    return header | (words_of(before) if 0 < len(before) <= _LABEL else frozenset())


def _spanned(cell: Element) -> int:
    """How many columns a cell takes."""
    span = cell.get("colspan") or "1"
    return int(span) if span.isdigit() and span != "0" else 1


def _pieces(cell: Element, path: str, labels: frozenset[str], link: str, depth: int) -> Iterator[_Cell]:
    """The first pieces of text of a cell, whatever elements they stand in: rows differ in their mark-up."""
    pieces = [text for piece in cell.itertext() if (text := " ".join(piece.split()))]
    for number, text in enumerate(pieces[:3], 1):
        found = f"({path}//text()[normalize-space()])[{number}]"
        yield _Cell(found, text, labels, link, heading=False, depth=depth)


def _anywhere(element: Element, styled: str, plain: str) -> Iterator[str]:
    """Paths to an element wherever it stands in a row: as its first link, or by what names it a field."""
    if styled != plain and words_of(element.get("class", "")) & (TITLE_LABELS | DATE_LABELS):
        yield f".//{styled}"
    if label := _label_in(element):
        yield f".//{styled}[starts-with(normalize-space(), '{label}')]"
    if tag(element) in HEADINGS or tag(element) == "time" or (tag(element) == "a" and element.get("href")):
        yield f".//{plain}[normalize-space()]"


def _label_in(element: Element) -> str:
    """The short text with a colon with which an element begins, as in ``Date: 3 May``."""
    if (element.text or "").strip() or not len(element) or not isinstance(element[0].tag, str):
        return ""
    text = text_of(element[0])
    return text if text.endswith(":") and len(text) <= _LABEL and "'" not in text else ""


def _parts(
    element: Element, path: str, labels: frozenset[str], link: str, *, heading: bool, depth: int
) -> Iterator[_Cell]:
    """An element's text, its pieces of text where it has several, and a date written for machines."""
    whole = text_of(element)
    if whole:
        if not link and len(inner := [a for a in element.iter("a") if a.get("href")]) == 1:
            link = f"{path}//a/@href" if text_of(inner[0]) == whole else ""
        yield _Cell(path, whole, labels, link, heading, depth, _lines(element))
    if element.get("datetime"):
        yield _Cell(f"{path}/@datetime", element.get("datetime"), labels | {"date"}, "", heading, depth)
    pieces = [
        piece for piece in (element.text, *(child.tail for child in element)) if piece and piece.strip()
    ]
    # The first piece counts in every row, so that a column of pieces is whole where few rows have several.
    if pieces and (len(pieces) > 1 or tag(element) in _HOLDERS or " ".join(pieces[0].split()) != whole):
        for number, piece in enumerate(pieces[:8], 1):
            text = " ".join(piece.split())
            yield _Cell(f"{path}/text()[normalize-space()][{number}]", text, labels, link, heading, depth + 1)


def _lines(element: Element) -> int:
    """On how many lines a browser would at least show the text of an element."""
    lines, filled_ = 1, bool((element.text or "").strip())
    for child in element.iterdescendants():
        if not isinstance(child.tag, str) or tag(child) in _SKIPPED - {"br"}:
            continue
        if (tag(child) in _BLOCKS) and filled_:
            lines += 1
            filled_ = False
        filled_ = filled_ or bool((child.text or "").strip() or (child.tail or "").strip())
    return lines if filled_ or lines == 1 else lines - 1


def _header_of(row: Element, known: dict[Element, list[frozenset[str]]]) -> list[frozenset[str]]:
    """The words over each column of the table that a row stands in."""
    table = next((above for above in row.iterancestors() if tag(above) == "table"), None)
    if table is None:
        return []
    if table not in known:
        known[table] = []
        for line in table.iter("tr"):
            cells = [cell for cell in line if tag(cell) in ("th", "td")]
            texts = [text_of(cell) for cell in cells]
            head = len(cells) > 1 and (
                all(tag(cell) == "th" for cell in cells) or tag(line.getparent()) == "thead" or _short(texts)
            )
            if head:
                known[table] = [words_of(text) for text in texts]
                break
            if len(cells) > 1:
                break
    return known[table]


def _short(texts: Sequence[str]) -> bool:
    return all(texts) and all(len(text) <= _LABEL and not any(c.isdigit() for c in text) for text in texts)
