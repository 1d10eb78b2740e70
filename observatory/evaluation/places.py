"""Countries found in news against those that an agency's editors gave."""

import gzip
import json
from pathlib import Path

from index.tags import Tag
from observatory.evaluation.evaluation import Evaluation
from observatory.evaluation.indexing import indexed, text_as_work
from observatory.evaluation.labelled import Tally
from observatory.home import open_home

__all__ = ["measure"]

UNNAMED = "us"
"""The country that the editors gave to what happens at home, where no word of the text names it."""

OTHER_NAMES = {
    "bolivia": "bo", "hong-kong": "hk", "burma": "mm", "congo": "cg", "iran": "ir", "ivory-coast": "ci", "kampuchea": "kh",
    "laos": "la", "north-korea": "kp", "south-korea": "kr", "syria": "sy", "taiwan": "tw",
    "tanzania": "tz", "turkey": "tr", "uae": "ae", "uk": "gb", "us-virgin-islands": "vi", "usa": "us",
    "venezuela": "ve", "vietnam": "vn", "brunei": "bn", "macao": "mo", "swaziland": "sz", "zaire": "cd",
    "west-germany": "de", "yemen-arab-republic": "ye",
    "czechoslovakia": "cshh", "east-germany": "ddde", "ussr": "suhh", "yemen-demo-republic": "ydyd",
    "yugoslavia": "yucs",
}  # fmt: skip
"""The agency's names that are not the English names in small letters, with our ids."""

FORMER = "former state"
"""The group of the states of the time that are no more."""

OF_THE_TIME = {
    **dict.fromkeys(
        ("ru", "ua", "by", "kz", "uz", "tm", "tj", "kg", "ge", "am", "az", "md", "ee", "lv", "lt"), "suhh"
    ),
    **dict.fromkeys(("rs", "hr", "si", "ba", "mk", "me"), "yucs"),
    **dict.fromkeys(("cz", "sk"), "cshh"),
}
"""To which state of the time today's countries belonged."""


def measure(data: Path, folder: Path | None) -> Evaluation:
    """
    Tag titles and bodies and hold the countries against the labels.

    Args:
        data: A file of JSON lines (``title``, ``body``, ``places``), packed with gzip or not, or a folder with one.
        folder: The observatory; else the one that is shipped.
    """
    home = open_home(folder)
    book = home.book()
    file = min(data.glob("*.jsonl*")) if data.is_dir() else data
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        rows = [json.loads(line) for line in lines]
    states = {one.id for one in book.scheme("region").concepts if one.country or one.group == FORMER}
    names = {book.label("region", one).lower().replace(" ", "-"): one for one in states}
    everywhere, elsewhere = Tally(), Tally()
    wrong: list[tuple[int, str]] = []
    works = [text_as_work(f"{n:06}", row["title"], abstract=row["body"]) for n, row in enumerate(rows)]
    with indexed(works, book, home.settings.languages) as index:
        for work, row in zip(works, rows, strict=True):
            right = {OTHER_NAMES.get(place) or names.get(place, place) for place in row["places"]}
            found = _countries(index.tags(work.id), states)
            everywhere.add(found, right)
            elsewhere.add(found - {UNNAMED}, right - {UNNAMED})
            if differing := (found ^ right) - {UNNAMED}:
                told = [f"{'+' if one in found else '-'}{one}" for one in sorted(differing)]
                wrong.append((-len(told), f"{row['title'] or '(no title)'}: {' '.join(told)}"))
    return Evaluation(
        set="places", measure="micro-F1 of countries without usa", score=elsewhere.f1, cases=len(rows),
        reference=0.470, figures={**everywhere.figures("all"), **elsewhere.figures("without_usa")},
        worst=tuple(line for _, line in sorted(wrong)),
    )  # fmt: skip


def _countries(tags: tuple[Tag, ...], states: set[str]) -> set[str]:
    found = {tag.concept for tag in tags if tag.scheme == "region" and tag.concept in states}
    return {OF_THE_TIME.get(one, one) for one in found}
