"""
Tagging abstracts with all shipped concepts, against bare Whoosh indexing the same two fields.

    python benchmarks/tagging.py PAPERS [--works 20000]

PAPERS is as in site.py. Four rows: papers that are indexed already are tagged with all concepts; the index made anew, with
its tags; 25 works more come to it; and the peer, which writes titles and abstracts with its standard analyser.
"""

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from papers import book, papers
from side_by_side import Ratio, arguments, in_turn, measured, report

from index.book import ConceptBook

TAGGED, NEW, MORE, PEER = "ours, tagged", "ours, made anew", "ours, 25 works more", "peer"
FIELDS = ("title", "abstract")
PAPERS = "PAPERS"
"""The variable by which the processes of the sides are told the file."""


def _works(count: int):
    return list(papers(Path(os.environ[PAPERS]), count))


def tagged(count: int, folder: Path) -> None:
    """Index without concepts, which is not timed, and then tag with all of them."""
    from index.store import retag, update

    concepts = book()
    bare = ConceptBook([replace(one, concepts=()) for one in concepts.schemes])
    update(folder, _works(count), bare)
    found: list[int] = []
    measured(lambda: found.append(retag(folder, concepts).retagged), lambda: {"concepts": found[-1]})


def new(count: int, folder: Path) -> None:
    """Index and tag."""
    from index.store import update

    works, concepts = _works(count), book()
    measured(lambda: update(folder, works, concepts))


def more(count: int, folder: Path) -> None:
    """Bring 25 works more into the index that is there."""
    from index.store import update

    works, concepts = _works(count + 25), book()
    measured(lambda: update(folder, works, concepts))


def peer(count: int, folder: Path) -> None:
    """Write the same fields with Whoosh alone."""
    from whoosh.analysis import StandardAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    works = _works(count)
    fields = {name: TEXT(StandardAnalyzer(), stored=True) for name in FIELDS}
    folder.mkdir(parents=True)

    def job() -> None:
        index = create_in(folder, Schema(id=ID(stored=True, unique=True), **fields))
        writer = index.writer(limitmb=128)
        for work in works:
            given = {name: getattr(work.item, name) for name in FIELDS if getattr(work.item, name)}
            writer.add_document(id=work.id, **given)
        writer.commit()
        index.close()

    measured(job)


def main() -> None:
    """Let the sides work in turn; or be one side."""
    if PAPERS not in os.environ:
        os.environ[PAPERS] = sys.argv.pop(1)
    given = arguments(__doc__, ["tagged", "new", "more", "peer"], "works", 20_000)
    if given.side:
        {"tagged": tagged, "new": new, "more": more, "peer": peer}[given.side](given.works, Path(given.given))
        return
    with tempfile.TemporaryDirectory() as scratch:
        command = [__file__, "--works", str(given.works), "--side"]

        def rounds(number: int) -> dict[str, list[str]]:
            made = f"{scratch}/new-{number}"
            return {
                TAGGED: [*command, "tagged", "--given", f"{scratch}/tagged-{number}"],
                NEW: [*command, "new", "--given", made],
                MORE: [*command, "more", "--given", made],
                PEER: [*command, "peer", "--given", f"{scratch}/peer-{number}"],
            }

        sides = in_turn(given.runs, rounds)
    ratios = [
        Ratio("tagging", sides[TAGGED].seconds / sides[PEER].seconds, "seconds, by the peer's for indexing"),
        Ratio("processor", sides[TAGGED].cpu / sides[PEER].cpu, "processor time, by the peer's"),
        Ratio("made anew", sides[NEW].seconds / sides[PEER].seconds, "seconds, by the peer's"),
        Ratio("25 works more", sides[MORE].seconds / sides[NEW].seconds, "seconds, by ours made anew"),
    ]
    report("tagging", {"works": given.works}, sides, ratios, as_json=given.json)


if __name__ == "__main__":
    main()
