"""What the ledger recalls for those who read a source again."""

from datetime import datetime

from sqlalchemy import Connection, select

from corpus.answers import Past
from corpus.database import tables as t

__all__ = ["past_readings"]


def past_readings(connection: Connection, source: str, reader: str) -> dict[str, Past]:
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
        url: Past(datetime.fromisoformat(started), datetime.fromisoformat(checked))
        for url, started, checked in connection.execute(query)
    }
