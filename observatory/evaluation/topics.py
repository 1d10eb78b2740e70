"""Topics of another field, from sheets alone, against what experts said of each text."""

import gzip
import json
from collections import defaultdict
from pathlib import Path
from statistics import fmean

from observatory.evaluation.evaluation import Evaluation
from observatory.evaluation.indexing import indexed, text_as_work
from observatory.home import open_home

__all__ = ["EXAMPLE", "measure"]

EXAMPLE = Path("examples/sdg")
"""The observatory of a checkout whose sheets know the topics."""

SCHEME = "sdg"


def measure(data: Path, folder: Path | None) -> Evaluation:
    """
    Tag each text and see whether the one topic that was asked of it is there or not, as the experts say.

    Args:
        data: A file of JSON lines (``text``, ``sdg``, ``label`` "True" or "False"), packed with gzip or not, or
            a folder with one.
        folder: The observatory; else the example for the goals of sustainable development.
    """
    home = open_home(folder or EXAMPLE)
    file = min(data.glob("*.jsonl*")) if data.is_dir() else data
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        rows = [json.loads(line) for line in lines]
    works = [text_as_work(f"{n:06}", "", abstract=row["text"], language="en") for n, row in enumerate(rows)]
    right: dict[str, list[bool]] = defaultdict(list)
    worst: list[str] = []
    with indexed(works, home.book(), home.settings.languages) as index:
        for work, row in zip(works, rows, strict=True):
            topic = f"{SCHEME}-{row['sdg']}"
            found = [tag for tag in index.tags(work.id) if tag.concept == topic]
            as_said = bool(found) == (row["label"] == "True")
            right[topic].append(as_said)
            if not as_said:
                words = ", ".join(dict.fromkeys(tag.words.lower() for tag in found))
                worst.append(f"{topic} {f'by {words}' if found else 'not found'}: {row['text'][:120]}")
    figures = {topic.replace("-", "_"): fmean(of) for topic, of in sorted(right.items())}
    return Evaluation(
        set="topics", measure="accuracy, mean of the topics", score=fmean(figures.values()), cases=len(rows),
        reference=0.83, figures=figures, worst=tuple(sorted(worst)),
    )  # fmt: skip
