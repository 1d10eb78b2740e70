"""The offline copy: the whole site in one zip, and a small one with what changed since that was made."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from site_builder.taking.zips import zipped

__all__ = ["CHANGES", "COPY", "LIST", "offline_files"]

COPY, CHANGES = "offline.zip", "offline-changes.zip"

LIST = "offline.json"
"""In a copy: of which harvest it is, and the digest of each file; in the changes: which files are no more."""

RENEWED = timedelta(days=7)
"""A copy that is so old is made anew."""

MOST_BYTES = 300_000_000
"""A larger site has no copy: it would be made in memory, and nobody would take it over a poor line."""


@dataclass(frozen=True, slots=True)
class _Copy:
    data: bytes
    as_of: str
    files: Mapping[str, str]


def offline_files(
    as_of: str, old: Path, files: Mapping[str, str], size: int, read: Callable[[str], bytes]
) -> Iterator[tuple[str, bytes]]:
    """
    The copy and its changes: paths within the site, and bytes.

    Who has the copy of this week unpacks the changes over it.

    Args:
        as_of: The time of the last harvest, ISO 8601; without one there is nothing to copy.
        old: The folder of the site that is replaced. Its copy is kept for a week.
        files: The digest of each file of the new site, by path.
        size: The bytes of all of them.
        read: Gives a file of the new site.
    """
    if not as_of:
        return
    copy = _kept(old / COPY, as_of)
    if copy is None:
        if size > MOST_BYTES:
            return
        about = {"as_of": as_of, "files": dict(sorted(files.items()))}
        data = zipped(chain(((name, read(name)) for name in sorted(files)), [(LIST, _json(about))]))
        copy = _Copy(data, as_of, dict(files))
    yield COPY, copy.data
    changed = [name for name in sorted(files) if copy.files.get(name) != files[name]]
    gone = sorted(copy.files.keys() - files.keys())
    differs = {"since": copy.as_of, "as_of": as_of, "changed": changed, "gone": gone}
    yield CHANGES, zipped([*((name, read(name)) for name in changed), (LIST, _json(differs))])


def _kept(path: Path, as_of: str) -> _Copy | None:
    """The copy that is there, unless it is too old, newer than the harvest, or damaged."""
    try:
        data = path.read_bytes()
        with ZipFile(BytesIO(data)) as archive:
            about: dict[str, Any] = json.loads(archive.read(LIST))
        copy = _Copy(data, str(about["as_of"]), dict(about["files"]))
        age = datetime.fromisoformat(as_of) - datetime.fromisoformat(copy.as_of)
    except (OSError, BadZipFile, ValueError, KeyError, TypeError):
        return None
    return copy if timedelta(0) <= age < RENEWED else None


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=0) + "\n").encode()
