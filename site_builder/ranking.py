"""Rankings: how often the values of a facet are named, over time and by the values of other facets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.facets import Key
from site_builder.matrix import roots
from site_builder.view import SiteView

__all__ = ["BY", "RANKED", "RankCell", "RankLine", "Ranking", "columns_of", "ranked"]

RANKED = ("driver",)
"""The facets whose values are ranked."""

BY = ("year", "region", "kind", "language")
"""The facets that they are ranked by; of regions the groups of the first sort."""


@dataclass(frozen=True, slots=True)
class RankCell:
    """
    How often a value is named in the works of a column.

    Attributes:
        works: Works that name it.
        sentences: Sentences that hold its words; fewer than works where labels were given without words.
        rank: Its place among the values of its group in this column, from 1 on; equal ones share it;
            None where no work names it.
        share: Of the column's works that name any value.
    """

    works: int
    sentences: int
    rank: int | None
    share: float


@dataclass(frozen=True, slots=True)
class RankLine:
    """A value, how often it is named at all, and in each column."""

    key: Key
    label: str
    works: int
    sentences: int
    cells: tuple[RankCell, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """
    The values of a facet by the values of another.

    Attributes:
        columns: With how many of their works name any value.
        groups: The headings of the book, each with its lines, the most named first.
    """

    facet: str
    by: str
    columns: tuple[tuple[Key, int], ...]
    groups: tuple[tuple[str, tuple[RankLine, ...]], ...]

    @property
    def leader(self) -> tuple[RankLine, int]:
        """The value of the first group that comes first in most columns, and in how many."""
        _, lines = self.groups[0]
        firsts = [(sum(cell.rank == 1 for cell in line.cells), line) for line in lines]
        most = max(number for number, _ in firsts)
        return next(line for number, line in firsts if number == most), most


def ranked(view: SiteView, facet: str, columns: Sequence[Key]) -> Ranking:
    """
    Rank the values of a facet.

    Args:
        columns: Values of one other facet.
    """
    groups: dict[str, list[Key]] = {}
    for count in view.counts(facet):
        groups.setdefault(_group(view, count.key), []).append(count.key)
    having = {key: view.numbers(key) for keys in groups.values() for key in keys}
    naming = frozenset[int]().union(*having.values())
    parts = [naming & view.numbers(column) for column in columns]
    spoken = _spoken(view, facet)
    found = []
    for group, keys in groups.items():
        works = [{key: len(part & having[key]) for key in keys} for part in parts]
        lines = tuple(
            RankLine(
                key, view.label(key), view.count(key), sum(spoken[key].values()),
                tuple(_cell(key, spoken[key], *column) for column in zip(works, parts, strict=True)),
            )
            for key in keys
        )  # fmt: skip
        found.append((group, lines))
    with_any = tuple((column, len(part)) for column, part in zip(columns, parts, strict=True))
    return Ranking(facet, columns[0][0] if columns else "", with_any, tuple(found))


def _cell(key: Key, spoken: Mapping[int, int], works: Mapping[Key, int], part: frozenset[int]) -> RankCell:
    own = works[key]
    rank = 1 + sum(other > own for other in works.values()) if own else None
    sentences = sum(spoken[number] for number in spoken.keys() & part)
    return RankCell(own, sentences, rank, own / len(part) if part else 0.0)


def _spoken(view: SiteView, facet: str) -> Mapping[Key, Mapping[int, int]]:
    """For each value in how many sentences of which cards its words stand; counted once for all columns."""
    known = ("spoken", facet)
    if known not in view.kept:
        found: dict[Key, dict[int, int]] = {count.key: {} for count in view.counts(facet)}
        for number, card in enumerate(view.cards):
            for key, sentences in card.spoken:
                if key in found:
                    found[key][number] = sentences
        view.kept[known] = found
    made: Mapping[Key, Mapping[int, int]] = view.kept[known]
    return made


def _group(view: SiteView, key: Key) -> str:
    return (view.site.book.concept(*key).group or "") if key in view.site.book else ""


def columns_of(view: SiteView, by: str) -> Iterator[Key]:
    """The columns of a ranking: years in order, the widest regions, all kinds and languages, most works first."""
    if by == "region":
        yield from ((concept.scheme, concept.id) for concept in roots(view))
    elif by == "year":
        yield from sorted(count.key for count in view.counts(by))
    else:
        yield from (count.key for count in view.counts(by))
