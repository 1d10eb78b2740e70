"""One writer at a time: a file lock that also says who holds it and since when."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import CorpusLocked

__all__ = ["one_writer"]


@contextmanager
def one_writer(folder: Path, purpose: str) -> Iterator[None]:
    """
    Hold the folder's write lock; the operating system frees it even when we are killed.

    Args:
        folder: Where ``corpus.lock`` lies.
        purpose: What is being done, for the one who is turned away.

    Raises:
        CorpusLocked: Somebody else holds it; says who, since when and what for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "corpus.lock.json"
    lock = FileLock(folder / "corpus.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise CorpusLocked(f"{folder}: {_holder(note)}; wait for it to end, or stop it") from None
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        note.write_text(
            json.dumps(
                {"process": os.getpid(), "host": socket.gethostname(), "since": since, "purpose": purpose}
            )
        )
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _holder(note: Path) -> str:
    try:
        who = json.loads(note.read_text())
        return f"process {who['process']} on {who['host']} has been writing since {who['since']} ({who['purpose']})"
    except (OSError, ValueError, KeyError):
        return "another process is writing"
