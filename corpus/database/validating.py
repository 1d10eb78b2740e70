"""Validators: what to ask a server with next time, and whether it lies."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from corpus.answers import Answer, Validators
from corpus.database import tables as t
from corpus.database.bulk import insert_rows
from corpus.database.pages import PAGES

__all__ = ["remember", "remembered", "seen_again"]

WHOLE_AFTER = timedelta(days=3)
"""A server that said "not modified" is asked for the whole answer once the last whole one is so old."""

SAYS_SAME = (
    "its server says that nothing changed, though the answer differs; it is now asked for the whole each time"
)
SAYS_OTHER = "its server marks each answer as new, though it is the same"


def _here() -> ColumnElement[bool]:
    return (t.validators.c.source == bindparam("s")) & (t.validators.c.url == bindparam("u"))


_V = t.validators.c
_VALIDATORS = (
    select(
        _V.etag, _V.last_modified, _V.body, t.bodies.c.media_type, _V.reader, _V.accepted, _V.summary, _V.whole, _V.checked, _V.lies
    ).join(t.bodies, t.bodies.c.hash == _V.body).where(_here())
)  # fmt: skip
_SEEN_AGAIN = update(t.validators).where(_here()).values(
    {name: bindparam(f"new_{name}") for name in ("etag", "last_modified", "checked", "lies")}
    | {"whole": func.coalesce(bindparam("new_whole", type_=_V.whole.type), _V.whole)}
)  # fmt: skip


def remembered(connection: Connection, source: str, url: str, now: datetime) -> Validators | None:
    """
    What was kept of the last answer from this address; None when nothing was.

    The validators are left out where the server lies by them, and when some days have passed without a
    whole answer in which it said "not modified", so that a lie is found; not of pages, which are asked too
    seldom for that.
    """
    row = connection.execute(_VALIDATORS, {"s": source, "u": url}).one_or_none()
    if row is None:
        return None
    usable = row.lies != SAYS_SAME and (source == PAGES or _believable(row.whole, row.checked, now))
    return Validators(
        row.etag if usable else None, row.last_modified if usable else None, row.body, row.media_type,
        row.reader, row.accepted, row.summary, row.lies or "",
    )  # fmt: skip


def _believable(whole: str | None, checked: str, now: datetime) -> bool:
    """Whether "not modified" may be heard: after a whole answer always, again within some days of it only."""
    return whole is not None and (checked == whole or now - datetime.fromisoformat(whole) < WHOLE_AFTER)


def seen_again(connection: Connection, source: str, answer: Answer, now: str) -> str:
    """
    Note that an address gave the very body of the last time.

    Returns:
        How the server lies; empty when it does not.
    """
    before = answer.before
    lies = before.lies if before and before.lies == SAYS_SAME else ""
    if (
        not lies
        and before
        and not answer.not_modified
        and before.etag
        and answer.etag not in (None, before.etag)
    ):
        lies = SAYS_OTHER
    given = {"new_etag": answer.etag, "new_last_modified": answer.last_modified, "new_checked": now}
    given |= {"new_whole": None if answer.not_modified else now, "new_lies": lies or None}
    connection.execute(_SEEN_AGAIN, {"s": source, "u": answer.url} | given)
    return lies


def remember(
    connection: Connection, source: str, answer: Answer, body: str, reader: str, now: str, run: int,
    summary: str | None,
) -> tuple[bool, str]:  # fmt: skip
    """
    Bring the validators of an address up to date.

    Args:
        body: The answer's hash.
        reader: Which sheet and code read it.
        summary: What it gave; see ``Validators``.

    Returns:
        Whether this body was read the same way in a healthy run before; and how the server lies.
    """
    v, here = t.validators, {"s": source, "u": answer.url}
    before = connection.execute(_VALIDATORS, here).one_or_none()
    news: dict[str, object] = {"etag": answer.etag, "last_modified": answer.last_modified, "checked": now}
    lies = ""
    if before:
        lies = (before.lies or "") if before.lies == SAYS_SAME else _lie(answer, before, body)
        news["lies"] = lies or None
    if not answer.not_modified:
        news["whole"] = now
    if before and before.body == body and before.reader == reader and before.accepted:
        connection.execute(update(v).where(_here()).values(news), here)
        return True, lies
    news |= {"body": body, "reader": reader, "run": run, "accepted": False, "summary": summary}
    if before:
        connection.execute(update(v).where(_here()).values(news), here)
    else:
        insert_rows(connection, v, [news | {"source": source, "url": answer.url}])
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
