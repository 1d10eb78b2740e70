"""Which works are one, which are related, and what a person must settle: derived from facts and decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.blocking import pairs
from corpus.comparing import SAME, compare
from corpus.decisions import Decision
from corpus.describing import Description, describe
from corpus.families import Relation, neutral_pairs, related
from corpus.judgement import Judgement, Suspicion
from corpus.suspecting import suspected
from corpus.values import Work

__all__ = ["judge"]

_LONGEST = 2000
"""So many signs of what a work says of itself are held against others."""


Pair = tuple[int, int]


@dataclass(slots=True)
class _Bench:
    """
    What lies on the table while works are judged; works are numbers.

    Attributes:
        ruled: What people said of pairs.
        same: Pairs that the comparison joins, with their points, and ``doubts`` those that it may.
        group: For each joined work the works that are one with it.
    """

    descriptions: list[Description] = field(default_factory=list)
    sources: list[frozenset[str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    ruled: dict[Pair, Decision] = field(default_factory=dict)
    same: list[tuple[float, int, int]] = field(default_factory=list)
    relations: dict[Pair, Relation] = field(default_factory=dict)
    doubts: dict[Pair, tuple[float, tuple[str, ...]]] = field(default_factory=dict)
    group: dict[int, set[int]] = field(default_factory=dict)

    def together(self, pair: Pair) -> bool:
        """Whether two works are one."""
        return pair[1] in self.group.get(pair[0], set())


def judge(works: Iterable[Work], minted: Mapping[str, int], decisions: Sequence[Decision]) -> Judgement:
    """
    Judge all works.

    Two works of one source are never joined by rule: what a source lists twice it holds to be two things.
    Of joined works the id that was minted first stays, so that a better record changes no id; where a
    person joined two, the id that the person named stays.

    Args:
        works: In the order of ids; only a short description of each is kept.
        minted: The order in which ids were minted; unknown ids come last.
    """
    bench = _Bench()
    for work in works:
        item = work.item
        words = (item.title, item.publisher, *item.authors, item.note, item.abstract)
        bench.descriptions.append(describe(work))
        bench.sources.append(frozenset(work.sources))
        bench.texts.append(" ".join(filter(None, words))[:_LONGEST])
        bench.places.append(item.url or "")
    bench.ruled = _ruled(bench.descriptions, decisions)
    _compare(bench)
    _join(bench)
    members = _members(bench, minted)
    return Judgement(members, _relations(bench, members), _suspicions(bench, members))


def _ruled(descriptions: Sequence[Description], decisions: Sequence[Decision]) -> dict[Pair, Decision]:
    number = {one.id: place for place, one in enumerate(descriptions)}
    ruled = {}
    for decision in decisions:
        pair = number.get(decision.work), number.get(decision.other)
        if decision.decision in ("merge", "split", "relate") and None not in pair:
            ruled[min(pair), max(pair)] = decision  # type: ignore[type-var]
    return ruled  # type: ignore[return-value]


def _compare(bench: _Bench) -> None:
    for pair in sorted({*pairs(bench.descriptions), *neutral_pairs(bench.places)}):
        first, second = (bench.descriptions[place] for place in pair)
        relation = related(first, second, *(bench.places[place] for place in pair))
        if relation:
            bench.relations[pair] = relation
            continue
        compared = compare(first, second)
        if compared.points >= SAME and not bench.sources[pair[0]] & bench.sources[pair[1]]:
            bench.same.append((-compared.points, *pair))
        if compared.verdict != "different":
            bench.doubts[pair] = compared.points, compared.reasons
    for one, other, alike in suspected(bench.texts):
        words = (f"+ the same words ({alike:.0%})",)
        if known := bench.doubts.get((one, other)):
            bench.doubts[one, other] = known[0], (*known[1], *words)
        else:
            bench.doubts[one, other] = 10 * alike - SAME, words


def _join(bench: _Bench) -> None:
    """Make the groups; a pair that a person or its sources keep apart is not joined, not even in a chain."""
    apart = [pair for pair, decision in bench.ruled.items() if decision.decision != "merge"]
    asked = [pair for pair, decision in bench.ruled.items() if decision.decision == "merge"]
    for pair, by_rule in [
        *((pair, False) for pair in asked),
        *((pair, True) for _, *pair in sorted(bench.same)),
    ]:
        first, second = (bench.group.get(place, {place}) for place in pair)
        both = first | second
        if first is second or any(one in both and other in both for one, other in apart):
            continue
        lists = [{name for place in some for name in bench.sources[place]} for some in (first, second)]
        if not (by_rule and lists[0] & lists[1]):
            bench.group.update(dict.fromkeys(both, both))


def _members(bench: _Bench, minted: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    merges = [decision for decision in bench.ruled.values() if decision.decision == "merge"]
    named = {one.work for one in merges} - {one.other for one in merges}

    def order(id_: str) -> tuple[bool, int, str]:
        return id_ not in named, minted.get(id_, len(minted) + 1), id_

    found = {}
    for place, group in bench.group.items():
        if place == min(group):
            ids = tuple(sorted((bench.descriptions[n].id for n in group), key=order))
            found[ids[0]] = ids
    return dict(sorted(found.items()))


def _relations(bench: _Bench, members: Mapping[str, Sequence[str]]) -> tuple[Relation, ...]:
    main = {id_: first for first, ids in members.items() for id_ in ids}
    relations = [one for pair, one in bench.relations.items() if pair not in bench.ruled]
    relations += [
        Relation(one.work, one.value, one.other, f"decision of {one.who}")
        for one in bench.ruled.values()
        if one.decision == "relate"
    ]
    named = {
        replace(one, work=main.get(one.work, one.work), other=main.get(one.other, one.other))
        for one in relations
    }
    return tuple(sorted(one for one in named if one.work != one.other))


def _suspicions(bench: _Bench, members: Mapping[str, Sequence[str]]) -> tuple[Suspicion, ...]:
    main = {id_: first for first, ids in members.items() for id_ in ids}
    found: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {}
    for pair, (points, reasons) in sorted(bench.doubts.items(), key=lambda doubt: (-doubt[1][0], doubt[0])):
        if pair in bench.ruled or pair in bench.relations or bench.together(pair):
            continue
        one, other = (main.get(id_, id_) for id_ in (bench.descriptions[place].id for place in pair))
        found.setdefault((one, other), (points, reasons))
    return tuple(Suspicion(*ids, reasons) for ids, (_, reasons) in found.items())
