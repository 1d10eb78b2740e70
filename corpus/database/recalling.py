"""What the ledger recalls for those who read a source again."""

from datetime import datetime

from sqlalchemy import Connection, select

from corpus.answers import LastReading
from corpus.database import tables as t

__all__ = ["last_readings_of"]


def last_readings_of(connection: Connection, source: str, reader: str) -> dict[str, LastReading]:
    """
    For each address of a source when a healthy run read what it last answered.

    Args:
        reader: The sheet and code that read, with whatever was added to it; a reading by others does not count.
    """
    v, r = t.validators.c, t.runs.c
    query = select(v.url, r.started, v.checked).select_from(t.validators.join(t.runs, v.run == r.id))
    query = query.where(
        v.source == source, v.reader.startswith(reader, autoescape=True), v.accepted, r.outcome == "ok"
    ).order_by(v.url)
    return {
        url: LastReading(datetime.fromisoformat(started), datetime.fromisoformat(checked))
        for url, started, checked in connection.execute(query)
    }
