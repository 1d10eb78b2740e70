"""How long work tells how far it is, without knowing who listens."""

from typing import Protocol

__all__ = ["Progress", "silent"]


class Progress(Protocol):
    """Called with what is being done, how much is done and how much there is in all."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say how far a step is; ``total`` is 0 while it is not known."""


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""
