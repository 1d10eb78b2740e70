"""The observatory is an ordinary Scrapy project too."""

import json
import os
import subprocess
import sys
from pathlib import Path

from scrapy import Request

from corpus.store import Place, reading
from observatory.home import open_home
from observatory.scrapy_project import SheetLoader

ROOT = Path(__file__).parents[2]
FEED = (
    '<rss version="2.0"><channel><item><guid>1</guid><title>One</title><link>https://e.org/1</link></item>'
    "</channel></rss>"
)


def scrapy(here, *arguments: str) -> tuple[str, str]:
    """Call Scrapy's own command in the checkout; return what it printed and what it logged."""
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"OBSERVATORY": str(here.folder)}, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_scrapy_lists_the_sources_that_can_be_read(here):
    """One spider for each sheet; what waits or is retired is none."""
    here.sheet("b", 'kind = "feed"\nurl = "https://e.org/b"\n')
    here.sheet("a", 'kind = "feed"\nurl = "https://e.org/a"\n')
    here.sheet("old", 'kind = "feed"\nurl = "https://e.org/old"\nretired = "gone"\n')
    here.sheet("later", 'kind = "feed"\nurl = "https://e.org/later"\nretired = "it moved"\n')

    assert ["a", "b"] == scrapy(here, "list")[0].split()
    loader = SheetLoader(open_home(here.folder))
    assert ["a", "b"] == loader.find_by_request(Request("https://e.org/x"))
    assert [] == loader.find_by_request(Request("https://other.org/x"))


def test_scrapy_crawls_a_source_into_the_corpus(here, web, tmp_path):
    """The same ledger and corpus as a harvest's; the items are Scrapy's too."""
    here.sheet("a", f'kind = "feed"\nurl = "{web.put("/a", FEED)}"\n')

    _, log = scrapy(here, "crawl", "a", "-O", str(tmp_path / "items.json"))

    with reading(Place(here.folder / "var")) as reader:
        assert ["One"] == [work.item.title for work in reader.works()]
        assert [("a", "ok", 1)] == [(run.source, run.outcome, run.new) for run in reader.runs()]
    assert ["One"] == [item["title"] for item in json.loads((tmp_path / "items.json").read_text())]
    assert "a: ok: 1 kept, 1 new" in log
    assert "a: 1 kept, 0 new, 0 changed, 1 unchanged" in here.run("harvest")


def test_scrapys_log_holds_no_credentials(here, web):
    """What Scrapy itself says of an address to which we were sent on is masked, as in the ledger."""
    web.put("/inner?api_key=s3cret", "", status=500)
    url = web.put("/a", "", status=302, Location="/inner?api_key=s3cret")
    here.sheet("a", f'kind = "feed"\nurl = "{url}"\n')

    _, log = scrapy(here, "crawl", "a")

    assert "Gave up retrying" in log
    assert "/inner?api_key=…" in log
    assert "s3cret" not in log
