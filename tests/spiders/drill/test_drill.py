"""The drill: saved answers are spoilt in many ways; each run ends in the right state and publishes nothing wrong."""

import asyncio
import shutil
import tomllib
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request
from scrapy.http import TextResponse
from scrapy.responsetypes import responsetypes
from spoiling import LOGIN, MUTATORS, NOT_FOUND, SHELL

from corpus.answers import Answer
from corpus.store import Place, writing
from observatory.practice.faults import truthful
from observatory.practice.publishers import FIRST_DAY, Publisher
from observatory.practice.rendering import FORMS, page_of, sheet_of
from spiders.failures import Broken
from spiders.kinds import SPIDERS
from spiders.reading import read_source
from spiders.sheet import Source

URL = "http://practice.example/news"
TODAY = FIRST_DAY + timedelta(days=40)
HTML = "text/html; charset=utf-8"
CSV = "id,kind,title,url,date\n" + "".join(
    f"w-{n},report,Report {n} on things,https://e.org/{n},2023-{n % 12 + 1:02}\n" for n in range(20)
)


LISTS = {
    name: Publisher(f"drill_{name}", "Drill", name, language="fr" if name == "atom" else "en")
    for name in FORMS
}
NOT_SPOILT = {
    ("sitemap", "no dates"), ("sitemap", "dates of ten years ago"), ("sitemap", "one title for all"), ("sitemap", "scripts for addresses"),
    ("pdf", "scripts for addresses"), ("pages", "other names for everything"), ("pages", "scripts for addresses"), ("pages", "nothing in it"),
    ("collection", "no dates"), ("collection", "dates of ten years ago"), ("collection", "one title for all"),
    ("collection", "other names for everything"), ("collection", "twice after each other"), ("collection", "broken off in the middle"),
    ("collection", "the wrong character set"),
}  # fmt: skip
"""Where there is nothing of the kind to spoil; or it is a person's own file, in which all that can be read is meant."""


class Stage:
    """A source with saved answers, and a corpus to read it into; no network."""

    def __init__(self, name):
        self.name = name
        self.publisher = LISTS["sitemap" if name == "pages" else name] if name != "collection" else None
        if self.publisher:
            text = sheet_of(self.publisher, URL).replace("limit = 40", "limit = 12")
        else:
            text = 'title = "C"\npublisher = "C"\nkind = "collection"\nfile = "c.csv"\n'
        self.source = Source.model_validate({"id": "drill", **tomllib.loads(text)})

    def answer(self, request, day, spoil):
        """The saved answer for an address as of a day."""
        if self.publisher is None:
            return TextResponse(request.url, body=spoil(CSV.encode())), "text/plain"
        path, _, query = request.url.partition("?")
        shown, here = truthful(self.publisher, day, query), path == URL
        number = request.url.rpartition("/")[2]
        if not here and not number.isdigit():
            raise Broken("not found (404)")
        said = (
            FORMS[self.publisher.form][1](shown)
            if here
            else page_of(shown, next(p for p in shown.pieces if str(p.number) == number))
        )
        spoilt = spoil(said.body) if here == (self.name != "pages") else said.body
        kind = HTML if spoilt in (LOGIN, NOT_FOUND, SHELL) else said.media_type
        headers = {b"Content-Type": kind.encode()}
        form = responsetypes.from_args(headers=headers, url=request.url, body=spoilt)
        return form(request.url, body=spoilt, headers=dict(headers), request=Request(request.url)), kind

    def read(self, place, day, spoil=lambda body: body):
        """Read it once; return the run, the published works and the moves."""
        now = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)

        async def fetch(_source, request):
            response, kind = self.answer(request, day, spoil)
            return Answer(request.url, 200, response.body, media_type=kind), response

        with writing(place, "drill", lambda: now) as (writer, reader, _):
            spider = SPIDERS[self.source.kind](self.source, today=day)
            run = asyncio.run(read_source(spider, writer, fetch, now=now, stop_reason=lambda: "stopped"))
            works = {
                (w.item.title, w.item.url, w.item.date and w.item.date.value, w.state) for w in reader.works()
            }
            return run, works, reader.moves()


@pytest.fixture(scope="module")
def well(tmp_path_factory):
    """For each saved answer a corpus that has read it well for a week, and what may be published of it tomorrow."""
    made = {}
    for name in (*LISTS, "pages", "collection"):
        stage, folder = Stage(name), tmp_path_factory.mktemp(name)
        for back in range(6, -1, -1):
            run, works, moves = stage.read(Place(folder), TODAY - timedelta(days=back))
            assert ("ok", True) == (run.outcome, bool(works)), run
        _, true, _ = stage.read(Place(tmp_path_factory.mktemp("true")), TODAY + timedelta(days=1))
        made[name] = stage, folder, works, moves, true
    return made


DRILLS = [
    (name, spoil)
    for name in (*LISTS, "pages", "collection")
    for spoil in MUTATORS
    if (name, spoil) not in NOT_SPOILT
]


@pytest.mark.parametrize(("name", "spoil"), DRILLS)
def test_a_spoilt_answer_is_held_back(well, tmp_path, name, spoil):
    """The run ends in the right state, the works are as before, no record moves; the next good one is well."""
    stage, folder, before, moves, true = well[name]
    shutil.copytree(folder, tmp_path / "var")
    place, (mutate, outcomes) = Place(tmp_path / "var"), MUTATORS[spoil]

    run, after, moved = stage.read(place, TODAY + timedelta(days=1), mutate)
    again, works, _ = stage.read(place, TODAY + timedelta(days=2))

    assert run.outcome in outcomes, run
    assert run.reason or run.outcome == "ok"
    assert set() == after - before - true, "something wrong is published"
    if run.outcome != "ok":
        assert (before, moves) == (after, moved)
    assert "ok" == again.outcome, again
    assert {work[:3] for work in before} <= {work[:3] for work in works}
