"""A second process: some of the pages are made beside the others, where the machine has a second core."""

import multiprocessing
import os
import pickle
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Generic, TypeVar

__all__ = ["Beside", "beside", "second_core"]

Made = TypeVar("Made")


def second_core() -> bool:
    """Whether this process may use two cores, and can copy itself."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1 and "fork" in multiprocessing.get_all_start_methods()


class Beside(Generic[Made]):
    """
    A job that may be at work in a copy of this process.

    Args:
        job: Gives what pickle can hold. It must not use what processes cannot share, such as a database, and calls
            what it is given now and then: in a copy that raises where the first process is no more.
        copied: Whether a copy does it; else it is done when its result is asked for.

    Attributes:
        came: Whether the result came from a copy, so that this process has seen nothing of the job.
    """

    def __init__(self, job: Callable[[Callable[[], None]], Made], answer: IO[bytes], *, copied: bool) -> None:
        self._job = job
        self._answer = answer
        self._first = os.getpid()
        self.came = False
        self._copy = multiprocessing.get_context("fork").Process(target=self._work) if copied else None
        if self._copy:
            with warnings.catch_warnings():
                # From Python 3.12 on it is told that threads are not copied; the job uses none.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._copy.start()

    def result(self) -> Made:
        """
        What the job gives, once it is done.

        A copy that fails costs its time and no more: the job is done here, and what is wrong is raised here.
        """
        if self._copy:
            self._copy.join()
            if self._copy.exitcode == 0:
                self._answer.seek(0)
                self.came = True
                made: Made = pickle.load(self._answer)  # noqa: S301 - written by our own copy into a file without a name
                return made
        return self._job(lambda: None)

    def stop(self) -> None:
        """End the copy, whatever it is at."""
        if self._copy:
            self._copy.kill()
            self._copy.join()

    def _wanted(self) -> None:
        if os.getppid() != self._first:
            raise ProcessLookupError("the first process is no more")

    def _work(self) -> None:
        """In the copy: no word of its own, no clean-up of what is the first process's."""
        try:
            made = self._job(self._wanted)
            pickle.dump(made, self._answer)
            self._answer.flush()
        except BaseException:  # noqa: BLE001 - the first process meets the same and tells it
            os._exit(1)
        os._exit(0)


@contextmanager
def beside(job: Callable[[Callable[[], None]], Made], *, copied: bool) -> Iterator[Beside[Made]]:
    """
    Do a job beside what stands in the block; nothing of it is left when the block ends.

    Args:
        copied: Whether to use a second process.
    """
    with tempfile.TemporaryFile() as answer:
        at_work = Beside(job, answer, copied=copied)
        try:
            yield at_work
        finally:
            at_work.stop()
