"""Decisions: what people settled about works, one line each in ``decisions/*.csv``."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from corpus.dates import partial_date
from corpus.errors import SheetError
from corpus.families import RELATIONS
from corpus.sheets import Sheet, misfit
from corpus.values import KINDS

__all__ = [
    "COLUMNS",
    "DECISIONS",
    "SETTABLE",
    "Decision",
    "Verb",
    "as_line",
    "read_decisions",
    "read_file",
    "value_of",
]

Verb = Literal["keep", "reject", "merge", "split", "set", "tag", "untag", "relate"]

DECISIONS: Mapping[Verb, str] = {
    "keep": "publish the work, whatever rules say",
    "reject": "never publish it",
    "merge": "it and `other` are one work; its id stays",
    "split": "it and `other` are two; `other` may be a record of it",
    "set": "its `field` has this `value`; an empty one takes the field away",
    "tag": "it is about the concept `value` of the scheme `field`",
    "untag": "it is not, whatever words say",
    "relate": "it is the `value` (draft, translation …) of `other`",
}
"""What can be decided, and what it does."""

SETTABLE = (
    "kind", "title", "url", "publisher", "publisher_country", "authors", "language", "date", "end_date", "place",
    "doi", "isbn", "series", "note", "licence",
)  # fmt: skip
"""The fields that a person may set; several authors are divided by semicolons."""

_NEEDS: Mapping[Verb, tuple[str, ...]] = {
    "merge": ("other",),
    "split": ("other",),
    "set": ("field",),
    "tag": ("field", "value"),
    "untag": ("field", "value"),
    "relate": ("value", "other"),
}
_REQUIRED = ("title", "kind")


class Decision(Sheet):
    """
    One line of a file of decisions.

    Attributes:
        work: The id of the work; ``other`` that of a second one, or of a record.
        who, when, why: Who decided, on which day, and the reason in words.
        seen: The hash of what the person saw; when it is another one now, the decision is asked again.
            Empty for a decision that is not bound to a text.
    """

    decision: Verb
    work: str = Field(min_length=1)
    field: str = ""
    value: str = ""
    other: str = ""
    who: str = Field(min_length=1)
    when: date
    why: str = Field(min_length=1)
    seen: str = Field(default="", pattern=r"^[0-9a-f]*$")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for name in _NEEDS.get(self.decision, ()):
            if not getattr(self, name):
                raise ValueError(f"{self.decision!r} needs a value in column {name!r}")
        if self.other == self.work:
            raise ValueError("'other' is the work itself")
        if self.decision == "relate" and self.value not in RELATIONS:
            raise ValueError(f"unknown relation {self.value!r}; known are {', '.join(RELATIONS)}")
        if self.decision == "set":
            if self.field not in SETTABLE:
                raise ValueError(f"field {self.field!r} cannot be set; these can: {', '.join(SETTABLE)}")
            value_of(self)
        return self

    @property
    def subject(self) -> tuple[str, ...]:
        """What is decided: a later decision on the same subject takes the place of an earlier one."""
        match self.decision:
            case "keep" | "reject":
                return ("publish", self.work)
            case "merge" | "split":
                return ("same", *sorted((self.work, self.other)))
            case "set":
                return ("set", self.work, self.field)
            case "tag" | "untag":
                return ("tag", self.work, self.field, self.value)
            case "relate":
                return ("relate", *sorted((self.work, self.other)))


COLUMNS = tuple(Decision.model_fields)
"""The columns of a file of decisions."""


def value_of(decision: Decision) -> object:
    """
    The value that a ``set`` decision gives its field, as an item holds it.

    Raises:
        ValueError: It is no date, no kind, or the field cannot be empty.
    """
    name, value = decision.field, decision.value
    if not value:
        if name in _REQUIRED:
            raise ValueError(f"{name!r} cannot be empty")
        return () if name == "authors" else None
    match name:
        case "authors":
            return tuple(part.strip() for part in value.split(";") if part.strip())
        case "date" | "end_date":
            return partial_date(value, "curator", today=decision.when, ahead=True)
        case "kind" if value not in KINDS:
            raise ValueError(f"unknown kind {value!r}; known are {', '.join(KINDS)}")
        case _:
            return value


def read_decisions(folders: Sequence[Path]) -> tuple[Decision, ...]:
    """
    All decisions that hold, by day, then in the order of files and lines; of each subject the last one.

    Raises:
        SheetError: A line is wrong; names file, line, column and problem.
    """
    lines: list[tuple[date, int, Decision]] = []
    for folder in folders:
        for path in sorted(folder.glob("*.csv")):
            lines.extend((one.when, len(lines) + n, one) for n, one in enumerate(read_file(path)))
    holding: dict[tuple[str, ...], Decision] = {}
    for _, _, decision in sorted(lines, key=lambda line: line[:2]):
        holding.pop(decision.subject, None)
        holding[decision.subject] = decision
    return tuple(holding.values())


def as_line(decision: Decision) -> str:
    """The line of a decision, as it is written into a file; it ends in a line feed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(str(getattr(decision, name)) for name in COLUMNS)
    return out.getvalue()


def read_file(path: Path) -> tuple[Decision, ...]:
    """
    The decisions of one file, in the order of its lines.

    Raises:
        SheetError: A line is wrong; names file, line, column and problem.
    """
    return tuple(_read(path))


def _read(path: Path) -> Iterator[Decision]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SheetError(str(path), f"cannot be read as UTF-8: {error}") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="…", restval="")
    if unknown := sorted(set(reader.fieldnames or ()) - set(COLUMNS)):
        raise SheetError(f"{path}:1", f"unknown column {unknown[0]!r}; known are {', '.join(COLUMNS)}")
    for row in reader:
        where = f"{path}:{reader.line_num}"
        if "…" in row:
            raise SheetError(where, "has more cells than columns; quote a cell that holds a comma")
        if not any(row.values()):
            continue
        try:
            yield Decision.model_validate(row)
        except ValidationError as error:
            raise misfit(where, Decision, error) from error
