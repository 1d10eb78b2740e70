"""Building the site, against bare Jinja rendering the same pages from the same contexts.

    python benchmarks/measure_build.py --works 1000

The peer gets every page ready made; what remains of the difference is counting, evidence and writing.
"""

import argparse
import tempfile
from importlib.resources import files
from pathlib import Path

from made_up import works
from measuring import in_turn, once, report


def site(count: int):
    """A site of made-up works, each with one tag."""
    from corpus.sources import SourceCard
    from index.concepts import load_book
    from index.tags import Tag
    from site_builder.site import Site

    regions = ("ke", "ie", "my", "ca")

    def tags(work: str) -> list[Tag]:
        region = regions[int(work[-4:]) % len(regions)]
        return [Tag(work, "region", region, "", 0, 0, "given", "1", "", "made_up")]

    return Site(
        title="Made up", subject="made up", tagline="", base_url="", languages=("en",), contact="", version="0",
        as_of="2026-03-01T00:00:00+00:00", works=lambda: works(count), tags=tags,
        book=load_book([Path(str(files("index"))) / "concepts"]),
        sources=(SourceCard("made_up", "Made up", "Nobody", "feed", "https://example.org/feed"),),
    )  # fmt: skip


def ours(count: int) -> None:
    """The real build into a new folder."""
    from site_builder.build import build_site

    built = build_site(site(count), Path(tempfile.mkdtemp()) / "site")
    assert built.pages > count


def peer(renderer, pages) -> None:
    """Only the rendering."""
    for page in pages:
        renderer.bytes_of(page)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", choices=["ours", "peer"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side == "ours":
        once(lambda: ours(given.works))
    elif given.side == "peer":
        from site_builder.pages import PAGES
        from site_builder.render import Renderer, environment
        from site_builder.view import viewing

        with viewing(site(given.works)) as view:
            renderer = Renderer(environment(), view)
            ready = [page for make in PAGES for page in make(view)]
            once(lambda: peer(renderer, ready))
    else:
        results = in_turn(__file__, ["ours", "peer"], ["--works", str(given.works)], given.runs)
        report("build", results, "ours", "peer", as_json=given.json)


if __name__ == "__main__":
    main()
