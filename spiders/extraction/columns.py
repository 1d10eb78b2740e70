"""Pages set in two columns whose file writes them row by row: put into the order in which they are read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pypdfium2 import PdfTextPage

from spiders.extraction.righttoleft import is_right_to_left

__all__ = ["in_column_order"]

LINES = 8
"""So many lines each column must have."""

MOST = 3000
"""A page of more pieces is a drawing or a table."""

CROSSING = 0.15
"""Share of a page's pieces that may cross the gutter between columns: titles, figures, footers."""

ZIGZAG = 0.6
"""Share of the lines of a column that must be written beside a line of the other; else the order is right already."""

FILLED = 0.7
"""How far the middle line of a column of prose fills it; cells of a table are uneven."""

WIDE = 8.0
"""A column of prose is at least so many times as wide as its lines are high."""

_PLACES = 100


class _Box(NamedTuple):
    """A piece of a line, in points; ``top`` is greater than ``bottom``."""

    left: float
    bottom: float
    right: float
    top: float

    def beside(self, other: "_Box") -> bool:
        """Whether both stand on one line."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.top - self.bottom, other.top - other.bottom)


def in_column_order(page: PdfTextPage, text: str) -> str:
    """
    The text of a page in the order of its columns.

    Most files write one column after the other. Where one writes a line of the left and a line of the
    right in turn, the pieces are put in order by their boxes: what stands above, the one column, the
    other, what stands below. Everything else, tables included, stays as the file has it; and so does a
    page of which a single character would be lost or doubled.

    Args:
        text: As the file writes it.
    """
    lines = text.count("\n") + 1
    if lines < LINES or not lines + LINES <= (count := page.count_rects()) <= MOST:
        return text  # lines of which each is one piece hold no second column
    boxes = [_Box(*page.get_rect(number)) for number in range(count)]
    gutter = _gutter(boxes)
    if gutter is None or not _is_prose(boxes, gutter) or not _zigzags(boxes, gutter):
        return text
    ordered = "\n".join(
        " ".join(page.get_text_bounded(*box).strip() for box in line)
        for line in _lines_in_order(boxes, gutter, right_first=is_right_to_left(text))
    )
    return ordered if _characters(ordered) == _characters(text) else text


def _gutter(boxes: Sequence[_Box]) -> float | None:
    """The place in the middle third that the fewest pieces cross; None when too many do."""
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    places = [left + (right - left) * (1 + n / _PLACES) / 3 for n in range(_PLACES + 1)]
    crossing = [sum(box.left < place < box.right for box in boxes) for place in places]
    least = min(crossing)
    if least > CROSSING * len(boxes):
        return None
    best = [place for place, count in zip(places, crossing, strict=True) if count == least]
    return best[len(best) // 2]


def _side(box: _Box, gutter: float) -> int | None:
    """0 left of the gutter, 1 right of it, None across."""
    return 0 if box.right <= gutter else 1 if box.left >= gutter else None


def _is_prose(boxes: Sequence[_Box], gutter: float) -> bool:
    for side in (0, 1):
        lines = list(_lines([box for box in boxes if _side(box, gutter) == side]))
        widths = [max(box.right for box in line) - min(box.left for box in line) for line in lines]
        if len(lines) < LINES or median(widths) < FILLED * max(widths):
            return False
        if median(widths) < WIDE * median(line[0].top - line[0].bottom for line in lines):
            return False
    return True


def _zigzags(boxes: Sequence[_Box], gutter: float) -> bool:
    sides = [_side(box, gutter) for box in boxes]
    turns = sum(
        {sides[n], sides[n + 1]} == {0, 1} and one.beside(other)
        for n, (one, other) in enumerate(pairwise(boxes))
    )
    shorter = min(
        sum(1 for _ in _lines([b for b, s in zip(boxes, sides, strict=True) if s == side])) for side in (0, 1)
    )
    return turns >= ZIGZAG * shorter


def _lines_in_order(boxes: Sequence[_Box], gutter: float, *, right_first: bool) -> Iterator[list[_Box]]:
    """The lines of a page: between two that cross the gutter the one column, then the other."""
    waiting: tuple[list[list[_Box]], list[list[_Box]]] = ([], [])
    for line in _lines(boxes):
        parts = [[box for box in line if _side(box, gutter) == side] for side in (0, 1)]
        if len(parts[0]) + len(parts[1]) < len(line):
            yield from _told(waiting, right_first=right_first)
            yield line
        else:
            for column, part in zip(waiting, parts, strict=True):
                if part:
                    column.append(part)
    yield from _told(waiting, right_first=right_first)


def _told(columns: tuple[list[list[_Box]], list[list[_Box]]], *, right_first: bool) -> Iterator[list[_Box]]:
    for column in columns[::-1] if right_first else columns:
        yield from column
        column.clear()


def _lines(boxes: Sequence[_Box]) -> Iterator[list[_Box]]:
    """Boxes by lines from the top down, each from left to right."""
    line: list[_Box] = []
    for box in sorted(boxes, key=lambda one: (-(one.top + one.bottom), one.left)):
        if line and not line[0].beside(box):
            yield sorted(line)
            line = []
        line.append(box)
    if line:
        yield sorted(line)


def _characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))
