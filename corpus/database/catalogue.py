"""The catalogue: the works of the corpus as rules and people see them; facts stay as they are."""

import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from corpus.database.reading import Reader
from corpus.deciding import by_work, decided, seen_hash
from corpus.decisions import Decision
from corpus.judgement import Judgement
from corpus.judging import judge
from corpus.ledger import DroppedRow
from corpus.remembering import read_memory, write_memory
from corpus.values import Item, Record, Work
from corpus.works import assemble

__all__ = ["Catalogue", "Waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision that has to be taken again, and why: the text is another one, or the work is gone."""

    decision: Decision
    why: str


class Catalogue(Reader):
    """
    A reader to whom works of several records are joined, set right and taken out as people decided.

    All of it is derived: without the decisions and the judgement the works are those of the corpus.

    Args:
        judgement: What was found out about all works together; empty before the first build.
    """

    def __init__(self, engine: Engine, decisions: Sequence[Decision], judgement: Judgement) -> None:
        super().__init__(engine)
        self.decisions = tuple(decisions)
        self.judgement, self._main = judgement, judgement.main
        self._by_work = by_work(self.decisions)
        self._publish = {one.work: one for one in self.decisions if one.decision in ("keep", "reject")}

    def judge(self, notes: Path | None = None) -> Judgement:
        """
        Compare all works, and see them so from now on.

        Args:
            notes: A file of what the last comparison left; what has not changed since is not compared again.
        """
        memory = read_memory(notes) if notes else None
        self.judgement, left = judge(
            self.facts(), self.minted(), self.decisions, memory=memory, read=self.fact
        )
        self._main = self.judgement.main
        if notes:
            write_memory(notes, left)
        return self.judgement

    @property
    def kept(self) -> frozenset[str]:
        """Works that people want to be published, whatever rules say."""
        return frozenset(id_ for id_, one in self._publish.items() if one.decision == "keep")

    def facts(self) -> Iterator[Work]:
        """The works as exact keys join them, by id; records that a person split off are works of their own."""
        apart = self._split_off
        rest = (apart.get(work.id, work) for work in super().works())
        off = (work for id_, work in sorted(apart.items()) if id_ in self._records_off)
        yield from heapq.merge(rest, off, key=lambda work: work.id)

    def works(self) -> Iterator[Work]:
        """Every work that may be published, by id, one at a time."""
        for work in self.facts():
            if work.id not in self._main and (seen := self._seen(work)) is not None:
                yield seen

    def work(self, id_: str) -> Work | None:
        """One work, also by an id that was joined to another; None when there is none or it was rejected."""
        fact = self.fact(self._main.get(id_, id_))
        return self._seen(fact) if fact else None

    def dropped(self, *, runs: set[int] | None = None) -> list[DroppedRow]:
        """Candidates that were not kept, and works that people rejected."""
        rows = super().dropped(runs=runs)
        last = {source: found[0].id for source, found in self.last_runs().items()}
        for id_, decision in sorted(self._publish.items()):
            fact = self.fact(id_) if decision.decision == "reject" else None
            if fact and fact.sources[0] in last:
                rows.append(
                    DroppedRow(
                        last[fact.sources[0]], fact.sources[0], decision.when.isoformat(), "rejected by a curator",
                        f"{decision.who}: {decision.why}", id_, fact.item.title,
                    )
                )  # fmt: skip
        return rows

    def state(self) -> str:
        """A text that differs whenever anything that a build reads has changed."""
        return json.dumps([super().state(), [one.model_dump_json() for one in self.decisions]])

    def waiting(self) -> list[Waiting]:
        """The decisions that have to be taken again, in their order; until then they hold."""
        found = []
        for decision in self.decisions:
            said = [self._said(id_) for id_ in (decision.work, decision.other) if id_]
            if not all(said):
                found.append(Waiting(decision, "there is no such work"))
            elif decision.seen and decision.seen != seen_hash(decision.decision, decision.field, said):
                found.append(Waiting(decision, "the sources say something else now"))
        return found

    def hash_of(self, decision: Decision) -> str:
        """What stands in ``seen`` when this decision is taken now."""
        said = [self._said(id_) for id_ in (decision.work, decision.other) if id_]
        return seen_hash(decision.decision, decision.field, said)

    def _seen(self, fact: Work) -> Work | None:
        """The work that readers see in place of this one; None when it was rejected."""
        if fact.id in self._publish and fact.id not in self.kept:
            return None
        ids = self.judgement.members.get(fact.id, (fact.id,))
        decisions = [one for id_ in ids for one in self._by_work.get(id_, ())]
        if len(ids) > 1:
            others = [other for id_ in ids[1:] if (other := self.fact(id_))]
            fact = assemble(fact.id, [record for one in (fact, *others) for record in one.records])
        return decided(fact, decisions)

    def fact(self, id_: str) -> Work | None:
        """One work as sources gave it and exact keys joined it; None when there is none."""
        return self._split_off.get(id_) or super().work(id_)

    def knows(self, id_: str) -> bool:
        """Whether there is such a work, or such a record."""
        return bool(self._said(id_))

    def _said(self, id_: str) -> list[Item]:
        """What sources say of a work, before anybody split it, or of one record; empty when there is none."""
        if whole := super().work(id_):
            return [record.item for record in whole.records]
        owner = self.owner(id_)
        whole = super().work(owner) if owner else None
        return [record.item for record in whole.records if record.id == id_] if whole else []

    @property
    def _records_off(self) -> set[str]:
        return {one.other for one in self.decisions if one.decision == "split"}

    @cached_property
    def _split_off(self) -> dict[str, Work]:
        """The works that splitting touches: those that lost a record, and the records that became works."""
        found: dict[str, Work] = {}
        wanted: dict[str, set[str]] = {}
        for one in self.decisions:
            if one.decision == "split":
                wanted.setdefault(one.work, set()).add(one.other)
        for id_, records in sorted(wanted.items()):
            work = super().work(id_)
            off: list[Record] = [record for record in work.records if record.id in records] if work else []
            if work and 0 < len(off) < len(work.records):
                found[id_] = assemble(id_, [record for record in work.records if record not in off])
                found |= {record.id: assemble(record.id, [record]) for record in off}
        return found
