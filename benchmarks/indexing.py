"""Indexing works and tagging them with all shipped concepts, against bare Whoosh indexing the same texts.

Named ``indexing``, because a script called ``index.py`` would stand in the way of the package ``index``.

Four rows: an index made anew, the same update again with nothing to do, all works tagged again because one
concept has changed, and the peer, which has its standard analyser, its default fields, no concepts and no facets.
"""

import json
import tempfile
import tomllib
from importlib.resources import files
from pathlib import Path

from made_up_works import works
from side_by_side import Ratio, arguments, in_turn, measured, report

NEW, SAME, AGAIN, PEER = "ours, made anew", "ours, nothing changed", "ours, one concept changed", "peer"
CHANGED = "skills-gaps"
"""The driver whose words are changed."""
MEMORY_MB = 128
"""What Whoosh may hold of words that are not written yet; the same on both sides."""


def ours(count: int, folder: Path) -> None:
    """Bring the index in this folder up to date with the works and the shipped concepts."""
    from index.concepts import load_book
    from index.store import MEMORY_MB as OURS
    from index.store import open_index, update

    assert OURS == MEMORY_MB
    book = load_book([Path(str(files("index"))) / "concepts"])
    its_works = list(works(count))

    def tell() -> dict[str, object]:
        with open_index(folder, book) as index:
            tags = index.manifest.tags
        return {"concepts": len(list(book)), "tags per work": round(tags / count, 1)}

    measured(lambda: update(folder, its_works, book), tell)


def again(count: int, folder: Path) -> None:
    """Tag the works of this index again after one concept has got a label more."""
    from index.concepts import load_book
    from index.store import retag

    shipped = Path(str(files("index"))) / "concepts"
    driver = tomllib.loads((shipped / "driver.toml").read_text(encoding="utf-8"))
    changed = next(one for one in driver["concept"] if one["id"] == CHANGED)
    changed["labels"]["en"].append("gap")
    changed.pop("near", None)
    with tempfile.TemporaryDirectory() as own:
        head = 'scheme = "driver"\ntitle = "Drivers"\n[[concept]]\n'
        sheet = "".join(f"{key} = {_as_toml(value)}\n" for key, value in changed.items())
        (Path(own) / "driver.toml").write_text(head + sheet, encoding="utf-8")
        book = load_book([shipped, Path(own)])
    found: list[int] = []
    measured(lambda: found.append(retag(folder, book).retagged), lambda: {"concepts tagged again": found[-1]})


def _as_toml(value: object) -> str:
    """A text, a list of texts or a table of such, as TOML writes them in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_as_toml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def peer(count: int, folder: Path) -> None:
    """Write the same texts with Whoosh alone."""
    from whoosh.analysis import StandardAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    texts = ("title", "note", "abstract", "text", "publisher")
    fields = {name: TEXT(StandardAnalyzer(), stored=True) for name in texts}
    its_works = list(works(count))
    folder.mkdir(parents=True)

    def job() -> None:
        index = create_in(
            folder, Schema(id=ID(stored=True, unique=True), authors=TEXT(StandardAnalyzer()), **fields)
        )
        writer = index.writer(limitmb=MEMORY_MB)
        for work in its_works:
            item = work.item
            given = {name: getattr(item, name) for name in texts if getattr(item, name)}
            writer.add_document(id=work.id, authors="; ".join(item.authors), **given)
        writer.commit()
        index.close()

    measured(job)


def main() -> None:
    """Let the sides index the works in turn; or be one side."""
    given = arguments(__doc__, ["ours", "again", "peer"], "works", 2000)
    if given.side:
        {"ours": ours, "again": again, "peer": peer}[given.side](given.works, Path(given.given))
        return
    with tempfile.TemporaryDirectory() as scratch:
        command = [__file__, "--works", str(given.works), "--side"]

        def rounds(number: int) -> dict[str, list[str]]:
            update = [*command, "ours", "--given", f"{scratch}/ours-{number}"]
            return {
                NEW: update,
                SAME: update,
                AGAIN: [*command, "again", "--given", f"{scratch}/ours-{number}"],
                PEER: [*command, "peer", "--given", f"{scratch}/peer-{number}"],
            }

        sides = in_turn(given.runs, rounds)
    new, same, tagged, bare = sides[NEW], sides[SAME], sides[AGAIN], sides[PEER]
    ratios = [
        Ratio("speed", bare.seconds / new.seconds, "works per second, ours by the peer's"),
        Ratio("processor", new.cpu / bare.cpu, "processor time, ours by the peer's"),
        Ratio("time, nothing changed", same.seconds / new.seconds, "seconds, by ours made anew"),
        Ratio("time, one concept changed", tagged.seconds / new.seconds, "seconds, by ours made anew"),
        Ratio("memory", new.megabytes / bare.megabytes, "peak, ours by the peer's"),
    ]
    report("indexing", {"works": given.works}, sides, ratios, as_json=given.json)


if __name__ == "__main__":
    main()
