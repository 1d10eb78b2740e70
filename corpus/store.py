"""The corpus: a database and a folder of bodies, opened for reading or for writing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.bodies import Bodies
from corpus.database.catalogue import Catalogue
from corpus.database.engine import Engine, connect, migrate, pending
from corpus.database.reading import Reader
from corpus.database.writing import Writer
from corpus.decisions import Decision
from corpus.errors import CorpusError
from corpus.judgement import Judgement
from corpus.lock import one_writer

__all__ = ["Place", "cataloguing", "now", "reading", "writing"]


def now() -> datetime:
    """The time, with its zone; the one clock of the house."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a corpus lies.

    Attributes:
        folder: Holds the lock, and the rest unless they lie elsewhere.
        database: An SQLAlchemy URL; ``corpus.sqlite`` in the folder when empty.
        bodies: A folder or fsspec URL; ``bodies`` in the folder when empty.
    """

    folder: Path
    database: str = ""
    bodies: str = ""

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL."""
        return self.database or f"sqlite:///{self.folder / 'corpus.sqlite'}"

    @property
    def bodies_url(self) -> str:
        """Where fsspec finds the bodies."""
        return self.bodies or str(self.folder / "bodies")


@contextmanager
def writing(
    place: Place, purpose: str, clock: Callable[[], datetime] = now
) -> Iterator[tuple[Writer, Reader, Bodies]]:
    """
    Open a corpus for writing, making or updating its tables first.

    Args:
        purpose: What is being done, told to whoever comes second.

    Raises:
        CorpusLocked: Somebody else is writing.

    >>> from tempfile import mkdtemp
    >>> with writing(Place(Path(mkdtemp())), "an example") as (writer, reader, bodies):
    ...     list(reader.works())
    []
    """
    with one_writer(place.folder, purpose):
        engine = connect(place.url)
        try:
            migrate(engine)
            bodies = Bodies(place.bodies_url)
            yield Writer(engine, bodies, clock), Reader(engine), bodies
        finally:
            engine.dispose()


@contextmanager
def reading(place: Place) -> Iterator[Reader]:
    """
    Open a corpus for reading the facts.

    Raises:
        CorpusError: There is none yet, or it needs a newer or an older version of this software.
    """
    with _opened(place) as engine:
        yield Reader(engine)


@contextmanager
def cataloguing(place: Place, decisions: Sequence[Decision], judgement: Judgement) -> Iterator[Catalogue]:
    """
    Open a corpus for reading works as rules and people see them.

    Raises:
        CorpusError: As for ``reading``.
    """
    with _opened(place) as engine:
        yield Catalogue(engine, decisions, judgement)


@contextmanager
def _opened(place: Place) -> Iterator[Engine]:
    if not place.database and not (place.folder / "corpus.sqlite").exists():
        raise CorpusError(f"{place.folder}: no corpus here yet; 'observatory run' makes one")
    engine = connect(place.url)
    try:
        if pending(engine):
            raise CorpusError(f"{place.folder}: made by an older version; 'observatory harvest' updates it")
        yield engine
    finally:
        engine.dispose()
