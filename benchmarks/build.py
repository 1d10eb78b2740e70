"""Building the site, against bare Jinja rendering the same pages.

Four rows: a site made anew, the same build again with nothing to do, a build with 25 works more, and the peer. The
peer gets each page's template and context ready made, and only the rendering of it is timed. What remains is ours:
counting, evidence, citations, references, feeds, and writing.
"""

import subprocess
import sys
import tempfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from made_up_works import MOMENT, works
from side_by_side import Ratio, arguments, in_turn, measured, report

NEW, SAME, MORE, PEER = "ours, made anew", "ours, nothing changed", "ours, works more", "peer"

MANY_MORE = 25
"""So many works come to those of the first build."""


def tag(count: int, folder: Path) -> None:
    """Make the index from which the sides take the tags; not timed."""
    from index.store import update

    update(folder, works(count), _book())


def _book():
    from index.concepts import load_book

    return load_book([Path(str(files("index"))) / "concepts"])


def _site(count: int, index):
    from corpus.ledger import Run
    from corpus.sources import Health, SourceCard
    from site_builder.site import Site

    its_works = list(works(count))
    return Site(
        title="Observatory of made-up works", subject="made-up works", tagline="Nobody wrote them.", base_url="",
        languages=("en",), contact="", version="0", as_of=MOMENT, works=lambda: iter(its_works), tags=index.tags,
        book=index.book, sources=(SourceCard("made_up", "Made up", "Nobody", "feed", "https://example.org/feed"),),
        health=(Health("made_up", "ok", "read whole", works=count),),
        runs=(Run(1, "made_up", MOMENT, MOMENT, "ok", seen=count, new=count, kept=count),),
    )  # fmt: skip


def ours(count: int, index_folder: Path, folder: Path) -> None:
    """Build the site into this folder."""
    import pandas  # noqa: F401, ICN001 - loaded by the build when it is needed; loading is not what is timed

    from index.store import open_index
    from site_builder.build import Built, build_site

    with open_index(index_folder, _book()) as index:
        site = _site(count, index)
        built: list[Built] = []
        measured(lambda: built.append(build_site(site, folder)), lambda: {"pages": built[0].pages})


def peer(count: int, index_folder: Path) -> None:
    """Render the same pages from contexts that are ready made, and drop them."""
    from index.store import open_index
    from site_builder.pages import PAGES
    from site_builder.render import Renderer, environment
    from site_builder.taking.taking import taking
    from site_builder.viewing import viewing

    with (
        open_index(index_folder, _book()) as index,
        viewing(_site(count, index)) as view,
        taking(view) as taken,
    ):
        env = environment()
        env.globals["taking"] = taken
        renderer = Renderer(env, view)
        pages = [replace(page, made=page.context) for make in PAGES for page in make(view)]

        def job() -> None:
            for page in pages:
                renderer.bytes_of(page)

        measured(job, lambda: {"pages": len(pages)})


def main() -> None:
    """Let the sides make the pages in turn; or be one side."""
    given = arguments(__doc__, ["tag", "ours", "peer"], "works", 500)
    if given.side:
        side = {"tag": tag, "ours": ours, "peer": peer}[given.side]
        side(given.works, *(Path(folder) for folder in given.given.split(":")))
        return
    with tempfile.TemporaryDirectory() as scratch:
        command = [__file__, "--works", str(given.works), "--side"]
        index = f"{scratch}/index"
        subprocess.run([sys.executable, *command, "tag", "--given", index], check=True)
        later = [__file__, "--works", str(given.works + MANY_MORE), "--side"]
        subprocess.run([sys.executable, *later, "tag", "--given", f"{index}-later"], check=True)

        def rounds(number: int) -> dict[str, list[str]]:
            build = [*command, "ours", "--given", f"{index}:{scratch}/site-{number}"]
            more = [*later, "ours", "--given", f"{index}-later:{scratch}/site-{number}"]
            return {NEW: build, SAME: build, MORE: more, PEER: [*command, "peer", "--given", index]}

        sides = in_turn(given.runs, rounds)
    new, same, bare = sides[NEW], sides[SAME], sides[PEER]
    ratios = [
        Ratio("speed", bare.seconds / new.seconds, "works per second, ours by the peer's"),
        Ratio("processor", new.cpu / bare.cpu, "processor time, ours by the peer's"),
        Ratio("seconds", new.seconds / bare.seconds, "ours by the peer's"),
        Ratio(
            f"time, {MANY_MORE} works more", sides[MORE].seconds / new.seconds, "seconds, by ours made anew"
        ),
        Ratio(
            f"processor, {MANY_MORE} works more",
            sides[MORE].cpu / new.cpu,
            "processor time, by ours made anew",
        ),
        Ratio("time, nothing changed", same.seconds / new.seconds, "seconds, by ours made anew"),
        Ratio(
            "memory", new.megabytes / new.before, "peak, by that before the build: libraries, works, index"
        ),
    ]
    report("build", {"works": given.works}, sides, ratios, as_json=given.json)


if __name__ == "__main__":
    main()
