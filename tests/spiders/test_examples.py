"""Each example of docs/sources.md is harvested by the real command from answers written here."""

import json
import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus.store import Place, reading

DOCS = Path(__file__).parents[2] / "docs" / "sources.md"

FEED = "".join(f"<item><guid>{n}</guid><title>Item {n}</title><link>https://x.org/{n}</link>"
               "<pubDate>Tue, 10 Mar 2026 09:00:00 GMT</pubDate></item>" for n in range(10))  # fmt: skip
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A thesis</dc:title></oai_dc:dc>'
)
SOON = (datetime.now(UTC) + timedelta(days=30)).date()
EVENT = {"id": 1, "title": "A webinar", "url": "https://x.org/w", "start_date": f"{SOON} 09:00:00"}

ANSWERS = {
    "/news.xml": f'<rss version="2.0"><channel><title>t</title>{FEED}</channel></rss>',
    "/feed.xml": f'<rss version="2.0"><channel><title>t</title>{FEED}</channel></rss>',
    "/decrees": "<table class=decrees><tr><th>Name Date</th></tr><tr><td class=name><a href=/d/1>A decree</a></td>"
                "<td class=date>of 3 March 2026</td></tr></table>",
    "/council/rows.json": json.dumps({"hits": [{"id": 1, "headline": "Un avis", "link": {"href": "/a"},
                                                "posted": "il y a 3 jours", "type": "Avis"}]}),
    "/ajax.php": json.dumps({"html": "<article><h3><a href=/academy/1>An article</a></h3></article>"}),
    "/sitemap.xml": "<urlset><url><loc>{web}/reports/1</loc></url><url><loc>{web}/about</loc></url></urlset>",
    "/reports/1": "<html><h1>A report</h1><time datetime=2026-03-01>x</time></html>",
    "/oai": '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>oai:1'
            f"</identifier></header><metadata>{DC}</metadata></record></ListRecords></OAI-PMH>",
    "/works": json.dumps({"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1", "title": "A work"}]}),
    "/events.ics": f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A workshop\r\nDTSTART:{SOON:%Y%m%d}T090000Z\r\n"
                   "END:VEVENT\r\nEND:VCALENDAR\r\n",
    "/foundation/papers": "<ul>" + "".join(f"<li><a href=/paper/{n}>A paper about subject {n}</a> <i>{n} May 2025</i></li>"
                                           for n in range(1, 7)) + "</ul>",
    "/wp-json/tribe/events/v1/events": json.dumps({"events": [EVENT]}),
}  # fmt: skip

GIVES = {
    "feed": "Item 0", "listing": "A decree", "sitemap": "A report", "collection": "Ours", "oai": "A thesis",
    "api": "A work", "calendar": "A workshop", "site": "A webinar",
    "auto": "A paper about subject 1",
}  # fmt: skip


class ByPath(dict):
    """Pages found by their path alone."""

    def get(self, path, default=None):
        return super().get(path.partition("?")[0], default)


def test_every_example_of_a_sheet_is_harvested(here, web):
    """Copied as they stand, but for the host, they are read whole and give what was served."""
    web.pages = ByPath()
    for path, body in ANSWERS.items():
        web.put(path, body.replace("{web}", web.url))
    (here.folder / "collections").mkdir()
    (here.folder / "collections" / "ours.csv").write_text("id,kind,title\nours-1,report,Ours\n")
    (here.folder / "sources").mkdir()
    blocks = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    kinds = {}
    for number, block in enumerate(blocks):
        kinds[f"example_{number}"] = tomllib.loads(block)["kind"]
        sheet = block.replace("https://example.org", web.url)
        (here.folder / "sources" / f"example_{number}.toml").write_text(sheet, encoding="utf-8")

    here.run("harvest")

    with reading(Place(here.folder / "var")) as reader:
        runs = {run.source: (run.outcome, run.reason) for run in reader.runs()}
        titles = {}
        for work in reader.works():
            for record in work.records:
                titles.setdefault(record.source, set()).add(record.item.title)
    assert dict.fromkeys(kinds, "ok") == {source: outcome for source, (outcome, _) in runs.items()}, runs
    assert set(GIVES) == set(kinds.values())
    assert {"Un avis", "An article"} | set(GIVES.values()) <= set().union(*titles.values())


def test_a_retired_source_keeps_its_records(here, web):
    """A tombstone in the sheet ends the reading, not the works; status says why."""
    web.put("/feed.xml", ANSWERS["/feed.xml"])
    sheet = f'kind = "feed"\nurl = "{web.url}/feed.xml"\n'
    here.sheet("old", sheet)
    here.run("harvest")
    here.sheet("old", sheet + 'retired = "the institute was closed"\n')
    asked = len(web.asked)

    here.run("harvest")

    with reading(Place(here.folder / "var")) as reader:
        assert {"listed"} == {work.state for work in reader.works()}
        assert 10 == len(list(reader.works()))
    assert asked == len(web.asked)
    assert ("retired", "the institute was closed") == (
        here.status()["old"]["state"],
        here.status()["old"]["reason"],
    )
