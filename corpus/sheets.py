"""Sheets: files in TOML that people write, read into strict models with one-line errors."""

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import SheetError

__all__ = ["Sheet", "misfit", "mistakes", "read_sheet"]


class Sheet(BaseModel):
    """The base of every sheet: unknown keys are mistakes, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


S = TypeVar("S", bound=Sheet)


def read_sheet(path: Path | Traversable, model: type[S], **given: object) -> S:
    """
    Read one sheet.

    Args:
        path: The file.
        model: What it must hold.
        given: What the file's place implies, such as its id.

    Raises:
        SheetError: The file cannot be read, is not TOML, or does not fit; names file, key, problem, and
            holds the file's other mistakes too.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SheetError(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SheetError(str(path), f"is not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise SheetError(str(path), f"not valid TOML: {error}") from error
    try:
        return model.model_validate({**data, **given})
    except ValidationError as error:
        raise misfit(str(path), model, error) from error


def misfit(where: str, model: type[BaseModel], error: ValidationError) -> SheetError:
    """
    What does not fit, as the error to raise.

    Args:
        where: The file, or the part of it that was read.
        model: What it should have held.
        error: As raised by the model.
    """
    (place, problem), *others = (
        (f"{where}: {key}" if key else where, problem) for key, problem in mistakes(model, error)
    )
    return SheetError(place, problem, tuple(f"{place}: {problem}" for place, problem in others))


def mistakes(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[str, str]]:
    """
    What does not fit: each key, empty for the whole, and what is wrong there, in words.

    Args:
        model: What should have been given; a key that is nearly one of its own is taken for a slip.
        error: As raised by the model.
    """
    for one in error.errors():
        key = ".".join(str(part) for part in one["loc"])
        problem = one["msg"].removeprefix("Value error, ")
        if one["type"] == "missing":
            problem = "must be given"
        elif one["type"] == "extra_forbidden":
            near = get_close_matches(key, model.model_fields, n=1)
            problem = "no such key" + (f"; did you mean {near[0]!r}?" if near else "")
        yield key, problem[:1].lower() + problem[1:]
