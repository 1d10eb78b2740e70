"""
How long a build takes to ask all saved questions anew.

    python benchmarks/questions.py [QUESTIONS] [WORKS]

So many made-up works (default 2,000) are indexed with all shipped concepts, and fifty of them alone. So many questions
(default 500) of one to three words, every other one with a region or a range of years, are saved in a ``queries.toml``
and asked of both, as a build does. Prints a table in Markdown: seconds, and how many answers all questions have together.
"""

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from made_up_works import OF_THE_FIELD, RARE, works

from corpus.values import Work
from index.book import ConceptBook
from index.concepts import load_book
from index.store import open_index, update
from observatory.home import home_in
from observatory.questions import asked

FEW = 50
SETTINGS = 'title = "Questions"\nsubject = "questions"\n'


def questions(count: int) -> str:
    """So many questions, as they are saved."""
    choose = random.Random(3)
    single = [term for term in OF_THE_FIELD if " " not in term and term.islower()]
    rows = []
    for number in range(count):
        words = [choose.choice(single if n == 0 else RARE[:300]) for n in range(choose.randint(1, 3))]
        filters = ("", "region:africa", "", f"year:[{2012 + number % 8} TO 2025]")
        query = " ".join(filter(None, (*words, filters[number % len(filters)])))
        rows.append(f'[[question]]\ntitle = "Question {number}"\nquery = "{query}"\n')
    return "\n".join(rows)


def timed(folder: Path, its_works: Sequence[Work], book: ConceptBook) -> tuple[float, int]:
    """Seconds that all questions take, and how many answers they have."""
    update(folder / "index", its_works, book)
    home, ids = home_in(folder), {work.id for work in its_works}
    with open_index(folder / "index", book) as index:
        start = time.perf_counter()
        found = asked(home, index, ids)
        return time.perf_counter() - start, sum(len(one.works) for one in found)


def main() -> None:
    """Ask both, and print the table."""
    count, size = (int(given) for given in (*sys.argv[1:], *("500", "2000")[len(sys.argv) - 1 :]))
    book = load_book([Path(str(files("index"))) / "concepts"])
    print("| questions | works | seconds | answers |\n|---|---|---|---|")
    for of in (FEW, size):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "observatory.toml").write_text(SETTINGS)
            (folder / "queries.toml").write_text(questions(count))
            seconds, answers = timed(folder, list(works(of)), book)
            print(f"| {count} | {of:,} | {seconds:.1f} | {answers:,} |")


if __name__ == "__main__":
    main()
