"""Judging a source from the ledger: states, rhythm, what stands still."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from corpus.health import Holdings, judge, streaks
from corpus.ledger import Run
from corpus.rhythm import UNKNOWN, rhythm_of
from corpus.sources import SourceCard

NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)
CARD = SourceCard("a", "A", "Press", "feed", "https://e.org/feed", every=24)


def run(day, outcome="ok", number=1, **more):
    moment = f"{day}T06:00:00+00:00"
    return Run(number, "a", moment, ended=moment, outcome=outcome, **{"kept": 20, **more})


def weekly(until, count=20):
    return [until - timedelta(days=7 * n) for n in range(count)]


def health(runs, days=(), card=CARD, now=NOW):
    return judge(card, runs, Holdings(), days, now=now)


def test_a_rhythm_is_learned_from_ten_gaps():
    """Before that nothing is expected; after it the 95th percentile says by when."""
    assert rhythm_of(weekly(date(2026, 5, 1), 10)).learning
    known = rhythm_of(weekly(date(2026, 5, 1), 11))

    assert (False, 7, 7) == (known.learning, known.median, known.p95)
    assert (date(2026, 5, 8), date(2026, 5, 15)) == (known.expected_by, known.overdue_after)
    assert 7 < known.unusual < 14
    assert UNKNOWN == rhythm_of([])


def test_the_more_gaps_differ_and_the_fewer_are_known_the_longer_silence_says_nothing():
    """A source like rain may pause for long; a few gaps do not show yet how long."""
    rain = [1, 2, 14, 3, 1, 22, 6, 9, 2, 1, 11, 4]

    def after(gaps):
        return rhythm_of(
            date(2026, 1, 1) + timedelta(days=sum(gaps[:n])) for n in range(len(gaps) + 1)
        ).unusual

    assert after([6] * 12) < after([4, 8] * 6) < after(rain * 5) < after(rain)
    assert after(rain * 5) > max(rain)


def test_a_source_that_paused_at_this_time_last_year_is_expected_when_it_went_on():
    """A summer without news, once seen, is no silence; a spring without is."""

    def every_week(begin, end):
        return [begin + timedelta(days=7 * n) for n in range((end - begin).days // 7 + 1)]

    days = every_week(date(2025, 1, 6), date(2025, 7, 28)) + every_week(date(2025, 9, 8), date(2026, 7, 27))
    spring = rhythm_of(day for day in days if day < date(2026, 4, 1))

    assert date(2026, 9, 8) == rhythm_of(days).expected_by
    assert date(2026, 9, 15) == rhythm_of(days).overdue_after
    assert spring.overdue_after < date(2026, 4, 15)


def test_what_came_on_one_day_counts_once():
    """Five works on one day are no gap of no days."""
    assert rhythm_of(weekly(date(2026, 5, 1)) * 5) == rhythm_of(weekly(date(2026, 5, 1)))


def test_silence_is_judged_by_the_sources_own_rhythm():
    """Two weeks without anything say nothing of a monthly source, and much of a daily one."""
    runs = [run("2026-05-31"), run("2026-06-01", number=2)]
    monthly = [date(2026, 5, 20) - timedelta(days=30 * n) for n in range(15)]
    daily = [date(2026, 5, 20) - timedelta(days=n) for n in range(15)]

    assert "ok" == health(runs, monthly).state
    silent = health(runs, daily)
    assert "quiet" == silent.state
    assert "nothing new has come since 2026-05-20, for 12 days" in silent.reason
    assert "ok" == health(runs[1:], daily).state, "one look is not enough"


def test_a_source_is_quiet_since_the_day_on_which_it_could_first_be_told():
    """Its runs are well all the while; the day stays the same, so that nobody hears of it twice."""
    days, runs = weekly(date(2026, 4, 1)), [run(f"2026-05-{day:02}", number=day) for day in range(1, 30)]
    after = rhythm_of(days).overdue_after

    states = [health(runs[:n], days, now=datetime(2026, 5, n, 6, tzinfo=UTC)) for n in (2, 20, 29)]

    assert after == date(2026, 4, 15)
    assert [("quiet", "2026-05-02")] * 3 == [(one.state, one.since) for one in states]


def test_it_says_when_something_new_is_expected():
    """The day is the newest one plus the 95th percentile of the gaps."""
    found = health([run("2026-06-01")], weekly(date(2026, 5, 30)))

    assert "2026-06-06" == found.expected
    assert "something new about every 7 days, nearly always within 7 days" == found.rhythm


def test_while_it_is_learning_ninety_days_of_silence_count():
    """Without a rhythm the old patience holds."""
    early, late = run("2026-01-01", new=3), run("2026-06-01", number=2)

    assert "quiet" == health([early, late]).state
    assert "ok" == health([run("2026-05-01", new=3), late]).state
    assert "still learning: 0 of 10 gaps known" == health([late]).rhythm


def test_an_address_with_a_past_year_is_a_hint_when_nothing_comes():
    """The list of this year may lie elsewhere."""
    card = SourceCard("a", "A", "Press", "listing", "https://e.org/news/2025/", every=24)

    found = health([run("2026-05-31"), run("2026-06-01", number=2)], weekly(date(2025, 12, 20)), card)

    assert "its address holds the year 2025, the list of 2026 may lie elsewhere" in found.reason


def test_where_the_year_of_an_address_is_over_nobody_waits_longer_than_usual():
    """News of the new year is not to be expected in the old year's list; elsewhere patience holds."""
    new_year, days = datetime(2026, 1, 2, 6, tzinfo=UTC), weekly(date(2025, 12, 24))
    runs = [run("2025-12-31"), run("2026-01-02", number=2)]
    old, plain = (replace(CARD, url=f"https://e.org/news/{end}") for end in ("2025/", ""))

    assert "quiet" == health(runs, days, old, new_year).state
    assert "ok" == health(runs, days, plain, new_year).state
    assert "ok" == health(runs, [*days, date(2026, 1, 1)], old, new_year).state, "it goes on in it"


def test_a_page_whose_newest_date_stands_still_is_quiet():
    """A page that showed each day's date and shows one of last week is not the living page."""
    days = [date(2026, 5, 1) + timedelta(days=n) for n in range(32)]
    shown = [min(day, date(2026, 5, 22)) for day in days]
    runs = [
        run(day, number=n, signs={"page_date": f"{text}", "newest": "2026-04-30"})
        for n, (day, text) in enumerate(zip(days, shown, strict=True))
    ]

    found = health(runs, weekly(date(2026, 5, 30)))

    assert "quiet" == found.state
    assert "its page stands still: the newest date in its text is 2026-05-22" in found.reason
    assert "ok" == health(runs[:22], weekly(date(2026, 5, 20)), now=NOW - timedelta(days=10)).state


def test_a_page_that_stood_still_at_this_time_last_year_may_do_so_again():
    """A summer in which nobody touches the page, once seen, is no fault; without that summer it is one."""

    def runs(*still):
        found, shown = [], date(2025, 1, 6)
        for number in range(590):
            day = date(2025, 1, 6) + timedelta(days=number)
            if not any(begin < day < end for begin, end in still):
                shown = day - timedelta(days=day.weekday())
            found.append(run(day, number=number, signs={"page_date": f"{shown}", "newest": "2025-01-01"}))
        return found

    summer, now = (date(2025, 8, 1), date(2025, 9, 8)), datetime(2026, 8, 18, 6, tzinfo=UTC)
    pause = (date(2026, 7, 31), date(2026, 12, 1))

    assert "ok" == health(runs(summer, pause), weekly(date(2026, 8, 17)), now=now).state
    assert "quiet" == health(runs(pause), weekly(date(2026, 8, 17)), now=now).state


def test_history_is_told_as_streaks_of_outcomes():
    """Runs of one outcome are one line with its days, and a stopped run is none."""
    runs = [
        run("2026-05-01"),
        run("2026-05-02"),
        run("2026-05-03", "stopped"),
        run("2026-05-04", "broken", reason="gone"),
    ]

    found = [(one.outcome, one.since, one.until, one.runs, one.reason) for one in streaks(runs)]

    assert [
        ("ok", "2026-05-01", "2026-05-02", 2, ""),
        ("broken", "2026-05-04", "2026-05-04", 1, "gone"),
    ] == found


def test_a_sick_source_keeps_the_day_of_its_last_good_reading():
    """Readers see how old the works are that stay."""
    found = health([run("2026-05-01"), run("2026-05-02", "degraded", reason="gave 3 items")])

    assert ("degraded", "gave 3 items", "2026-05-01T06:00:00+00:00") == (
        found.state,
        found.reason,
        found.last_good,
    )
