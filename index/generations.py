"""The states of an index on disk: each in a folder of its own, and a manifest that names the one that counts.

::

    manifest.json        which generation counts, and what it was made with
    g000012/
        words/           the Whoosh index
        works.jsonl      one line a work: id, fingerprint, labels of its sources; sorted by id
        tags.jsonl       one line a work with tags: these, and those that a person denied; sorted by id
        facets.jsonl     one line a work with tags: its concepts only

A new state is made beside the old one: the Whoosh files, which are never written to again once they are
whole, are linked into the new folder and updated there. Replacing the manifest, in one step of the
file system, is what makes it count. Whoever is killed before leaves the old state, whoever is killed
after leaves the new one; the folder that does not count is removed by the next update. Readers keep
what they opened.
"""

import json
import os
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import whoosh

from index.fields import FIELDS

__all__ = ["FORMAT", "Manifest", "made_with", "new_generation", "read_manifest", "sweep"]

FORMAT = 3
"""Raise it when the same works would give another index: analysers, weights, files."""

_LOCKS = "LOCK"
"""Whoosh's lock file, which belongs to a folder and not to its content, ends so."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    What an index holds, readable for people.

    Attributes:
        generation: The folder that counts.
        made_with: Format, engine and fields; an index made with others is made anew.
        languages: The observatory's, when it was made.
        works, tags: How many.
        concepts: The version of each concept (scheme/id) that was looked for.
        implied: A hash of what implies what.
    """

    generation: str
    made_with: Mapping[str, object]
    languages: tuple[str, ...]
    works: int
    tags: int
    implied: str
    concepts: Mapping[str, str] = field(default_factory=dict)


def made_with() -> dict[str, object]:
    """What decides how an index is written, besides works and concepts."""
    return {
        "format": FORMAT,
        "whoosh": ".".join(map(str, whoosh.__version__)),
        "unicode": unicodedata.unidata_version,
        "fields": [one.name for one in FIELDS],
    }


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of this index; None when there is none or it is of another format."""
    try:
        data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        manifest = Manifest(**{**data, "languages": tuple(data["languages"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    whole = manifest.made_with == made_with() and (folder / manifest.generation / "words").is_dir()
    return manifest if whole else None


def sweep(folder: Path, keep: Manifest | None) -> None:
    """Remove the generations that do not count."""
    for path in sorted(folder.glob("g[0-9]*")):
        if keep is None or path.name != keep.generation:
            shutil.rmtree(path)


@contextmanager
def new_generation(folder: Path, old: Manifest | None) -> Iterator["Draft"]:
    """
    Make a new state beside the old one; it counts once ``Draft.publish`` was called.

    Without that call, or with an error, nothing remains of it.
    """
    number = int(old.generation[1:]) + 1 if old else 1
    draft = Draft(folder, f"g{number:06d}")
    draft.words.mkdir(parents=True)
    if old:
        for file in sorted((folder / old.generation / "words").iterdir()):
            if not file.name.endswith(_LOCKS):
                _link(file, draft.words / file.name)
    try:
        yield draft
    finally:
        if not draft.published:
            shutil.rmtree(draft.path, ignore_errors=True)


class Draft:
    """A state that is being made."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.path = folder / name
        self.published = False

    @property
    def words(self) -> Path:
        """Where the Whoosh index lies."""
        return self.path / "words"

    def publish(self, manifest: Manifest) -> None:
        """Make this state the one that counts, and remove the others."""
        half = self.folder / "manifest.json.part"
        half.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        half.replace(self.folder / "manifest.json")
        self.published = True
        sweep(self.folder, manifest)


def _link(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:
        # Some file systems know no links; a copy is slower and as good.
        shutil.copy2(file, to)
