"""When a source is read next."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from corpus.ledger import Run
from spiders.failures import SOFT, Broken, Postponed, Unreachable
from spiders.hosts import Hosts, closed_hosts, retry_after
from spiders.pace import Pace
from spiders.rhythm import EARLIEST, next_reading, spread
from spiders.sheet import Source

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def source(id_: str = "a", **more: object) -> Source:
    return Source(id=id_, title="T", publisher="P", kind="feed", url="https://e.org/feed", **more)


def last(**more: object) -> Run:
    return Run(1, "a", "2026-03-09T12:00:00+00:00", **more)  # type: ignore[arg-type]


def hours(due: str | None) -> float:
    return (datetime.fromisoformat(due or "") - NOW) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("before", "new", "kept", "expected"),
    [
        (None, 20, 20, 24.0),  # the first time all is new; that says nothing
        (24.0, 15, 20, 12.0),  # mostly new: come sooner
        (24.0, 5, 20, 24.0),
        (24.0, 1, 20, 30.0),  # mostly old: come later
        (8.0, 20, 20, 6.0),  # not below a quarter of what the sheet says
        (47.0, 0, 20, 48.0),  # nor above twice of it
    ],
)
def test_the_rhythm_follows_the_share_of_new_items(before, new, kept, expected):
    """Sooner when most of an answer is new, later when most is old, within the bounds."""
    run = last(every=before) if before else None

    then = next_reading(source(), run, "ok", None, new=new, kept=kept, now=NOW)

    assert (expected, 0.0) == (then.every, then.failures)
    assert EARLIEST * expected <= hours(then.due) + 0.001 <= expected + 0.002


def test_the_sheet_bounds_the_rhythm():
    """``soonest`` and ``latest`` are kept; bounds that exclude ``every`` are a mistake."""
    bounded = source(soonest="day", latest="week")

    assert 24.0 == next_reading(bounded, last(every=24.0), "ok", None, new=9, kept=9, now=NOW).every
    assert 168.0 == next_reading(bounded, last(every=160.0), "ok", None, new=0, kept=9, now=NOW).every
    with pytest.raises(ValueError, match="must not be later than"):
        source(soonest="week")


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Unreachable("no answer in time"), [1, 2, 4, 8, 16, 32, 64, 128, 168, 168]),
        (Broken("not found (404)").weighing(SOFT), [2, 8, 32, 128, 168]),
        (Broken("gone (410)"), [8, 128, 168]),
    ],
)
def test_intervals_grow_with_the_weight_of_failures(failure, expected):
    """A time-out is tried again soon, a login wall late, and each later from time to time."""
    run, found = last(every=24.0), []
    for _ in expected:
        then = next_reading(source(), run, failure.outcome, failure, new=0, kept=0, now=NOW)
        found.append(hours(then.due) / spread("a", NOW))
        run = last(every=then.every, failures=then.failures)

    assert expected == pytest.approx(found, abs=0.01)
    assert 24.0 == run.every


def test_a_reading_forgets_failures_and_keeps_the_rhythm():
    """After ten time-outs one good answer is enough."""
    then = next_reading(source(), last(every=30.0, failures=2.5), "ok", None, new=5, kept=20, now=NOW)

    assert (30.0, 0.0) == (then.every, then.failures)


def test_an_absent_network_is_no_failure_of_the_source():
    """It is due again within the hour, for ever."""
    none = Unreachable("no network").weighing(0.0)

    then = next_reading(source(), last(every=24.0), "unreachable", none, new=0, kept=0, now=NOW)

    assert 0.0 == then.failures
    assert hours(then.due) <= 1


def test_a_source_that_was_stopped_stays_due_and_a_postponed_one_waits():
    """Our own stop moves nothing; a host's wish moves the next reading to its hour."""
    until = NOW + timedelta(hours=5)

    assert next_reading(source(), None, "stopped", None, new=0, kept=0, now=NOW).due is None
    assert 5 == hours(
        next_reading(source(), None, "stopped", Postponed("x", until), new=0, kept=0, now=NOW).due
    )


def test_sources_that_were_read_together_are_spread():
    """Of 400 daily sources no more than a tenth is due in the same twenty minutes, and none late."""
    dues = [
        hours(next_reading(source(f"s{n}"), None, "ok", None, new=1, kept=1, now=NOW).due) for n in range(400)
    ]

    assert max(sum(start <= due < start + 1 / 3 for due in dues) for start in range(17, 25)) < 40
    assert 18 <= min(dues)
    assert max(dues) <= 24


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("90", 90), ("Tue, 10 Mar 2026 13:00:00 GMT", 3600), ("999999999", 86_400), ("0", None), ("-5", None),
        ("soon", None), ("Tue, 10 Mar 2020 13:00:00 GMT", None), (None, None),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_forms_up_to_a_day(said, expected):
    """Seconds or a date; what lies in the past or is no time is no wish."""
    wait = retry_after(said, NOW)

    assert expected == (wait.total_seconds() if wait else None)


def test_a_host_that_asked_one_source_to_wait_is_left_alone_by_all():
    """The ledger of one source closes its host until that source is due."""
    until = (NOW + timedelta(hours=2)).isoformat()
    sources, others = [source("a"), source("b")], [source("c")]
    told = {"a": [last(status=429, due=until)], "c": [last(status=404, due=until)]}

    assert {"e.org": NOW + timedelta(hours=2)} == closed_hosts(sources, told, NOW)
    assert {} == closed_hosts(others, told, NOW)
    assert {} == closed_hosts(sources, told, NOW + timedelta(hours=3))


def test_a_long_crawl_delay_gives_each_source_its_own_turn():
    """Sources of one host are put one delay apart, so that they do not meet again."""
    hosts = Hosts()
    hosts.set_gap("e.org", timedelta(hours=1), NOW)
    turns = []
    for _ in range(3):
        with pytest.raises(Postponed) as postponed:
            hosts.check("https://e.org/feed", NOW)
        turns.append(postponed.value.until)

    assert [NOW + timedelta(hours=n) for n in (1, 2, 3)] == turns
    hosts.check("https://other.org/", NOW)


WEEKLY = Pace(within=5.0, until=NOW.date() + timedelta(days=4))


@pytest.mark.parametrize(
    ("sheet", "pace", "expected"),
    [
        ({"every": "week"}, WEEKLY, 60.0),  # two readings in five days
        ({"every": "week"}, None, 168.0),
        ({"every": "week"}, replace(WEEKLY, within=40.0), 168.0),  # its own interval is short enough
        ({"every": "week", "soonest": "week"}, WEEKLY, 168.0),  # the sheet goes before
        ({"every": "month"}, WEEKLY, 182.5),  # a quarter of what the sheet says is the least
        ({"every": "week"}, replace(WEEKLY, until=NOW.date() - timedelta(days=1)), 168.0),  # silent for long
        ({"every": "day"}, replace(WEEKLY, within=1.0), 24.0),  # a daily one stays daily
    ],
)
def test_two_readings_fit_into_the_time_in_which_something_new_nearly_always_comes(sheet, pace, expected):
    """
    Silence says something after two readings without news.

    A source that is read once in its own rhythm would be named a rhythm late; so it is read twice, but
    never sooner than its sheet allows, nor more than daily, nor for ever when it is dead.
    """
    then = next_reading(source(**sheet), last(), "ok", None, new=2, kept=20, now=NOW, pace=pace)

    assert expected == then.every


def test_a_pace_waits_for_healthy_readings():
    """What a refused answer dates in its own way does not change how often a source is read."""
    then = next_reading(
        source(every="week"), last(every=168.0), "degraded", None, new=2, kept=20, now=NOW, pace=WEEKLY
    )

    assert 168.0 == then.every


def test_the_pace_is_learned_from_the_dates_of_an_answer():
    """Months, years and days to come are left out; ten gaps are needed."""
    days = [f"2026-02-{day:02}" for day in range(1, 28, 2)]

    pace = Pace.of([*days, "2026-01", "2025", "2026-12-24"], date(2026, 2, 28))

    assert 2.0 == pace.within
    assert date(2026, 2, 28) < pace.until < date(2026, 4, 1)
    assert pace == Pace.noted(pace.signs())
    assert Pace.of(days[:10], date(2026, 2, 28)) is None
    assert Pace.noted({"reader": "a"}) is None
