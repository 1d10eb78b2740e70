"""What the commands print: progress, tables and lines."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from corpus.progress import Progress, silent
from corpus.sources import Health, SourceCard
from spiders.ended import Ended
from spiders.harvest import Harvest
from spiders.pages import READ

__all__ = ["as_json", "counted", "harvest_lines", "progress", "status_table"]


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Progress bars on a terminal; elsewhere one plain line for each step that ends."""
    if quiet:
        yield silent
        return
    if not sys.stderr.isatty():
        yield _plain
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total or None)
            bars.update(tasks[step], completed=done, total=total or None)

        yield tell


def _plain(step: str, done: int, total: int) -> None:
    if total and done == total:
        sys.stderr.write(f"{step}: {done}\n")


def counted(count: int, thing: str) -> str:
    """
    A number with its noun.

    >>> counted(1, "work"), counted(2, "work")
    ('1 work', '2 works')
    """
    return f"{count} {thing}" + ("" if count == 1 else "s")


def harvest_lines(harvest: Harvest, *, due_only: bool) -> Iterator[str]:
    """The closing lines of a harvest: one for each source that needs a word, and the sum."""
    if not harvest.runs and not harvest.not_reached:
        yield "harvest: nothing is due" if due_only else "harvest: no source can be read yet"
        return
    for run in harvest.runs:
        if run.outcome == "ok":
            yield f"{run.source}: {_counts(run)}" + (f" ({run.reason})" if run.reason else "")
        elif not harvest.no_network or run.outcome != "unreachable":
            yield f"{run.source}: {run.outcome}: {run.reason}"
    if harvest.pages:
        missed = {reason: count for reason, count in harvest.pages.items() if reason != READ}
        told = "".join(f", {count} not: {reason}" for reason, count in sorted(missed.items()))
        yield f"pages: {harvest.pages.get(READ, 0)} read{told}"
    if harvest.no_network:
        absent = sum(run.outcome == "unreachable" for run in harvest.runs)
        what = (
            f"{counted(absent, 'source')} could not be reached and stay as they were"
            if absent
            else "no page was read"
        )
        yield f"no network: {what}"
    if harvest.not_reached:
        yield f"not reached in time, still due: {', '.join(harvest.not_reached)}"
    if harvest.stopped:
        yield "stopped; what came is kept, and the next harvest goes on from there"
    outcomes = Counter(run.outcome for run in harvest.runs)
    told = ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))
    yield f"harvest: {counted(len(harvest.runs), 'source')} ({told}), {counted(sum(run.new for run in harvest.runs), 'new item')}"


def _counts(run: Ended) -> str:
    parts = [f"{run.kept} kept", f"{run.new} new", f"{run.changed} changed", f"{run.unchanged} unchanged"]
    parts += [f"{count} dropped: {reason}" for reason, count in run.dropped]
    return ", ".join(parts)


def status_table(rows: Iterable[tuple[SourceCard, Health]]) -> Iterator[str]:
    """The table of sources as text; plain and unbroken where nobody looks."""
    rows = list(rows)
    if sys.stdout.isatty():
        console = Console()
        table = Table("source", "kind", "works", "state", "why", "next expected by", box=None)
        for card, health in rows:
            state = health.state + ("" if health.verified else " (unverified)")
            table.add_row(card.id, card.kind, str(health.works), state, health.reason, health.expected or "")
        with console.capture() as captured:
            console.print(table)
        yield captured.get().rstrip()
    else:
        for card, health in rows:
            state = health.state + ("" if health.verified else " (unverified)")
            fields = (card.id, card.kind, str(health.works), state, health.reason, health.expected or "")
            yield "\t".join(fields)
    states = Counter(health.state for _, health in rows)
    yield f"{counted(len(rows), 'source')}: " + ", ".join(
        f"{count} {state}" for state, count in states.items()
    )


def as_json(value: object) -> str:
    """JSON for machines: UTF-8, two blanks, keys as they were put."""
    return json.dumps(value, ensure_ascii=False, indent=2)
