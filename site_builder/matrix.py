"""The matrix: how many works have two values, and what each zero is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.book import Concept
from site_builder.cards import Card
from site_builder.facets import Key
from site_builder.view import SiteView
from site_builder.watching import Watch
from site_builder.wording import ENOUGH

__all__ = ["Cell", "Line", "Matrix", "groups", "matrix", "roots"]


@dataclass(frozen=True, slots=True)
class Cell:
    """
    How many of a line's works have the column's value.

    Attributes:
        of: How many works the line has.
        newest: The latest date among them, as precise as it is known; empty for none.
        languages: How many languages they are in.
        new: How many were first seen within the last month; None where nobody looked for so long.
        watch: Who watches the pair.
    """

    column: Key
    works: int
    of: int
    newest: str
    languages: int
    new: int | None
    watch: Watch

    @property
    def thin(self) -> bool:
        """Whether the line has too few works for a zero to say anything."""
        return self.of < ENOUGH


@dataclass(frozen=True, slots=True)
class Line:
    """
    A value with its cells.

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
    """Two facets crossed; columns are in the order of their works, most first."""

    rows: str
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


def matrix(view: SiteView, rows: str, facet: str) -> Matrix:
    """
    Count the works of each value of one facet by the values of another.

    Args:
        rows: Of regions the groups are taken, of other facets all values.
    """
    known = ("matrix", rows, facet)
    if known not in view.kept:
        view.kept[known] = _matrix(view, rows, facet)
    made: Matrix = view.kept[known]
    return made


def _matrix(view: SiteView, rows: str, facet: str) -> Matrix:
    columns = tuple(count.key for count in view.counts(facet))
    if rows == "region":
        keys = [((one.scheme, one.id), depth, one.group or "") for one, depth in groups(view)]
    else:
        keys = [(count.key, 0, _group(view, count.key)) for count in view.counts(rows)]
    lines = [_line(view, key, depth, sort, columns) for key, depth, sort in keys]
    return Matrix(rows, facet, columns, tuple(lines))


def _group(view: SiteView, key: Key) -> str:
    return (view.site.book.concept(*key).group or "") if key in view.site.book else ""


def _line(view: SiteView, key: Key, depth: int, sort: str, columns: Sequence[Key]) -> Line:
    cards = view.cards_of(key)
    of_column: dict[str, list[Card]] = {value: [] for _, value in columns}
    for card in cards:
        for value in card.values(columns[0][0]) if columns else ():
            of_column[value].append(card)
    cells = tuple(_cell(view, key, column, of_column[column[1]], len(cards)) for column in columns)
    return Line(key, view.label(key), depth, sort, len(cards), cells)


def _cell(view: SiteView, key: Key, column: Key, cards: Sequence[Card], of: int) -> Cell:
    return Cell(
        column, len(cards), of, max((card.date or "" for card in cards), default=""),
        len({card.language for card in cards if card.language}), view.new_among(cards), view.watchers.of(key, column),
    )  # fmt: skip
