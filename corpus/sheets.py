"""Sheets: files in TOML that people write, read into strict models with one-line errors."""

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import SheetError

__all__ = ["Sheet", "read_sheet"]


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
        SheetError: The file cannot be read, is not TOML, or does not fit; names file, key, problem.
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
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        problem = first["msg"].removeprefix("Value error, ")
        raise SheetError(f"{path}: {key}" if key else str(path), problem[:1].lower() + problem[1:]) from error
