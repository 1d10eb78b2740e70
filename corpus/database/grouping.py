"""When what was written is made lasting: after each piece, or for many pieces together."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

__all__ = ["Grouping"]


class Grouping:
    """
    The one connection on which a writer writes.

    A piece (an answer with all that was read from it) is kept whole or not at all, either way. Together,
    pieces are committed by ``flush``, so that a sudden death costs those since the last one, and each of
    them as a whole.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shared: Connection | None = None

    @contextmanager
    def piece(self, *, single: bool = False) -> Iterator[Connection]:
        """
        A connection for one piece; an error undoes this piece and no other.

        Args:
            single: The piece is one statement, which undoes itself.
        """
        if self._shared is None:
            with self._engine.begin() as connection:
                yield connection
        elif single:
            yield self._shared
        else:
            # Plain statements, which every database here knows: SQLAlchemy's own take three times as long.
            self._shared.exec_driver_sql("SAVEPOINT piece")
            try:
                yield self._shared
            except BaseException:
                self._shared.exec_driver_sql("ROLLBACK TO SAVEPOINT piece")
                raise
            finally:
                self._shared.exec_driver_sql("RELEASE SAVEPOINT piece")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees all pieces, also those that are not committed yet."""
        if self._shared is None:
            with self._engine.connect() as connection:
                yield connection
        else:
            yield self._shared

    @contextmanager
    def together(self) -> Iterator[None]:
        """Commit pieces together from here on; at the end all are."""
        with self._engine.connect() as connection:
            self._shared = connection
            try:
                yield
            finally:
                connection.commit()
                self._shared = None

    def flush(self) -> None:
        """Make lasting what was written so far."""
        if self._shared is not None and self._shared.in_transaction():
            self._shared.commit()
