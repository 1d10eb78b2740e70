"""One answer of a server, as a row: what came, when, from where."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from corpus.answers import Answer
from corpus.database import tables as t
from corpus.database.bulk import insert_rows

__all__ = ["sight", "sighting_row"]

_BODY = select(t.bodies.c.hash).where(t.bodies.c.hash == bindparam("b"))
_NEW_SIGHTING = t.sightings.insert()


def sighting_row(run: int, source: str, answer: Answer, body: str | None, now: str) -> dict[str, Any]:
    """The row of an answer."""
    return {
        "run": run, "source": source, "url": answer.url, "final_url": answer.final_url, "at": now,
        "status": answer.status, "etag": answer.etag, "last_modified": answer.last_modified, "body": body,
        "bytes": answer.size, "duration": round(answer.duration, 3),
    }  # fmt: skip


def sight(connection: Connection, run: int, source: str, answer: Answer, body: str | None, now: str) -> int:
    """Write that an answer came, and its body if it is new; return the row's number."""
    if body is not None and not connection.scalar(_BODY, {"b": body}):
        assert answer.body is not None
        row = {"hash": body, "size": len(answer.body), "media_type": answer.media_type, "first_seen": now}
        insert_rows(connection, t.bodies, [row])
    row = sighting_row(run, source, answer, body, now)
    return int(connection.execute(_NEW_SIGHTING, row).inserted_primary_key[0])  # type: ignore[index]
