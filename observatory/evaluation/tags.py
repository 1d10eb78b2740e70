"""Tags against the labels that people gave on reading: countries, themes, drivers, groups of countries."""

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from corpus.errors import SheetError
from index.tags import Tag
from observatory.evaluation.evaluation import Evaluation
from observatory.evaluation.indexing import indexed, text_as_work
from observatory.evaluation.labelled import Tally
from observatory.home import open_home

__all__ = ["measure"]

GROUPS = (
    "africa", "african-union", "arab-states", "asean", "asia", "caribbean", "eac", "ecowas", "eu", "europe",
    "global", "latin-america", "nordic", "north-america", "pacific", "sadc",
)  # fmt: skip
"""The groups of countries that the labels know; tags on others are neither right nor wrong."""

SCORED = ("countries", "themes", "drivers")
"""Whose mean is the score; on groups even two readers agree too seldom."""

IMPLIED = "implied"


def measure(data: Path, folder: Path | None) -> Evaluation:
    """
    Tag titles and notes and hold the tags against the labels.

    A group counts as found when it was tagged or implied; an implied group is no mistake.

    Args:
        data: A file of JSON lines as the collection has them, or a folder of such files.
        folder: The observatory; else the one that is shipped.

    Raises:
        SheetError: A line cannot be read; says which.
    """
    home = open_home(folder)
    rows = list(_rows(data))
    works = [
        text_as_work(f"{number:06}", row["title"], note=row.get("note"), language=row.get("language"))
        for number, row in enumerate(rows)
    ]
    book = home.book()
    countries = {one.id for one in book.scheme("region").concepts if one.country}
    tallies = {name: Tally() for name in (*SCORED, "groups")}
    wrong: list[tuple[int, str]] = []
    with indexed(works, book, home.settings.languages) as index:
        for work, row in zip(works, rows, strict=True):
            pairs = _pairs(index.tags(work.id), row, countries)
            for name, (found, right) in pairs.items():
                tallies[name].add(found, right)
            if line := _told(pairs):
                wrong.append((-line.count(" "), f"{row['id']}: {line}"))
    figures = {key: value for name, tally in tallies.items() for key, value in tally.figures(name).items()}
    return Evaluation(
        set="tags", measure="mean micro-F1 of countries, themes and drivers",
        score=sum(tallies[name].f1 for name in SCORED) / len(SCORED),
        cases=len(rows), figures=figures, worst=tuple(line for _, line in sorted(wrong)),
    )  # fmt: skip


def _rows(data: Path) -> Iterator[Mapping[str, Any]]:
    """The labelled items; lines without a title, such as those of sources, are passed over."""
    for file in sorted(data.glob("*.jsonl")) if data.is_dir() else [data]:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise SheetError(f"{file}: line {number}", "is not JSON") from error
            if "title" in row:
                yield row


def _pairs(
    tags: Sequence[Tag], row: Mapping[str, Any], countries: AbstractSet[str]
) -> dict[str, tuple[set[str], set[str]]]:
    """For each sort of label what was found and what is right."""
    direct = {(tag.scheme, tag.concept) for tag in tags if tag.rule != IMPLIED}
    implied = {tag.concept for tag in tags if tag.rule == IMPLIED and tag.scheme == "region"}
    regions = {concept for scheme, concept in direct if scheme == "region"}
    right = set(row.get("regions", ()))
    groups = (regions & set(GROUPS)) - (implied - right) | (implied & right)
    return {
        "countries": (
            regions & countries,
            {country.lower() for country in row.get("countries", ())},
        ),
        "themes": ({c for scheme, c in direct if scheme == "theme"}, set(row.get("themes", ()))),
        "drivers": ({c for scheme, c in direct if scheme == "driver"}, set(row.get("drivers", ()))),
        "groups": (groups, right & set(GROUPS)),
    }


def _told(pairs: Mapping[str, tuple[set[str], set[str]]]) -> str:
    """What is wrong with an item's tags: + for too many, - for missed ones."""
    return " ".join(
        sign + one
        for name in SCORED
        for found, right in [pairs[name]]
        for sign, ids in (("+", found - right), ("-", right - found))
        for one in sorted(ids)
    )
