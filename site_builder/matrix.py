"""The matrix: how many works about a region have a second value, and what each zero is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.book import Concept
from site_builder.facets import Key
from site_builder.view import SiteView
from site_builder.wording import ENOUGH

__all__ = ["Cell", "Line", "Matrix", "groups", "matrix", "roots"]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of a line's works have the column's value."""

    column: Key
    works: int
    of: int

    @property
    def thin(self) -> bool:
        """Whether the line has too few works for a zero to say anything."""
        return self.of < ENOUGH


@dataclass(frozen=True, slots=True)
class Line:
    """
    A region with its cells.

    Attributes:
        depth: How many groups of the same sort hold it.
        sort: The heading under which the book keeps it.
    """

    key: Key
    label: str
    depth: int
    sort: str
    works: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Regions by another facet; columns are in the order of their works, most first."""

    facet: str
    columns: tuple[Key, ...]
    lines: tuple[Line, ...]

    def pairs(self, *, found: bool) -> int:
        """How many pairs have works, or have none."""
        return sum(bool(cell.works) is found for line in self.lines for cell in line.cells)

    def zeros(self) -> list[tuple[Line, Cell]]:
        """The zeros that say something, those among most works first."""
        rows = [
            (line, cell) for line in self.lines for cell in line.cells if not cell.works and not cell.thin
        ]
        return sorted(rows, key=lambda row: -row[0].works)


def groups(view: SiteView) -> list[tuple[Concept, int]]:
    """The regions that are groups and have works, each after the group that holds it, with their depth."""
    if all(scheme.id != "region" for scheme in view.site.book.schemes):
        return []
    concepts = [
        c for c in view.site.book.scheme("region").concepts if not c.country and view.count((c.scheme, c.id))
    ]
    sorts = dict.fromkeys(concept.group for concept in concepts)
    found: list[tuple[Concept, int]] = []
    for sort in sorts:
        same = {concept.id: concept for concept in concepts if concept.group == sort}
        waiting = [
            (concept, 0) for concept in same.values() if not any(wider in same for wider in concept.broader)
        ]
        while waiting:
            concept, depth = waiting.pop(0)
            if concept not in [one for one, _ in found]:
                found.append((concept, depth))
                waiting[:0] = [(one, depth + 1) for one in same.values() if concept.id in one.broader]
    return found


def roots(view: SiteView) -> list[Concept]:
    """The widest regions: those of the first sort that lie in no other group."""
    found = groups(view)
    return [concept for concept, depth in found if depth == 0 and concept.group == found[0][0].group]


def matrix(view: SiteView, facet: str) -> Matrix:
    """Count the works of each group of countries by the values of a facet."""
    columns = tuple(count.key for count in view.counts(facet))
    lines = [_line(view, concept, depth, columns) for concept, depth in groups(view)]
    return Matrix(facet, columns, tuple(lines))


def _line(view: SiteView, concept: Concept, depth: int, columns: Sequence[Key]) -> Line:
    key = (concept.scheme, concept.id)
    cards = view.cards_of(key)
    counts = {count.key: count.works for count in view.counts(columns[0][0], cards)} if columns else {}
    cells = tuple(Cell(column, counts.get(column, 0), len(cards)) for column in columns)
    return Line(key, view.label(key), depth, concept.group or "", len(cards), cells)
