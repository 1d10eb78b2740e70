"""Duplicates: which records of a bibliography are the same work."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from corpus.blocking import pairs
from corpus.comparing import compare
from corpus.describing import Description, described
from corpus.errors import NotFound
from corpus.grouping import groups
from observatory.evaluation.evaluation import Evaluation

__all__ = ["Tally", "duplicates", "find_groups", "read_set", "tally"]

RECORDS = ("records_pre_merged.csv", "labelled_test_set.csv")
GROUPS = "merged_record_ids.csv"
REFERENCE = {"haematology": 0.941, "stroke": 0.997, "cytology_screening": 0.980, "dedupe_asysd": 1.000}
"""F1 of bib-dedupe on these sets, as its project measured it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Records rightly and wrongly taken out (``tp``, ``fp``) and left in (``tn``, ``fn``)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of what was taken out."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp else 0.0


def duplicates(data: Path, _folder: Path | None) -> Evaluation:
    """
    Measure F1 at the level of records: of each group one must stay, and the others go.

    Args:
        data: A folder of sets, each a folder with records and ``merged_record_ids.csv``; or one such set.
    """
    sets = sorted({path.parent for path in data.rglob(GROUPS)})
    if not sets:
        raise NotFound(f"{data}: no {GROUPS} in it or below it")
    figures: dict[str, float | int | None] = {}
    worst: list[str] = []
    scores: list[float] = []
    cases = 0
    for one in sets:
        descriptions, gold = read_set(one)
        found = find_groups(descriptions)
        counted = tally([d.id for d in descriptions], gold, found)
        cases += len(descriptions)
        scores.append(counted.f1)
        figures |= {one.name: counted.f1, f"{one.name}_fp": counted.fp, f"{one.name}_fn": counted.fn}
        worst.extend(f"{one.name}: {line}" for line in _wrong(descriptions, gold, found))
    known = [REFERENCE[one.name] for one in sets if one.name in REFERENCE]
    return Evaluation(
        "duplicates", sum(scores) / len(scores), "mean F1 over the sets, record level", cases,
        sum(known) / len(known) if len(known) == len(sets) else None, figures, tuple(worst),
    )  # fmt: skip


def find_groups(descriptions: Sequence[Description]) -> list[list[str]]:
    """The groups of ids that our rules join, with the one setting that there is."""
    same = (
        pair
        for pair in pairs(descriptions)
        if compare(descriptions[pair[0]], descriptions[pair[1]]).verdict == "same"
    )
    return [[descriptions[n].id for n in group] for group in groups(len(descriptions), same)]


def tally(ids: Sequence[str], gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> Tally:
    """
    Count as bib-dedupe does: in a gold group one kept is TN, each further kept FN, each removed TP, none
    kept one FP; a record without a group that is removed is FP.
    """
    removed = {id_ for group in found for id_ in group[1:]}
    grouped = {id_ for group in gold for id_ in group}
    tp = fp = fn = tn = 0
    for group in [*gold, *([id_] for id_ in ids if id_ not in grouped)]:
        kept = sum(id_ not in removed for id_ in group)
        tn, fp = (tn + 1, fp) if kept else (tn, fp + 1)
        fn += max(0, kept - 1)
        tp += len(group) - max(1, kept)
    return Tally(tp, fp, fn, tn)


def read_set(folder: Path) -> tuple[list[Description], list[list[str]]]:
    """
    The records of a set and its groups of ids.

    Raises:
        NotFound: The folder holds no file of records.
    """
    path = next((folder / name for name in RECORDS if (folder / name).is_file()), None)
    if path is None:
        raise NotFound(f"{folder}: none of {', '.join(RECORDS)}")
    rows = list(_rows(path))
    known = {row["id"] for row in rows}
    with (folder / GROUPS).open(encoding="utf-8", newline="") as file:
        gold = [row["merged_ids"].split(";") for row in csv.DictReader(file)]
    return [_described(row) for row in rows], [[i for i in group if i in known] for group in gold]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    for row in csv.DictReader(StringIO(text, newline="")):
        named = {name.lower(): (value or "").strip() for name, value in row.items() if name}
        number = named.get("id") or f"id_{int(named['record_id']):07d}"
        yield {**named, "id": number}


def _described(row: Mapping[str, str]) -> Description:
    year = row.get("year", "")[:4]
    return described(
        row["id"], row.get("title", ""), authors=row.get("author", ""),
        year=int(year) if year.isdigit() else None,
        container=row.get("journal") or row.get("booktitle") or "", volume=row.get("volume", ""),
        issue=row.get("number", ""), pages=row.get("pages", ""), doi=row.get("doi", ""),
        text=row.get("abstract", ""),
    )  # fmt: skip


def _wrong(
    descriptions: Sequence[Description], gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]
) -> Iterator[str]:
    by_id = {one.id: one for one in descriptions}
    group_of = {id_: n for n, group in enumerate(gold) for id_ in group}
    for group in found:
        for id_ in group[1:]:
            if group_of.get(id_, id_) != group_of.get(group[0], group[0]):
                yield f"wrongly joined: {group[0]} {id_}: {' '.join(by_id[id_].words)[:80]}"
    found_of = {id_: n for n, group in enumerate(found) for id_ in group}
    for pieces in gold:
        for id_ in pieces[1:]:
            if found_of.get(id_, id_) != found_of.get(pieces[0], pieces[0]):
                yield f"not joined: {pieces[0]} {id_}: {' '.join(by_id[id_].words)[:80]}"
