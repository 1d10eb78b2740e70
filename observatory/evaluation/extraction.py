"""Main text of pages: against what publishers themselves mark as the body of the article."""

import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import trafilatura
from lxml.html import HtmlElement

from observatory.evaluation.evaluation import Evaluation
from spiders.cleaning import plain
from spiders.extraction.embedded import embedded
from spiders.extraction.markup import declared_language, read_markup
from spiders.extraction.text import main_text
from spiders.extraction.values import Unreadable

__all__ = ["measure"]

LEAST = 300
"""Characters that a marked body must have: shorter ones are teasers."""

MARK = "articleBody"


def measure(data: Path, _folder: Path | None) -> Evaluation:
    """
    Find the main text of each page whose publisher marks the article's body (schema.org), and compare words.

    The marks are taken out before the page is read. The score is the mean F1 of words, as a multiset;
    trafilatura alone is measured beside it on the same pages.

    Args:
        data: A folder with pages (any name) at any depth; ``gold.json`` may say their addresses.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    ours, theirs, worst = [], [], []
    for file, url in _pages(data):
        body = file.read_bytes()
        marked = _marked(body, url)
        if len(marked) < LEAST:
            continue
        bare = body.replace(MARK.encode(), b"body")
        markup = read_markup(bare, url)
        ours.append(_f1(main_text(markup, declared_language(markup.tree)), marked))
        theirs.append(_f1(trafilatura.extract(bare, url=url, include_comments=False) or "", marked))
        worst.append((ours[-1], f"{ours[-1]:.3f} (trafilatura {theirs[-1]:.3f}): {url}"))
    count = max(len(ours), 1)
    return Evaluation(
        set="extraction", score=sum(ours) / count, measure="mean F1 of words", cases=len(ours),
        reference=sum(theirs) / count, figures={"ahead": (sum(ours) - sum(theirs)) / count},
        worst=tuple(line for _, line in sorted(worst)),
    )  # fmt: skip


def _pages(data: Path) -> Iterator[tuple[Path, str]]:
    gold = data / "gold.json"
    named: dict[str, str] = {}
    if gold.is_file():
        entries: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))
        named = {entry["file"]: url for url, entry in entries.items()}
    for file in sorted((data / "pages" if (data / "pages").is_dir() else data).rglob("*")):
        if file.is_file() and MARK.encode() in file.read_bytes():
            yield file, named.get(file.name, f"http://example.org/{file.name}")


def _marked(body: bytes, url: str) -> str:
    try:
        markup = read_markup(body, url)
    except Unreadable:
        return ""
    for element in markup.tree.xpath(f'//*[@itemprop="{MARK}"]'):
        return _shown(element)
    found: list[str] = []
    _search(embedded(markup, ("json-ld",)), found)
    return plain(max(found, key=len)) if found else ""


def _shown(element: HtmlElement) -> str:
    return " ".join(
        " ".join(text.split())
        for text in element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    )


def _search(value: Any, found: list[str]) -> None:
    if isinstance(value, dict):
        if isinstance(value.get(MARK), str):
            found.append(value[MARK])
        for part in value.values():
            _search(part, found)
    elif isinstance(value, list):
        for part in value:
            _search(part, found)


def _f1(one: str, other: str) -> float:
    mine, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    shared = (mine & theirs).total()
    return 2 * shared / (mine.total() + theirs.total()) if shared else 0.0
