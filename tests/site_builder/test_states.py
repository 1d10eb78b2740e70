"""The feed of source states, and what a source's page says of its health."""

from dataclasses import replace

import feedparser
import pytest

from corpus.ledger import Run
from corpus.sources import Health
from site_builder.build import build_site


def ran(number, day, outcome, reason=""):
    moment = f"{day}T06:00:00+00:00"
    return Run(number, "kept", moment, moment, outcome, reason, kept=9)


@pytest.fixture
def sick(small):
    """A source that did well, broke, did well again and is below its promise now."""
    runs = (
        ran(1, "2026-04-01", "ok"), ran(2, "2026-04-02", "broken", "a log-in page & more"), ran(3, "2026-04-03", "ok"),
        ran(4, "2026-04-04", "degraded", "gave 3 items"),
    )  # fmt: skip
    health = Health(
        "kept", "degraded", "gave 3 items", "2026-04-04", last_run=runs[-1].ended, last_good=runs[2].ended, verified=True,
        rhythm="something new about every 7 days", expected="2026-04-09",
    )  # fmt: skip
    return replace(small, runs=runs, health=(health,))


def test_each_turn_of_a_source_is_an_entry_with_a_lasting_id(sick, tmp_path):
    """A reader of feeds hears of each turn once, with its reason and the page of the source."""
    build_site(sick, tmp_path / "a")
    build_site(
        replace(sick, runs=sick.runs[:3], health=(replace(sick.health[0], state="ok"),)), tmp_path / "b"
    )

    now, before = (feedparser.parse((tmp_path / name / "sources/states.xml").read_bytes()) for name in "ab")

    assert [] == [feed.bozo_exception for feed in (now, before) if feed.bozo]
    assert ["Kept by hand: Degraded", "Kept by hand: As it should", "Kept by hand: Broken"] == [
        e.title for e in now.entries
    ]
    assert ["gave 3 items", "read whole, and its promise kept", "a log-in page & more"] == [
        e.summary for e in now.entries
    ]
    assert {"https://bees.example/sources/kept/index.html"} == {e.link for e in now.entries}
    assert [e.id for e in before.entries] == [e.id for e in now.entries][1:]


def test_a_source_that_is_quiet_is_a_turn_though_its_runs_are_well(sick, tmp_path):
    """Silence stands in no run, but in the judgement; its entry keeps the day on which it was noticed."""
    silent = replace(sick.health[0], state="quiet", reason="nothing new", since="2026-03-20")
    quiet = replace(sick, runs=sick.runs[:1], health=(silent,))

    build_site(quiet, tmp_path / "site")

    feed = feedparser.parse((tmp_path / "site/sources/states.xml").read_bytes())
    assert [("Kept by hand: Quiet", "nothing new", "2026-03-20T00:00:00Z")] == [
        (e.title, e.summary, e.updated) for e in feed.entries
    ]


def test_the_page_of_a_source_tells_its_history_rhythm_and_last_good_day(sick, tmp_path):
    """So that a reader knows how old what stays is, and when to come back."""
    build_site(sick, tmp_path / "site")

    page = (tmp_path / "site/sources/kept/index.html").read_text()

    assert "Its last good reading was on" in page
    assert "3 April 2026" in page
    assert "Something new about every 7 days" in page
    assert "9 April 2026" in page
    assert page.index("gave 3 items") < page.index("a log-in page &amp; more")
    assert 'href="../../sources/states.xml"' not in page
    assert 'href="../sources/states.xml"' in (tmp_path / "site/sources/index.html").read_text()
