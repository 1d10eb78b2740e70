"""Writing: a folder that is made beside the old one and takes its place when it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from site_builder.manifest import Manifest, Shown, digest

__all__ = ["NewFolder", "Put", "put_right", "replacing"]


@dataclass(frozen=True, slots=True)
class Put:
    """
    A file of a new folder.

    Attributes:
        size: In bytes.
        new: Whether it is new or changed; else it is that of the old folder.
        shows: The fingerprint of the page that it holds; empty for other files.
    """

    name: str
    digest: str
    size: int
    new: bool
    shows: str


class NewFolder:
    """
    A folder in the making.

    Args:
        before: What is known of the old folder.

    Attributes:
        path: Where it is made.
        files: The digest of each file that was put into it, by path.
        written, unchanged, bytes: How many files are new or changed, how many are those of the old
            folder, and how large all are.
    """

    def __init__(self, path: Path, old: Path, before: Manifest | None = None) -> None:
        self.path = path
        self.files: dict[str, str] = {}
        self.shown: dict[str, Shown] = {}
        self.written = self.unchanged = self.bytes = 0
        self._old = old
        self._before = before or Manifest()

    def put(self, name: str, data: bytes, shows: str = "") -> Put:
        """
        Add a file; where the old folder has the same bytes under this name, its file is taken over.

        Raises:
            ValueError: The name was used already, or leads out of the folder.
        """
        target, before = self._target(name), self._old / name
        same = _same(before, data)
        if same:
            _take_over(before, target)
        else:
            target.unlink(missing_ok=True)
            target.write_bytes(data)
        return self.note(Put(name, digest(data), len(data), not same, shows))

    def keep(self, name: str, shows: str) -> Put | None:
        """
        Take a page over from the old folder without making it.

        Args:
            shows: The fingerprint of what it shows now.

        Returns:
            None unless the old page shows just that, and its file is as it was written.
        """
        known = self._before.files.get(name)
        if not shows or self._before.shows.get(name) != shows or known is None:
            return None
        before = self._old / name
        try:
            data = before.read_bytes()
        except OSError:
            return None
        if digest(data) != known:
            return None
        _take_over(before, self._target(name))
        return self.note(Put(name, known, len(data), new=False, shows=shows))

    def note(self, made: Put) -> Put:
        """
        Count a file that lies in the folder.

        Raises:
            ValueError: The name was used already.
        """
        if made.name in self.files:
            raise ValueError(f"{made.name}: two pages have this address")
        self.files[made.name] = made.digest
        if made.shows:
            self.shown[made.name] = made.shows
        self.bytes += made.size
        self.written += made.new
        self.unchanged += not made.new
        return made

    def _target(self, name: str) -> Path:
        if name in self.files:
            raise ValueError(f"{name}: two pages have this address")
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise ValueError(f"{name}: leads out of the folder")
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def read(self, name: str) -> bytes:
        """A file that was put into it."""
        return (self.path / name).read_bytes()


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _take_over(before: Path, target: Path) -> None:
    """Link the old file, so that it keeps its time; copy it with its time where links are not possible."""
    target.unlink(missing_ok=True)
    try:
        os.link(before, target)
    except OSError:
        shutil.copy2(before, target)


@contextmanager
def replacing(folder: Path, before: Manifest | None = None) -> Iterator[NewFolder]:
    """
    Make a folder anew: what is there stays until the new one is whole, and stays if making it fails.

    A switch that was cut short between its two renames is put right first.

    Args:
        before: What is known of the old folder.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - a link to the folder itself is kept
    folder.parent.mkdir(parents=True, exist_ok=True)
    new, old = _neighbours(folder)
    put_right(folder)
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    new.mkdir()
    try:
        yield NewFolder(new, folder, before)
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


def put_right(folder: Path) -> None:
    """Bring the old folder back where a switch was cut short between its two renames."""
    _, old = _neighbours(folder)
    if old.exists() and not folder.exists():
        with suppress(FileNotFoundError):
            old.rename(folder)


def _neighbours(folder: Path) -> tuple[Path, Path]:
    """Where the new folder is made, and where the old one is put for the moment of the switch."""
    return folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
