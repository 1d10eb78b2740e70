"""Records with faulty copies among them: typing errors, missing fields, another order, abbreviations.

The originals are papers of the ACL anthology where the test material lies beside the checkout, and made up
elsewhere. The same number gives the same records.
"""

import gzip
import json
import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

__all__ = ["PAPERS", "SHARE", "records"]

PAPERS = Path("../shared/testdata/scale_acl/papers.jsonl.gz")
SHARE = 0.29
"""Of all records so many are copies."""

Record = dict[str, Any]


def records(count: int) -> tuple[list[Record], list[str]]:
    """So many records in a mixed order, and for each the id of the thing that it describes."""
    chance = random.Random(7)
    originals = list(islice(_papers() if PAPERS.is_file() else _made(), round(count * (1 - SHARE))))
    copies = [(_spoiled(original, chance), original["id"]) for original in
              islice(cycle(chance.sample(originals, len(originals))), count - len(originals))]  # fmt: skip
    both = [(original, original["id"]) for original in originals] + copies
    chance.shuffle(both)
    return [record for record, _ in both], [thing for _, thing in both]


def _papers() -> Iterator[Record]:
    with gzip.open(PAPERS, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["title"]:
                yield {
                    "id": row["id"], "title": row["title"], "authors": row["authors"] or [],
                    "year": row["year"] or "", "container": row["booktitle"] or "", "doi": row["doi"] or "",
                    "text": row["abstract"] or "",
                }  # fmt: skip


def _made() -> Iterator[Record]:
    chance = random.Random(3)
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in "aeiou"]
    word = lambda: "".join(chance.choices(syllables, k=chance.randint(2, 4)))  # noqa: E731
    vocabulary = [word() for _ in range(4000)]
    number = 0
    while True:
        number += 1
        yield {
            "id": f"m{number}", "title": " ".join(chance.choices(vocabulary, k=chance.randint(4, 12))).capitalize(),
            "authors": [f"{word().title()} {word().title()}" for _ in range(chance.randint(1, 5))],
            "year": str(chance.randint(1990, 2025)), "container": f"Journal of {word().title()} {word().title()}",
            "doi": f"10.1000/{number}" if chance.random() < 0.4 else "", "text": "",
        }  # fmt: skip


def _spoiled(original: Record, chance: random.Random) -> Record:
    """A copy with one to three faults."""
    copy = {**original, "id": f"{original['id']}~", "authors": list(original["authors"])}
    for fault in chance.sample(FAULTS, chance.randint(1, 3)):
        fault(copy, chance)
    return copy


def _typing_error(copy: Record, chance: random.Random) -> None:
    title = copy["title"]
    place = chance.randrange(len(title))
    copy["title"] = title[:place] + chance.choice("aeiounrst") + title[place + chance.randint(0, 1) :]


def _missing(copy: Record, chance: random.Random) -> None:
    copy[chance.choice(["year", "container", "doi", "text"])] = ""


def _other_order(copy: Record, chance: random.Random) -> None:
    names = [
        " ".join([name.split()[-1] + ",", *name.split()[:-1]]) for name in copy["authors"] if name.split()
    ]
    chance.shuffle(names)
    copy["authors"] = names


def _initials(copy: Record, _chance: random.Random) -> None:
    copy["authors"] = [" ".join([*(part[0] + "." for part in name.split()[:-1]), name.split()[-1]])
                       for name in copy["authors"] if name.split()]  # fmt: skip


def _capitals(copy: Record, _chance: random.Random) -> None:
    copy["title"] = copy["title"].upper()


def _abbreviated(copy: Record, _chance: random.Random) -> None:
    copy["container"] = " ".join(word[:4] for word in copy["container"].split())


FAULTS = (_typing_error, _missing, _other_order, _initials, _capitals, _abbreviated)
