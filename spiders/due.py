"""Which sources are due: those never read whole, those whose time has come, changed collections."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from corpus.bodies import content_hash
from corpus.ledger import Run
from spiders.hosts import closed_hosts, host_of
from spiders.kinds import SPIDERS
from spiders.sheet import Source

__all__ = ["due", "find_collection"]


def due(
    sources: Sequence[Source],
    last: Mapping[str, Sequence[Run]],
    collections: Sequence[Path],
    read: Callable[[str], str | None],
    now: datetime,
) -> tuple[Source, ...]:
    """
    The sources to be read now: those never read whole, those whose time has come, changed collections.

    A source whose host asked another one to wait waits too.

    Args:
        last: Per source its last ended runs, the newest first.
        collections: The folders of collection files.
        read: Gives the hash under which a collection's file was last read.
    """
    chosen = []
    closed = closed_hosts(sources, last, now)
    for source in sources:
        if source.kind not in SPIDERS or source.retired or (source.url and host_of(source.url) in closed):
            continue
        runs = last.get(source.id)
        ready = not runs or runs[0].due is None or datetime.fromisoformat(runs[0].due) <= now
        if ready or (source.kind == "collection" and _file_changed(source, collections, read)):
            chosen.append(source)
    return tuple(chosen)


def find_collection(folders: Sequence[Path], name: str) -> Path:
    """Where a collection's file lies; in the last folder when it lies nowhere."""
    for folder in reversed(folders):
        if (folder / name).is_file():
            return folder / name
    return folders[-1] / name if folders else Path(name)


def _file_changed(source: Source, collections: Sequence[Path], read: Callable[[str], str | None]) -> bool:
    path = find_collection(collections, source.file or "")
    return not path.is_file() or content_hash(path.read_bytes()) != read(source.id)
