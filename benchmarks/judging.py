"""
Comparing works again when a few of them changed, against comparing all of them anew.

    python benchmarks/judging.py [WORKS] [CHANGED]

Makes so many works with faulty copies among them (default 20,000), judges them, changes some of them (default
25), and judges them with the memory of the first time and without one. Prints processor time and the ratio, and
whether both judgements are the same; reading the works from the database and the memory's file counts on neither side.
"""

import sys
import time
from pathlib import Path

from made_up_duplicates import records

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.dates import PartialDate
from corpus.judging import judge
from corpus.values import Item, Record, Work
from corpus.works import assemble

DAY = "2026-03-01T00:00:00+00:00"


def works(count: int) -> list[Work]:
    """So many works, by id."""
    rows, _ = records(count)
    return [
        _work(f"w{number:06}", 1, row["title"], tuple(row["authors"]), row["year"], row["doi"], row["text"])
        for number, row in enumerate(rows)
    ]


def _work(
    id_: str, version: int, title: str, authors: tuple[str, ...], year: str, doi: str, text: str
) -> Work:
    date = PartialDate(year[:4], "feed") if year[:4].isdigit() else None
    item = Item(id_, "publication", title, authors=authors, date=date, doi=doi or None, abstract=text or None,
                methods={"title": "feed"})  # fmt: skip
    record = Record(f"r{id_}", f"s{int(id_[1:]) % 97}", version, item, DAY, DAY, DAY, "listed", DAY)
    return assemble(id_, [record])


def main() -> None:
    """Judge, change, and judge twice."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    changed = int(sys.argv[2]) if len(sys.argv) > 2 else 25
    some = works(count)
    _, memory = judge(some, {}, ())
    for place in range(0, count, count // changed):
        item = some[place].item
        year = item.date.value if item.date else ""
        some[place] = _work(
            some[place].id, 2, f"{item.title} revised", item.authors, year, "", item.abstract or ""
        )
    by_id = {work.id: work for work in some}
    seconds = {}
    found = {}
    for name, known in (("anew", None), ("with memory", memory)):
        begun = time.process_time()
        found[name], _ = judge(some, {}, (), memory=known, read=by_id.get)
        seconds[name] = time.process_time() - begun
        print(f"{name:12} {seconds[name]:7.2f} s of processor")
    print(f"with memory / anew: {seconds['with memory'] / seconds['anew']:.3f}")
    print("the same judgement" if found["anew"] == found["with memory"] else "ANOTHER judgement")


if __name__ == "__main__":
    main()
