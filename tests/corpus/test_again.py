"""What is found again, what is taken back, and what a server says wrongly."""

from datetime import UTC, date, datetime, timedelta

import pytest

from corpus.answers import Answer
from corpus.dates import PartialDate
from corpus.ledger import Run
from corpus.store import Place, writing
from corpus.urls import steady_key
from corpus.values import Item

START = datetime(2026, 5, 1, 6, tzinfo=UTC)


class Keeper:
    """Keeps readings of one source, a day apart."""

    def __init__(self, writer, reader, clock):
        self.writer, self.reader, self.clock = writer, reader, clock

    def read(self, items, outcome="ok", *, whole=False, **answer):
        """One run with one answer; return what was kept."""
        body = repr(items).encode()
        run = self.writer.start_run("s")
        given = {"url": "https://e.org/feed", "status": 200, "body": body, **answer}
        kept = self.writer.keep(run, Answer(**given), items, [], "r1")
        result = Run(run, "s", "", outcome=outcome, kept=len(items), new=kept.new, signs={"reader": "r1"})
        self.writer.end_run(run, result, healthy=outcome == "ok", whole=whole)
        self.clock[0] += timedelta(days=1)
        return kept

    def titles(self):
        return sorted(work.item.title for work in self.reader.works())


@pytest.fixture
def keeper(tmp_path):
    clock = [START]
    with writing(Place(tmp_path), "a test", lambda: clock[0]) as (writer, reader, _):
        yield Keeper(writer, reader, clock)


def item(n, *, form="https://e.org/works/{n}", title="Work {n}", day=None):
    url = form.format(n=n)
    when = PartialDate(f"2026-04-{day or n + 1:02}", "feed")
    return Item(
        key=steady_key(url),
        kind="report",
        title=title.format(n=n),
        url=url,
        date=when,
        methods={"title": "feed"},
    )


def test_another_form_of_an_address_is_the_same_record(keeper):
    """Scheme, www, tracking and slash make no new record and no change."""
    keeper.read([item(n) for n in range(3)])

    kept = keeper.read([item(n, form="https://www.e.org/works/{n}/?utm_source=x") for n in range(3)])

    assert (0, 0, 3, 3) == (kept.new, kept.changed, kept.unchanged, kept.rekeyed)
    assert ["Work 0", "Work 1", "Work 2"] == keeper.titles()


def test_an_item_under_a_new_address_is_found_by_title_and_day(keeper):
    """The site has a new system with other addresses: the records stay, and again the next day."""
    keeper.read([item(n) for n in range(3)])
    other = [item(n, form="https://e.org/index.php?work={n}") for n in range(3)]

    assert (0, 3) == ((kept := keeper.read(other)).new, kept.rekeyed)
    assert 0 == keeper.read([item(n) for n in range(3)]).new
    assert (0, 3) == ((kept := keeper.read(other)).new, kept.rekeyed)
    assert 3 == len(keeper.titles())


def test_two_of_one_title_and_day_are_not_mistaken(keeper):
    """What is not told apart by title and day is not found by them."""
    keeper.read([item(0, title="Bulletin"), item(1, title="Bulletin", day=1)])

    kept = keeper.read([item(7, title="Bulletin", day=1)])

    assert 1 == kept.new


def test_what_still_stands_in_the_list_is_another(keeper):
    """A new item with the title and day of one that is listed beside it is a new item."""
    keeper.read([item(0)])

    assert 1 == keeper.read([item(0), item(9, title="Work 0", day=1)]).new


def test_what_a_sick_run_said_is_taken_back_without_a_trace(keeper):
    """A title that only a sick run gave was never published, and is no change when it goes."""
    keeper.read([item(0)])
    sick = keeper.read([item(0, title="Titre 0")], "degraded")
    assert (1, 1) == (sick.known, sick.retitled)
    assert ["Work 0"] == keeper.titles()
    again = keeper.read([item(0, title="Titre 0")], "degraded")
    assert 1 == again.retitled

    back = keeper.read([item(0)])

    assert (0, 1) == (back.changed, back.unchanged)
    assert [] == keeper.reader.changes()
    keeper.read([item(0, title="Work 0, second edition")])
    assert [("title",)] == [change.fields for change in keeper.reader.changes()]


def test_states_of_records_move_in_healthy_runs_only(keeper):
    """Half a list does not take the other half away."""
    keeper.read([item(n) for n in range(4)], whole=True)

    keeper.read([item(n) for n in range(2)], "degraded", whole=True)
    assert [] == keeper.reader.moves()

    keeper.read([item(n) for n in range(3)], whole=True)
    assert [("not listed", "ok")] == [(move.state, move.outcome) for move in keeper.reader.moves()]


def test_a_server_that_says_not_modified_wrongly_is_found_out(keeper):
    """After three days of 304 it is asked whole; another body under the same ETag is a lie."""
    keeper.read([item(0)], etag='"v"')
    assert '"v"' == keeper.writer.validators("s", "https://e.org/feed").etag
    keeper.read([item(0)], etag='"v"', status=304, not_modified=True)
    assert '"v"' == keeper.writer.validators("s", "https://e.org/feed").etag
    keeper.clock[0] += timedelta(days=3)
    assert keeper.writer.validators("s", "https://e.org/feed").etag is None

    kept = keeper.read([item(0), item(1)], etag='"v"')

    assert "nothing changed, though the answer differs" in kept.lies
    assert keeper.writer.validators("s", "https://e.org/feed").etag is None
    assert kept.lies == keeper.read([item(0), item(1), item(2)], etag='"w"').lies


def test_a_server_that_is_asked_seldom_is_asked_for_what_changed_all_the_same(keeper):
    """A whole answer is good for one "not modified", however old it is; the next answer is whole again."""
    for whole in (True, False, True):
        keeper.clock[0] += timedelta(days=30)
        validators = keeper.writer.validators("s", "https://e.org/feed")
        assert whole == (validators is None or validators.etag is None)
        keeper.read([item(0)], etag='"v"', **({} if whole else {"status": 304, "not_modified": True}))


def test_what_is_dated_after_the_last_good_reading_is_no_stranger(keeper):
    """After weeks without an answer a feed may well list nothing but what came meanwhile."""
    keeper.read([item(0)])

    news = Item(key="n", kind="news", title="News", date=PartialDate("2026-06-01", "feed"))
    kept = keeper.read([news, item(8), Item(key="u", kind="news", title="Undated")])

    assert (3, 2) == (kept.unproved, kept.strange)


def test_an_etag_that_changes_without_a_change_is_said(keeper):
    """It costs a whole answer each time, and nothing else."""
    keeper.read([item(0)], etag='"v1"')

    kept = keeper.read([item(0)], etag='"v2"')

    assert (1, "its server marks each answer as new, though it is the same") == (kept.unchanged, kept.lies)


def test_the_past_is_what_the_same_sheet_and_code_read(keeper):
    """The first run of all, in which all is new, does not count; nor does a sick one."""
    for count in (2, 3, 3):
        keeper.read([item(n) for n in range(count)])
    keeper.read([], "degraded")

    past = keeper.writer.past("s", "r1")

    assert ((3, 3), (0.0, 1 / 3)) == (past.kept, past.new)
    assert () == keeper.writer.past("s", "r2").kept


def test_arrivals_are_days_of_items_not_of_their_first_reading(keeper):
    """A backlog that is read at once tells the rhythm in which it was published."""
    keeper.read([item(n) for n in range(3)])
    keeper.read([*(item(n) for n in range(3)), Item(key="x", kind="report", title="Undated", methods={})])

    found = keeper.reader.arrivals()["s"]

    assert [date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 3), date(2026, 5, 2)] == sorted(found)


def test_an_older_corpus_is_brought_up_to_date(tmp_path):
    """Columns are added, and keys that are addresses get their one form, without two becoming one."""
    from sqlalchemy import select

    from corpus.database import tables as t
    from corpus.database.engine import connect, migrate

    with writing(Place(tmp_path), "a test", lambda: START) as (writer, _, _bodies):
        run = writer.start_run("s")
        items = [
            Item(key=key, kind="report", title=key)
            for key in ("http://www.e.org/a/", "http://e.org/b", "https://e.org/b")
        ]
        writer.keep(run, Answer("https://e.org", 200, b"x"), items, [], "r1")
    engine = connect(Place(tmp_path).url)
    with engine.begin() as connection:
        for table, column in (("runs", "signs"), ("validators", "whole"), ("validators", "lies")):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute(t.migrations.delete().where(t.migrations.c.name >= "0003"))

    migrate(engine)

    with engine.connect() as connection:
        keys = set(connection.scalars(select(t.records.c.key)))
        assert connection.scalar(select(t.runs.c.signs)) is None
    engine.dispose()
    assert {"https://e.org/a", "http://e.org/b", "https://e.org/b"} == keys
