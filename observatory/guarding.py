"""Errors as one line and an exit code."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from corpus.errors import ObservatoryError

__all__ = ["INTERRUPTED", "in_one_line"]

F = TypeVar("F", bound=Callable[..., Any])

INTERRUPTED = 130


def in_one_line(command: F) -> F:
    """Turn our errors into one line and an exit code; a defect of ours keeps its traceback."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ObservatoryError as error:
            click.echo(f"observatory: {error}", err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("observatory: stopped", err=True)
            sys.exit(INTERRUPTED)

    return guarded  # type: ignore[return-value]
