"""Indexing and tagging works with all shipped concepts, against bare Whoosh indexing the same fields.

python benchmarks/measure_index.py --works 2000
"""

import argparse
import tempfile
from importlib.resources import files
from pathlib import Path

from made_up import works
from measuring import in_turn, once, report


def ours(count: int) -> None:
    """The real update of a new index."""
    from index.concepts import load_book
    from index.store import update

    book = load_book([Path(str(files("index"))) / "concepts"])
    made = update(Path(tempfile.mkdtemp()) / "index", works(count), book)
    assert made.new == count


def peer(count: int) -> None:
    """Bare Whoosh: title, note and abstract with its standard analyser, positions and characters."""
    from whoosh.analysis import StandardAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    def text() -> TEXT:
        return TEXT(analyzer=StandardAnalyzer(stoplist=None), chars=True)

    index = create_in(
        tempfile.mkdtemp(), Schema(id=ID(stored=True), title=text(), note=text(), abstract=text())
    )
    writer = index.writer(limitmb=128)
    for work in works(count):
        item = work.item
        writer.add_document(id=work.id, title=item.title, note=item.note, abstract=item.abstract)
    writer.commit()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", choices=["ours", "peer"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        once(lambda: {"ours": ours, "peer": peer}[given.side](given.works))
    else:
        results = in_turn(__file__, ["ours", "peer"], ["--works", str(given.works)], given.runs)
        report("index", results, "ours", "peer", as_json=given.json)


if __name__ == "__main__":
    main()
