"""
What a browser loads to search the site: bytes as sent, requests, and how long answers take.

    python benchmarks/site.py PAPERS [WORKS]

PAPERS is a file of one paper per line (JSON, gzip) with id, title, abstract, year, publisher and lang. A
site of the first WORKS (default 5,000) is built in a temporary folder and served from the loopback address,
compressed. Two views are loaded cold: the first one, and the address of a question: the two commonest words
of all titles, with one ticked value.
Then 200 questions are asked in the page, and their times told. Prints a table in Markdown. The sizes of
Pagefind's files for the same pages are printed beside it where the package ``pagefind`` is installed.
"""

import gzip
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from corpus.dates import PartialDate
from corpus.values import Item, Label, Record, Work
from index.concepts import load_book
from index.store import open_index, update
from site_builder.build import build_site
from site_builder.site import Site

MOMENT = "2026-03-01T12:00:00+00:00"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUESTIONS = 200
ASK = """async (states) => {
  const times = [];
  for (const state of states) { const start = performance.now(); await searchEngine.search(state); times.push(performance.now() - start); }
  return times.sort((x, y) => x - y);
}"""


def works(papers: Path, count: int, regions: list[str]) -> Iterator[Work]:
    """So many papers as works; each is given a region by chance, as facets at their worst have it."""
    choose = random.Random(1)
    with gzip.open(papers, "rt", encoding="utf-8") as lines:
        for line in islice(lines, count):
            paper = json.loads(line)
            item = Item(
                key=paper["id"], kind=choose.choice(("report", "policy", "event", "publication", "news")), title=paper["title"],
                abstract=paper["abstract"], language=paper["lang"] or "en", publisher=paper["publisher"],
                date=PartialDate(paper["year"], "curator") if paper["year"] else None,
                labels=tuple(Label("region", one) for one in choose.sample(regions, 2)),
            )  # fmt: skip
            name = f"w{paper['id'].lower()}"
            record = Record(name, "papers", 1, item, MOMENT, MOMENT, MOMENT, "listed", MOMENT)
            yield Work(name, item, (record,), (), MOMENT, MOMENT, MOMENT, "listed", name)


class Compressed(SimpleHTTPRequestHandler):
    """Serves files as servers do, compressed."""

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


def build(papers: Path, count: int, folder: Path) -> list[str]:
    """Build the site; give questions: the two commonest words of titles, then two words of one title each."""
    book = load_book([Path(str(files("index"))) / "concepts"])
    regions = sorted(one.id for one in book.scheme("region").concepts if one.country)[:40]
    every = list(works(papers, count, regions))
    update(folder / "index", every, book)
    with open_index(folder / "index", book) as index:
        site = Site(
            title="Papers", subject="papers", tagline="", base_url="", languages=("en",), contact="", version="0",
            as_of=MOMENT, works=lambda: iter(sorted(every, key=lambda work: work.id)), tags=index.tags, book=book,
            sources=(), words=index.vocabulary,
        )  # fmt: skip
        build_site(site, folder / "site")
    choose = random.Random(2)
    titles = [
        [word for word in work.item.title.split() if word.isalpha() and len(word) > 3] for work in every
    ]
    common = Counter(word.lower() for of in titles for word in of).most_common(2)
    asked = [" ".join(choose.sample(of, 2)) for of in choose.sample(titles, QUESTIONS * 2) if len(of) > 2]
    return [" ".join(word for word, _ in common), *asked]


def loaded(sent: list[tuple[str, int]]) -> str:
    """Requests and bytes so far, which are forgotten."""
    told = f"{len(sent)} | {sum(size for _, size in sent) / 1000:.1f}"
    sent.clear()
    return told


def browse(folder: Path, questions: list[str]) -> None:
    """Load the views and print the rows."""
    from playwright.sync_api import sync_playwright

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(folder / "site")))
    server.sent = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/search/index.html"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        print(f"| first view | {loaded(server.sent)} |")  # type: ignore[attr-defined]
        page.context.close()
        server.sent.clear()  # type: ignore[attr-defined]
        page = browser.new_page()
        page.goto(f"{address}?q={questions[0].replace(' ', '+')}&kind=report")
        page.locator("#status strong").wait_for()
        page.wait_for_load_state("networkidle")
        told = page.locator("#status").inner_text()
        print(f"| \u201c{questions[0]}\u201d, one ticked value: {told} | {loaded(server.sent)} |")  # type: ignore[attr-defined]
        page.add_script_tag(url="../static/search-engine.js")
        page.evaluate("searchEngine.begin(new URL('./', location.href).href)")
        states = [{"q": one, "filters": {"kind": ["report"]}} for one in questions[:QUESTIONS]]
        page.evaluate(ASK, states)
        times = page.evaluate(ASK, states)
        print(
            f"\nMilliseconds of {len(times)} answers, data there: median {times[len(times) // 2]:.1f}, ",
            end="",
        )
        print(f"95 of 100 below {times[int(len(times) * 0.95)]:.1f}.")
        browser.close()
    server.shutdown()


def pagefind(folder: Path) -> None:
    """The size of what Pagefind writes for the same pages."""
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(folder / "site")], check=True, capture_output=True
    )
    own = [file for file in (folder / "site/pagefind").rglob("*") if file.is_file()]
    print(
        f"\nPagefind's index of the same pages: {len(own)} files, {sum(f.stat().st_size for f in own) / 1e6:.1f} MB."
    )


def main() -> None:
    """Build, load, print."""
    papers = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        questions = build(papers, count, folder)
        search = [file for file in (folder / "site/search").iterdir() if file.suffix == ".js"]
        print(f"Works: {count}\n\n| View | Requests | kB, compressed |\n|---|---:|---:|")
        browse(folder, questions)
        size = sum(len(gzip.compress(file.read_bytes())) for file in search)
        print(f"\nFiles of the search: {len(search)}, {size / 1e6:.2f} MB compressed.")
        if find_spec("pagefind"):
            pagefind(folder)


if __name__ == "__main__":
    main()
