"""Two ways to do one job, each run in a process of its own, in turn, and told as ratios.

Absolute times say more about a machine and its other users than about the code. So each script here
measures ours and a peer in the same run and prints their ratio.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Medians", "Ratio", "arguments", "in_turn", "measured", "peak", "report"]

PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024
"""``ru_maxrss`` is in bytes on macOS and in kilobytes elsewhere."""


@dataclass(frozen=True, slots=True)
class Medians:
    """
    What the runs of one side came to.

    Attributes:
        seconds: By the clock on the wall.
        cpu: Seconds of processor time, its workers' too; steadier than the clock where others use the machine.
        megabytes: Peak resident memory of the process.
        before: The same before the job began: the interpreter, the libraries and the input.
        more: What the last run told beside, such as counts; tables of counts are for ``--json`` only.
    """

    seconds: float
    cpu: float
    megabytes: float
    before: float
    more: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ratio:
    """One number of ours by one of a peer's, with what it says in words."""

    name: str
    value: float
    says: str


def arguments(description: str | None, sides: Sequence[str], count: str, default: int) -> Namespace:
    """
    Read the command line that all scripts share.

    Args:
        description: The script's docstring.
        sides: What a process of its own can be asked to do.
        count: The name of the option for the size of the job, such as ``feeds``.
        default: The size without it.
    """
    parser = ArgumentParser(description=description, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument(f"--{count}", type=int, default=default, help=f"how many {count} (default {default})")
    parser.add_argument(
        "--runs", type=int, default=3, help="runs that count, after one to warm up (default 3)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--side", choices=sides, help="do only this, in this process; for profilers")
    parser.add_argument("--given", default="", help="what --side works on: a folder or a port")
    return parser.parse_args()


def measured(job: Callable[[], object], tell: Callable[[], Mapping[str, object]] = dict) -> None:
    """
    Do a job in this process, and print as JSON how long it took and the peak of memory.

    Args:
        tell: Asked when all is measured for what is to be told beside.
    """
    before, begun, cpu = peak(), time.perf_counter(), _processor()
    job()
    told = {"seconds": time.perf_counter() - begun, "cpu": _processor() - cpu, "megabytes": peak()}
    print(json.dumps({**told, "before": before, "more": tell()}))


def _processor() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def in_turn(runs: int, rounds: Callable[[int], Mapping[str, Sequence[str]]]) -> dict[str, Medians]:
    """
    Run several sides one after the other, again and again, so that what slows the machine slows all.

    The process that calls this stays small on purpose: Linux counts the memory of the process that
    starts another one as that one's, until it is surpassed.

    Args:
        runs: How many rounds count; one more comes first to warm up the files and is left out.
        rounds: Gives for the number of a round its commands, by side, in their order.
    """
    told: dict[str, list[Medians]] = {}
    for number in range(runs + 1):
        for side, command in rounds(number).items():
            done = subprocess.run([sys.executable, *command], check=True, stdout=subprocess.PIPE, text=True)
            if number:
                told.setdefault(side, []).append(Medians(**json.loads(done.stdout.splitlines()[-1])))
    return {
        side: Medians(
            statistics.median(one.seconds for one in each), statistics.median(one.cpu for one in each),
            statistics.median(one.megabytes for one in each), statistics.median(one.before for one in each),
            each[-1].more,
        )
        for side, each in told.items()
    }  # fmt: skip


def report(
    title: str,
    size: Mapping[str, int],
    sides: Mapping[str, Medians],
    ratios: Sequence[Ratio],
    *,
    as_json: bool,
) -> None:
    """Print one table, or one JSON object; ratios are what counts, the rest is how they came about."""
    if as_json:
        found = {
            "benchmark": title, "size": size,
            "ratios": {ratio.name: round(ratio.value, 3) for ratio in ratios},
            "sides": {
                side: {
                    "seconds": round(one.seconds, 3), "cpu": round(one.cpu, 3),
                    "megabytes": round(one.megabytes, 1), "before": round(one.before, 1), **one.more,
                }
                for side, one in sides.items()
            },
        }  # fmt: skip
        print(json.dumps(found, indent=2))
        return
    width = max(len(name) for name in (*sides, *(ratio.name for ratio in ratios)))
    print(f"{title}: {', '.join(f'{count} {what}' for what, count in size.items())}")
    print(f"{'':{width}}  seconds      cpu  peak MB    more")
    for side, one in sides.items():
        more = ", ".join(f"{name} {value}" for name, value in one.more.items() if not isinstance(value, dict))
        print(f"{side:{width}}  {one.seconds:7.2f}  {one.cpu:7.2f}  {one.megabytes:7.0f}    {more}".rstrip())
    for ratio in ratios:
        print(f"{ratio.name:{width}}  {ratio.value:7.2f}  {ratio.says}")


def peak() -> float:
    """The most memory that this process has had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / PER_MB
