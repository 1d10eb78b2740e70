"""Measuring two ways to do the same job, each in a process of its own, in turn."""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def in_turn(
    script: str, sides: Sequence[str], arguments: Sequence[str], runs: int
) -> dict[str, dict[str, float]]:
    """
    Run ``script SIDE ARGUMENTS`` for each side, once to warm up and then ``runs`` times in turn.

    Returns:
        For each side the medians of what it printed: seconds, and peak memory in MB.
    """
    results: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
    for run in range(runs + 1):
        for side in sides:
            command = [sys.executable, script, "--side", side, *arguments]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            if run:
                results[side].append(json.loads(out.strip().splitlines()[-1]))
    return {
        side: {key: statistics.median(row[key] for row in rows) for key in rows[0]}
        for side, rows in results.items()
    }


def once(job: Callable[[], object]) -> None:
    """Do a job and print how long it took and the peak memory of this process."""
    begun = time.perf_counter()
    job()
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": memory}))


def report(name: str, results: dict[str, dict[str, float]], ours: str, peer: str, *, as_json: bool) -> None:
    """Print the medians and the ratio of the peer's time to ours (1 is as fast as the peer)."""
    ratio = results[peer]["seconds"] / results[ours]["seconds"]
    if as_json:
        print(json.dumps({"benchmark": name, "speed_ratio": round(ratio, 3), **results}, indent=2))
        return
    for side, row in results.items():
        print(f"{name:10} {side:10} {row['seconds']:8.2f} s {row['megabytes']:8.0f} MB")
    print(f"{name:10} speed of {ours} over {peer}: {ratio:.2f}")
