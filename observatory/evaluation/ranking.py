"""Search results against what readers judged relevant, with the settings that are shipped."""

import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from math import log2
from pathlib import Path
from statistics import fmean

from index.concepts import ConceptBook
from observatory.evaluation.evaluation import Evaluation
from observatory.evaluation.indexing import indexed, text_as_work

__all__ = ["average_precision", "measure", "ndcg"]

DOCUMENTS, QUERIES, JUDGED = "cran.all.1400.xml", "cran.qry.xml", "cranqrel.trec.txt"
"""The files of a set: documents and queries with tags in angles, and judgements as TREC writes them."""

TOP, DEEP = 10, 100
"""How many results the first figure and recall look at."""

DEEPEST = 1000


def measure(data: Path, folder: Path | None) -> Evaluation:  # noqa: ARG001 - no sheet decides a rank
    """
    Search for each query and judge the order of what is found, each document relevant or not.

    Args:
        data: A folder with the three files.
        folder: Not used: every observatory ranks alike.
    """
    documents = {
        _part("docno", one): (_part("title", one), _part("text", one))
        for one in _parts("doc", data / DOCUMENTS)
    }
    queries = [re.sub(r'["():\[\]]', " ", text) for text in _parts("title", data / QUERIES)]
    judged = _judged(data / JUDGED)
    works = [text_as_work(key, title, abstract=text) for key, (title, text) in documents.items()]
    gains: list[tuple[float, str]] = []
    precisions: list[float] = []
    recalls: list[float] = []
    with indexed(works, ConceptBook(()), ("en",)) as index:
        for number, query in enumerate(queries, start=1):
            relevant = judged[number]
            if not relevant:
                continue
            found = index.ranked(" ".join(query.split()), limit=DEEPEST)
            gains.append((ndcg(found, relevant), f"query {number}: {' '.join(query.split())}"))
            precisions.append(average_precision(found, relevant))
            recalls.append(len(relevant.intersection(found[:DEEP])) / len(relevant))
    return Evaluation(
        set="ranking", measure=f"nDCG@{TOP}", score=fmean(gain for gain, _ in gains), cases=len(gains),
        reference=0.390, figures={"map": fmean(precisions), f"recall_at_{DEEP}": fmean(recalls)},
        worst=tuple(f"{gain:.2f} {query}" for gain, query in sorted(gains)),
    )  # fmt: skip


def ndcg(found: Sequence[str], relevant: AbstractSet[str]) -> float:
    """
    Normalised discounted cumulative gain of the first ten results.

    >>> ndcg(["a", "b"], {"a"}), round(ndcg(["b", "a"], {"a"}), 3)
    (1.0, 0.631)
    """
    gain = sum(1 / log2(place + 2) for place, one in enumerate(found[:TOP]) if one in relevant)
    return gain / sum(1 / log2(place + 2) for place in range(min(TOP, len(relevant))))


def average_precision(found: Sequence[str], relevant: AbstractSet[str]) -> float:
    """
    The mean of the precision at each relevant document; those that were not found count nothing.

    >>> average_precision(["a", "b", "c"], {"a", "c"})
    0.8333333333333333
    """
    total = hits = 0.0
    for place, one in enumerate(found, start=1):
        if one in relevant:
            hits += 1
            total += hits / place
    return total / len(relevant)


def _parts(tag: str, file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8", errors="replace")
    return [part.strip() for part in re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)]


def _part(tag: str, text: str) -> str:
    found = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    return found[1].strip() if found else ""


def _judged(file: Path) -> dict[int, set[str]]:
    """For each query, numbered by order, the documents that are relevant; code 0 says not relevant."""
    judged: dict[int, set[str]] = defaultdict(set)
    for line in file.read_text(encoding="utf-8").splitlines():
        match line.split():
            case [query, _, document, code] if int(code) > 0:
                judged[int(query)].add(document)
    return judged
