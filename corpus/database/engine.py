"""Opening the database: the only place that knows which one it is, and the ordered list of migrations."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from corpus.database import tables
from corpus.errors import CorpusError
from corpus.urls import steady_key

__all__ = ["MIGRATIONS", "Engine", "connect", "migrate", "pending"]

Migration = tuple[str, Callable[[Connection], None]]

BUSY_MS = 30_000
"""How long SQLite waits when a check-point holds the file for a moment."""


def _first_tables(connection: Connection) -> None:
    tables.metadata.create_all(connection)


def _rhythm(connection: Connection) -> None:
    for change in (
        "runs ADD COLUMN every FLOAT",
        "runs ADD COLUMN failures FLOAT DEFAULT '0' NOT NULL",
        "validators ADD COLUMN summary TEXT",
    ):
        connection.exec_driver_sql(f"ALTER TABLE {change}")


def _signs_and_lies(connection: Connection) -> None:
    for table, column, kind in (
        ("runs", "signs", "JSON"),
        ("validators", "whole", "VARCHAR(32)"),
        ("validators", "lies", "TEXT"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def _keys_in_one_form(connection: Connection) -> None:
    """Keys that are addresses are kept without what changes between two readings (scheme, www …)."""
    r = tables.records.c
    rows = connection.execute(select(r.id, r.source, r.key).order_by(r.id)).all()
    taken = {(row.source, row.key) for row in rows}
    for row in rows:
        key = steady_key(row.key)
        if (row.source, key) not in taken:
            taken.add((row.source, key))
            connection.execute(update(tables.records).where(r.id == row.id).values(key=key))


MIGRATIONS: tuple[Migration, ...] = (
    ("0001 first tables", _first_tables),
    ("0002 rhythm, failures, what an answer gave", _rhythm),
    ("0003 signs of a run, lies of validators", _signs_and_lies),
    ("0004 addresses as keys in one form", _keys_in_one_form),
    ("0005 readings of pages", lambda connection: tables.page_readings.create(connection, checkfirst=True)),
)
"""
Every change of the tables, in order; each runs once, in a transaction of its own.

A new corpus is made by ``tables.py`` as it stands, with all of these marked as applied; an older one
gets those that it lacks. So a change is written twice, in ``tables.py`` and here as ALTER, and a test
compares the two results.
"""


def connect(url: str) -> Engine:
    """
    Open a database by its SQLAlchemy URL and prepare its connections.

    SQLite runs in WAL mode, so that readers never wait for the writer and a process that is killed
    loses no committed transaction.

    Raises:
        CorpusError: The URL cannot be understood or its driver is missing.
    """
    try:
        made = make_url(url)
    except SQLAlchemyError:  # its words would repeat the address, and a password with it
        shown = "…" + url.rpartition("@")[2] if "@" in url else url
        raise CorpusError(
            f"store: cannot open {shown!r}: not an SQLAlchemy URL such as 'postgresql://host/name'"
        ) from None
    try:
        engine = create_engine(made)
    except (SQLAlchemyError, ImportError) as error:
        shown = made.render_as_string(hide_password=True)
        raise CorpusError(f"store: cannot open {shown!r}: {error}") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction control hides BEGIN until the first change, which would let a
    # long reader see two states; we begin ourselves instead.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def migrate(engine: Engine) -> None:
    """Make the tables of a new corpus, or bring an older one up to date."""
    with engine.begin() as connection:
        if not inspect(connection).has_table(tables.migrations.name):
            tables.metadata.create_all(connection)
            _record(connection, [name for name, _ in MIGRATIONS])
            return
    for name in pending(engine):
        with engine.begin() as connection:
            dict(MIGRATIONS)[name](connection)
            _record(connection, [name])


def pending(engine: Engine) -> list[str]:
    """
    The migrations that this corpus lacks, in order.

    Raises:
        CorpusError: The corpus was made by a newer version of this software.
    """
    with engine.connect() as connection:
        if not inspect(connection).has_table(tables.migrations.name):
            return [name for name, _ in MIGRATIONS]
        applied = set(connection.scalars(select(tables.migrations.c.name)))
    known = [name for name, _ in MIGRATIONS]
    if newer := sorted(applied.difference(known)):
        raise CorpusError(f"store: made by a newer version (it knows {newer[-1]!r}); update this software")
    return [name for name in known if name not in applied]


def _record(connection: Connection, names: list[str]) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(tables.migrations.insert(), [{"name": name, "applied_at": now} for name in names])
