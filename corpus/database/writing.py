"""The writer: keeps one answer in one transaction, and ends a run in another."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select, update

from corpus.answers import Answer, Kept, Validators
from corpus.bodies import Bodies
from corpus.database import tables as t
from corpus.database.finding import LISTED, Finding, Known
from corpus.database.joining import join_works
from corpus.database.minting import mint
from corpus.database.past import past_of
from corpus.database.validating import remember, remembered
from corpus.encoding import fingerprint, item_to_json
from corpus.ledger import Run
from corpus.past import Past
from corpus.values import Dropped, Item

__all__ = ["Writer"]

NOT_LISTED = "not listed"


@dataclass
class _Open:
    """What a writer remembers of a run that is under way."""

    source: str
    keys: set[str] = field(default_factory=set)
    touched: bool = False


class Writer:
    """
    Adds to the corpus. Use it under ``corpus.lock.one_writer``.

    One call of ``keep`` is one transaction: after a ``kill -9`` an answer is kept whole or not at
    all, and the next run reads on from there.

    Args:
        clock: Gives the time that rows are stamped with.
    """

    def __init__(self, engine: Engine, bodies: Bodies, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._bodies = bodies
        self._clock = clock
        self._open: dict[int, _Open] = {}

    def start_run(self, source: str) -> int:
        """Note in the ledger that a source is being read; return the run's number."""
        with self._engine.begin() as connection:
            row = {"source": source, "started": self._now()}
            run = int(connection.execute(t.runs.insert(), row).inserted_primary_key[0])  # type: ignore[index]
        self._open[run] = _Open(source)
        return run

    def keep(
        self, run: int, answer: Answer, items: Sequence[Item], dropped: Sequence[Dropped], reader: str
    ) -> Kept:
        """
        Keep an answer with what was read from it.

        Args:
            reader: Which sheet and code read it. While it and the body stay the same, and that
                reading was healthy, nothing is written but the sighting.
        """
        open_run, now = self._open[run], self._now()
        items = list({item.key: item for item in reversed(items)}.values())[::-1]  # the first counts
        open_run.keys.update(item.key for item in items)
        body = self._bodies.put(answer.body) if answer.body is not None else None
        with self._engine.begin() as connection:
            sighting = _sight(connection, run, open_run.source, answer, body, now)
            for drop in dropped:
                row = {"run": run, "at": now, "reason": drop.reason, "detail": drop.detail}
                connection.execute(t.dropped.insert(), row | {"key": drop.key, "title": drop.title})
            lies = ""
            if body is not None:
                same, lies = remember(connection, open_run.source, answer, body, reader, now, run)
                if same:
                    return Kept(unchanged=len(items), known=len(items), lies=lies)
            open_run.touched = True
            finding = Finding(connection, open_run.source, reader, open_run.keys)
            kept = _keep_items(connection, run, sighting, items, finding, now)
            return replace(kept, lies=lies)

    def validators(self, source: str, url: str) -> Validators | None:
        """What was kept of the last answer from this address; None when nothing was."""
        with self._engine.connect() as connection:
            return remembered(connection, source, url, self._clock())

    def past(self, source: str, reader: str) -> Past:
        """What the last healthy runs came to in which this sheet and code read the source."""
        with self._engine.connect() as connection:
            return past_of(connection, source, reader)

    def end_run(self, run: int, result: Run, *, healthy: bool, whole: bool) -> None:
        """
        Fill the run's row in the ledger.

        Args:
            result: What is to be written; its id, source and start are those of the run.
            healthy: Whether its items may be published.
            whole: Whether the source lists all it has, so that a record that is not among them has
                left the list. Never so for feeds, which list the newest only.
        """
        open_run, now = self._open.pop(run), self._now()
        with self._engine.begin() as connection:
            if healthy and open_run.touched:
                _accept(connection, run, open_run.source)
                _move_states(connection, run, open_run, now, whole=whole)
            row = {
                "ended": now, "outcome": result.outcome, "reason": result.reason, "seen": result.seen,
                "new": result.new, "changed": result.changed, "unchanged": result.unchanged,
                "kept": result.kept, "dropped": dict(sorted(result.dropped.items())),
                "fill": dict(sorted(result.fill.items())), "status": result.status,
                "duration": round(result.duration, 3), "bytes": result.bytes, "answers": result.answers,
                "due": result.due, "signs": dict(sorted(result.signs.items())),
            }  # fmt: skip
            connection.execute(update(t.runs).where(t.runs.c.id == run).values(row))

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _sight(connection: Connection, run: int, source: str, answer: Answer, body: str | None, now: str) -> int:
    if body is not None and not connection.scalar(select(t.bodies.c.hash).where(t.bodies.c.hash == body)):
        assert answer.body is not None
        row = {"hash": body, "size": len(answer.body), "media_type": answer.media_type, "first_seen": now}
        connection.execute(t.bodies.insert(), row)
    sighting: dict[str, Any] = {
        "run": run, "source": source, "url": answer.url, "final_url": answer.final_url, "at": now,
        "status": answer.status, "etag": answer.etag, "last_modified": answer.last_modified, "body": body,
        "bytes": answer.size, "duration": round(answer.duration, 3),
    }  # fmt: skip
    return int(connection.execute(t.sightings.insert(), sighting).inserted_primary_key[0])  # type: ignore[index]


def _keep_items(
    connection: Connection, run: int, sighting: int, items: Sequence[Item], finding: Finding, now: str
) -> Kept:
    source, reader = finding.source, finding.reader
    items, known = finding.find(items, now)
    fresh = [item for item in items if item.key not in known]
    record_ids = mint(connection, "record", now, [None] * len(fresh))
    for item, record in zip(fresh, record_ids, strict=True):
        known[item.key] = Known(record, item.key)
    if fresh:
        rows = [
            {"id": known[item.key].record, "source": source, "key": item.key, "first_seen": now}
            for item in fresh
        ]
        connection.execute(t.records.insert(), rows)
        join_works(connection, source, [(known[item.key].record, item) for item in fresh], now)
    methods = _Methods(connection)
    versions, standings, counts = [], [], {"new": 0, "changed": 0, "unchanged": 0}
    for item in items:
        before, data = known[item.key], item_to_json(item)
        digest = fingerprint(data)
        what = "new" if not before.number else "unchanged" if digest == before.published else "changed"
        counts["unchanged" if digest == before.hash and not before.published else what] += 1
        if digest not in (before.hash, before.published):
            versions.append({
                "record": before.record, "number": before.number + 1, "hash": digest, "data": data,
                "provenance": methods.id(item.methods), "reader": reader, "sighting": sighting, "run": run,
                "at": now,
            })  # fmt: skip
        standings.append((before, digest))
    if versions:
        connection.execute(t.record_versions.insert(), versions)
    _write_standings(connection, run, source, sighting, standings, now)
    different = finding.differences(items, known)
    return replace(different, new=counts["new"], changed=counts["changed"], unchanged=counts["unchanged"])


def _write_standings(
    connection: Connection, run: int, source: str, sighting: int, kept: list[tuple[Known, str]], now: str
) -> None:
    if not kept:
        return
    s, v = t.standings, t.record_versions
    fresh = [before.record for before, _ in kept if not before.number]
    for start in range(0, len(fresh), 500):
        part = fresh[start : start + 500]
        newest = {
            row.record: row.id
            for row in connection.execute(select(v.c.record, v.c.id).where(v.c.record.in_(part)))
        }
        rows = [{"record": record, "version": newest[record]} for record in part]
        common = {"source": source, "run": run, "sighting": sighting, "state": LISTED, "since": now}
        connection.execute(s.insert(), [row | common for row in rows])
        connection.execute(t.states.insert(), [
            {"record": record, "state": LISTED, "since": now, "run": run} for record in part
        ])  # fmt: skip
    # The version that was seen now, which may be an older one: a sick reading is taken back so.
    older = [{"r": before.record, "h": digest} for before, digest in kept if before.number]
    if older:
        seen = (
            select(v.c.id)
            .where(v.c.record == s.c.record, v.c.hash == bindparam("h"))
            .order_by(v.c.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        here = update(s).where(s.c.record == bindparam("r"))
        connection.execute(here.values(run=run, sighting=sighting, version=seen), older)


def _accept(connection: Connection, run: int, source: str) -> None:
    s, v = t.standings, t.validators
    connection.execute(update(s).where(s.c.source == source, s.c.run == run).values(accepted=s.c.version))
    connection.execute(update(v).where(v.c.source == source, v.c.run == run).values(accepted=True))


def _move_states(connection: Connection, run: int, open_run: _Open, now: str, *, whole: bool) -> None:
    """Move records that left the list, and those that came back."""
    s, r = t.standings, t.records
    query = (
        select(s.c.record, r.c.key, s.c.state)
        .join(r, r.c.id == s.c.record)
        .where(s.c.source == open_run.source)
    )
    for record, key, state in connection.execute(query).all():
        new = LISTED if key in open_run.keys else NOT_LISTED
        if new == state or (new == NOT_LISTED and not whole):
            continue
        move = {"state": new, "since": now}
        connection.execute(update(s).where(s.c.record == record).values(move))
        connection.execute(t.states.insert(), move | {"record": record, "run": run})


class _Methods:
    """Numbers of the patterns in which fields were read; few, since a source reads all items alike."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[str, int] = {}

    def id(self, methods: Mapping[str, str]) -> int:
        text, p = json.dumps(methods, sort_keys=True), t.provenances
        if text not in self._ids:
            found = self._connection.scalar(select(p.c.id).where(p.c.methods == text))
            if found is None:
                found = self._connection.execute(p.insert(), {"methods": text}).inserted_primary_key[0]  # type: ignore[index]
            self._ids[text] = int(found)
        return self._ids[text]
