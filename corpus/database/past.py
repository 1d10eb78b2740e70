"""What the last healthy runs of a source came to, from the ledger, and what is published of it."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

from corpus.database import tables as t
from corpus.past import Past
from corpus.proving import Look, look_of

__all__ = ["look_of_works", "past_of"]

READINGS = 10
"""How many healthy runs make the past."""

WORKS = 100
"""How many of its newest items show what a source looks like."""


def past_of(connection: Connection, source: str, reader: str) -> Past:
    """
    The past of a source, as far as the same sheet and code read it: a changed sheet begins anew.

    The first run of all, in which everything is new, says nothing about what is usual.
    """
    rows = connection.execute(_HEALTHY, {"s": source}).all()
    same = [row for row in rows if row.signs and row.signs.get("reader") == reader]
    newest = max((row.signs.get("newest", "") for row in same), default="")
    usual = same[:READINGS] if len(rows) > READINGS else same[:-1] if len(same) == len(rows) else same
    return Past(
        kept=tuple(row.kept - _returned(row.signs) for row in usual),
        new=tuple(row.new / row.kept if row.kept else 0.0 for row in usual),
        fill=tuple(row.fill for row in usual if row.kept),
        newest=newest,
        returned=_returned(same[0].signs) if same else 0,
    )


def look_of_works(connection: Connection, source: str) -> Look:
    """What the newest items look like that are published of a source."""
    items = [json.loads(data) for data in connection.scalars(_PUBLISHED, {"s": source})]
    return look_of([(item["title"], item.get("url")) for item in items])


def _returned(signs: Mapping[str, str]) -> int:
    return int(signs.get("returned", 0))


_S, _V = t.standings.c, t.record_versions.c
_PUBLISHED = (
    select(_V.data)
    .join(t.standings, _S.accepted == _V.id)
    .where(_S.source == bindparam("s"))
    .order_by(_V.id.desc())
    .limit(WORKS)
)
_R = t.runs.c
_HEALTHY = (
    select(_R.kept, _R.new, _R.fill, _R.signs)
    .where(_R.source == bindparam("s"), _R.outcome == "ok")
    .order_by(_R.id.desc())
    .limit(READINGS + 1)
)
