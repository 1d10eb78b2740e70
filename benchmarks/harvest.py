"""Harvesting feeds into a corpus, against a bare Scrapy spider with feedparser that keeps nothing.

Three rows: a first harvest in which all is new, a second one in which nothing has changed, and the
peer. Each harvest tells how many rows it added to the database.
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from made_up_feeds import ITEMS, addresses, serve
from side_by_side import Ratio, arguments, in_turn, measured, report

AT_ONCE = 16
NEW, SAME, PEER = "ours, all new", "ours, nothing changed", "peer"


def ours(urls: list[str], folder: Path) -> None:
    """Read the feeds with the real harvest into the corpus in this folder."""
    from corpus.store import Place, now, writing
    from spiders.harvest import harvest
    from spiders.settings import Manners
    from spiders.sheet import Source

    sources = [
        Source(id=f"feed_{number}", title="Made up", publisher="Nobody", kind="feed", url=url)
        for number, url in enumerate(urls)
    ]
    manners = Manners("benchmark", delay=0, robots=False, sources_at_once=AT_ONCE, allow=("127.0.0.0/8",))
    before = _rows(folder)

    def job() -> None:
        with writing(Place(folder), "benchmark") as (writer, _, bodies):
            done = harvest(sources, writer, bodies, manners, collections=(), now=now())
        assert [(run.outcome, run.kept) for run in done.runs] == [("ok", ITEMS)] * len(urls), done.runs

    def tell() -> dict[str, object]:
        added = {name: count - before.get(name, 0) for name, count in _rows(folder).items()}
        by_table = {name: round(count / len(urls), 2) for name, count in sorted(added.items()) if count}
        return {"rows per source": round(sum(added.values()) / len(urls), 2), "by table": by_table}

    measured(job, tell)


def peer(urls: list[str]) -> None:
    """Read them with nothing but Scrapy and feedparser, as many at once, and keep only titles and links."""
    import feedparser
    from scrapy import Spider
    from scrapy.crawler import AsyncCrawlerProcess

    found: list[tuple[str, str]] = []

    class Bare(Spider):
        name = "bare"
        start_urls = urls

        def parse(self, response):
            found.extend((e.title, e.link) for e in feedparser.parse(io.BytesIO(response.body)).entries)

    # Our harvest logs nothing and keeps no cookies; with the same settings the peer is as quick as it can be.
    settings = {
        "CONCURRENT_REQUESTS": AT_ONCE, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": False, "COOKIES_ENABLED": False, "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
    }  # fmt: skip

    def job() -> None:
        process = AsyncCrawlerProcess(settings)
        process.crawl(Bare)
        process.start()
        assert len(found) == ITEMS * len(urls), len(found)

    measured(job)


def _rows(folder: Path) -> Mapping[str, int]:
    """How many rows each table of a corpus has; none where there is no corpus yet."""
    from sqlalchemy import MetaData, create_engine, func, select

    file = folder / "corpus.sqlite"
    if not file.exists():
        return {}
    engine, tables = create_engine(f"sqlite:///{file}"), MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in tables.sorted_tables
        }
    engine.dispose()
    return counts


def main() -> None:
    """Serve the feeds and let the sides read them in turn; or be one side."""
    given = arguments(__doc__, ["ours", "peer", "serve"], "feeds", 2000)
    if given.side == "serve":
        serve(given.feeds)
    elif given.side:
        folder, _, port = given.given.rpartition(":")
        urls = addresses(int(port), given.feeds)
        ours(urls, Path(folder)) if given.side == "ours" else peer(urls)
    else:
        _compare(given.feeds, given.runs, as_json=given.json)


def _compare(feeds: int, runs: int, *, as_json: bool) -> None:
    command = [__file__, "--feeds", str(feeds), "--side"]
    with (
        tempfile.TemporaryDirectory() as scratch,
        subprocess.Popen([sys.executable, *command, "serve"], stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            port = server.stdout.readline().strip()
            assert port, "the server did not start"

            def rounds(number: int) -> dict[str, list[str]]:
                harvest = [*command, "ours", "--given", f"{scratch}/{number}:{port}"]
                return {NEW: harvest, SAME: harvest, PEER: [*command, "peer", "--given", f":{port}"]}

            sides = in_turn(runs, rounds)
        finally:
            server.terminate()
    new, same, bare = sides[NEW], sides[SAME], sides[PEER]
    ratios = [
        Ratio("speed, all new", bare.seconds / new.seconds, "sources per second, ours by the peer's"),
        Ratio("speed, nothing changed", bare.seconds / same.seconds, "the same for the second harvest"),
        Ratio("processor, all new", new.cpu / bare.cpu, "processor time, ours by the peer's"),
        Ratio("memory", new.megabytes / bare.megabytes, "peak, ours by the peer's"),
    ]
    report("harvest", {"feeds": feeds, "items in each": ITEMS}, sides, ratios, as_json=as_json)


if __name__ == "__main__":
    main()
