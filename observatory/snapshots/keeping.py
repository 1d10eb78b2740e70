"""Keeping the state that is about to be published, and what changed since the one before."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from corpus.database.reading import Reader
from corpus.ledger import Change
from corpus.lock import one_writer
from corpus.values import Work
from index.reading import Index
from observatory import __version__
from observatory.home import Home
from observatory.snapshots.comparing import as_changes, compare
from observatory.snapshots.replaying import book_texts
from observatory.snapshots.store import Snapshot, Snapshots

__all__ = ["SHOWN", "Kept", "keep_state"]

SHOWN = 500
"""So many changes are published, the newest."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A state that is kept: its name, and the newest changes that led to it."""

    snapshot: Snapshot
    changes: tuple[Change, ...]


def keep_state(home: Home, reader: Reader, index: Index, works: Callable[[], Iterable[Work]]) -> Kept:
    """
    Keep the state of these works and their tags, unless it is the last one, and say why it differs from that.

    Args:
        works: Gives what readers may see, in the order of ids.

    Raises:
        CorpusLocked: Another process is doing the same.
    """
    with one_writer(home.snapshots, "keeping the state"):
        snapshots = Snapshots(home.snapshots)
        before = snapshots.last
        now = snapshots.take(
            works(),
            index.tags,
            book_texts(home.concepts, home.recalled if home.own else None),
            as_of=reader.as_of() or "",
            version=__version__,
        )
        folder = home.snapshots / "changes"
        if before and now.number != before.number:
            found = as_changes(compare(home, reader, snapshots, before, now), now.as_of)
            _write(folder / f"{now.number:06}.json", found)
        if home.settings.store.snapshots:
            snapshots.prune(home.settings.store.snapshots)
        return Kept(now, tuple(islice(_newest(folder), SHOWN)))


def _write(file: Path, changes: Sequence[Change]) -> None:
    file.parent.mkdir(exist_ok=True)
    half = file.with_suffix(".part")
    half.write_text(json.dumps([asdict(change) for change in changes], ensure_ascii=False), encoding="utf-8")
    half.replace(file)


def _newest(folder: Path) -> Iterator[Change]:
    for file in sorted(folder.glob("*.json"), reverse=True):
        for one in json.loads(file.read_text(encoding="utf-8")):
            yield Change(**{**one, "fields": tuple(one["fields"])})
