"""Text whose rows are no elements but lines, each ended by a line break, made elements."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from spiders.safe_xml import Element

__all__ = ["wrap_lines"]

_BLOCKS = ("p", "div", "ul", "ol", "li", "table", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "section")


def wrap_lines(containers: list[Element]) -> None:
    """
    Put each line of these elements into an element ``line``, with what stands in it.

    A line ends at ``<br>``, also at one inside a link or an emphasis, and where a block begins or ends.

    >>> from parsel import Selector
    >>> page = Selector("<p>May 3 <a href='m'>Minutes<br></a>June 4 <a href='a'>Agenda</a></p>")
    >>> wrap_lines([node.root for node in page.css("p")])
    >>> [(line.xpath("string()").get(), line.css("a::attr(href)").get()) for line in page.css("p > line")]
    [('May 3 Minutes', 'm'), ('June 4 Agenda', 'a')]
    """
    for container in containers:
        lines: list[Element] = [etree.Element("line")]
        for piece in _pieces(container):
            if piece is None:
                lines.append(etree.Element("line"))
            elif isinstance(piece, str):
                _add_text(lines[-1], piece)
            else:
                lines[-1].append(piece)
        tail = container.tail
        attributes = dict(container.attrib)
        container.clear()
        container.attrib.update(attributes)
        container.tail = tail
        container.extend(line for line in lines if "".join(line.itertext()).strip())


def _pieces(element: Element) -> Iterator[Element | str | None]:
    """The texts and elements in order; None where a line ends."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield None
        elif not isinstance(child.tag, str):
            pass  # a comment
        elif child.tag in _BLOCKS:
            yield None
            yield from _pieces(child)
            yield None
        elif _breaks_inside(child):
            yield from _pieces(child)
        else:
            copy = deepcopy(child)
            copy.tail = None
            yield copy
            if child.find(".//br") is not None:
                yield None
        yield child.tail or ""


def _breaks_inside(element: Element) -> bool:
    """Whether text follows a line break inside this inline element."""
    return any(
        "".join((later.tail or "") + "".join(later.itertext()) for later in [br, *br.itersiblings()]).strip()
        for br in element.iterfind(".//br")
    )


def _add_text(line: Element, text: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text
