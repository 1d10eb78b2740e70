"""Real feeds that nobody here wrote, served over HTTP and harvested by the real command."""

import io
import json
from collections import Counter
from pathlib import Path

import feedparser
import pytest

from corpus.store import Place, reading

FEEDS = Path("../shared/testdata/feeds_rss_parser")

pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="the real feeds are not on this machine")


def gold(path: Path) -> list[tuple[str, str]]:
    answer = json.loads((FEEDS / "output" / f"{path.stem}.json").read_bytes().decode("utf-8", "replace"))
    items = answer.get("feed", answer)["items"]
    return [(str(item.get("title", "")), str(item.get("link", ""))) for item in items]


def as_text(value: object) -> str:
    return " ".join(str(value or "").split())


def equal(expected: list[tuple[str, str]], found: list[tuple[str, str]]) -> int:
    """How many expected items are there with equal title and link."""
    left, right = (Counter((as_text(t), as_text(u)) for t, u in pairs) for pairs in (expected, found))
    return (left & right).total()


def test_real_feeds_lose_nothing_that_bare_feedparser_gives(here, web):
    """Title and link are equal for at least as many items as bare feedparser gives, feed by feed."""
    paths = sorted((FEEDS / "input").iterdir())
    for number, path in enumerate(paths):
        address = web.put(f"/{path.name}", path.read_bytes())
        here.sheet(f"f{number}", f'kind = "feed"\nurl = "{address}"\n')

    here.run("harvest")

    with reading(Place(here.folder / "var")) as reader:
        pairs: dict[str, list[tuple[str, str]]] = {}
        for work in reader.works():
            for record in work.records:
                pairs.setdefault(record.source, []).append((record.item.title, record.item.url or ""))
    scores = {}
    for number, path in enumerate(paths):
        bare = feedparser.parse(io.BytesIO(path.read_bytes())).entries
        bare_pairs = [(e.get("title", ""), e.get("link", "")) for e in bare]
        scores[path.name] = (equal(gold(path), pairs.get(f"f{number}", [])), equal(gold(path), bare_pairs))
    assert {name: score for name, score in scores.items() if score[0] < score[1]} == {}
