"""Asides: words beside which a label says only where somebody or something is from, and so does not count."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from whoosh.query import Query
from whoosh.searching import Searcher

from index.book import Concept
from index.compile import Lexicon, Rule, asides, query
from index.hits import Hit, places

__all__ = ["Asides"]

_AND = "and|et|y|e|und|or|ou|o|oder|as well as"
_LINK = re.compile(
    rf"(?:\s*[,\u060c\u3001/&]\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND})\s+)(?:(?:the|la|le|les|los|l['\u2019]|die|der)\s*)?",
    re.IGNORECASE,
)
"""What stands between two names of a list."""

LONGEST_LINK = 16
"""Characters; what stands between two names of a list is not longer."""


class Asides:
    """The words of one field beside which a label of their scheme does not count."""

    def __init__(
        self,
        searcher: Searcher,
        name: str,
        concepts: Sequence[Concept],
        lexicon: Lexicon,
    ) -> None:
        self.searcher = searcher
        self.name = name
        self.of: dict[str, list[tuple[bool, Rule, Query]]] = {}
        for concept in concepts:
            if concept.asides and concept.scheme not in self.of:
                self.of[concept.scheme] = [
                    (before, rule, found)
                    for pair in asides(concept)
                    for before, rule in zip((True, False), pair, strict=True)
                    if rule and (found := query(rule, name, lexicon)) is not None
                ]

    def without(
        self, hits: dict[int, list[Hit]], concepts: Sequence[Concept], own: Mapping[int, str]
    ) -> dict[int, list[Hit]]:
        """
        The hits that have none of these words beside them; negative ones stay.

        "Experts from Togo, Ghana and Niger" names all three aside: what stands in one list with such a name is one too.
        """
        for scheme, words in self.of.items():
            beside = self._beside(words, hits, own) if hits else {}
            for number, around in beside.items():
                mine = [
                    hit for hit in hits[number] if hit.rule >= 0 and concepts[hit.concept].scheme == scheme
                ]
                gone = {hit for hit in mine if any(near(hit.first, hit.last) for near in around)}
                if gone:
                    text = self.searcher.reader().stored_fields(number)[self.name]
                    gone |= _listed_with(gone, mine, text)
                    hits[number] = [hit for hit in hits[number] if hit not in gone]
        return {number: of for number, of in hits.items() if of}

    def _beside(
        self, words: Sequence[tuple[bool, Rule, Query]], hits: Collection[int], own: Mapping[int, str]
    ) -> dict[int, list[Callable[[int, int], bool]]]:
        """For each document that has such words, what says whether a place is beside them."""
        beside: dict[int, list[Callable[[int, int], bool]]] = defaultdict(list)
        for before, rule, found in words:
            for number, spans in places(self.searcher, found, min(hits), max(hits)):
                if number in hits and (
                    not rule.languages or own[number] in rule.languages or not own[number]
                ):
                    beside[number] += [
                        _after(span.end, rule.within) if before else _before(span.start, rule.within)
                        for span in spans
                    ]
        return beside


def _listed_with(gone: AbstractSet[Hit], hits: Sequence[Hit], text: str) -> set[Hit]:
    """The hits that stand in one list with hits that are gone."""
    ordered = sorted(hits, key=lambda one: (one.start, one.end))
    lists: list[list[Hit]] = []
    for hit in ordered:
        end = max(one.end for one in lists[-1]) if lists else 0
        if lists and (hit.start < end or _is_link(text, end, hit.start)):
            lists[-1].append(hit)
        else:
            lists.append([hit])
    return {hit for of in lists if not gone.isdisjoint(of) for hit in of}


def _is_link(text: str, start: int, end: int) -> bool:
    return end - start <= LONGEST_LINK and _LINK.fullmatch(text, start, end) is not None


def _after(place: int, within: int) -> Callable[[int, int], bool]:
    return lambda first, _: 0 < first - place <= within


def _before(place: int, within: int) -> Callable[[int, int], bool]:
    return lambda _, last: 0 < place - last <= within
