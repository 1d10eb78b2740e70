"""A page measured once: where its dates stand, how long its texts are, which elements repeat."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from spiders.discovery.columns import Reading
from spiders.discovery.labels import words_of

__all__ = ["REGULAR", "Element", "Page", "label_of", "measure", "own_text", "sort_of", "step", "tag"]

Element = Any
"""An lxml element; its types know neither the tree's functions nor comments."""

REGULAR = {"re": "http://exslt.org/regular-expressions"}
"""Regular expressions in XPath, as parsel has them."""
_ASIDE = frozenset({"head", "nav", "footer", "select", "script", "style", "noscript", "template"})
_ITEM = frozenset({"article", "main", "section", "li"})
_MENUS = frozenset(
    {"footer", "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "pager",
     "pagination", "social", "share"}
)  # fmt: skip
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "option"})
_TURNS = frozenset({"odd", "even", "alt", "alternate", "alternating", "first", "last"})
"""Words in classes that tell rows of one list apart for the eye alone."""
_YEAR = 4
_MOST = 60_000
"""Elements of a page that are looked at."""


@dataclass(frozen=True, slots=True)
class Page:
    """
    A page measured.

    Attributes:
        root: The tree.
        place: Each element's number in the order of the document.
        end: The number after the last element inside it.
        dated: The numbers of the elements in whose own text a date stands, sorted.
        aside: Elements inside menus, footers and forms.
        reading: How its dates are read.
    """

    root: Element
    place: dict[Element, int]
    end: dict[Element, int]
    dated: tuple[int, ...]
    order: tuple[Element, ...]
    aside: frozenset[Element]
    reading: Reading

    def dates_inside(self, element: Element) -> int:
        """How many elements with a date stand inside, the element itself included."""
        first, after = self.place[element], self.end[element]
        return bisect_left(self.dated, after) - bisect_left(self.dated, first)

    def dated_before(self, element: Element) -> Element | None:
        """The last element with a date that begins before this one."""
        at = bisect_left(self.dated, self.place[element])
        return self.order[self.dated[at - 1]] if at else None

    def dated_after(self, element: Element, before: int) -> Element | None:
        """The first element with a date after this one and before that place."""
        at = bisect_left(self.dated, self.end[element])
        if at < len(self.dated) and self.dated[at] < before:
            return self.order[self.dated[at]]
        return None

    def groups(self) -> Iterator[tuple[Element, ...]]:
        """
        Elements that repeat: of the same tags from the root; further told apart by their classes, by the
        class or id around them, by the tags inside them, and by a label with which they begin. The rows of
        a table are one group, however deep they stand in it.
        """
        paths: dict[Element, str] = {}
        around: dict[Element, str] = {}
        table: dict[Element, int] = {}
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.order:
            parent = element.getparent()
            table[element] = self.place[element] if tag(element) == "table" else table.get(parent, -1)
            paths[element] = path = f"{paths.get(parent, '')}/{tag(element)}"
            classes = sort_of(element)
            around[element] = element.get("id") or classes or around.get(parent, "")
            if element in self.aside or tag(element) in ("html", "body"):
                continue
            above = around.get(parent, "")
            keys = [path, f"{path}.{classes}", f"{path}<{above}", f"{path}.{classes}<{above}"]
            if " " in classes:
                keys.append(f"{path}.{classes.partition(' ')[0]} …")
            if tag(element) == "tr":
                keys.append(f"tr of {table.get(parent)}")
            if len(element):
                keys.append(f"{path}|{_shape(element)}")
                if label := label_of(element):
                    keys.append(f"{path}:{label}")
            for key in dict.fromkeys(keys):
                found[key].append(element)
        seen: set[tuple[int, ...]] = set()
        for members in found.values():
            places = tuple(self.place[member] for member in members)
            if places not in seen:
                seen.add(places)
                yield tuple(members)


def label_of(element: Element) -> str:
    """The short text of an element's first child, where more stands beside it, as in ``Title | …``."""
    first = next((child for child in element if isinstance(child.tag, str)), None)
    if first is None or len(element) < 2 or len(first) > 3:
        return ""
    text = " ".join("".join(first.itertext()).split())
    return text if len(text) <= 30 and text[:1].isalpha() else ""


def sort_of(element: Element) -> str:
    """The classes of an element, without numbers and what only makes every second row look different."""
    return _sort_by(element.get("class", ""))


@lru_cache(maxsize=5_000)
def _sort_by(classes: str) -> str:
    words = ("-".join(sorted(words_of(name) - _TURNS)) for name in classes.split())
    return " ".join(dict.fromkeys(name for name in words if name))


def _shape(element: Element) -> str:
    """The tags of an element's children, repeated ones once."""
    tags = [tag(child) for child in element if isinstance(child.tag, str)]
    return ",".join(name for name, before in zip(tags, ["", *tags], strict=False) if name != before)


def measure(root: Element, reading: Reading) -> Page:
    """Walk a page once."""
    place: dict[Element, int] = {}
    end: dict[Element, int] = {}
    order: list[Element] = []
    aside: set[Element] = set()
    dated: set[int] = set()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            end[element] = len(order)
            continue
        place[element] = len(order)
        order.append(element)
        parent = element.getparent()
        if parent in aside or _is_aside(element):
            aside.add(element)
        if len(order) >= _MOST:
            break
    for element in order:
        end.setdefault(element, len(order))
    for element in order:
        if element not in aside and _has_own_date(element, reading):
            dated.add(place[element])
    _leave_out_menus(order, place, end, dated, aside)
    _join_split_dates(order, place, end, dated, aside, reading)
    return Page(root, place, end, tuple(sorted(dated)), tuple(order), frozenset(aside), reading)


def _is_aside(element: Element) -> bool:
    """Whether an element holds menus and the like; the header of an article is no such thing."""
    if tag(element) in _ASIDE or element.get("role") in ("navigation", "banner", "contentinfo"):
        return True
    return tag(element) == "header" and not any(tag(above) in _ITEM for above in element.iterancestors())


def _leave_out_menus(
    order: Sequence[Element], place: dict[Element, int], end: dict[Element, int],
    dated: set[int], aside: set[Element],
) -> None:  # fmt: skip
    """What its class or id calls a menu, and what holds no date, is no list of items."""
    dates = sorted(dated)
    for element in order:
        if element.getparent() in aside or (
            words_of(f"{element.get('class', '')} {element.get('id', '')}") & _MENUS
            and bisect_left(dates, place[element]) == bisect_left(dates, end[element])
        ):
            aside.add(element)


def _has_own_date(element: Element, reading: Reading) -> bool:
    if element.get("datetime") and reading.first(element.get("datetime")):
        return True
    pieces = [element.text, *(child.tail for child in element)]
    # A year alone dates an item where a column holds nothing else; on the page it may be anything.
    return any(
        piece and len(piece) < 2000 and len(reading.first(" ".join(piece.split()))) > _YEAR
        for piece in pieces
    )


def _join_split_dates(
    order: Sequence[Element], place: dict[Element, int], end: dict[Element, int],
    dated: set[int], aside: set[Element], reading: Reading,
) -> None:  # fmt: skip
    """A date whose day, month and year stand in elements of their own belongs to the one around them."""
    for element in reversed(order):
        if element in aside or not 1 < end[element] - place[element] <= 8:
            continue
        if any(at in dated for at in range(place[element], end[element])):
            continue
        text = own_text(element)
        if len(text) <= 60 and reading.first(text):
            dated.add(place[element])


def tag(element: Element) -> str:
    """The tag's name without its namespace."""
    return _local(element.tag)


@lru_cache(maxsize=1_000)
def _local(name: Any) -> str:
    return str(name).rpartition("}")[2].lower()


def own_text(element: Element) -> str:
    """All its text as a reader sees it, white space folded."""
    return " ".join(" ".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or tag(element) in _SILENT:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child.tail


def step(element: Element) -> str:
    """An element in an XPath, by its tag and, where it has one that can be quoted, its class."""
    name, classes = str(element.tag), element.get("class", "").strip()
    if "}" in name:
        name = f"*[local-name()='{tag(element)}']"
    if classes and '"' not in classes:
        return f'{name}[@class="{element.get("class")}"]'
    return name
