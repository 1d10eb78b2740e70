"""Changes of works that readers saw: the query, and its rows as values."""

import json
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select

from corpus.database import tables as t
from corpus.ledger import Change

__all__ = ["change_of", "changes_shown"]


def changes_shown(limit: int) -> Select[Any]:
    """The newest changes of records that are published, each with the version that was shown before."""
    v, w, r, s = t.record_versions.c, t.work_records.c, t.records.c, t.standings.c
    before = t.record_versions.alias("before")
    # What only a sick run said was never shown, and is no change.
    return (
        select(w.work, v.at, r.source, v.data, v.reader, before.c.data, before.c.reader)
        .select_from(t.record_versions)
        .join(before, and_(before.c.record == v.record, before.c.number == _shown_before()))
        .join(t.standings, and_(s.record == v.record, s.accepted >= v.id))
        .join(t.runs, t.runs.c.id == v.run)
        .join(t.records, r.id == v.record)
        .join(t.work_records, and_(w.record == v.record, w.until.is_(None)))
        .where(or_(t.runs.c.outcome == "ok", s.accepted == v.id))
        .order_by(v.id.desc())
        .limit(limit)
    )


def change_of(work: str, at: str, source: str, data: str, reader: str, old: str, old_reader: str) -> Change:
    """One row of that query."""
    new_fields, old_fields = json.loads(data), json.loads(old)
    names = tuple(sorted(n for n in {*new_fields, *old_fields} if new_fields.get(n) != old_fields.get(n)))
    return Change(work, at, "source" if reader == old_reader else "parser", source, names)


def _shown_before() -> ScalarSelect[Any]:
    """The number of the last version before this one that a healthy run saw."""
    earlier, v, r = t.record_versions.alias("earlier"), t.record_versions.c, t.runs.alias("then").c
    return (
        select(func.max(earlier.c.number))
        .join(r.id.table, r.id == earlier.c.run)
        .where(earlier.c.record == v.record, earlier.c.number < v.number, r.outcome == "ok")
        .correlate(t.record_versions)
        .scalar_subquery()
    )
