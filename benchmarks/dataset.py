"""Exporting the dataset in all formats, against pandas writing the same frames.

The peer holds the frames ready made and writes each as CSV twice (for programs and for spreadsheets), as
JSON lines, as Parquet and into SQLite; making the frames is not timed. Ours goes through the works once and
also describes the files and their checksums. The works are taken from 500 made-up ones, over and over under
other ids, so that making them costs next to nothing.
"""

import subprocess
import tempfile
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from made_up_works import MOMENT, works
from side_by_side import Ratio, arguments, in_turn, measured, report

OURS, PEER = "ours", "peer"
TAGS = 12
"""Tags of a work; about half of what a work of the shipped collection has, and more than an abstract has."""


def _site(count: int):
    from index.book import ConceptBook
    from index.tags import Tag
    from site_builder.site import Site

    basis = list(works(500))

    def its_works():
        for n, work in enumerate(islice(cycle(basis), count)):
            records = tuple(replace(record, id=f"r{n:06}") for record in work.records)
            yield replace(work, id=f"w{n:06}", fingerprint=f"f{n:06}", records=records)

    def tags(work):
        return [
            Tag(work, ("region", "theme", "driver")[n % 3], f"concept-{n}", "note", n * 7, n * 7 + 5, f"rule-{n}", "v1", "words", "words")
            for n in range(TAGS)
        ]  # fmt: skip

    return Site(
        title="Observatory of made-up works", subject="made-up works", tagline="Nobody wrote them.", base_url="",
        languages=("en",), contact="", version="0", as_of=MOMENT, works=its_works, tags=tags,
        book=ConceptBook([]), sources=(),
    )  # fmt: skip


def ours(count: int, folder: Path) -> None:
    """Export into this folder."""
    import pandas  # noqa: F401, ICN001 - loading is not what is timed
    import pyarrow.parquet  # noqa: F401

    from site_builder.dataset import export_dataset

    measured(
        lambda: export_dataset(_site(count), folder / "ours"),
        lambda: {"megabytes written": _size(folder / "ours")},
    )


def peer(count: int, folder: Path) -> None:
    """Read the frames, then write each in the same formats."""
    import sqlite3

    import pandas as pd

    source, target = folder / "ours", folder / "peer"
    frames = {path.stem: pd.read_parquet(path) for path in sorted(source.glob("*.parquet"))}

    def job() -> None:
        target.mkdir()
        database = sqlite3.connect(target / "dataset.sqlite")
        for name, frame in frames.items():
            frame.to_csv(target / f"{name}.csv", index=False)
            frame.to_csv(target / f"{name}.excel.csv", index=False, encoding="utf-8-sig")
            frame.to_json(target / f"{name}.jsonl", orient="records", lines=True, force_ascii=False)
            frame.to_parquet(target / f"{name}.parquet", index=False, compression="zstd")
            frame.to_sql(name, database, index=False)
        database.close()

    measured(job, lambda: {"megabytes written": _size(target)})


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir()) // 1_000_000


def main() -> None:
    """Let both write in turn; or be one side."""
    given = arguments(__doc__, ["ours", "peer"], "works", 71_244)
    if given.side:
        {"ours": ours, "peer": peer}[given.side](given.works, Path(given.given))
        return
    with tempfile.TemporaryDirectory() as scratch:
        command = [__file__, "--works", str(given.works), "--side"]

        def rounds(number: int) -> dict[str, list[str]]:
            folder = Path(scratch, str(number))
            folder.mkdir()
            if number:
                subprocess.run(["rm", "-rf", str(Path(scratch, str(number - 1)))], check=True)
            return {side: [*command, side, "--given", str(folder)] for side in (OURS, PEER)}

        sides = in_turn(given.runs, rounds)
    mine, bare = sides[OURS], sides[PEER]
    ratios = [
        Ratio("time", mine.seconds / bare.seconds, "seconds, ours by the peer's"),
        Ratio("processor", mine.cpu / bare.cpu, "processor time, ours by the peer's"),
        Ratio("memory", mine.megabytes / bare.megabytes, "peak, ours by the peer's"),
    ]
    report("dataset", {"works": given.works}, sides, ratios, as_json=given.json)


if __name__ == "__main__":
    main()
