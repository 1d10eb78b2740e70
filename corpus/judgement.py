"""What was found out about all works together, as values and as a file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.families import Relation

__all__ = ["Judgement", "Suspicion", "read_judgement", "write_judgement"]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two works that may be one, or one the relation of the other, and what speaks for and against it."""

    work: str
    other: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    What was found out about all works together.

    Attributes:
        members: For each joined work all ids that it was joined from, its own first.
        relations: How works that are not one belong together.
        suspicions: What nothing but a person can settle, the most likely first.
    """

    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()

    @property
    def main(self) -> dict[str, str]:
        """For each id that was joined to another one, that other one."""
        return {id_: first for first, ids in self.members.items() for id_ in ids[1:]}


def write_judgement(path: Path, judgement: Judgement) -> None:
    """Write the file as a whole or not at all."""
    half = path.with_suffix(".part")
    half.write_text(json.dumps(asdict(judgement), ensure_ascii=False, indent=1), encoding="utf-8")
    half.replace(path)


def read_judgement(path: Path) -> Judgement:
    """The judgement in this file; an empty one when there is none, or none that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Judgement(
            {first: tuple(ids) for first, ids in data["members"].items()},
            tuple(Relation(**one) for one in data["relations"]),
            tuple(Suspicion(**{**one, "reasons": tuple(one["reasons"])}) for one in data["suspicions"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Judgement()
