"""What is known of a finished folder: what it was made from, what it holds, and where pages went that it held once.

It lies beside the folder and is no part of the site. Whoever deletes it loses nothing that readers see but the
pages that lead on from vanished ones; the next build then makes every page anew.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Manifest", "Shown", "digest", "manifest_file", "read_manifest", "whole", "write_manifest"]

Shown = str
"""The fingerprint of all that a page shows."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    What a folder was made from, and what it holds.

    Attributes:
        made_from: The fingerprint of all of it.
        files: The digest of each file, by path.
        shows: The fingerprint of what a page shows, by path, where it has one.
        moved: Where the pages lead that stand in place of vanished ones, by path.
    """

    made_from: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    shows: Mapping[str, Shown] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)


def digest(data: bytes) -> str:
    """A short name for bytes, equal for equal bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def manifest_file(folder: Path) -> Path:
    """Where what is known of a folder lies."""
    return folder.with_name(f".{folder.name}.build.json")


def read_manifest(folder: Path) -> Manifest:
    """What is known of a folder; an empty one where nothing is, or where it cannot be read."""
    try:
        data = json.loads(manifest_file(folder).read_bytes())
        tables = {name: _texts(data[name]) for name in ("files", "shows", "moved")}
        return Manifest(str(data["made_from"]), **tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def _texts(table: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in table.items()}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it whole or not at all."""
    file = manifest_file(folder)
    half = file.with_suffix(".part")
    tables = {name: dict(sorted(getattr(manifest, name).items())) for name in ("files", "shows", "moved")}
    with half.open("w", encoding="utf-8") as out:
        # Piece by piece: of a large site the whole text is as large as all that is known of it.
        json.dump({"made_from": manifest.made_from, **tables}, out, indent=0, ensure_ascii=False)
        out.write("\n")
    half.replace(file)


def whole(folder: Path, manifest: Manifest) -> bool:
    """Whether each file that a folder should hold is there as it was written."""
    try:
        return all(digest((folder / name).read_bytes()) == was for name, was in manifest.files.items())
    except OSError:
        return False
