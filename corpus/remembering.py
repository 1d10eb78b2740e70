"""
What the last comparison of works leaves for the next, so that only what is new or changed is compared again.

The memory is derived and may be lost: then everything is compared anew, with the same result.
"""

import json
import zipfile
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus import blocking, comparing, describing, families, identifiers, suspecting, titles, urls
from corpus.blocking import hashed, keys_of
from corpus.describing import Description
from corpus.encoding import fingerprint
from corpus.families import Relation
from corpus.suspecting import marks_of
from corpus.values import Work

__all__ = ["Doubt", "Memory", "Outcome", "Traces", "read_memory", "traces_of", "write_memory"]

_RULES = (blocking, comparing, describing, families, identifiers, suspecting, titles, urls)
"""The modules that say what is compared and how; another code in one of them makes the memory void."""
_TOOLS = ("rapidfuzz", "rensa")

_LONGEST = 2000
"""So many signs of what a work says of itself are held against others."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the comparison of two works came to, where it did not keep them clearly apart."""

    points: float
    reasons: tuple[str, ...]


Outcome = Relation | Doubt

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Traces:
    """
    What is kept of a work for the next comparison.

    Attributes:
        seen: The work's fingerprint; with another one it is described anew.
        title: In the form of its description; ``place`` is its address.
        keys: Under which it meets others, and ``words`` what it says, as numbers.
    """

    seen: str
    title: str
    place: str
    keys: "array[int]"
    words: "array[int]"


@dataclass(frozen=True, slots=True)
class Memory:
    """
    What the last comparison left.

    Attributes:
        traces: By work.
        compared: The pairs that were compared, by id; ``found`` those of them with an outcome.
    """

    traces: Mapping[str, Traces] = field(default_factory=dict)
    compared: frozenset[Pair] = frozenset()
    found: Mapping[Pair, Outcome] = field(default_factory=dict)


def traces_of(work: Work, description: Description) -> Traces:
    """What is to be kept of a work."""
    item = work.item
    words = " ".join(filter(None, (item.title, item.publisher, *item.authors, item.note, item.abstract)))
    keys = hashed(keys_of(description))
    return Traces(work.fingerprint, description.title, item.url or "", keys, marks_of(words[:_LONGEST]))


def read_memory(path: Path) -> Memory:
    """The memory in this file; an empty one when there is none, none that can be read, or the rules are others."""
    import numpy as np  # noqa: PLC0415 - slow to load

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            told = json.loads(kept["told"].tobytes())
            if told["rules"] != _rules():
                return Memory()
            keys, words = (_cut(kept[name], kept[f"{name}_sizes"]) for name in ("keys", "words"))
            pairs = kept["pairs"].tolist()
        rows = zip(told["works"], keys, words, strict=True)
        traces = {
            id_: Traces(seen, title, place, array("Q", some), array("I", more))
            for (id_, seen, title, place), some, more in rows
        }
        ids = list(traces)
        compared = frozenset((ids[one], ids[other]) for one, other in pairs)
        return Memory(traces, compared, {(one, other): _outcome(data) for one, other, data in told["found"]})
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile):
        return Memory()


def write_memory(path: Path, memory: Memory) -> None:
    """Write the file as a whole or not at all."""
    import numpy as np  # noqa: PLC0415 - slow to load

    number = {id_: place for place, id_ in enumerate(memory.traces)}
    told = {
        "rules": _rules(),
        "works": [(id_, one.seen, one.title, one.place) for id_, one in memory.traces.items()],
        "found": [
            (*pair, astuple(outcome))
            for pair, outcome in sorted(memory.found.items(), key=lambda one: one[0])
        ],
    }
    pairs = sorted((number[one], number[other]) for one, other in memory.compared)
    rows = memory.traces.values()
    half = path.with_suffix(".part")
    with half.open("wb") as file:
        np.savez(
            file, told=np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), dtype=np.uint8),
            pairs=np.array(pairs, dtype=np.uint32).reshape(-1, 2),
            keys=_joined([one.keys for one in rows], "Q"), keys_sizes=np.array([len(one.keys) for one in rows]),
            words=_joined([one.words for one in rows], "I"), words_sizes=np.array([len(one.words) for one in rows]),
        )  # fmt: skip
    half.replace(path)


def _rules() -> str:
    code = (Path(str(module.__file__)).read_text(encoding="utf-8") for module in _RULES)
    return fingerprint(*code, *map(version, _TOOLS))


def _joined(rows: Iterable["array[int]"], code: str) -> Any:
    import numpy as np  # noqa: PLC0415 - slow to load

    whole = array(code)
    for row in rows:
        whole.extend(row)
    return (
        np.frombuffer(whole, dtype=np.dtype(whole.typecode)) if whole else np.array([], dtype=np.dtype(code))
    )


def _cut(whole: Any, sizes: Any) -> Sequence[bytes]:
    """The parts of an array, as bytes."""
    ends = sizes.cumsum()
    return [
        whole[end - size : end].tobytes() for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)
    ]


def _outcome(data: Sequence[Any]) -> Outcome:
    if len(data) == 2:  # points and reasons
        return Doubt(data[0], tuple(data[1]))
    return Relation(*data)
