"""Pages and files behind items: which are to be read, what they said, and why some said nothing."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import zstandard
from sqlalchemy import Connection, Row, Select, and_, func, select

from corpus.answers import Answer
from corpus.bodies import Bodies
from corpus.database import tables as t
from corpus.database.bulk import insert_rows
from corpus.database.grouping import Grouping
from corpus.database.sighting import sight
from corpus.encoding import item_from_json, item_to_json
from corpus.pages import PageSaid, Wanted

__all__ = ["AGAIN", "PAGES", "UNREACHED", "PageKeeper", "in_parts", "page_sayings"]

PAGES = "(pages)"
"""The name under which answers of pages are kept, whichever source lists them: each page is asked once."""

UNREACHED = "not reached"
"""The remark of a reading that failed since no answer came."""

AGAIN: Mapping[str, timedelta] = {
    "read": timedelta(days=180),
    "problem": timedelta(days=30),
    UNREACHED: timedelta(days=1),
}
"""After what time a page is asked again whose list entry has not changed."""


class PageKeeper:
    """Chooses pages to be read, and keeps what they said; made by ``Writer.pages``."""

    def __init__(self, grouping: Grouping, bodies: Bodies, clock: Callable[[], datetime]) -> None:
        self._grouping, self._bodies, self._clock = grouping, bodies, clock

    def wanted(self, source: str, limit: int) -> list[Wanted]:
        """
        The items of a source whose page is to be read now: the unread first, the newest of them first.

        An address that several items of the source share is their list, not their page.
        """
        with self._grouping.reading() as connection:
            rows = connection.execute(_listed(source)).all()
            last = {row.record: row for row in connection.execute(_last_of_pages(source))}
        now, found = self._clock(), []
        shared = Counter(json.loads(row.data).get("url") for row in rows)
        for row in rows:
            url = json.loads(row.data).get("url")
            if url and shared[url] == 1 and _due(last.get(row.id), row.hash, now):
                found.append(row)
        found.sort(key=lambda row: (row.id in last, _newest_first(row.first_seen), row.id))
        return [
            Wanted(row.id, source, item_from_json(row.key, row.data, row.methods), row.hash)
            for row in found[:limit]
        ]

    def keep(
        self, run: int, wanted: Wanted, place: int, answer: Answer | None, said: PageSaid | None, *,
        url: str, reader: str, problem: str = "", detail: str = "", note: str = "",
    ) -> None:  # fmt: skip
        """
        Keep what a page or file said, or why it said nothing; the latter also stands among what was dropped.

        Args:
            run: The run that listed the item.
            place: 0 for the item's page, 1 and more for its files.
            answer: Without one, none came.
            reader: Which code read it.
        """
        now = self._clock().isoformat(timespec="seconds")
        with self._grouping.piece() as connection:
            number = None
            if answer is not None:
                body = self._bodies.put(answer.body) if answer.body is not None else None
                number = sight(connection, run, PAGES, answer, body, now)
                if body is not None:
                    _remember(connection, run, answer, body, reader, now)
            row: dict[str, Any] = {
                "record": wanted.record, "url": url, "place": place, "run": run, "sighting": number, "at": now,
                "listed": wanted.listed, "reader": reader, "problem": problem[:120], "note": note,
                "form": said.form if said else "", "data": None, "methods": None, "text": None,
            }  # fmt: skip
            if said is not None:
                text = said.item.text
                row |= {
                    "data": item_to_json(replace(said.item, text=None)),
                    "methods": json.dumps(said.item.methods, sort_keys=True),
                    "text": zstandard.compress(text.encode("utf-8", "replace")) if text else None,
                }
            insert_rows(connection, t.page_readings, [row])
            if problem:
                drop = {"reason": problem[:80], "detail": f"{detail} ({url})" if detail else url}
                drop |= {"key": wanted.item.key, "title": wanted.item.title}
                connection.execute(t.dropped.insert(), drop | {"run": run, "at": now})


def page_sayings(
    connection: Connection, records: Sequence[str]
) -> dict[str, tuple[str, tuple[PageSaid, ...]]]:
    """
    What the pages and files of these records said last, the page first, with the time of the last reading.

    A reading that failed later takes nothing away: the last that could be read still counts.
    """
    p, found = t.page_readings.c, dict[str, list[Row[Any]]]()
    for start in range(0, len(records), 500):
        part = records[start : start + 500]
        newest = (
            select(func.max(p.id).label("id"))
            .where(p.record.in_(part), p.problem == "")
            .group_by(p.record, p.url)
            .subquery()
        )
        query = select(t.page_readings).join(newest, newest.c.id == p.id).order_by(p.record, p.place, p.url)
        for row in connection.execute(query):
            found.setdefault(row.record, []).append(row)
    return {record: (max(row.at for row in rows), tuple(_current(rows))) for record, rows in found.items()}


def _current(rows: Sequence[Row[Any]]) -> Iterator[PageSaid]:
    """Of older addresses of the same item, only those that its newest page still offers."""
    pages = [row for row in rows if row.place == 0]
    newest = max(pages, key=lambda row: row.id, default=None)
    since = newest.listed if newest is not None else rows[-1].listed
    for row in rows:
        if row is newest or (row.place > 0 and row.listed == since):
            item = item_from_json("", row.data, row.methods)
            text = zstandard.decompress(row.text).decode() if row.text else None
            yield PageSaid(row.url, row.form, replace(item, text=text))


def _remember(connection: Connection, run: int, answer: Answer, body: str, reader: str, now: str) -> None:
    v = t.validators
    here = (v.c.source == PAGES) & (v.c.url == answer.url)
    row = {
        "etag": answer.etag, "last_modified": answer.last_modified, "checked": now, "body": body, "reader": reader,
        "run": run, "accepted": True, "summary": None,
    } | ({} if answer.not_modified else {"whole": now})  # fmt: skip
    if connection.execute(v.update().where(here), row).rowcount == 0:
        insert_rows(connection, v, [row | {"source": PAGES, "url": answer.url}])


def _listed(source: str) -> Select[Any]:
    r, s, v, p = t.records.c, t.standings.c, t.record_versions.c, t.provenances.c
    return (
        select(r.id, r.key, r.first_seen, v.hash, v.data, p.methods)
        .join(t.standings, s.record == r.id)
        .join(t.record_versions, v.id == s.accepted)
        .join(t.provenances, p.id == v.provenance)
        .where(r.source == source, s.state == "listed")
        .order_by(r.id)
    )


def _last_of_pages(source: str) -> Select[Any]:
    p, r = t.page_readings.c, t.records.c
    newest = (
        select(func.max(p.id).label("id"))
        .join(t.records, r.id == p.record)
        .where(r.source == source, p.place == 0)
        .group_by(p.record)
        .subquery()
    )
    return select(p.record, p.at, p.listed, p.problem, p.note).join(newest, and_(newest.c.id == p.id))


def _due(last: Row[Any] | None, listed: str, now: datetime) -> bool:
    if last is None or last.listed != listed:
        return True
    state = UNREACHED if last.note == UNREACHED else "problem" if last.problem else "read"
    return datetime.fromisoformat(last.at) + AGAIN[state] <= now


def _newest_first(moment: str) -> float:
    return -datetime.fromisoformat(moment).timestamp()


def in_parts(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """These things, so many at a time."""
    walk = iter(things)
    while part := list(islice(walk, size)):
        yield part
