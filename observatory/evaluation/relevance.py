"""Relevance: is an item about the subject at all, told by the concepts that broad sources are held to."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import NotFound, SheetError
from corpus.values import Work
from index.concepts import ConceptBook
from index.tags import PROXY
from observatory.evaluation.evaluation import Evaluation
from observatory.evaluation.indexing import indexed, text_as_work
from observatory.home import Home, open_home

__all__ = ["measure"]

RELEVANT = ("relevant/*.jsonl*", "collection/*.jsonl*")
OTHERS = ("others/*.jsonl*", "testdata/scale_acl/papers.jsonl*", "testdata/geo_reuters/train.jsonl*")
"""Where texts on the subject, and texts on anything else, lie within the data."""

MOST = 1500
"""So many texts of each file are tried, evenly from all of it."""


def measure(data: Path, folder: Path | None) -> Evaluation:
    """
    Tag titles and what is said of them, and ask whether the concepts of any sheet's ``only`` are found.

    Args:
        data: A folder with texts on the subject (``relevant/`` or ``collection/``) and on anything else
            (``others/``, or the test sets of that use): JSON lines with ``title`` and one of ``note``,
            ``abstract``, ``body``, ``text``; they may be compressed.
        folder: The observatory; else the one that is shipped.

    Raises:
        NotFound: One of the two kinds of texts is absent, or no sheet has ``only``.
        SheetError: A line cannot be read; says which.
    """
    home = open_home(folder)
    wanted = _wanted(home)
    book, languages = home.book(), home.settings.languages
    good = list(_works(data, RELEVANT))
    bad = list(_works(data, OTHERS))
    if not good or not bad:
        raise NotFound(f"{data}: needs texts on the subject ({RELEVANT[0]}) and others ({OTHERS[0]})")
    missed = _without(good, book, languages, wanted)
    found = {work.id for work in bad} - {work.id for work in _without(bad, book, languages, wanted)}
    recall, false_alarms = 1 - len(missed) / len(good), len(found) / len(bad)
    precision = (len(good) - len(missed)) / max(1, len(good) - len(missed) + len(found))
    score = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    worst = [
        *(f"missed: {work.item.title}" for work in missed),
        *(f"wrongly found: {work.item.title}" for work in bad if work.id in found),
    ]
    return Evaluation(
        "relevance", score, "F1 of texts on the subject", len(good) + len(bad), None,
        {"recall": recall, "false_alarms": false_alarms, "relevant": len(good), "others": len(bad)}, tuple(worst),
    )  # fmt: skip


def _wanted(home: Home) -> frozenset[str]:
    wanted = frozenset(concept for source in home.sources() for concept in source.only)
    if not wanted:
        raise NotFound("no source has 'only', so nothing says what the subject is")
    return wanted


def _without(
    works: list[Work], book: ConceptBook, languages: Iterable[str], wanted: frozenset[str]
) -> list[Work]:
    """The works in which none of the concepts is found."""
    with indexed(works, book, tuple(languages)) as index:
        return [
            work
            for work in works
            if wanted.isdisjoint(
                # A proxy leads to a concept and does not vouch for it, as in the build.
                f"{tag.scheme}/{tag.concept}"
                for tag in index.tags(work.id)
                if tag.rule != PROXY
            )
        ]


def _works(data: Path, patterns: Iterable[str]) -> Iterator[Work]:
    files = sorted({path for pattern in patterns for path in data.glob(pattern)})
    for number, path in enumerate(files):
        rows = [row for row in _rows(path) if row.get("title")]
        step = max(1, len(rows) // MOST)
        for place, row in enumerate(rows[::step]):
            text = next((row[name] for name in ("note", "abstract", "body", "text") if row.get(name)), None)
            yield text_as_work(
                f"{number:03}-{place:06}", row["title"], note=text, language=row.get("language")
            )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise SheetError(f"{path}:{number}", f"is not JSON: {error}") from error
