"""What people say of definitions: lines that confirm, correct or remove them, bound to what the person saw."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from corpus.sheets import Sheet, misfit
from index.definitions.units import Units
from index.definitions.values import Defined, Trait
from index.definitions.volumes import amounts_of

__all__ = ["Line", "judged", "read_lines", "seen"]


class Line(Sheet):
    """
    One line of ``decisions/definitions.jsonl``.

    Attributes:
        definition: Its id.
        seen: The hash of what the person saw, as the dataset's column ``seen`` has it.
        verdict: confirm it as it is, correct what the line says, or remove it.
        by, year, term, traits, volume: What it should say; only with ``correct``, and only what is wrong.
        person, on, why: Who decided, when, and the reason.
    """

    definition: str
    seen: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    verdict: Literal["confirm", "correct", "remove"]
    by: str | None = None
    year: int | None = Field(default=None, ge=1900, le=2100)
    term: str | None = None
    traits: tuple[str, ...] | None = None
    volume: str | None = None
    person: str = ""
    on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """
    What the lines made of the definitions.

    Attributes:
        asked: Lines that no longer hold, in words: the text changed since, or the definition is gone.
    """

    definitions: tuple[Defined, ...]
    asked: tuple[str, ...]


def seen(one: Defined) -> str:
    """The hash of what a person sees of a definition: its passage, or what its source gives."""
    traits = [trait.id for trait in one.traits]
    shown = [one.passage] if one.origin == "found" else [one.by, one.year, one.term, traits, one.volume]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()[:12]


def read_lines(path: Path) -> tuple[Line, ...]:
    """
    The lines of a file; none where there is no file.

    Raises:
        SheetError: A line is wrong; says which line and key.
    """
    return tuple(_lines(path)) if path.is_file() else ()


def _lines(path: Path) -> Iterator[Line]:
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if text.strip() and not text.startswith("#"):
            try:
                yield Line.model_validate_json(text)
            except ValidationError as error:
                raise misfit(f"{path}: line {number}", Line, error) from error


def judged(definitions: Iterable[Defined], lines: Sequence[Line], units: Units) -> Judged:
    """Replay the lines: of two on one definition the later one counts."""
    by_id = {line.definition: line for line in lines}
    kept: list[Defined] = []
    asked: list[str] = []
    for one in definitions:
        line = by_id.pop(one.id, None)
        if line is None:
            kept.append(one)
        elif line.seen != seen(one):
            asked.append(f"{one.id}: what it says has changed since the line was written")
            kept.append(one)
        elif line.verdict != "remove":
            kept.append(_corrected(one, line, units))
    asked.extend(f"{name}: there is no such definition any more" for name in by_id)
    return Judged(tuple(kept), tuple(sorted(asked)))


def _corrected(one: Defined, line: Line, units: Units) -> Defined:
    known = {trait.id: trait for trait in one.traits}
    volume = one.volume if line.volume is None else line.volume
    return replace(
        one,
        origin="person",
        by=one.by if line.by is None else line.by,
        by_from=one.by_from if line.by is None else "person",
        year=one.year if line.year is None else line.year,
        term=one.term if line.term is None else line.term,
        traits=one.traits if line.traits is None else tuple(known.get(t, Trait(t)) for t in line.traits),
        volume=volume,
        amounts=one.amounts if line.volume is None else amounts_of(volume, units),
    )
