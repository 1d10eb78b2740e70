"""Pagefind beside the search: plain pages of the same works, with the same facets, and its index of them."""

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path

from browsing import browsed, taken

__all__ = ["ask_pagefind", "has_pagefind", "index_with_pagefind"]

PAGE = """<!DOCTYPE html><html lang="en"><title>Pagefind</title><script type="module">
const find = await import("/pagefind/pagefind.js");
await find.init();
window.first = await find.filters();
window.ask = async () => {
  const found = await find.search("machine translation", { filters: { kind: "report" } });
  return [found.results.length, (await Promise.all(found.results.slice(0, 10).map((one) => one.data()))).length];
};
</script>"""


def has_pagefind() -> bool:
    """Whether it is installed."""
    return find_spec("pagefind") is not None


def index_with_pagefind(
    works: Iterable, facets: Mapping[str, Mapping[str, Sequence[str]]], folder: Path
) -> dict[str, bytes]:
    """
    Write a page for each work and let Pagefind make its index.

    Args:
        works: With their texts.
        facets: For each facet the values of each work, by id.

    Returns:
        The digest of each file of its index, by its name.
    """
    for work in works:
        values = "".join(
            f'<span data-pagefind-filter="{facet}">{escape(value)}</span>'
            for facet, of in facets.items() for value in of[work.id]
        )  # fmt: skip
        page = folder / "works" / work.id / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(
            f'<!DOCTYPE html><html lang="en"><title>{escape(work.item.title)}</title><main data-pagefind-body>'
            f"<h1>{escape(work.item.title)}</h1><p>{escape(work.item.abstract or '')}</p>"
            f"<p data-pagefind-ignore>{values}</p></main></html>",
            encoding="utf-8",
        )
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(folder)], check=True, capture_output=True)
    index = folder / "pagefind"
    return {
        path.relative_to(index).as_posix(): hashlib.blake2b(path.read_bytes()).digest()
        for path in sorted(index.rglob("*")) if path.is_file()
    }  # fmt: skip


def ask_pagefind(folder: Path) -> tuple[tuple[int, float], tuple[int, float], int]:
    """Open it cold: requests and kB of its facets, of a question of two words with one tick, and the works found."""
    with browsed(folder) as (browser, address, sent):
        page = browser.new_page()
        page.goto(f"{address}index.html")
        page.wait_for_function("window.first")
        first = taken(sent)
        total, _ = page.evaluate("window.ask()")
        return first, taken(sent), total
