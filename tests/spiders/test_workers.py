"""A worker that misbehaves costs its own work only."""

import asyncio
import os
import time

import pytest

from spiders.workers import CRASHED, TOO_BIG, TOO_LONG, WorkerFailed, Workers


def test_each_way_to_fail_has_its_reason_and_the_pool_works_on():
    """Too long, too much memory, a crash; an error of the work itself comes through as it is."""

    async def all_of_them() -> list[str]:
        said = []
        with Workers(1, seconds=1.5, memory=600_000_000) as workers:
            for work, argument in ((time.sleep, 30), (bytearray, 900_000_000), (os._exit, 9)):
                with pytest.raises(WorkerFailed) as failed:
                    await workers.run(work, argument)
                said.append(str(failed.value))
            with pytest.raises(ValueError, match="invalid literal"):
                await workers.run(int, "x")
            said.append(await workers.run(str, 42))
        return said

    assert [TOO_LONG, TOO_BIG, CRASHED, "42"] == asyncio.run(all_of_them())


def test_no_process_is_started_before_there_is_work():
    """A harvest that reads no page pays nothing."""
    with Workers() as workers:
        assert workers._pool is None
