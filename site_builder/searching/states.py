"""Kept states: the search data of earlier builds, so that a cited search can be done again in the browser.

A file that is as it was, or that another state has too, is there once::

    search/states.js        the states that can be searched, the newest first
    search/state-ID.js      for each file of a state that is another one now: where it lies
    search/kept/HASH.js     such a file
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.manifest import digest
from site_builder.searching.files import FOLDER
from site_builder.searching.scripts import script

__all__ = ["STATES", "KeptState", "kept_states"]

STATES = "states"

FORM = 2
"""Of all these files: a state that was written in another one cannot be searched by today's scripts."""


@dataclass(frozen=True, slots=True)
class KeptState:
    """
    A state that can be searched.

    Attributes:
        id: Of the snapshot.
        as_of: The time of the last harvest before it, ISO 8601.
        files: The digest of each of its files, by name.
    """

    id: str
    as_of: str
    files: Mapping[str, str]


def kept_states(
    old: Path, files: Mapping[str, str], snapshot: str, as_of: str, keep: int
) -> Iterator[tuple[str, bytes]]:
    """
    The files by which the states before this one stay searchable.

    Args:
        old: The folder of the site that was published before; it need not be there.
        files: The digest of each file of the new site, by path.
        snapshot, as_of: The new state.
        keep: How many states before it stay searchable.

    Yields:
        Path within the site and bytes.
    """
    if not snapshot:
        return
    now = {
        path.removeprefix(f"{FOLDER}/"): made
        for path, made in files.items()
        if path.startswith(f"{FOLDER}/") and path.endswith(".js")
    }
    here = {made: name for name, made in now.items()}
    before = [state for state in _read(old) if state.id != snapshot][:keep]
    kept: set[str] = set()
    whole: list[KeptState] = []
    for state in before:
        places: dict[str, str] = {}
        missing: dict[str, bytes] = {}
        for name, made in sorted(state.files.items()):
            if made in here:
                places[name] = here[made]
                continue
            places[name] = f"kept/{made}.js"
            if made not in kept:
                data = _old_file(old, name, made)
                if data is None:
                    break
                missing[made] = data
        else:
            kept.update(missing)
            whole.append(state)
            yield from ((f"{FOLDER}/kept/{made}.js", data) for made, data in missing.items())
            moved = {
                name.removesuffix(".js"): place.removesuffix(".js")
                for name, place in places.items()
                if name != place
            }
            yield f"{FOLDER}/state-{state.id}.js", script(f"state-{state.id}", moved)
    yield f"{FOLDER}/state-{snapshot}.js", script(f"state-{snapshot}", {})
    told = [
        [one.id, one.as_of, dict(sorted(one.files.items()))]
        for one in (KeptState(snapshot, as_of, now), *whole)
    ]
    yield f"{FOLDER}/{STATES}.js", script(STATES, [FORM, told])


def _read(site: Path) -> list[KeptState]:
    """The states that a site can search, the newest first; none where it is not there or in another form."""
    try:
        text = (site / FOLDER / f"{STATES}.js").read_text(encoding="utf-8")
        form, rows = json.loads(text[text.index(",") + 1 : text.rindex(")")])
        return [KeptState(id_, as_of, files) for id_, as_of, files in rows] if form == FORM else []
    except (OSError, ValueError, TypeError, AttributeError):
        return []


def _old_file(site: Path, name: str, made: str) -> bytes | None:
    """A file of a state, from where the old site has it."""
    for path in (site / FOLDER / name, site / FOLDER / "kept" / f"{made}.js"):
        if path.is_file() and digest(data := path.read_bytes()) == made:
            return data
    return None
