"""What the ledger recalls for those who read a source again."""

from datetime import datetime

from sqlalchemy import Engine, func, select

from corpus.database import tables as t

__all__ = ["last_healthy"]


def last_healthy(engine: Engine, source: str, reader: str, url: str) -> datetime | None:
    """
    When the last healthy run of a source began.

    Args:
        reader: The sheet and code that read; a reading by another one does not count.
        url: Only runs in which this address was read; any when empty.
    """
    v, r = t.validators.c, t.runs.c
    query = select(func.max(r.started)).select_from(t.runs.join(t.validators, v.run == r.id))
    query = query.where(v.source == source, v.reader == reader, v.accepted, r.outcome == "ok")
    with engine.connect() as connection:
        found = connection.scalar(query.where(v.url == url) if url else query)
    return datetime.fromisoformat(found) if found else None
