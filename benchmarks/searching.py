"""
What a browser loads to search many works, how long answers take, and whether they are right.

    python benchmarks/searching.py PAPERS [WORKS] [SELECTIONS] [QUESTIONS]

PAPERS is as in site.py. The search of WORKS papers (default all) is written to a temporary folder, without the other
pages, and served from the loopback address, compressed. Loaded cold: the page, and two common words with one ticked
value. In the page, SELECTIONS random filters (default 10,000) are counted and compared with pandas, QUESTIONS of two to
four words (default 500) with the command's first twenty, and 200 questions with one tick are timed. Then 25 works are
added. Prints a table in Markdown; ends with an error where an answer is wrong.
"""

import functools
import gzip
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pandas as pd
from papers import LATER, MOMENT, indexed_site, papers

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu"]
FACETS = ("region", "theme", "driver", "kind", "year", "language", "publisher")
TIMED = 200
AT_ONCE = 250
ASK = """async (states) => {
  const all = [];
  for (const state of states) { const start = performance.now(); all.push([await searchEngine.search(state), performance.now() - start]); }
  return all.map(([{ total, hits, facets }, time]) => ({ total, hits: hits.map(({ work }) => work), time,
    counts: facets.flatMap(({ name, values }) => values.map(([value, , works]) => [`${name}:${value}`, works])) }));
}"""


class Compressed(SimpleHTTPRequestHandler):
    """Serves files as servers do, compressed; the server keeps what was sent."""

    def do_GET(self) -> None:
        """One file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.server.sent.append((self.path, len(data)))  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The address of a folder, and what is sent from it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(folder)))
    server.sent = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", server.sent  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


def loaded(sent: list[tuple[str, int]]) -> str:
    """Requests and bytes so far, which are forgotten."""
    told = f"{len(sent)} | {sum(size for _, size in sent) / 1000:.1f}"
    sent.clear()
    return told


def write(site, folder: Path) -> pd.DataFrame:
    """Write the page of the search and its files; give each work's facets."""
    from site_builder.build import STATIC
    from site_builder.pages.searching import searching
    from site_builder.render import Renderer, environment
    from site_builder.searching.files import search_files
    from site_builder.view import viewing

    for file in STATIC.iterdir():
        (folder / "static").mkdir(parents=True, exist_ok=True)
        (folder / "static" / file.name).write_bytes(file.read_bytes())
    (folder / "search").mkdir(exist_ok=True)
    with viewing(site) as view:
        renderer = Renderer(environment(), view)
        for page in searching(view):
            (folder / page.path).write_bytes(renderer.bytes_of(page))
        for name, data in search_files(view):
            (folder / name).write_bytes(data)
        rows = {card.id: [card.values(facet) for facet in FACETS] for card in view.cards}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(FACETS)).sort_index()


def selections(works: pd.DataFrame, count: int) -> Iterator[tuple[dict, int, dict]]:
    """Random filters, each with the total and every count that pandas finds."""
    having = {}
    for facet in FACETS:
        exploded = works[facet].explode().dropna()
        for value, own in exploded.groupby(exploded):
            having[facet, value] = works.index.isin(own.index)
    names = sorted(having)
    matrix = pd.DataFrame(
        {f"{facet}:{value}": having[facet, value] for facet, value in names}, dtype="float32"
    )
    choose = random.Random(11)
    for _ in range(count):
        filters: dict[str, list[str]] = {}
        for facet, value in choose.sample(names, choose.choice((1, 2, 2, 3, 4))):
            filters.setdefault(facet, []).append(value)
        within = {
            facet: functools.reduce(lambda a, b: a | b, (having[facet, one] for one in values))
            for facet, values in filters.items()
        }
        every = functools.reduce(lambda a, b: a & b, within.values())
        counts = dict(matrix[every].sum().astype(int))
        for facet in filters:
            others = [of for name, of in within.items() if name != facet]
            kept = functools.reduce(lambda a, b: a & b, others) if others else slice(None)
            own = [one for one in matrix.columns if one.startswith(f"{facet}:")]
            counts |= dict(matrix.loc[kept, own].sum().astype(int))
        yield {"filters": filters, "cards": False, "sort": "rank"}, int(every.sum()), counts


def questions(works: list, count: int) -> list[str]:
    """Two to four words of one title each; the common ones come as often as titles have them."""
    choose = random.Random(2)
    titles = [
        [word for word in work.item.title.split() if word.isalpha() and len(word) > 3] for work in works
    ]
    titles = [words for words in titles if len(words) > 3]
    return [
        " ".join(choose.sample(choose.choice(titles), choose.choice((2, 2, 2, 3, 4)))) for _ in range(count)
    ]


def right(page, index, ids: list[str], asked: list[str]) -> int:
    """Compare the first twenty of each question; gives how many were compared, those with partly matching works not."""
    found = {one: index.search(one, limit=20) for one in asked}
    compared = [one for one in asked if not found[one].relaxed]
    states = [{"q": one, "limit": 20, "cards": False, "counts": False} for one in compared]
    for one, answer in zip(compared, page.evaluate(ASK, states), strict=True):
        expected = [hit.work for hit in found[one].hits]
        if (found[one].total, expected) != (answer["total"], [ids[work] for work in answer["hits"]]):
            raise SystemExit(f"{one}: {found[one].total} {expected} {answer}")
    return len(compared)


def counted(page, works: pd.DataFrame, count: int) -> int:
    """Compare every count of random filters with pandas; gives how many counts were compared."""
    compared = 0
    wanted = selections(works, count)
    while part := [row for row, _ in zip(wanted, range(AT_ONCE), strict=False)]:
        answers = page.evaluate(ASK, [state for state, _, _ in part])
        for (state, total, counts), answer in zip(part, answers, strict=True):
            if (total, counts) != (answer["total"], dict(answer["counts"])):
                raise SystemExit(f"{state}: {total} {answer['total']}")
            compared += len(counts)
    return compared


def browse(folder: Path, index, works: pd.DataFrame, every: list, count: int, asking: int) -> None:
    """Load, time, compare; print the rows."""
    from playwright.sync_api import sync_playwright

    asked = questions(every, max(asking, TIMED))
    with served(folder) as (address, sent), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        page = browser.new_page()
        page.goto(f"{address}search/index.html")
        page.wait_for_load_state("networkidle")
        print(f"| first view | {loaded(sent)} |")
        page.goto("about:blank")
        page = browser.new_context().new_page()
        page.goto(f"{address}search/index.html?q=machine+translation&kind=report")
        page.locator("#status strong").wait_for()
        page.wait_for_load_state("networkidle")
        told = page.locator("#status").inner_text()
        print(f"| the address of \u201cmachine translation\u201d, one tick: {told} | {loaded(sent)} |\n")
        page.add_script_tag(url="../static/search-engine.js")
        page.evaluate("searchEngine.begin(new URL('./', location.href).href)")
        states = [{"q": one, "filters": {"kind": ["report"]}} for one in asked[:TIMED]]
        page.evaluate(ASK, states)
        times = sorted(answer["time"] for answer in page.evaluate(ASK, states))
        print(
            f"{TIMED} answers, data there: median {times[TIMED // 2]:.1f} ms, 95 of 100 below {times[TIMED * 95 // 100]:.1f} ms."
        )
        compared = right(page, index, list(works.index), asked[:asking])
        print(
            f"First twenty and total as the command has them: {compared} of {asking} questions, the others have only partly matching works."
        )
        print(f"Counts equal to pandas': {counted(page, works, count):,} in {count:,} selections.")
        browser.close()


def main() -> None:
    """Write, browse, add, compare."""
    path = Path(sys.argv[1])
    count, selected, asked = (
        int(one) for one in [*sys.argv[2:], *("71244", "10000", "500")[len(sys.argv) - 2 :]]
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        every = list(papers(path, count - 25))
        with indexed_site(lambda: iter(every), folder / "index", MOMENT) as (site, index):
            start = time.monotonic()
            works = write(site, folder / "site")
            print(
                f"Written in {time.monotonic() - start:.0f} s, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB."
            )
            print(f"Works: {len(works)}\n\n| View | Requests | kB, compressed |\n|---|---:|---:|")
            browse(folder / "site", index, works, every, selected, asked)
        before = {file.name: file.read_bytes() for file in (folder / "site/search").glob("*.js")}
        more = list(papers(path, count, count - 25))
        with indexed_site(lambda: iter(more), folder / "index", LATER) as (site, _):
            write(site, folder / "after")
        after = {file.name: file.read_bytes() for file in (folder / "after/search").glob("*.js")}
        differing = [data for file, data in after.items() if before.get(file) != data]
        told = [
            f"{sum(map(len, of)) / 1000:.1f} kB, {sum(len(gzip.compress(one)) for one in of) / 1000:.1f} compressed"
            for of in (list(after.values()), differing)
        ]
        print(
            f"Files of the search: {len(after)}, {told[0]}. 25 works later {len(differing)} differ: {told[1]}."
        )


if __name__ == "__main__":
    main()
