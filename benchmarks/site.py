"""
How much of a site differs after 25 works more, beside what Pagefind writes for the same pages.

    python benchmarks/site.py PAPERS [WORKS]

PAPERS is a file of one paper per line (JSON, gzip) with id, title, authors, abstract, year, publisher and lang. A site
of the first WORKS (default 5,001: from there on works are not cited in all styles, which takes a minute) is built in a
temporary folder; a week later, when all were checked again, it is built with 25 works more. Told are the files that are
new or other, by what they are. Where the package ``pagefind`` is installed (``pip install 'pagefind[bin]'``) it makes
its index of the same pages of works both times; its files are compared in the same way, and its page is opened cold.
"""

import gzip
import hashlib
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from papers import LATER, MOMENT, indexed_site, papers
from searching import CHROMIUM, CHROMIUM_FLAGS, loaded, served

from site_builder.build import build_site

MORE = 25
SORTS = (
    ("search", r"search/.*\.js"), ("pages of works", r"works/[^/]+/index\.html"), ("other pages", r".*\.html|status\.js"),
    ("feeds", r".*feed\.(xml|json)"), ("references", r".*\.(bib|ris|csv|json|jsonl|zip)"), ("other", r".*"),
)  # fmt: skip
PAGE = """<!DOCTYPE html><html lang="en"><title>Pagefind</title><script type="module">
const find = await import("/pagefind/pagefind.js");
await find.init();
window.first = await find.filters();
window.ask = async () => {
  const found = await find.search("machine translation", { filters: { kind: "report" } });
  return [found.results.length, (await Promise.all(found.results.slice(0, 10).map((one) => one.data()))).length];
};
</script>"""


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


def pagefind(site: Path, folder: Path) -> None:
    """Let Pagefind make its index of the pages of works, the kind as a facet."""
    for page in (site / "works").glob("*/index.html"):
        html = page.read_text(encoding="utf-8")
        kind = re.search(r'facets/kind/([^/"]+)/', html)
        (folder / page.parent.name).mkdir(parents=True, exist_ok=True)
        marked = f'<main data-pagefind-body data-pagefind-filter="kind:{kind[1] if kind else ""}"'
        (folder / page.parent.name / "index.html").write_text(
            html.replace("<main", marked, 1), encoding="utf-8"
        )
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(folder)], check=True, capture_output=True)


def opened(folder: Path) -> None:
    """Open Pagefind cold: its facets, then a question of two words with one tick and ten results."""
    from playwright.sync_api import sync_playwright

    with served(folder) as (address, sent), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        page = browser.new_page()
        page.goto(f"{address}index.html")
        page.wait_for_function("window.first")
        print(f"| Pagefind, its facets | {loaded(sent)} |")
        told = page.evaluate("window.ask()")
        print(f"| Pagefind, the same question and tick: {told[0]} works | {loaded(sent)} more |")
        browser.close()


def main() -> None:
    """Build, add, build, compare."""
    path = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5001
    peer = find_spec("pagefind") is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept: list[tuple[dict[str, str], dict[str, str]]] = []
        for works, old, moment in ((count, None, MOMENT), (count + MORE, count, LATER)):
            every = list(papers(path, works, old))
            with indexed_site(lambda every=every: iter(every), folder / "index", moment) as (site, _):
                print(build_site(site, folder / "site"), flush=True)
            if peer:
                pagefind(folder / "site", folder / f"peer{works}")
            kept.append(
                (digests(folder / "site"), digests(folder / f"peer{works}" / "pagefind") if peer else {})
            )
        (before, theirs), (after, theirs_after) = kept
        print(
            f"\n{MORE} works more than {count}:\n\n| Files | All | Other | kB | kB, compressed |\n|---|---:|---:|---:|---:|"
        )
        rows = [*differing(folder / "site", before, after).items()]
        last = folder / f"peer{count + MORE}"
        if peer:
            theirs_rows = differing(last / "pagefind", theirs, theirs_after).values()
            rows.append(("Pagefind's index", [sum(of) for of in zip(*theirs_rows, strict=True)]))
        for sort, (files, other, size, sent) in rows:
            print(f"| {sort} | {files:,} | {other:,} | {size / 1000:,.1f} | {sent / 1000:,.1f} |")
        if peer:
            print("\n| View | Requests | kB, compressed |\n|---|---:|---:|")
            opened(last)


if __name__ == "__main__":
    main()
