"""
What a browser loads to search many works, how long answers take, and whether they are right.

    python benchmarks/searching.py PAPERS [WORKS] [SELECTIONS] [QUESTIONS]

PAPERS is as in site.py. The search of WORKS papers (default all) is written to a temporary folder, without the other
pages, and served from the loopback address, compressed. Loaded cold: the page, and COLD questions of two words with one
ticked value. In the page, SELECTIONS random filters (default 10,000) are counted and compared with pandas, QUESTIONS of
two to four words (default 500) with the command's first twenty, and 200 questions with one tick are timed. Then 25 works
are added. Where ``pagefind`` is installed (``pip install 'pagefind[bin]'``) and there are few works, it gets plain pages
of the same ones. Prints tables in Markdown; ends with an error where an answer is wrong.
"""

import functools
import gzip
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
from browsing import browsed, taken
from pagefind_peer import ask_pagefind, has_pagefind, index_with_pagefind
from papers import LATER, MOMENT, indexed_site, papers

FACETS = ("region", "theme", "driver", "kind", "year", "language", "publisher")
MORE = 25
COLD = 20
TIMED = 200
AT_ONCE = 250
FEW = 20_000
"""So many works at most are given to Pagefind, whose pages are a file each."""

ASK = """async (states) => {
  const all = [];
  for (const state of states) { const start = performance.now(); all.push([await searchEngine.search(state), performance.now() - start]); }
  return all.map(([{ total, hits, facets, relaxed }, time]) => ({ total, relaxed, hits: hits.map(({ work }) => work), time,
    counts: facets.flatMap(({ name, values }) => values.map(([value, , works]) => [`${name}:${value}`, works])) }));
}"""


def told(what: str) -> None:
    """Print how far it is, with the processor time so far."""
    print(f"{time.process_time():6.0f} s  {what}", file=sys.stderr, flush=True)


def write(site, folder: Path) -> pd.DataFrame:
    """Write the page of the search and its files; give each work's facets."""
    from site_builder.build import STATIC
    from site_builder.pages.searching import searching
    from site_builder.render import Renderer, environment
    from site_builder.scripts import published
    from site_builder.searching.files import search_files
    from site_builder.viewing import viewing

    (folder / "static").mkdir(parents=True, exist_ok=True)
    (folder / "search").mkdir(exist_ok=True)
    for file in STATIC.iterdir():
        (folder / "static" / file.name).write_bytes(published(file))
    with viewing(site) as view:
        told("counted")
        renderer = Renderer(environment(), view)
        for page in searching(view):
            (folder / page.path).write_bytes(renderer.bytes_of(page))
        for name, data in search_files(view):
            (folder / name).write_bytes(data)
        rows = {card.id: [card.values(facet) for facet in FACETS] for card in view.cards}
    told("written")
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(FACETS)).sort_index()


def selections(works: pd.DataFrame, count: int) -> Iterator[tuple[dict, int, dict]]:
    """Random filters, each with the total and every count that a filter of the frame gives."""
    having = {}
    for facet in FACETS:
        exploded = works[facet].explode().dropna()
        for value, own in exploded.groupby(exploded):
            having[facet, value] = works.index.isin(own.index)
    names = sorted(having)
    # A bit for each work, since there are many selections.
    matrix = np.packbits(np.array([having[name] for name in names]), axis=1)
    labels = [f"{facet}:{value}" for facet, value in names]

    def counted(every: np.ndarray) -> np.ndarray:
        return np.bitwise_count(matrix & np.packbits(every)).sum(axis=1, dtype=np.int64)

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
        counts = dict(zip(labels, counted(every).tolist(), strict=True))
        for facet in filters:
            others = [of for name, of in within.items() if name != facet]
            kept = functools.reduce(lambda a, b: a & b, others, np.ones(len(works), dtype=bool))
            own = zip(names, labels, counted(kept).tolist(), strict=True)
            counts |= {label: number for (name, _), label, number in own if name == facet}
        yield {"filters": filters, "cards": False, "sort": "rank"}, int(every.sum()), counts


def questions(works: Iterable, count: int) -> list[str]:
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
    """Compare the first twenty of each question with the command's; gives how many have partly matching works."""
    states = [{"q": one, "limit": 20, "cards": False, "counts": False} for one in asked]
    partly = 0
    for one, answer in zip(asked, page.evaluate(ASK, states), strict=True):
        found = index.search(one, limit=20, shared=False)
        expected = [hit.work for hit in found.hits]
        given = (answer["total"], answer["relaxed"], [ids[work] for work in answer["hits"]])
        if (found.total, found.relaxed, expected) != given:
            raise SystemExit(f"{one}: {found.total} {expected} {given}")
        partly += found.relaxed
    return partly


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


def cold(browser, address: str, sent: list, query: str) -> tuple[int, float, str]:
    """Open the address of a search with nothing kept: requests, kB, and what the page says it found."""
    page = browser.new_context().new_page()
    page.goto(f"{address}search/index.html?{query}")
    page.locator("#status strong").wait_for()
    page.wait_for_load_state("networkidle")
    said = page.locator("#status").inner_text()
    page.context.close()
    return *taken(sent), said


def browse(folder: Path, index, works: pd.DataFrame, every: list, count: int, asking: int) -> None:
    """Load, time, compare; print the rows."""
    asked = questions(every, max(asking, TIMED))
    with browsed(folder) as (browser, address, sent):
        requests, size, _ = cold(browser, address, sent, "")
        print(f"| first view | {requests} | {size:.1f} |")
        two = ["machine translation", *(one for one in asked if one.count(" ") == 1)][:COLD]
        more = []
        for one in two:
            all_requests, all_size, said = cold(
                browser, address, sent, urlencode({"q": one, "kind": "report"})
            )
            more.append((all_requests - requests, all_size - size))
            if one == two[0]:
                print(f"| “{one}” with one tick adds ({said}) | {more[0][0]} | {more[0][1]:.1f} |")
        print(
            f"| the most of {COLD} such questions | {max(n for n, _ in more)} | {max(n for _, n in more):.1f} |\n"
        )
        told("loaded")
        page = browser.new_context().new_page()
        page.goto(f"{address}search/index.html")
        page.add_script_tag(url="../static/search-engine.js")
        page.evaluate("searchEngine.begin(new URL('./', location.href).href)")
        states = [{"q": one, "filters": {"kind": ["report"]}} for one in asked[:TIMED]]
        page.evaluate(ASK, states)
        times = sorted(answer["time"] for answer in page.evaluate(ASK, states))
        print(
            f"{TIMED} answers, data there: median {times[TIMED // 2]:.1f} ms, 95 of 100 below {times[TIMED * 95 // 100]:.1f} ms."
        )
        told("timed")
        partly = right(page, index, list(works.index), asked[:asking])
        print(
            f"Total and first twenty as the command has them ('--as-on-site'): {asking} of {asking} questions, {partly} with partly matching works."
        )
        told("asked")
        print(f"Counts equal to pandas': {counted(page, works, count):,} in {count:,} selections.")
        told("counted")


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """How many files of a site are other ones than before, and their size."""
    other = [data for name, data in after.items() if before.get(name) != data]
    sizes = [
        f"{sum(map(len, of)) / 1000:,.1f} kB, {sum(len(gzip.compress(one)) for one in of) / 1000:,.1f} compressed"
        for of in (other, list(after.values()))
    ]
    return f"{len(other)} of {len(after)} files differ, {sizes[0]} (of {sizes[1]})"


def beside(folder: Path, every: list, more: list, facets: tuple[dict, dict]) -> None:
    """Pagefind's rows for the same works, and what it writes anew for some more."""
    before = index_with_pagefind(every, facets[0], folder / "peer")
    first, asked, total = ask_pagefind(folder / "peer")
    print("\n| Pagefind | Requests | kB, compressed |\n|---|---:|---:|")
    print(f"| its facets | {first[0]} | {first[1]:.1f} |")
    print(f"| the same question and tick adds ({total} works) | {asked[0]} | {asked[1]:.1f} |\n")
    after = index_with_pagefind(more, facets[1], folder / "peer-after")
    files = {name: (folder / "peer-after/pagefind" / name).read_bytes() for name in after}
    same = {name: files[name] for name in after if before.get(name) == after[name]}
    print(f"{MORE} works more: {differing(same, files)}.")


def main() -> None:
    """Write, browse, add, compare."""
    path = Path(sys.argv[1])
    size, selected, asked = (
        int(one) for one in [*sys.argv[2:], *("71244", "10000", "500")[len(sys.argv) - 2 :]]
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        every = list(papers(path, size - MORE))
        with indexed_site(lambda: iter(every), folder / "index", MOMENT) as (site, index):
            told("indexed")
            works = write(site, folder / "site")
            print(
                f"Works: {len(works):,}. Peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB.\n"
            )
            print("| View | Requests | kB, compressed |\n|---|---:|---:|", flush=True)
            browse(folder / "site", index, works, every, selected, asked)
        before = {file.name: file.read_bytes() for file in (folder / "site/search").glob("*.js")}
        more = list(papers(path, size, size - MORE))
        with indexed_site(lambda: iter(more), folder / "index", LATER) as (site, _):
            works_after = write(site, folder / "after")
        after = {file.name: file.read_bytes() for file in (folder / "after/search").glob("*.js")}
        print(f"{MORE} works more: {differing(before, after)}.")
        if has_pagefind() and size <= FEW:
            beside(folder, every, more, (works.to_dict(), works_after.to_dict()))


if __name__ == "__main__":
    main()
