"""Counting again what the dataset tells as a result: ranks, who looked, and how right words are.

The tables of rankings, gaps, coverage and precision are made by the code that makes their pages. So what pages show
of them is not looked up there but counted from works, tags, concepts and sources.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from index.tags import DECIDED, GIVEN, IMPLIED, PROXY
from site_builder.claims import Claim

__all__ = ["Derived"]

Filters = tuple[tuple[str, str], ...]
Key = tuple[str, str]

EVERYWHERE = "global"
"""The region that sources name which look at the whole world."""

_JUDGED = """
SELECT work, concept, rule, 0 FROM tags WHERE scheme = :scheme
UNION ALL SELECT work, concept, rule, 1 FROM denied WHERE scheme = :scheme ORDER BY work
"""
_PLACES = """
SELECT concept, count(*) FROM (
    SELECT DISTINCT concept, work, field, start, "end" FROM tags WHERE scheme = ? AND words IS NOT NULL
) GROUP BY concept
"""

Judged = tuple[str, str, int]
"""A concept, the rule that gives it, and whether a person denied it."""


class Derived:
    """
    The results, counted again.

    Args:
        database: The SQLite file of a dataset.
        works: Counts the works that have some values of facets.

    Attributes:
        measures: Gives the number of a claim, by what it measures.
    """

    def __init__(self, database: sqlite3.Connection, works: Callable[[Filters], int]) -> None:
        self._database, self._works = database, works
        self._said: dict[str, Mapping[str, Counter[str]]] = {}
        self._places: dict[str, Mapping[str, int]] = {}
        self._found: dict[str, list[Key]] = {}
        self.measures: Mapping[str, Callable[[Claim], int]] = {
            "rankings.rank": self._rank,
            "rankings.sentences": self._sentences,
            "gaps.looked": lambda claim: self._looked(_pairs(claim, ("rows", "row"), ("columns_", "column"))),
            "coverage.looked": lambda claim: self._looked(_pairs(claim, ("facet", "value"))),
            **{f"precision.{name}": self._judged(name) for name in ("right", "wrong", "missed", "sample")},
        }

    @cached_property
    def _concepts(self) -> Mapping[Key, tuple[str, tuple[str, ...]]]:
        """Of each concept its group, and the wider ones that it implies."""
        rows = self._database.execute('SELECT scheme, concept, "group", within FROM concepts')
        return {(scheme, one): (group or "", _list(within)) for scheme, one, group, within in rows}

    @cached_property
    def _sources(self) -> list[tuple[Mapping[str, tuple[str, ...]], bool]]:
        """What each source that is not retired watches, and whether it was ever read whole."""
        rows = self._database.execute(
            "SELECT watches_regions, watches_kinds, languages, last_good FROM sources WHERE state IS NOT 'retired'"
        )
        return [
            ({"region": _list(regions), "kind": _list(kinds), "language": _list(languages)}, bool(last))
            for regions, kinds, languages, last in rows
        ]

    def _rank(self, claim: Claim) -> int:
        """One more than the concepts of the same group that more works of the column name; 0 where none names it."""
        asked = dict(claim.filters)
        column = (asked["by"], asked["value"])
        group = self._group((asked["scheme"], asked["concept"]))
        own = self._works(((asked["scheme"], asked["concept"]), column))
        if asked["scheme"] not in self._found:
            rows = self._database.execute("SELECT DISTINCT scheme, concept FROM tags")
            self._found[asked["scheme"]] = [key for key in rows if key[0] == asked["scheme"]]
        others = (one for one in self._found[asked["scheme"]] if self._group(one) == group)
        more = sum(self._works((one, column)) > own for one in others)
        return 1 + more if own else 0

    def _group(self, key: Key) -> str:
        return self._concepts.get(key, ("", ()))[0]

    def _sentences(self, claim: Claim) -> int:
        """
        What the table says, if that can be: texts are not published, so that sentences cannot be counted again.

        Each work with words has at least one sentence, and no sentence lacks a place.
        """
        asked = dict(claim.filters)
        said = 'SELECT coalesce(sum("sentences"), 0) FROM rankings WHERE '
        said += " AND ".join(f'"{name}" = ?' for name in asked)
        (told,) = self._database.execute(said, [*asked.values()]).fetchone()
        with_words = self._works(
            ((f"words.{asked['scheme']}", asked["concept"]), (asked["by"], asked["value"]))
        )
        if asked["scheme"] not in self._places:
            self._places[asked["scheme"]] = dict(self._database.execute(_PLACES, (asked["scheme"],)))
        return min(max(int(told), with_words), self._places[asked["scheme"]].get(asked["concept"], 0))

    def _looked(self, keys: list[Key]) -> int:
        """The sources that watch all of these values and were read."""
        return sum(looked and all(self._watches(card, key) for key in keys) for card, looked in self._sources)

    def _watches(self, card: Mapping[str, tuple[str, ...]], key: Key) -> bool:
        """A region is watched with those within it and those around it; what is in no sheet is watched by all."""
        facet, value = key
        if facet != "region":
            return facet not in card or value in card[facet]
        around = {value, EVERYWHERE, *self._within(value)}
        return any(region in around or value in self._within(region) for region in card["region"])

    def _within(self, region: str) -> tuple[str, ...]:
        return self._concepts.get(("region", region), ("", ()))[1]

    def _judged(self, name: str) -> Callable[[Claim], int]:
        def value(claim: Claim) -> int:
            asked = dict(claim.filters)
            scheme = asked["scheme"]
            if scheme not in self._said:
                self._said[scheme] = self._agreement(scheme)
            return self._said[scheme][name][asked["concept"]]

        return value

    def _agreement(self, scheme: str) -> Mapping[str, Counter[str]]:
        """How often words and people agree on each concept of a scheme, counted work by work."""
        found: Mapping[str, Counter[str]] = {
            name: Counter() for name in ("right", "wrong", "missed", "sample")
        }
        rows = self._database.execute(_JUDGED, {"scheme": scheme})
        for _, of_work in groupby(rows, key=itemgetter(0)):
            tags: list[Judged] = [(concept, rule, no) for _, concept, rule, no in of_work]
            given = {one for one, rule, no in tags if rule == GIVEN and not no}
            decided = {one for one, rule, no in tags if rule == DECIDED and not no}
            denied = {one for one, _, no in tags if no}
            named = {one for one, rule, _ in tags if rule not in (GIVEN, DECIDED, IMPLIED, PROXY)}
            confirmed = self._widened(scheme, decided)
            # Who gives a label of a scheme has judged all of it; who decides on one tag, that alone.
            judged = named if given else named & (confirmed | denied)
            yes = self._widened(scheme, given) | confirmed
            found["right"].update((judged & yes) - denied)
            found["wrong"].update((judged - yes) | (judged & denied))
            found["missed"].update((given | decided) - judged)
            whole = {one for key, one in self._concepts if key == scheme} if given else confirmed | denied
            found["sample"].update(whole)
        return found

    def _widened(self, scheme: str, concepts: set[str]) -> set[str]:
        """These concepts with what they imply."""
        wider = (self._concepts.get((scheme, one), ("", ()))[1] for one in concepts)
        return concepts.union(*wider)


def _pairs(claim: Claim, *names: tuple[str, str]) -> list[Key]:
    asked = dict(claim.filters)
    return [(asked[facet], asked[value]) for facet, value in names]


def _list(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()
