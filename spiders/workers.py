"""Worker processes with limits: what a hostile page or file breaks there costs that one item only."""

import asyncio
import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import TimeoutError as TooLong
from contextlib import AbstractContextManager
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

__all__ = ["CRASHED", "MEMORY", "TOO_BIG", "TOO_LONG", "WorkerFailed", "Workers"]

MEMORY = 1_500_000_000
"""Bytes of address space that one worker may have."""

TOO_LONG = "reading it took too long"
TOO_BIG = "reading it needs too much memory"
CRASHED = "its reader crashed"

P = ParamSpec("P")
R = TypeVar("R")


class WorkerFailed(Exception):  # noqa: N818 - the worker failed, not we
    """A worker could not finish; the message is one of ``TOO_LONG``, ``TOO_BIG`` and ``CRASHED``."""


class Workers(AbstractContextManager["Workers"]):
    """
    A pool of processes that are started when the first work comes, and killed when they misbehave.

    Args:
        count: How many work side by side.
        seconds: How long one piece of work may take.
        memory: How many bytes a worker may have.
        setup: Called once in each worker before its first work.
    """

    def __init__(
        self,
        count: int = 2,
        *,
        seconds: float = 30.0,
        memory: int = MEMORY,
        setup: Callable[[], None] | None = None,
    ) -> None:
        self._count, self._seconds, self._memory, self._setup = count, seconds, memory, setup
        self._pool: ProcessPool | None = None

    async def run(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """
        Do a piece of work in a worker and wait for it.

        Raises:
            WorkerFailed: It took too long, needed too much memory, or crashed its worker.
            Exception: Whatever the work itself raises.
        """
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._count, max_tasks=1000, initializer=_limit, initargs=(self._memory, self._setup),
                context=multiprocessing.get_context("spawn"),
            )  # fmt: skip
        future = self._pool.schedule(work, args=args, kwargs=kwargs, timeout=self._seconds)
        try:
            return await asyncio.wrap_future(future)
        except TooLong as error:
            raise WorkerFailed(TOO_LONG) from error
        except ProcessExpired as error:
            raise WorkerFailed(CRASHED) from error
        except MemoryError as error:
            raise WorkerFailed(TOO_BIG) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join(timeout=10)


def _limit(memory: int, setup: Callable[[], None] | None) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if setup is not None:
        setup()
