"""The reader: works, the ledger, and what changed, as values. Readers never wait for the writer."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, Row, Select, and_, func, select

from corpus.database import tables as t
from corpus.database.changing import change_of, changes_shown
from corpus.database.pages import in_parts, page_sayings
from corpus.encoding import item_from_json
from corpus.ledger import Change, DroppedRow, Move, Run, Sighting
from corpus.pages import with_pages
from corpus.values import Record, Version, Work
from corpus.works import assemble

__all__ = ["Reader"]

_DAY = re.compile(r'(?<!\\)"date":\["(\d{4}-\d{2}-\d{2})"')

CHUNK = 1000
"""Rows that are in memory at a time."""


class Reader:
    """Reads the corpus; each method sees one state of it, whatever is written meanwhile."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def works(self) -> Iterator[Work]:
        """
        Every work that may be published, by id, one at a time.

        A record counts with its newest version that a healthy run saw; without one it does not count.
        """
        with self._engine.connect() as connection:
            rows = connection.execution_options(yield_per=CHUNK).execute(_records_of_works())
            for work, group in groupby(self._bettered(rows), key=lambda pair: pair[0]):
                yield assemble(work, [record for _, record in group])

    def work(self, id_: str) -> Work | None:
        """One work; None when there is none of this id."""
        with self._engine.connect() as connection:
            rows = connection.execute(_records_of_works(id_)).all()
        records = [record for _, record in self._bettered(rows)]
        return assemble(id_, records) if records else None

    def _bettered(self, rows: Iterable[Row[Any]]) -> Iterator[tuple[str, Record]]:
        """The records, each with its work, and with what its pages and files said."""
        for part in in_parts(rows, CHUNK):
            with self._engine.connect() as connection:
                said = page_sayings(connection, [row.id for row in part])
            for row in part:
                record = _record(row)
                if row.id in said:
                    seen, pages = said[row.id]
                    item, lost = with_pages(record.item, pages, record.source, seen)
                    record = replace(record, item=item, lost=lost)
                yield str(row.work), record

    def minted(self) -> dict[str, int]:
        """For each work the place of its id in the order in which ids were minted."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(t.ids.c.id, t.ids.c.number).where(t.ids.c.what == "work"))
            return {row.id: row.number for row in rows}

    def owner(self, record: str) -> str | None:
        """The work that a record was joined to by its keys; None when there is no such record."""
        w = t.work_records.c
        with self._engine.connect() as connection:
            found: str | None = connection.scalar(select(w.work).where(w.record == record, w.until.is_(None)))
        return found

    def version(self, record: str, number: int) -> Version | None:
        """One version of a record, also an old one; None when there is none."""
        v, r, p, g, b = t.record_versions.c, t.records.c, t.provenances.c, t.sightings.c, t.bodies.c
        query = (
            select(r.source, r.key, v.data, p.methods, v.reader, g.url, g.final_url, g.body, b.media_type)
            .select_from(t.record_versions)
            .join(t.records, r.id == v.record)
            .join(t.provenances, p.id == v.provenance)
            .join(t.sightings, g.id == v.sighting)
            .join(t.bodies, b.hash == g.body, isouter=True)
            .where(v.record == record, v.number == number)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        item = item_from_json(row.key, row.data, row.methods)
        return Version(row.source, item, row.reader, row.final_url or row.url, row.body, row.media_type)

    def runs(self) -> list[Run]:
        """The ledger, the oldest first; runs that were killed have no end."""
        with self._engine.connect() as connection:
            return [_run(row) for row in connection.execute(select(t.runs).order_by(t.runs.c.id))]

    def last_runs(self, count: int = 1) -> dict[str, list[Run]]:
        """For each source that ever ran to an end, its last runs, the newest first."""
        r = t.runs.c
        place = func.row_number().over(partition_by=r.source, order_by=r.id.desc()).label("place")
        numbered = select(t.runs, place).where(r.ended.is_not(None)).subquery()
        query = (
            select(numbered).where(numbered.c.place <= count).order_by(numbered.c.source, numbered.c.place)
        )
        with self._engine.connect() as connection:
            found: dict[str, list[Run]] = {}
            for row in connection.execute(query):
                found.setdefault(row.source, []).append(_run(row))
        return found

    def healthy_sources(self) -> frozenset[str]:
        """The sources that had at least one healthy run."""
        with self._engine.connect() as connection:
            query = select(t.runs.c.source).where(t.runs.c.outcome == "ok").distinct()
            return frozenset(connection.scalars(query))

    def body_read(self, source: str) -> str | None:
        """The hash of the body that was last read whole from a source of one address."""
        v = t.validators.c
        query = select(v.body).where(v.source == source, v.accepted).order_by(v.checked.desc()).limit(1)
        with self._engine.connect() as connection:
            found: str | None = connection.scalar(query)
        return found

    def bodies_at(self, urls: Sequence[str]) -> dict[tuple[str, str], str]:
        """For each source and address of these: the hash of the body that was last read there, healthily."""
        v = t.validators.c
        found: dict[tuple[str, str], str] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(urls), 500):
                query = select(v.source, v.url, v.body).where(
                    v.url.in_(urls[start : start + 500]), v.accepted
                )
                found |= {(source, url): body for source, url, body in connection.execute(query)}
        return found

    def dropped(self, *, runs: set[int] | None = None) -> list[DroppedRow]:
        """Candidates that were not kept, the oldest first; of these runs, or of all."""
        d, r = t.dropped.c, t.runs.c
        query = select(
            d.run, r.source, d.at, d.reason, d.detail, d.key, d.title
        ).join(t.runs, r.id == d.run).order_by(d.id)  # fmt: skip
        if runs is not None:
            query = query.where(d.run.in_(sorted(runs)))
        with self._engine.connect() as connection:
            return [DroppedRow(*row) for row in connection.execute(query)]

    def sightings(self) -> Iterator[Sighting]:
        """Every answer, the oldest first, one at a time."""
        s = t.sightings.c
        query = select(s.id, s.run, s.source, s.url, s.at, s.status, s.body, s.bytes).order_by(s.id)
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=CHUNK).execute(query):
                yield Sighting(*row)

    def changes(self, limit: int = 500) -> list[Change]:
        """Works of which a record changed after it was first kept, the newest change first."""
        with self._engine.connect() as connection:
            return [change_of(*row) for row in connection.execute(changes_shown(limit))]

    def arrivals(self, sources: Iterable[str] | None = None) -> dict[str, list[date]]:
        """
        For each source the days on which something new came, from what is published of it.

        The day of an item is its date; where it has none that is exact and past, the day on which it was
        first seen, but not that of the source's first reading, in which everything is new.
        """
        r, s, v = t.records.c, t.standings.c, t.record_versions.c
        query = (
            select(r.source, r.first_seen, v.data)
            .join(t.standings, s.record == r.id)
            .join(t.record_versions, v.id == s.accepted)
            .order_by(r.source, r.first_seen)
        )
        if sources is not None:
            query = query.where(r.source.in_(sorted(sources)))
        found: dict[str, list[date]] = {}
        with self._engine.connect() as connection:
            for source, group in groupby(connection.execute(query), key=lambda row: str(row.source)):
                found[source] = list(_days_of(group))
        return found

    def moves(self) -> list[Move]:
        """Every change of a record's state after its first, the oldest first."""
        m, r, run = t.states.c, t.records.c, t.runs.c
        query = (
            select(m.record, r.source, m.state, m.since, run.outcome)
            .join(t.records, r.id == m.record)
            .join(t.runs, run.id == m.run)
            .where(m.since != r.first_seen)
            .order_by(m.id)
        )
        with self._engine.connect() as connection:
            return [Move(*row) for row in connection.execute(query)]

    def as_of(self) -> str | None:
        """When the last run ended, ISO 8601: the time that a site made now speaks of."""
        with self._engine.connect() as connection:
            found: str | None = connection.scalar(select(func.max(t.runs.c.ended)))
        return found

    def state(self) -> str:
        """A text that differs whenever anything that a build reads has changed."""
        with self._engine.connect() as connection:
            parts = [connection.scalar(select(func.max(c))) for c in (
                t.runs.c.id, t.runs.c.ended, t.page_readings.c.id, t.sightings.c.id, t.record_versions.c.id, t.states.c.id, t.dropped.c.id,
            )]  # fmt: skip
            parts.append(connection.scalar(select(func.count()).select_from(t.work_records)))
        return json.dumps(parts)


def _days_of(rows: Iterable[Any]) -> Iterator[date]:
    first = None
    for row in rows:
        seen = date.fromisoformat(row.first_seen[:10])
        first = first or row.first_seen
        written = _DAY.search(row.data)
        day = date.fromisoformat(written[1]) if written else None
        if day is not None and day <= seen:
            yield day
        elif row.first_seen != first:
            yield seen


def _records_of_works(work: str | None = None) -> Select[Any]:
    w, r, s = t.work_records.c, t.records.c, t.standings.c
    v, p, g = t.record_versions.c, t.provenances.c, t.sightings.c
    # Last checked is the last time that the answer which listed the record came again.
    again = (
        select(g.source, g.url, g.body, func.max(g.at).label("at"))
        .group_by(g.source, g.url, g.body)
        .subquery()
    )
    same = and_(again.c.source == g.source, again.c.url == g.url, again.c.body == g.body)
    query = (
        select(
            w.work, r.id, r.source, r.key, r.first_seen, v.number, v.data, v.at, p.methods, s.state, s.since,
            again.c.at.label("checked"),
        )
        .select_from(t.work_records)
        .join(t.records, r.id == w.record)
        .join(t.standings, s.record == r.id)
        .join(t.record_versions, v.id == s.accepted)
        .join(t.provenances, p.id == v.provenance)
        .join(t.sightings, g.id == s.sighting)
        .join(again, same)
        .where(w.until.is_(None))
        .order_by(w.work, r.id)
    )  # fmt: skip
    return query.where(w.work == work) if work is not None else query


def _record(row: Row[Any]) -> Record:
    item = item_from_json(row.key, row.data, row.methods)
    return Record(
        id=row.id, source=row.source, version=row.number, item=item, first_seen=row.first_seen,
        changed=row.at, last_checked=row.checked, state=row.state, state_since=row.since,
    )  # fmt: skip


def _run(row: Row[Any]) -> Run:
    return Run(**{name: getattr(row, name) for name in t.runs.c.keys()} | {"signs": row.signs or {}})  # noqa: SIM118
