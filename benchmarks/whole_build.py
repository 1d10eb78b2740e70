"""
A large site built once, with its memory: what a build of all papers takes.

    python benchmarks/whole_build.py PAPERS --works 71244 [--dataset] [--sample 50] [--index FOLDER]

PAPERS is a file of one paper per line (JSON, gzip), as for benchmarks/site.py. How far it is, is told on the way with
the peak of memory so far. ``--sample`` renders only each so many-th page, since pages are most of the time; the others
are empty files, and all that is kept of them is kept. ``--index`` keeps the index in a folder, so that a second run need
not make it.

The peak is that of the whole process, libraries and mapped files included. So large a site is built by one process; of a
smaller one a copy of it makes some of the lists, which is not counted.
"""

import multiprocessing
import sys
import tempfile
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import replace
from pathlib import Path

from papers import MOMENT, book, indexed_site, papers
from side_by_side import peak

from index.store import update
from site_builder import putting
from site_builder.build import build_site
from site_builder.render import Page, Renderer

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
    """Make the index, or bring it up to date, and tell the peak of it."""
    update(folder, papers(path, count), book())
    print(f"the index, in a process of its own: peak {peak():,.0f} MB")


def sampled(every: int) -> type[Renderer]:
    """A renderer that makes each so many-th page, and no more than the file of the others."""

    class Sampled(Renderer):
        asked = 0

        def bytes_of(self, page: Page) -> bytes:
            self.asked += 1
            return super().bytes_of(page) if self.asked % every == 0 else b""

    return Sampled


def main() -> None:
    """Build, and tell what it took."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--works", type=int, default=71_244)
    parser.add_argument(
        "--dataset", action="store_true", help="export the dataset too, and prove every number"
    )
    parser.add_argument("--sample", type=int, default=1, help="render each so many-th page only")
    parser.add_argument("--index", type=Path, help="keep the index here")
    given = parser.parse_args()
    if given.sample > 1:
        putting.Renderer = sampled(given.sample)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = given.index or folder / "index"
        # In a process of its own, so that its memory is not that of the build; what it did is found done below.
        indexing = multiprocessing.Process(target=make_index, args=(given.papers, given.works, index))
        indexing.start()
        indexing.join()
        with indexed_site(lambda: papers(given.papers, given.works), index, MOMENT) as (site, _):
            before, begun, used = peak(), time.perf_counter(), time.process_time()
            # With an address of its own, so that the map of the site is made too.
            served = replace(site, base_url="https://example.org")
            built = build_site(
                served, folder / "site", folder / "data" if given.dataset else None, progress=told(begun)
            )
            seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    print(built)
    print(
        f"{given.works:,} works: {seconds:,.0f} s, processor {cpu:,.0f} s of this process, "
        f"peak {peak():,.0f} MB ({before:,.0f} before the build)"
    )  # fmt: skip


if __name__ == "__main__":
    main()
