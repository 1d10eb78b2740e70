"""Harvesting feeds into the corpus, against bare Scrapy with feedparser.

    python benchmarks/measure_harvest.py --feeds 200

The second poll, where nothing changed, is counted in rows written per source.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

from measuring import in_turn, once, report

ITEMS = 20
AT_ONCE = 16


def serve() -> None:
    """Serve made-up feeds until killed; the port is the first line."""
    row = "<item><guid>{f}-{n}</guid><title>Item {n} of feed {f}</title><link>https://example.org/{f}/{n}</link><pubDate>Tue, 10 Mar 2026 09:00:00 GMT</pubDate><description>{d}</description></item>"
    text = "Some words about a report on skills and learning. " * 6

    class Feeds(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if not self.client_address[0].startswith("127."):
                self.close_connection = True
                return
            number = self.path.strip("/")
            items = "".join(row.format(f=number, n=n, d=text) for n in range(ITEMS))
            body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    # Listens on every loopback address, since each feed is a host of its own; answers nobody else.
    server = ThreadingHTTPServer(("", 0), Feeds)
    print(server.server_port, flush=True)
    server.serve_forever()


def addresses(port: int, feeds: int) -> list[str]:
    """One loopback address for each feed, so that each is a host of its own."""
    return [f"http://127.{n // 60000}.{n // 250 % 240}.{n % 250 + 1}:{port}/{n}" for n in range(feeds)]


def ours(port: int, feeds: int, polls: int = 1) -> None:
    """The real harvest into a new corpus."""
    from corpus.store import Place, now, writing
    from spiders.harvest import harvest
    from spiders.settings import Manners
    from spiders.sheet import Source

    sources = [
        Source(id=f"s{n}", title="t", publisher="p", kind="feed", url=url)
        for n, url in enumerate(addresses(port, feeds))
    ]
    folder = Path(tempfile.mkdtemp()) if polls == 1 else Path(tempfile.gettempdir()) / f"poll-{port}"
    manners = Manners("benchmark", delay=0, robots=False, sources_at_once=AT_ONCE)
    with writing(Place(folder), "benchmark") as (writer, _, bodies):
        result = harvest(sources, writer, bodies, manners, collections=(), now=now())
    assert all(run.kept == ITEMS for run in result.runs), result.runs[0]
    assert len(result.runs) == feeds


def peer(port: int, feeds: int) -> None:
    """Bare Scrapy with feedparser, titles and links in a list."""
    import feedparser
    from scrapy import Spider
    from scrapy.crawler import AsyncCrawlerProcess

    found = []

    class Bare(Spider):
        name = "bare"
        start_urls = addresses(port, feeds)

        def parse(self, response):
            found.extend((e.title, e.link) for e in feedparser.parse(io.BytesIO(response.body)).entries)

    settings = {
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "CONCURRENT_REQUESTS": AT_ONCE,
        "DOWNLOAD_DELAY": 0,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    assert len(found) == ITEMS * feeds


def rows(port: int) -> int:
    """How many rows the corpus of the polls holds."""
    from sqlalchemy import MetaData, create_engine, func, select

    engine = create_engine(f"sqlite:///{Path(tempfile.gettempdir()) / f'poll-{port}' / 'corpus.sqlite'}")
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        return sum(
            connection.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", choices=["ours", "peer", "poll", "serve"], help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side == "serve":
        serve()
    elif given.side == "poll":
        ours(given.port, given.feeds, polls=2)
    elif given.side:
        once(lambda: {"ours": ours, "peer": peer}[given.side](given.port, given.feeds))
    else:
        server = subprocess.Popen(
            [sys.executable, __file__, "--side", "serve"], stdout=subprocess.PIPE, text=True
        )
        try:
            port = server.stdout.readline().strip()
            arguments = ["--port", port, "--feeds", str(given.feeds)]
            report(
                "harvest",
                in_turn(__file__, ["ours", "peer"], arguments, given.runs),
                "ours",
                "peer",
                as_json=given.json,
            )
            counts = []
            for _ in range(3):
                subprocess.run([sys.executable, __file__, "--side", "poll", *arguments], check=True)
                counts.append(rows(int(port)))
            written = [(after - before) / given.feeds for before, after in pairwise(counts)]
            print(json.dumps({"rows_per_unchanged_source": written}))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
