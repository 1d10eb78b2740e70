"""
How much of a site differs after 25 works more.

    python benchmarks/site.py PAPERS [WORKS]

PAPERS is a file of one paper per line (JSON, gzip) with id, title, authors, abstract, year, publisher and lang. A site
of the first WORKS (default 5,001: from there on works are not cited in all styles, which takes a minute) is built in a
temporary folder; a week later, when all were checked again, it is built with 25 works more. Told are the files that are
new or other, by what they are. What a browser loads to search them, and what Pagefind writes, ``searching.py`` tells.
"""

import gzip
import hashlib
import re
import sys
import tempfile
from pathlib import Path

from papers import LATER, MOMENT, indexed_site, papers

from site_builder.build import build_site

MORE = 25
SORTS = (
    ("search", r"search/.*\.js"), ("pages of works", r"works/[^/]+/index\.html"), ("other pages", r".*\.html|status\.js"),
    ("feeds", r".*feed\.(xml|json)"), ("references", r".*\.(bib|ris|csv|json|jsonl|zip)"), ("other", r".*"),
)  # fmt: skip


def digests(folder: Path) -> dict[str, str]:
    """A digest of each file, by its path in the folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.blake2b(path.read_bytes()).hexdigest()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def differing(folder: Path, before: dict[str, str], after: dict[str, str]) -> dict[str, list[int]]:
    """By sort: all files, those that differ, their bytes, and their bytes compressed."""
    found: dict[str, list[int]] = {}
    for name, made in after.items():
        sort = next(sort for sort, pattern in SORTS if re.fullmatch(pattern, name))
        row = found.setdefault(sort, [0, 0, 0, 0])
        row[0] += 1
        if before.get(name) != made:
            data = (folder / name).read_bytes()
            for place, more in enumerate((1, len(data), len(gzip.compress(data, 9))), 1):
                row[place] += more
    return found


def main() -> None:
    """Build, add, build, compare."""
    path = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5001
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept: list[dict[str, str]] = []
        for works, old, moment in ((count, None, MOMENT), (count + MORE, count, LATER)):
            every = list(papers(path, works, old))
            with indexed_site(lambda every=every: iter(every), folder / "index", moment) as (site, _):
                print(build_site(site, folder / "site"), flush=True)
            kept.append(digests(folder / "site"))
        before, after = kept
        print(
            f"\n{MORE} works more than {count}:\n\n| Files | All | Other | kB | kB, compressed |\n|---|---:|---:|---:|---:|"
        )
        for sort, (files, other, size, sent) in differing(folder / "site", before, after).items():
            print(f"| {sort} | {files:,} | {other:,} | {size / 1000:,.1f} | {sent / 1000:,.1f} |")


if __name__ == "__main__":
    main()
