"""Dates of pages: the exact day, no day, or a wrong one; a wrong day is worse than none."""

import json
from pathlib import Path

from corpus.store import now
from observatory.evaluation.evaluation import Evaluation
from spiders.extraction.dates import find_dates
from spiders.extraction.markup import declared_language, read_markup
from spiders.extraction.metadata import all_said, heading_of
from spiders.extraction.values import Unreadable

__all__ = ["day_of", "measure"]

REFERENCE = 0.903
"""htmldate on the thousand pages of which these are a part."""


def measure(data: Path, _folder: Path | None) -> Evaluation:
    """
    Find the date of each page and compare it with the one that people read.

    Args:
        data: A folder with ``gold.json`` (address to file and date) and ``pages/``.
    """
    gold = json.loads((data / "gold.json").read_text(encoding="utf-8"))
    exact, none, worst = 0, 0, []
    for url, entry in gold.items():
        day = day_of((data / "pages" / entry["file"]).read_bytes(), url)
        exact += day == entry["date"]
        if len(day) != 10:
            none += 1
        elif day != entry["date"]:
            worst.append(f"{day} for {entry['date']}: {url}")
    count = max(len(gold), 1)
    return Evaluation(
        set="dates", score=exact / count, measure="exact days", cases=len(gold), reference=REFERENCE,
        figures={"wrong": len(worst) / count, "none": none / count}, worst=tuple(sorted(worst)),
    )  # fmt: skip


def day_of(body: bytes, url: str) -> str:
    """The day that a page was published, as the harvest would read it; empty or shorter when it is not sure."""
    try:
        markup = read_markup(body, url)
    except Unreadable:
        return ""
    said = all_said(markup)
    found = find_dates(
        markup, said, heading_of(said), today=now().date(), language=declared_language(markup.tree)
    )
    return found.published.value if found.published else ""
