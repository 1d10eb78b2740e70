"""The writer: keeps one answer in one transaction, and ends a run in another."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select, update

from corpus.answers import Answer, Kept, Validators
from corpus.bodies import Bodies
from corpus.database import tables as t
from corpus.database.bulk import insert_rows
from corpus.database.grouping import Grouping
from corpus.database.pages import PageKeeper
from corpus.database.sighting import sight, sighting_row
from corpus.database.versions import LISTED, Pattern, keep_items
from corpus.ledger import Run
from corpus.values import Dropped, Item

__all__ = ["Writer"]

NOT_LISTED = "not listed"


@dataclass
class _Open:
    """What a writer remembers of a run that is under way."""

    source: str
    keys: set[str] = field(default_factory=set)
    touched: bool = False


class Writer:
    """
    Adds to the corpus. Use it under ``corpus.lock.one_writer``.

    One call of ``keep`` is one transaction: after a ``kill -9`` an answer is kept whole or not at
    all, and the next run reads on from there.

    Args:
        clock: Gives the time that rows are stamped with.
    """

    def __init__(self, engine: Engine, bodies: Bodies, clock: Callable[[], datetime]) -> None:
        self._grouping = Grouping(engine)
        self._methods: dict[Pattern, int] = {}
        self._bodies = bodies
        self._clock = clock
        self._open: dict[int, _Open] = {}

    def together(self) -> AbstractContextManager[None]:
        """Commit what is written in this context together; call ``flush`` in it every now and then."""
        return self._grouping.together()

    def flush(self) -> None:
        """Make lasting what was written so far."""
        self._grouping.flush()

    def pages(self) -> PageKeeper:
        """Keeps what the pages and files behind items say."""
        return PageKeeper(self._grouping, self._bodies, self._clock)

    def start_run(self, source: str) -> int:
        """Note in the ledger that a source is being read; return the run's number."""
        with self._grouping.piece(single=True) as connection:
            row = {"source": source, "started": self._now()}
            run = int(connection.execute(_NEW_RUN, row).inserted_primary_key[0])  # type: ignore[index]
        self._open[run] = _Open(source)
        return run

    def keep(
        self, run: int, answer: Answer, items: Sequence[Item], dropped: Sequence[Dropped], reader: str,
        summary: str | None = None,
    ) -> Kept:  # fmt: skip
        """
        Keep an answer with what was read from it.

        Args:
            reader: Which sheet and code read it. While it and the body stay the same, and that
                reading was healthy, nothing is written but the sighting.
            summary: What is to be told of this answer if it comes again; see ``Validators``.
        """
        open_run, now = self._open[run], self._now()
        items = list({item.key: item for item in reversed(items)}.values())[::-1]  # the first counts
        open_run.keys.update(item.key for item in items)
        body = self._bodies.put(answer.body) if answer.body is not None else None
        with self._grouping.piece() as connection:
            sighting = sight(connection, run, open_run.source, answer, body, now)
            if dropped:
                connection.execute(t.dropped.insert(), [
                    {"run": run, "at": now, "reason": drop.reason, "detail": drop.detail, "key": drop.key,
                     "title": drop.title} for drop in dropped
                ])  # fmt: skip
            if body is not None and _same_as_before(
                connection, open_run.source, answer, body, reader, now, run, summary
            ):
                return Kept(unchanged=len(items))
            open_run.touched = True
            return keep_items(connection, run, open_run.source, sighting, items, reader, now, self._methods)

    def keep_again(self, run: int, answer: Answer) -> None:
        """
        Keep an answer that was read before, whole and healthily, and gave the same body.

        What it gives is the summary of that time; nothing is written but the sighting and its validators.
        """
        assert answer.before is not None  # or it would not be known
        source, now = self._open[run].source, self._now()
        with self._grouping.piece() as connection:
            insert_rows(connection, t.sightings, [sighting_row(run, source, answer, answer.before.body, now)])
            here = {"s": source, "u": answer.url}
            connection.execute(_SEEN_AGAIN, here | _news(answer, now))

    def validators(self, source: str, url: str) -> Validators | None:
        """What was kept of the last answer from this address; None when nothing was."""
        with self._grouping.reading() as connection:
            row = connection.execute(_VALIDATORS, {"s": source, "u": url}).one_or_none()
        return Validators(*row) if row else None

    def end_run(self, run: int, result: Run, *, healthy: bool, whole: bool) -> None:
        """
        Fill the run's row in the ledger.

        Args:
            result: What is to be written; its id, source and start are those of the run.
            healthy: Whether its items may be published.
            whole: Whether the source lists all it has, so that a record that is not among them has
                left the list. Never so for feeds, which list the newest only.
        """
        open_run, now = self._open.pop(run), self._now()
        with self._grouping.piece() as connection:
            if healthy and open_run.touched:
                _accept(connection, run, open_run.source)
                _move_states(connection, run, open_run, now, whole=whole)
            row = {
                "ended": now, "outcome": result.outcome, "reason": result.reason, "seen": result.seen,
                "new": result.new, "changed": result.changed, "unchanged": result.unchanged,
                "kept": result.kept, "dropped": dict(sorted(result.dropped.items())),
                "fill": dict(sorted(result.fill.items())), "status": result.status,
                "duration": round(result.duration, 3), "bytes": result.bytes, "answers": result.answers,
                "due": result.due, "every": result.every, "failures": result.failures,
            }  # fmt: skip
            connection.execute(_END_RUN, row | {"run_": run})

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _here() -> Any:
    return (t.validators.c.source == bindparam("s")) & (t.validators.c.url == bindparam("u"))


_V = t.validators.c
_VALIDATORS = (
    select(
        _V.etag, _V.last_modified, _V.body, t.bodies.c.media_type, _V.reader, _V.accepted, _V.summary
    ).join(t.bodies, t.bodies.c.hash == _V.body).where(_here())
)  # fmt: skip
_SEEN_AGAIN = update(t.validators).where(_here()).values(
    {name: bindparam(f"new_{name}") for name in ("etag", "last_modified", "checked")}
)  # fmt: skip


_NEW_RUN = t.runs.insert()
_END_RUN = update(t.runs).where(t.runs.c.id == bindparam("run_"))
_ACCEPT_STANDINGS = (
    update(t.standings)
    .where(t.standings.c.source == bindparam("s"), t.standings.c.run == bindparam("r"))
    .values(accepted=t.standings.c.version)
)
_ACCEPT_VALIDATORS = (
    update(t.validators).where(_V.source == bindparam("s"), _V.run == bindparam("r")).values(accepted=True)
)
_STATES = (
    select(t.standings.c.record, t.records.c.key, t.standings.c.state)
    .join(t.records, t.records.c.id == t.standings.c.record)
    .where(t.standings.c.source == bindparam("s"))
)
_LEFT = _STATES.where(t.standings.c.state != LISTED)


def _news(answer: Answer, now: str) -> dict[str, Any]:
    return {"new_etag": answer.etag, "new_last_modified": answer.last_modified, "new_checked": now}


def _same_as_before(
    connection: Connection, source: str, answer: Answer, body: str, reader: str, now: str, run: int,
    summary: str | None,
) -> bool:  # fmt: skip
    """Bring the validators up to date; tell whether this body was read the same way in a healthy run."""
    v, here = t.validators, {"s": source, "u": answer.url}
    before = connection.execute(_VALIDATORS, here).one_or_none()
    if before and before.body == body and before.reader == reader and before.accepted:
        connection.execute(_SEEN_AGAIN, here | _news(answer, now))
        return True
    row = {
        "etag": answer.etag, "last_modified": answer.last_modified, "checked": now, "body": body,
        "reader": reader, "run": run, "accepted": False, "summary": summary,
    }  # fmt: skip
    if before:
        connection.execute(update(v).where(_here()).values(row), here)
    else:
        insert_rows(connection, v, [row | {"source": source, "url": answer.url}])
    return False


def _accept(connection: Connection, run: int, source: str) -> None:
    given = {"s": source, "r": run}
    connection.execute(_ACCEPT_STANDINGS, given)
    connection.execute(_ACCEPT_VALIDATORS, given)


def _move_states(connection: Connection, run: int, open_run: _Open, now: str, *, whole: bool) -> None:
    """Move records that left the list, and those that came back."""
    s, query = t.standings, _STATES if whole else _LEFT  # of a part, records can only come back
    moves = []
    for record, key, state in connection.execute(query, {"s": open_run.source}):
        new = LISTED if key in open_run.keys else NOT_LISTED
        if new != state and (new == LISTED or whole):
            moves.append({"record": record, "state": new, "since": now})
    if moves:
        here = update(s).where(s.c.record == bindparam("r")).values(state=bindparam("to"), since=now)
        connection.execute(here, [{"r": move["record"], "to": move["state"]} for move in moves])
        connection.execute(t.states.insert(), [move | {"run": run} for move in moves])
