"""The drill on the saved answers of the shipped sheets, one of each form and all protocols."""

import asyncio
import json
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from spoiling import LOGIN, MUTATORS, NOT_FOUND, SHELL

from corpus.answers import Answer
from corpus.store import Place, writing
from spiders.discovery.proposal import saved_answer
from spiders.failures import Broken
from spiders.kinds import SPIDERS
from spiders.reading import read_source
from spiders.sheet import load_sources

SHIPPED = Path(__file__).parents[3] / "spiders"
TODAY = date(2026, 3, 1)
FORMS = (
    "crossref", "doaj", "doras", "eric", "hal", "openalex", "zenodo",  # protocols
    "col_news", "robert_luke_blog", "irrodl", "eaie_podcast", "col_oasis",  # a page that declares its feed
    "eua", "oecd_publications", "unesdoc",  # lists and tables
    "recla_pages", "nll_reports",  # JSON, a sitemap
)  # fmt: skip
DATE = re.compile(
    rb"20[12]\d(-\d\d){0,2}|[A-Z][a-z]+ \d\d?, 20\d\d|\d\d [A-Z][a-z]{2} 20\d\d|\d{4}, \d\d?|\[\s*20\d\d[^]]*\]"
)
LINK = re.compile(
    rb"""((?:href|url)=["']|>|": ")(?:https?:/)?/(?!www\.(w3|openarchives|sitemaps)\.|purl\.)"""
)
EMPTY = b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="noRecordsMatch"/></OAI-PMH>'


def titles_gone(body: bytes, titles: list[str]) -> bytes:
    for title in titles:
        for form in (title, title.replace("'", "&#x27;"), json.dumps(title)[1:-1]):
            body = body.replace(form.encode(), b"Home")
    return body


SPOIL = {
    name: (lambda body, _titles, spoil=MUTATORS[name][0]: spoil(body))
    for name in (
        "nothing in it", "broken off in the middle", "a page that says not found", "a log-in page",
        "an empty JavaScript shell", "bytes without sense", "an error as JSON",
    )
} | {
    "no dates": lambda body, _: body if b"<Identify>" in body else DATE.sub(b"", body),
    "one title for all": titles_gone,
    "scripts for addresses": lambda body, _: LINK.sub(rb"\1javascript:", body),
}  # fmt: skip
"""Ten ways to spoil an answer."""
FREE = {
    ("doras", "one title for all"): "what changed since the last reading may be rewritten",
    ("eric", "scripts for addresses"): "its addresses are made from its numbers",
}
"""Where a spoilt answer cannot be told from a good one."""


class Stage:
    """A shipped source with its saved answers, and a corpus to read it into."""

    def __init__(self, name: str) -> None:
        folder = SHIPPED / "saved" / name
        (source,) = (one for one in load_sources([SHIPPED / "sources"]) if one.id == name)
        rows = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
        self.titles = [row["title"] for row in rows]
        expect = source.expect.model_copy(update={"at_least": min(source.expect.at_least, len(rows))})
        self.source = source.model_copy(update={"expect": expect})
        addresses = json.loads((folder / "addresses.json").read_text(encoding="utf-8"))
        files = ["answer", *(f"answer_{n}" for n in range(2, len(addresses) + 1))]
        self.answers = {url: (folder / file).read_bytes() for url, file in zip(addresses, files, strict=True)}

    def read(self, place, day, spoil=lambda body, _titles: body):
        """Read it once; return the run, the published works and the moves."""
        now = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)

        async def fetch(_source, request):
            if request.url not in self.answers and self.source.kind != "oai":
                raise Broken("not found (404)")
            body = spoil(self.answers.get(request.url, EMPTY), self.titles)
            kind = "text/html" if body in (LOGIN, NOT_FOUND, SHELL) else None
            response = saved_answer(request.url, body).replace(request=request)
            return Answer(request.url, 200, body, media_type=kind), response

        with writing(place, "drill", lambda: now) as (writer, reader, _):
            spider = SPIDERS[self.source.kind](self.source, today=TODAY)
            last = next(iter(reader.last_runs().get(self.source.id, ())), None)
            run = asyncio.run(
                read_source(spider, writer, fetch, now=now, stop_reason=lambda: "stopped", last=last)
            )
            works = {
                (w.item.title, w.item.url, w.item.date and w.item.date.value, w.state) for w in reader.works()
            }
            return run, works, reader.moves()


@pytest.fixture(scope="module", params=FORMS)
def well(request, tmp_path_factory):
    """A corpus that has read a source well for a week."""
    stage, folder = Stage(request.param), tmp_path_factory.mktemp(request.param)
    for back in range(6, -1, -1):
        run, works, moves = stage.read(Place(folder), TODAY - timedelta(days=back))
        assert ("ok", len(stage.titles)) == (run.outcome, run.kept), run
    return stage, folder, works, moves


@pytest.mark.parametrize("spoil", SPOIL)
def test_a_spoilt_answer_is_held_back(well, tmp_path, spoil):
    """The run ends in the right state, the works are as before, no record moves; the next good one is well."""
    stage, folder, before, moves = well
    shutil.copytree(folder, tmp_path / "var")

    run, after, moved = stage.read(Place(tmp_path / "var"), TODAY + timedelta(days=1), SPOIL[spoil])
    again, works, _ = stage.read(Place(tmp_path / "var"), TODAY + timedelta(days=2))

    if (stage.source.id, spoil) not in FREE:
        assert run.outcome in ("degraded", "broken"), run
        assert run.reason
        assert "defect of ours" not in run.reason
        assert (before, moves) == (after, moved)
    assert ("ok", before) == (again.outcome, works)
