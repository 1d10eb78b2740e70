"""
A large site built once, with its memory: what a build of all papers takes.

    python benchmarks/whole_build.py PAPERS --works 71244 [--dataset] [--without-works] [--index FOLDER]

PAPERS is a file of one paper per line (JSON, gzip), as for benchmarks/site.py. How far it is, is told on the way with
the peak of memory so far. ``--without-works`` leaves out the pages of single works, which are most of the time and none
of the memory; ``--index`` keeps the index in a folder, so that a second run need not make it.
"""

import multiprocessing
import sys
import tempfile
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path

from papers import MOMENT, book, indexed_site, papers
from side_by_side import peak

from index.store import update
from site_builder import putting
from site_builder.build import build_site
from site_builder.pages.works import works

EVERY = 2_000


def told(begun: float):
    """Tells each step on the way."""
    steps: dict[str, int] = {}

    def progress(step: str, done: int, _: int) -> None:
        if step not in steps or done >= steps[step] + EVERY:
            steps[step] = done
            print(
                f"{time.perf_counter() - begun:7.0f} s  {step}: {done:,}, peak {peak():,.0f} MB",
                file=sys.stderr,
                flush=True,
            )

    return progress


def make_index(path: Path, count: int, folder: Path) -> None:
    """Make the index, or bring it up to date."""
    update(folder, papers(path, count), book())


def main() -> None:
    """Build, and tell what it took."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--works", type=int, default=71_244)
    parser.add_argument(
        "--dataset", action="store_true", help="export the dataset too, and prove every number"
    )
    parser.add_argument("--without-works", action="store_true", help="leave out the pages of single works")
    parser.add_argument("--index", type=Path, help="keep the index here")
    given = parser.parse_args()
    if given.without_works:
        putting.PAGES = tuple(make for make in putting.PAGES if make is not works)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = given.index or folder / "index"
        # In a process of its own, so that its memory is not that of the build; what it did is found done below.
        indexing = multiprocessing.Process(target=make_index, args=(given.papers, given.works, index))
        indexing.start()
        indexing.join()
        with indexed_site(lambda: papers(given.papers, given.works), index, MOMENT) as (site, _):
            before, begun, used = peak(), time.perf_counter(), time.process_time()
            built = build_site(
                site, folder / "site", folder / "data" if given.dataset else None, progress=told(begun)
            )
            seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    print(built)
    print(
        f"{given.works:,} works: {seconds:,.0f} s, processor {cpu:,.0f} s of this process, "
        f"peak {peak():,.0f} MB ({before:,.0f} before the build)"
    )  # fmt: skip


if __name__ == "__main__":
    main()
