"""Rankings: how often the values of a facet are named, over time and by the values of other facets."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.cards import Card
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
    naming = [card for card in view.cards if card.values(facet)]
    parts = [[card for card in naming if column in card.keys] for column in columns]
    works = [Counter(value for card in part for value in card.values(facet)) for part in parts]
    sentences = [_sentences(part) for part in parts]
    whole = _sentences(naming)
    groups: dict[str, list[Key]] = {}
    for count in view.counts(facet):
        groups.setdefault(_group(view, count.key), []).append(count.key)
    found = []
    for group, keys in groups.items():
        lines = tuple(
            RankLine(
                key, view.label(key), view.count(key), whole[key],
                tuple(_cell(key, keys, *column) for column in zip(works, sentences, parts, strict=True)),
            )
            for key in keys
        )  # fmt: skip
        found.append((group, lines))
    with_any = tuple((column, len(part)) for column, part in zip(columns, parts, strict=True))
    return Ranking(facet, columns[0][0] if columns else "", with_any, tuple(found))


def _cell(
    key: Key, group: Sequence[Key], works: Counter[str], sentences: Counter[Key], part: Sequence[Card]
) -> RankCell:
    own = works[key[1]]
    rank = 1 + sum(works[other] > own for _, other in group) if own else None
    return RankCell(own, sentences[key], rank, own / len(part) if part else 0.0)


def _sentences(cards: Sequence[Card]) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for card in cards:
        for key, number in card.spoken:
            counts[key] += number
    return counts


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
