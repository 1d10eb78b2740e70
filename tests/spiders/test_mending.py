"""A source after a fault that outlived all that was known of it."""

import asyncio
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from scrapy.http import HtmlResponse, Request

from corpus.answers import Answer
from corpus.store import Place, reading, writing
from observatory.practice.faults import FAULTS, Ask, truthful
from observatory.practice.publishers import Publisher, pieces
from observatory.practice.rendering import FORMS, sheet_of
from spiders.failures import Unreachable
from spiders.kinds import SPIDERS
from spiders.reading import read_source
from spiders.sheet import Source

URL = "https://practice.example/news"
BEGIN = date(2024, 3, 1)
LASTING = 20
PUBLISHER = Publisher("practice", "Practice", "list", pace=1, habit="regular", shown=10)


class Reading:
    """A corpus into which one source is read, day by day, as it is or with a fault."""

    def __init__(self, folder):
        self.place, self.last = Place(folder), None
        self.source = Source.model_validate({"id": "practice", **tomllib.loads(sheet_of(PUBLISHER, URL))})

    def days(self, first, count, fault=""):
        """Read it on so many days; return the runs."""
        with writing(self.place, "mending", lambda: self.now) as (writer, _, _):
            return [self.read(writer, BEGIN + timedelta(days=first + n), fault) for n in range(count)]

    def read(self, writer, day, fault):
        self.now = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
        if fault:
            body = FAULTS[fault].answer(Ask(PUBLISHER, day, BEGIN, "news")).body
        else:
            body = FORMS["list"][1](truthful(PUBLISHER, day)).body

        async def fetch(_source, request):
            if fault == "resets":
                raise Unreachable("the connection broke in the middle")
            response = HtmlResponse(request.url, body=body, request=Request(request.url))
            return Answer(request.url, 200, body, media_type="text/html"), response

        spider = SPIDERS["listing"](self.source, today=day)
        read = read_source(spider, writer, fetch, now=self.now, stop_reason=lambda: "", last=self.last)
        self.last = replace(asyncio.run(read), ended=self.now.isoformat())
        return self.last

    def wrong(self):
        """Published titles that the publisher never gave."""
        true = {piece.title for piece in pieces(PUBLISHER, self.now.date())}
        with reading(self.place) as reader:
            return {work.item.title.removesuffix(" (2)") for work in reader.works()} - true


@pytest.mark.parametrize(
    "fault",
    ["half page", "one field blank", "other language", "other date form", "menu in place of the list"],
)
def test_a_source_that_its_publisher_mended_is_believed_on_the_second_day(tmp_path, fault):
    """Nobody has to touch its sheet, though its whole list has turned over meanwhile."""
    source = Reading(tmp_path)
    well, sick = source.days(0, 12), source.days(12, LASTING, fault)

    first, second, third = source.days(12 + LASTING, 3)

    assert {"ok"} == {run.outcome for run in well}
    assert {"degraded"} == {run.outcome for run in sick}
    assert ("degraded", "ok", "ok") == (first.outcome, second.outcome, third.outcome)
    assert "it seems mended since 2024-04-02" in first.reason
    assert set() == source.wrong()


def test_a_fault_is_not_believed_for_another_one_that_came_between(tmp_path):
    """A day without an answer, and one of half a page, leave the doubt as it was."""
    source = Reading(tmp_path)
    source.days(0, 12)
    source.days(12, LASTING, "other language")
    between = [*source.days(32, 1, "resets"), *source.days(33, 1, "empty page")]

    after = source.days(34, LASTING, "other language")

    assert ["unreachable", "broken"] == [run.outcome for run in between]
    assert {"degraded"} == {run.outcome for run in after}
    assert set() == source.wrong()


def test_a_menu_in_place_of_the_list_is_never_believed(tmp_path):
    """Day by day it says the same; it is not what its publisher's works look like."""
    source = Reading(tmp_path)
    source.days(0, 12)

    after = source.days(12, 2 * LASTING, "menu in place of the list")

    assert {"degraded"} == {run.outcome for run in after}
    assert set() == source.wrong()


def test_newer_code_of_ours_settles_no_doubt(tmp_path, monkeypatch):
    """An update on the way is no change of the source; a changed sheet is a person's word."""
    source = Reading(tmp_path)
    source.days(0, 12)
    source.days(12, LASTING, "other language")

    monkeypatch.setattr(SPIDERS["listing"], "version", 99)
    updated = source.days(12 + LASTING, 2, "other language")
    source.source = source.source.model_copy(update={"title": "As it is now"})
    changed = source.days(14 + LASTING, 1, "other language")

    assert ["degraded", "degraded", "ok"] == [run.outcome for run in updated + changed]
