"""The demonstration: three rounds on the practice web, and the site that comes of them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from corpus.errors import NotFound
from corpus.store import reading
from observatory.building import build
from observatory.home import FILE, Home, open_home
from observatory.practice.cast import CAST
from observatory.practice.playing import Evening, in_reactor, play
from observatory.practice.publishers import FIRST_DAY
from observatory.practice.rendering import sheet_of
from observatory.practice.web import Clock, Plant, PracticeWeb
from observatory.status import status
from observatory.status_changes import changes_since, remember

__all__ = ["show"]

SETTINGS = """title = "Practice observatory on skills"
subject = "skills"
tagline = "Nothing here is true: fictional publishers, played on this machine."
languages = ["en", "fr", "de", "es"]

[shipped]
sources = false
"""

ROUNDS = ("all is well", "faults befall eight of them", "they are mended")
DAYS = 16
"""Days of a round; each day what is due is read."""

FILES = 20
"""How many PDF files behind items are read at the end of each round."""

BEFALLS = {
    "amber_01": "half page", "cedar_03": "moved site", "delta_04": "soft 404", "ember_10": "frozen page",
    "birch_07": "alternating link forms", "cedar_08": "redesigned classes", "delta_09": "repository refuses",
    "amber_11": "error in place of works",
}  # fmt: skip
"""Which publisher suffers what in the second round."""


def show(folder: Path) -> Iterator[str]:
    """
    Play, build, and tell what happened, a line at a time.

    Args:
        folder: Where the practice observatory is written.

    Raises:
        NotFound: There is something in that folder already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotFound(f"{folder}: is not empty; name a new folder with --to")
    cast = CAST[:12]
    start = FIRST_DAY + timedelta(days=DAYS)
    plants = [
        Plant(publisher, fault, start, start + timedelta(days=DAYS)) for publisher, fault in BEFALLS.items()
    ]
    lines: list[str] = []

    async def rounds() -> None:
        web = PracticeWeb(cast, plants, Clock())
        web.open()
        home = _write(folder, web)
        for number, title in enumerate(ROUNDS, 1):
            lines.append(f"round {number}: {title}: {DAYS} days from {web.clock.day}")
            evenings = await play(web, home.place, DAYS - 1)
            evenings += await play(web, home.place, 1, pages=FILES)
            lines.extend(_told(home, web, evenings))
        await web.close()

    in_reactor(rounds)
    yield from lines
    home = open_home(folder)
    built = build(home)
    yield f"build: {built.works} works, {built.pages} pages; open {home.site / 'index.html'}"
    yield f"its changes: {home.site / 'changes/index.html'}"
    yield f"its sources: {home.site / 'sources/index.html'}"


def _write(folder: Path, web: PracticeWeb) -> Home:
    sources = folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(SETTINGS, encoding="utf-8")
    for publisher in web.cast:
        (sources / f"{publisher.id}.toml").write_text(
            sheet_of(publisher, web.urls[publisher.id]), encoding="utf-8"
        )
    return open_home(folder)


def _told(home: Home, web: PracticeWeb, evenings: list[Evening]) -> Iterator[str]:
    """What a maintainer would have heard in these days."""
    new = sum(evening.run.new for evening in evenings if evening.run.outcome == "ok")
    with reading(home.place) as reader:
        files = sum(bool(work.item.text_from) for work in reader.works())
    yield f"  {len(evenings)} readings of {len(web.cast)} sources, {new} new items; {files} PDF files read so far"
    rows = status(home, web.clock.now - timedelta(days=1))
    for change in changes_since(home.data, rows):
        yield f"  {change.line()}"
    remember(home.data, rows)
