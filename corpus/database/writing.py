"""The writer: keeps one answer in one transaction, and ends a run in another."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select, update

from corpus.answers import Answer, Kept, Past, Validators
from corpus.bodies import Bodies
from corpus.database import tables as t
from corpus.database.joining import join_works
from corpus.database.minting import mint
from corpus.database.recalling import past_readings
from corpus.encoding import fingerprint, item_to_json
from corpus.ledger import Run
from corpus.values import WITHDRAWN, Dropped, Item

__all__ = ["Writer"]

LISTED, NOT_LISTED, GONE = "listed", "not listed", "withdrawn"


@dataclass
class _Open:
    """What a writer remembers of a run that is under way."""

    source: str
    keys: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
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
        open_run.withdrawn.difference_update(item.key for item in items)  # what is said last counts
        open_run.withdrawn.update(drop.key for drop in dropped if drop.reason == WITHDRAWN)
        body = self._bodies.put(answer.body) if answer.body is not None else None
        with self._engine.begin() as connection:
            sighting = _sight(connection, run, open_run.source, answer, body, now)
            for drop in dropped:
                row = {"run": run, "at": now, "reason": drop.reason, "detail": drop.detail}
                connection.execute(t.dropped.insert(), row | {"key": drop.key, "title": drop.title})
            if body is not None and _same_as_before(
                connection, open_run.source, answer, body, reader, now, run
            ):
                return Kept(unchanged=len(items))
            open_run.touched = True
            return _keep_items(connection, run, open_run.source, sighting, items, reader, now)

    def validators(self, source: str, url: str) -> Validators | None:
        """What was kept of the last answer from this address; None when nothing was."""
        v = t.validators.c
        query = (
            select(v.etag, v.last_modified, v.body, t.bodies.c.media_type)
            .join(t.bodies, t.bodies.c.hash == v.body)
            .where(v.source == source, v.url == url)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return Validators(*row) if row else None

    def past(self, source: str, reader: str) -> dict[str, Past]:
        """For each address that this reader read in a healthy run, when that was."""
        return past_readings(self._engine, source, reader)

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
                "due": result.due,
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


def _same_as_before(
    connection: Connection, source: str, answer: Answer, body: str, reader: str, now: str, run: int
) -> bool:
    """Bring the validators up to date; tell whether this body was read the same way in a healthy run."""
    v = t.validators
    here = (v.c.source == source) & (v.c.url == answer.url)
    before = connection.execute(select(v.c.body, v.c.reader, v.c.accepted).where(here)).one_or_none()
    news = {"etag": answer.etag, "last_modified": answer.last_modified, "checked": now}
    if before and before.body == body and before.reader == reader and before.accepted:
        connection.execute(update(v).where(here).values(news))
        return True
    news |= {"body": body, "reader": reader, "run": run, "accepted": False}  # type: ignore[dict-item]
    if before:
        connection.execute(update(v).where(here).values(news))
    else:
        connection.execute(v.insert(), news | {"source": source, "url": answer.url})
    return False


def _keep_items(
    connection: Connection, run: int, source: str, sighting: int, items: Sequence[Item], reader: str, now: str
) -> Kept:
    known = _known(connection, source, [item.key for item in items])
    fresh = [item for item in items if item.key not in known]
    record_ids = mint(connection, "record", now, [None] * len(fresh))
    for item, record in zip(fresh, record_ids, strict=True):
        known[item.key] = _Known(record, 0, "", LISTED)
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
        changed = digest != before.hash
        counts["unchanged" if not changed else "changed" if before.number else "new"] += 1
        if changed:
            versions.append({
                "record": before.record, "number": before.number + 1, "hash": digest, "data": data,
                "provenance": methods.id(item.methods), "reader": reader, "sighting": sighting, "run": run,
                "at": now,
            })  # fmt: skip
        standings.append((before, changed))
    if versions:
        connection.execute(t.record_versions.insert(), versions)
    _write_standings(connection, run, source, sighting, standings, now)
    return Kept(**counts)


@dataclass(frozen=True, slots=True)
class _Known:
    record: str
    number: int
    hash: str
    state: str


def _known(connection: Connection, source: str, keys: Sequence[str]) -> dict[str, _Known]:
    r, v, s = t.records.c, t.record_versions.c, t.standings.c
    joined = t.records.join(t.standings, s.record == r.id).join(t.record_versions, v.id == s.version)
    found: dict[str, _Known] = {}
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        query = select(r.key, r.id, v.number, v.hash, s.state).select_from(joined)
        for key, *rest in connection.execute(query.where(r.source == source, r.key.in_(part))):
            found[key] = _Known(*rest)
    return found


def _write_standings(
    connection: Connection, run: int, source: str, sighting: int, kept: list[tuple[_Known, bool]], now: str
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
    older = [{"r": before.record} for before, _ in kept if before.number]
    if older:
        newest_version = (
            select(v.c.id)
            .where(v.c.record == s.c.record)
            .order_by(v.c.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        here = update(s).where(s.c.record == bindparam("r"))
        connection.execute(here.values(run=run, sighting=sighting, version=newest_version), older)


def _accept(connection: Connection, run: int, source: str) -> None:
    s, v = t.standings, t.validators
    connection.execute(update(s).where(s.c.source == source, s.c.run == run).values(accepted=s.c.version))
    connection.execute(update(v).where(v.c.source == source, v.c.run == run).values(accepted=True))


def _move_states(connection: Connection, run: int, open_run: _Open, now: str, *, whole: bool) -> None:
    """Move records that left the list or were withdrawn, and those that came back."""
    s, r = t.standings, t.records
    query = (
        select(s.c.record, r.c.key, s.c.state)
        .join(r, r.c.id == s.c.record)
        .where(s.c.source == open_run.source)
    )
    for record, key, state in connection.execute(query).all():
        new = _new_state(key, state, open_run, whole=whole)
        if new == state:
            continue
        move = {"state": new, "since": now}
        connection.execute(update(s).where(s.c.record == record).values(move))
        connection.execute(t.states.insert(), move | {"record": record, "run": run})


def _new_state(key: str, state: str, open_run: _Open, *, whole: bool) -> str:
    if key in open_run.withdrawn:
        return GONE
    if key in open_run.keys:
        return LISTED
    return NOT_LISTED if whole and state != GONE else state


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
