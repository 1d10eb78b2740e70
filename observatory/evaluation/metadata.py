"""Metadata that pages embed: each sample's items equal those that people wrote down."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import extruct

from observatory.evaluation.evaluation import Evaluation
from spiders.extraction.embedded import SYNTAXES, embedded
from spiders.extraction.markup import read_markup
from spiders.extraction.values import Unreadable

__all__ = ["measure"]

URL = "http://www.example.com/index.html"
ENDINGS = (".json", ".jsonld", ".expanded.json")


def measure(data: Path, _folder: Path | None) -> Evaluation:
    """
    Read the metadata of each page and compare; extruct called in the plainest way is measured beside it.

    A sample is right if the items of one syntax equal those written down; where several syntaxes are
    written down, each of them. The order of items and of a node's statements does not count, nor whether one value stands in a list.

    Args:
        data: A folder with pages (``*.html``) and beside each its items (``.json``, ``.jsonld`` or
            ``.expanded.json``), at any depth.
    """
    ours = theirs = cases = 0
    worst = []
    for page, gold in _samples(data):
        cases += 1
        body = page.read_bytes()
        right = _best(_ours, body, gold)
        ours += right
        theirs += _best(_plainest, body, gold)
        if not right:
            worst.append(str(page.relative_to(data)))
    count = max(cases, 1)
    return Evaluation(
        set="metadata", score=ours / count, measure="pages with equal items", cases=cases,
        reference=theirs / count, figures={"ahead": (ours - theirs) / count}, worst=tuple(worst),
    )  # fmt: skip


def _samples(data: Path) -> Iterator[tuple[Path, Any]]:
    for page in sorted(data.rglob("*.html")):
        for ending in ENDINGS:
            gold = page.with_name(page.name.removesuffix(".html") + ending)
            if gold.is_file():
                yield page, json.loads(gold.read_text(encoding="utf-8"))


def _ours(body: bytes, url: str) -> dict[str, Any]:
    try:
        return dict(embedded(read_markup(body, url)))
    except Unreadable:
        return {}


def _plainest(body: bytes, url: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for syntax in SYNTAXES:
        try:
            found |= extruct.extract(body, base_url=url or None, syntaxes=[syntax])
        except Exception:  # noqa: BLE001, S112 - what it cannot read counts as nothing found
            continue
    return found


def _equal(found: dict[str, Any], gold: Any) -> bool:
    if isinstance(gold, dict) and set(gold) & set(SYNTAXES):
        return all(_same(found.get(name, []), items) for name, items in gold.items())
    wanted = gold if isinstance(gold, list) else [gold]
    return any(_same(items, wanted) for items in found.values())


def _best(read: Callable[[bytes, str], dict[str, Any]], body: bytes, gold: Any) -> bool:
    """Whether the items are equal with the page's address put before relative ones, or without."""
    return any(_equal(read(body, url), gold) for url in (URL, ""))


def _same(one: Any, other: Any) -> bool:
    return bool(_ordered(one) == _ordered(other))


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _ordered(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        parts = sorted((_ordered(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
        return parts[0] if len(parts) == 1 else parts
    return " ".join(value.split()) if isinstance(value, str) else value
