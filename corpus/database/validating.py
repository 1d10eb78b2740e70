"""Validators: what to ask a server with next time, and whether it lies."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from corpus.answers import Answer, Validators
from corpus.database import tables as t

__all__ = ["remember", "remembered"]

WHOLE_AFTER = timedelta(days=3)
"""A server that says "not modified" for so long is asked for the whole answer once."""

SAYS_SAME = (
    "its server says that nothing changed, though the answer differs; it is now asked for the whole each time"
)
SAYS_OTHER = "its server marks each answer as new, though it is the same"


def remembered(connection: Connection, source: str, url: str, now: datetime) -> Validators | None:
    """
    What was kept of the last answer from this address; None when nothing was.

    The validators are left out where the server lies by them, and after some days without a whole
    answer, so that a lie is found.
    """
    v = t.validators.c
    query = (
        select(v.etag, v.last_modified, v.body, t.bodies.c.media_type, v.whole, v.lies)
        .join(t.bodies, t.bodies.c.hash == v.body)
        .where(v.source == source, v.url == url)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    stale = row.whole is None or now - datetime.fromisoformat(row.whole) >= WHOLE_AFTER
    if stale or row.lies == SAYS_SAME:
        return Validators(None, None, row.body, row.media_type)
    return Validators(row.etag, row.last_modified, row.body, row.media_type)


def remember(
    connection: Connection, source: str, answer: Answer, body: str, reader: str, now: str, run: int
) -> tuple[bool, str]:
    """
    Bring the validators of an address up to date.

    Args:
        body: The answer's hash.
        reader: Which sheet and code read it.

    Returns:
        Whether this body was read the same way in a healthy run before; and how the server lies.
    """
    v = t.validators
    here = (v.c.source == source) & (v.c.url == answer.url)
    query = select(v.c.body, v.c.reader, v.c.accepted, v.c.etag, v.c.last_modified, v.c.lies)
    before = connection.execute(query.where(here)).one_or_none()
    news: dict[str, object] = {"etag": answer.etag, "last_modified": answer.last_modified, "checked": now}
    lies = ""
    if before:
        lies = (before.lies or "") if before.lies == SAYS_SAME else _lie(answer, before, body)
        news["lies"] = lies or None
    if not answer.not_modified:
        news["whole"] = now
    if before and before.body == body and before.reader == reader and before.accepted:
        connection.execute(update(v).where(here).values(news))
        return True, lies
    news |= {"body": body, "reader": reader, "run": run, "accepted": False}
    if before:
        connection.execute(update(v).where(here).values(news))
    else:
        connection.execute(v.insert(), news | {"source": source, "url": answer.url})
    return False, lies


def _lie(answer: Answer, before: object, body: str) -> str:
    old = (getattr(before, "etag"), getattr(before, "last_modified"))  # noqa: B009 - a row
    new = (answer.etag, answer.last_modified)
    if answer.not_modified or not any(old) or not any(new):
        return ""
    same_body = getattr(before, "body") == body  # noqa: B009
    if old == new and not same_body:
        return SAYS_SAME
    if same_body and old[0] and new[0] and old[0] != new[0]:
        return SAYS_OTHER
    return ""
