"""The writer: keeps one answer in one transaction, and ends a run in another."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, select, update

from corpus.answers import Answer, Kept, LastReading, Validators
from corpus.bodies import Bodies
from corpus.database import tables as t
from corpus.database.bulk import insert_rows
from corpus.database.finding import LISTED, Finding
from corpus.database.grouping import Grouping
from corpus.database.pages import PageKeeper
from corpus.database.past import look_of_works, past_of
from corpus.database.recalling import last_readings_of
from corpus.database.sighting import sight, sighting_row
from corpus.database.validating import remember, remembered, seen_again
from corpus.database.versions import Pattern, keep_items
from corpus.ledger import Run
from corpus.past import Past
from corpus.proving import Look
from corpus.values import WITHDRAWN, Dropped, Item

__all__ = ["Writer"]

NOT_LISTED, GONE = "not listed", "withdrawn"


@dataclass
class _Open:
    """What a writer remembers of a run that is under way."""

    source: str
    keys: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
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
        open_run.withdrawn.difference_update(item.key for item in items)  # what is said last counts
        open_run.withdrawn.update(drop.key for drop in dropped if drop.reason == WITHDRAWN)
        body = self._bodies.put(answer.body) if answer.body is not None else None
        with self._grouping.piece() as connection:
            sighting = sight(connection, run, open_run.source, answer, body, now)
            if dropped:
                connection.execute(t.dropped.insert(), [
                    {"run": run, "at": now, "reason": drop.reason, "detail": drop.detail, "key": drop.key,
                     "title": drop.title} for drop in dropped
                ])  # fmt: skip
            lies = ""
            if body is not None:
                same, lies = remember(connection, open_run.source, answer, body, reader, now, run, summary)
                if same:
                    return Kept(unchanged=len(items), known=len(items), lies=lies)
            open_run.touched = True
            finding = Finding(connection, open_run.source, reader, open_run.keys)
            kept = keep_items(connection, run, finding, sighting, items, now, self._methods)
            return replace(kept, lies=lies)

    def keep_again(self, run: int, answer: Answer) -> str:
        """
        Keep an answer that was read before, whole and healthily, and gave the same body.

        What it gives is the summary of that time; nothing is written but the sighting and its validators.

        Returns:
            How the server's validators lie; empty when they do not.
        """
        assert answer.before is not None  # or it would not be known
        source, now = self._open[run].source, self._now()
        with self._grouping.piece() as connection:
            insert_rows(connection, t.sightings, [sighting_row(run, source, answer, answer.before.body, now)])
            return seen_again(connection, source, answer, now)

    def validators(self, source: str, url: str) -> Validators | None:
        """What was kept of the last answer from this address; None when nothing was."""
        with self._grouping.reading() as connection:
            return remembered(connection, source, url, self._clock())

    def past(self, source: str, reader: str) -> Past:
        """What the last healthy runs came to in which this sheet and code read the source."""
        with self._grouping.reading() as connection:
            return past_of(connection, source, reader)

    def look(self, source: str) -> Look:
        """What the published items of a source look like."""
        with self._grouping.reading() as connection:
            return look_of_works(connection, source)

    def last_readings(self, source: str, reader: str) -> dict[str, LastReading]:
        """For each address that this reader read in a healthy run, when that was."""
        with self._grouping.reading() as connection:
            return last_readings_of(connection, source, reader)

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
                "signs": dict(sorted(result.signs.items())),
            }  # fmt: skip
            connection.execute(_END_RUN, row | {"run_": run})

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


_NEW_RUN = t.runs.insert()
_END_RUN = update(t.runs).where(t.runs.c.id == bindparam("run_"))
_ACCEPT_STANDINGS = (
    update(t.standings)
    .where(t.standings.c.source == bindparam("s"), t.standings.c.run == bindparam("r"))
    .values(accepted=t.standings.c.version)
)
_ACCEPT_VALIDATORS = (
    update(t.validators)
    .where(t.validators.c.source == bindparam("s"), t.validators.c.run == bindparam("r"))
    .values(accepted=True)
)
_STATES = (
    select(t.standings.c.record, t.records.c.key, t.standings.c.state)
    .join(t.records, t.records.c.id == t.standings.c.record)
    .where(t.standings.c.source == bindparam("s"))
)
_LEFT = _STATES.where(t.standings.c.state != LISTED)


def _accept(connection: Connection, run: int, source: str) -> None:
    given = {"s": source, "r": run}
    connection.execute(_ACCEPT_STANDINGS, given)
    connection.execute(_ACCEPT_VALIDATORS, given)


def _move_states(connection: Connection, run: int, open_run: _Open, now: str, *, whole: bool) -> None:
    """Move records that left the list or were withdrawn, and those that came back."""
    s, wide = t.standings, whole or bool(open_run.withdrawn)
    query = _STATES if wide else _LEFT  # of a part in which nothing was withdrawn, records can only come back
    moves = []
    for record, key, state in connection.execute(query, {"s": open_run.source}):
        new = _new_state(key, state, open_run, whole=whole)
        if new != state:
            moves.append({"record": record, "state": new, "since": now})
    if moves:
        here = update(s).where(s.c.record == bindparam("r")).values(state=bindparam("to"), since=now)
        connection.execute(here, [{"r": move["record"], "to": move["state"]} for move in moves])
        connection.execute(t.states.insert(), [move | {"run": run} for move in moves])


def _new_state(key: str, state: str, open_run: _Open, *, whole: bool) -> str:
    if key in open_run.withdrawn:
        return GONE
    if key in open_run.keys:
        return LISTED
    return NOT_LISTED if whole and state != GONE else state
