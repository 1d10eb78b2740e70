"""Which works are one, which are related, and what a person must settle: derived from facts and decisions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.blocking import meeting
from corpus.comparing import SAME, compare
from corpus.decisions import Decision
from corpus.describing import Description, describe
from corpus.families import Relation, neutral_pairs, related
from corpus.judgement import Judgement, Suspicion
from corpus.remembering import Doubt, Memory, Outcome, Traces, traces_of
from corpus.suspecting import suspected
from corpus.values import Work

__all__ = ["judge"]

Pair = tuple[int, int]


@dataclass(slots=True)
class _Bench:
    """
    What lies on the table while works are judged; works are numbers.

    Attributes:
        descriptions: Only of those that were described this time.
        ruled: What people said of pairs.
        outcomes: What the comparison of pairs came to, where it came to anything, and ``compared`` all pairs.
        same: Pairs that the comparison joins, with their points, and ``doubts`` those that it may.
        group: For each joined work the works that are one with it.
    """

    ids: list[str] = field(default_factory=list)
    traces: list[Traces] = field(default_factory=list)
    sources: list[frozenset[str]] = field(default_factory=list)
    descriptions: dict[int, Description] = field(default_factory=dict)
    compared: list[Pair] = field(default_factory=list)
    outcomes: dict[Pair, Outcome] = field(default_factory=dict)
    ruled: dict[Pair, Decision] = field(default_factory=dict)
    same: list[tuple[float, int, int]] = field(default_factory=list)
    relations: dict[Pair, Relation] = field(default_factory=dict)
    doubts: dict[Pair, tuple[float, tuple[str, ...]]] = field(default_factory=dict)
    group: dict[int, set[int]] = field(default_factory=dict)

    def together(self, pair: Pair) -> bool:
        """Whether two works are one."""
        return pair[1] in self.group.get(pair[0], set())


def judge(
    works: Iterable[Work], minted: Mapping[str, int], decisions: Sequence[Decision], *,
    memory: Memory | None = None, read: Callable[[str], Work | None] | None = None,
) -> tuple[Judgement, Memory]:  # fmt: skip
    """
    Judge all works.

    Two works of one source are never joined by rule: what a source lists twice it holds to be two things.
    Of joined works the id that was minted first stays, so that a better record changes no id; where a
    person joined two, the id that the person named stays.

    Args:
        works: In the order of ids; only a short description of each is kept.
        minted: The order in which ids were minted; unknown ids come last.
        memory: Of the last time; works of which nothing changed are not compared again, with the same result.
        read: Gives a work, to describe one that did not change; needed with a memory.

    Returns:
        The judgement, and the memory for the next time.
    """
    before = memory or Memory()
    bench = _Bench()
    for place, work in enumerate(works):
        known = before.traces.get(work.id)
        if known is None or known.seen != work.fingerprint:
            bench.descriptions[place] = describe(work)
            known = traces_of(work, bench.descriptions[place])
        bench.ids.append(work.id)
        bench.traces.append(known)
        bench.sources.append(frozenset(work.sources))
    bench.ruled = _ruled(bench.ids, decisions)
    _compare(bench, before, read)
    _weigh(bench)
    _join(bench)
    members = _members(bench, minted)
    judgement = Judgement(members, _relations(bench, members), _suspicions(bench, members))
    return judgement, _remembered(bench)


def _ruled(ids: Sequence[str], decisions: Sequence[Decision]) -> dict[Pair, Decision]:
    number = {id_: place for place, id_ in enumerate(ids)}
    ruled = {}
    for decision in decisions:
        pair = number.get(decision.work), number.get(decision.other)
        if decision.decision in ("merge", "split", "relate") and None not in pair:
            ruled[min(pair), max(pair)] = decision  # type: ignore[type-var]
    return ruled  # type: ignore[return-value]


def _compare(bench: _Bench, before: Memory, read: Callable[[str], Work | None] | None) -> None:
    """Compare all pairs that meet; what was compared before, and of which neither changed, is only recalled."""
    fresh = frozenset(bench.descriptions)

    def description(place: int) -> Description:
        if place not in bench.descriptions:
            work = read(bench.ids[place]) if read else None
            assert work is not None  # it was among the works a moment ago, of the same state
            bench.descriptions[place] = describe(work)
        return bench.descriptions[place]

    places = [one.place for one in bench.traces]
    meet = meeting([one.keys for one in bench.traces], [one.title for one in bench.traces])
    bench.compared = sorted({*meet, *neutral_pairs(places)})
    for pair in bench.compared:
        ids = bench.ids[pair[0]], bench.ids[pair[1]]
        if ids in before.compared and fresh.isdisjoint(pair):
            outcome = before.found.get(ids)
        else:
            outcome = _outcome(description(pair[0]), description(pair[1]), places[pair[0]], places[pair[1]])
        if outcome:
            bench.outcomes[pair] = outcome


def _outcome(first: Description, second: Description, here: str, there: str) -> Outcome | None:
    if relation := related(first, second, here, there):
        return relation
    compared = compare(first, second)
    return Doubt(compared.points, compared.reasons) if compared.verdict != "different" else None


def _weigh(bench: _Bench) -> None:
    """Part the outcomes: what is related, what is one, what a person may be asked."""
    for pair, outcome in bench.outcomes.items():
        if isinstance(outcome, Relation):
            bench.relations[pair] = outcome
            continue
        if outcome.points >= SAME and not bench.sources[pair[0]] & bench.sources[pair[1]]:
            bench.same.append((-outcome.points, *pair))
        bench.doubts[pair] = outcome.points, outcome.reasons
    for one, other, alike in suspected([trace.words for trace in bench.traces]):
        words = (f"+ the same words ({alike:.0%})",)
        if known := bench.doubts.get((one, other)):
            bench.doubts[one, other] = known[0], (*known[1], *words)
        else:
            bench.doubts[one, other] = 10 * alike - SAME, words


def _remembered(bench: _Bench) -> Memory:
    ids = bench.ids
    return Memory(
        dict(zip(ids, bench.traces, strict=True)),
        frozenset((ids[one], ids[other]) for one, other in bench.compared),
        {(ids[one], ids[other]): outcome for (one, other), outcome in bench.outcomes.items()},
    )


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
            ids = tuple(sorted((bench.ids[n] for n in group), key=order))
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
        one, other = (main.get(id_, id_) for id_ in (bench.ids[place] for place in pair))
        found.setdefault((one, other), (points, reasons))
    return tuple(Suspicion(*ids, reasons) for ids, (_, reasons) in found.items())
