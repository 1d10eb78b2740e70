"""Writing: a folder that is made beside the old one and takes its place when it is whole."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["MANIFEST", "Manifest", "NewFolder", "digest", "read_manifest", "replacing"]

MANIFEST = "build.json"
"""The file in a finished folder that says what it was made from and what it holds."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder was made from, and the names of its files."""

    made_from: str
    files: tuple[str, ...]


def digest(data: bytes) -> str:
    """A short name for bytes, equal for equal bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class NewFolder:
    """
    A folder in the making.

    Attributes:
        path: Where it is made.
        files: The digest of each file that was put into it, by path.
        written, unchanged, bytes: How many files are new or changed, how many are those of the old
            folder, and how large all are.
    """

    def __init__(self, path: Path, old: Path) -> None:
        self.path = path
        self.files: dict[str, str] = {}
        self.written = self.unchanged = self.bytes = 0
        self._old = old

    def put(self, name: str, data: bytes) -> None:
        """
        Add a file; where the old folder has the same bytes under this name, its file is taken over.

        Raises:
            ValueError: The name was used already, or leads out of the folder.
        """
        if name in self.files:
            raise ValueError(f"{name}: two pages have this address")
        target, before = self.path / name, self._old / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise ValueError(f"{name}: leads out of the folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        if _same(before, data):
            _take_over(before, target)
            self.unchanged += 1
        else:
            target.write_bytes(data)
            self.written += 1
        self.files[name] = digest(data)
        self.bytes += len(data)

    def read(self, name: str) -> bytes:
        """A file that was put into it."""
        return (self.path / name).read_bytes()

    def finish(self, made_from: str) -> None:
        """Write the manifest."""
        text = json.dumps({"made_from": made_from, "files": dict(sorted(self.files.items()))}, indent=0)
        self.put(MANIFEST, (text + "\n").encode())


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _take_over(before: Path, target: Path) -> None:
    """Link the old file, so that it keeps its time; copy it with its time where links are not possible."""
    try:
        os.link(before, target)
    except OSError:
        shutil.copy2(before, target)


@contextmanager
def replacing(folder: Path) -> Iterator[NewFolder]:
    """
    Make a folder anew: what is there stays until the new one is whole, and stays if making it fails.

    A switch that was cut short between its two renames is put right first.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - a link to the folder itself is kept
    folder.parent.mkdir(parents=True, exist_ok=True)
    new, old = (folder.with_name(f".{folder.name}.{which}") for which in ("new", "old"))
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    new.mkdir()
    try:
        yield NewFolder(new, folder)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a finished folder; None unless each of its files is as it was written."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        manifest = Manifest(data["made_from"], tuple(data["files"]))
        whole = all(digest((folder / name).read_bytes()) == was for name, was in data["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if whole else None
