"""Finding the copies among 100,000 records, against titles compared by bare rapidfuzz in blocks of their beginning.

The goal on two cores is a minute and a gigabyte for 100,000 records. Beside the ratios each side tells its F1.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from made_up_duplicates import records
from side_by_side import Ratio, arguments, in_turn, measured, report

sys.path.insert(0, str(Path(__file__).parents[1]))

OURS, PEER = "ours", "peer"
ALIKE = 90


def ours(count: int) -> None:
    """Describe, block, compare and group."""
    from corpus.describing import described
    from observatory.evaluation.duplicates import find_groups

    rows, things = records(count)

    def job() -> list[list[str]]:
        return find_groups([
            described(
                row["id"], row["title"], authors="; ".join(row["authors"]),
                year=int(row["year"]) if row["year"].isdigit() else None, container=row["container"],
                doi=row["doi"], text=row["text"],
            ) for row in rows
        ])  # fmt: skip

    _measured(job, rows, things)


def peer(count: int) -> None:
    """Join titles that begin with the same six letters and are alike."""
    from rapidfuzz import fuzz

    from corpus.grouping import groups

    rows, things = records(count)

    def job() -> list[list[str]]:
        blocks: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            blocks.setdefault(row["title"].lower()[:6], []).append(number)
        joined = [
            (one, other)
            for block in blocks.values()
            for n, one in enumerate(block)
            for other in block[n + 1 : n + 200]
            if fuzz.ratio(rows[one]["title"].lower(), rows[other]["title"].lower(), score_cutoff=ALIKE)
        ]
        return [[rows[number]["id"] for number in group] for group in groups(len(rows), joined)]

    _measured(job, rows, things)


def _measured(job: Callable[[], list[list[str]]], rows: list[dict[str, str]], things: list[str]) -> None:
    from observatory.evaluation.duplicates import tally

    found: list[list[str]] = []

    def tell() -> dict[str, object]:
        gold: dict[str, list[str]] = {}
        for row, thing in zip(rows, things, strict=True):
            gold.setdefault(thing, []).append(row["id"])
        counted = tally([row["id"] for row in rows], [g for g in gold.values() if len(g) > 1], found)
        return {"f1": round(counted.f1, 4), "wrongly joined": counted.fp, "missed": counted.fn}

    measured(lambda: found.extend(job()), tell)


def main() -> None:
    """Let the sides find the copies in turn; or be one side."""
    given = arguments(__doc__, [OURS, PEER], "records", 100_000)
    if given.side:
        (ours if given.side == OURS else peer)(given.records)
        return
    command = [__file__, "--records", str(given.records), "--side"]
    sides = in_turn(given.runs, lambda _: {OURS: [*command, OURS], PEER: [*command, PEER]})
    mine, bare = sides[OURS], sides[PEER]
    ratios = [
        Ratio("speed", bare.seconds / mine.seconds, "records per second, ours by the peer's"),
        Ratio("processor", mine.cpu / bare.cpu, "processor time, ours by the peer's"),
        Ratio("memory", mine.megabytes / bare.megabytes, "peak, ours by the peer's"),
    ]
    report("duplicates", {"records": given.records}, sides, ratios, as_json=given.json)


if __name__ == "__main__":
    main()
