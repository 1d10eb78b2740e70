from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.answers import Answer
from corpus.database.engine import MIGRATIONS, connect, migrate, pending
from corpus.errors import CorpusError, CorpusLocked
from corpus.ledger import Run
from corpus.store import Place, reading, writing
from corpus.values import Dropped, Item, Work


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def item(key: str, title: str = "A title", method: str = "feed", **more: object) -> Item:
    names = ["title", *more]
    return Item(key, "news", title, methods=dict.fromkeys(names, method), **more)


def read(
    place: Place, items: list[Item], *, source: str = "s", body: bytes = b"1", healthy: bool = True,
    whole: bool = True, reader: str = "r1", dropped: tuple[Dropped, ...] = (), day: int = 1,
) -> None:  # fmt: skip
    """Keep one answer of a source, as a harvest would."""
    clock = lambda: datetime(2026, 3, day, tzinfo=UTC)  # noqa: E731
    with writing(place, "a test", clock) as (writer, _, _):
        run = writer.start_run(source)
        writer.keep(run, Answer("https://e.org/feed", 200, body), items, dropped, reader)
        result = Run(run, source, "", outcome="ok" if healthy else "degraded")
        writer.end_run(run, result, healthy=healthy, whole=whole)


def works(place: Place) -> list[Work]:
    with reading(place) as reader:
        return list(reader.works())


def test_an_item_becomes_a_work(place):
    """What a healthy run kept is a work, with its dates."""
    read(place, [item("a", "Skills in Africa", url="https://e.org/a")])

    (work,) = works(place)

    assert (work.item.title, work.state) == ("Skills in Africa", "listed")
    assert "2026-03-01T00:00:00+00:00" == work.first_seen == work.last_checked


def test_a_sick_run_publishes_nothing_and_a_later_healthy_one_does(place):
    """Items of a run below its promise are kept, and count when a healthy run sees them again."""
    read(place, [item("a")], healthy=False)
    assert works(place) == []

    read(place, [item("a")])
    assert [work.item.title for work in works(place)] == ["A title"]


def test_a_changed_record_is_a_new_version(place):
    """Nothing is overwritten; the work shows the new version under the same id."""
    read(place, [item("a", "Old")])
    (before,) = works(place)

    read(place, [item("a", "New")], body=b"2", day=2)

    (after,) = works(place)
    assert (before.id, "New", 2) == (after.id, after.item.title, after.records[0].version)
    assert before.fingerprint != after.fingerprint
    with reading(place) as reader:
        assert [(change.cause, change.fields) for change in reader.changes()] == [("source", ("title",))]


def test_a_sick_run_does_not_change_a_work(place):
    """The last good version stays while a source is below its promise."""
    read(place, [item("a", "Good")])
    read(place, [item("a", "404 Not Found")], body=b"2", healthy=False)

    assert [work.item.title for work in works(place)] == ["Good"]


def test_a_change_by_the_parser_is_called_so(place):
    """The same source read by other code is not a change of the source."""
    read(place, [item("a", "Old")])
    read(place, [item("a", "New")], reader="r2")

    with reading(place) as reader:
        assert [change.cause for change in reader.changes()] == ["parser"]


def test_an_unchanged_answer_writes_no_versions(place):
    """A poll without news writes its sighting and its run, and moves the day of the last check."""
    read(place, [item("a")])
    read(place, [item("a")], day=2)

    (work,) = works(place)
    assert (work.first_seen[:10], work.last_checked[:10]) == ("2026-03-01", "2026-03-02")
    assert work.records[0].version == 1


def test_the_last_check_stays_when_the_answer_changes(place):
    """A record that fell off a feed was last checked when the feed last listed it, not when it first did."""
    read(place, [item("a"), item("b", "B")], whole=False)
    read(place, [item("a"), item("b", "B")], whole=False, day=5)
    read(place, [item("b", "B")], body=b"2", whole=False, day=6)

    checked = {work.item.key: work.last_checked[:10] for work in works(place)}
    assert {"a": "2026-03-05", "b": "2026-03-06"} == checked


def test_a_record_that_left_a_whole_list_is_not_listed(place):
    """Absence is a state with a date; the work stays."""
    read(place, [item("a"), item("b", "B")])
    read(place, [item("a")], body=b"2", day=2)

    states = {work.item.key: (work.state, work.records[0].state_since[:10]) for work in works(place)}
    assert states == {"a": ("listed", "2026-03-01"), "b": ("not listed", "2026-03-02")}


@pytest.mark.parametrize("how", [{"healthy": False}, {"whole": False}])
def test_absence_from_a_sick_run_or_a_feed_says_nothing(place, how):
    """Only a healthy run of a whole list moves a state."""
    read(place, [item("a"), item("b", "B")])
    read(place, [item("a")], body=b"2", **how)

    assert [work.state for work in works(place)] == ["listed", "listed"]


def test_a_record_that_comes_back_is_listed_again(place):
    """Every move is kept with its date."""
    read(place, [item("a"), item("b", "B")])
    read(place, [item("a")], body=b"2")
    read(place, [item("a"), item("b", "B")], body=b"3")

    assert [work.state for work in works(place)] == ["listed", "listed"]


@pytest.mark.parametrize(
    "other",
    [
        {"doi": "https://doi.org/10.1000/XYZ"},
        {"url": "http://www.e.org/a/?utm_source=mail"},
    ],
)
def test_records_of_two_sources_with_one_key_are_one_work(place, other):
    """The same DOI, or the same address however it is written, is the same thing."""
    read(place, [item("a", "From one", doi="10.1000/xyz", url="https://e.org/a")], source="one")
    read(place, [item("b", "From another", **other)], source="two", body=b"2")

    (work,) = works(place)
    assert work.sources == ("one", "two")
    assert [o.value for o in work.origins if o.field == "title" and not o.used] == ["From another"]


def test_a_source_that_lists_two_things_at_one_address_has_two_works(place):
    """A list page is often the only address of many items; they are not one work."""
    read(place, [item("a", "A", url="https://e.org/list"), item("b", "B", url="https://e.org/list")])

    assert sorted(work.item.title for work in works(place)) == ["A", "B"]


def test_what_a_curator_wrote_goes_before_what_a_machine_found(place):
    """The best value of a field is that of the most trusted method; the others are kept."""
    read(place, [item("a", "Feed's title", url="https://e.org/a", abstract="From the feed")], source="feed")
    read(place, [item("k", "Curator's title", "curator", url="https://e.org/a")], source="hand", body=b"2")

    (work,) = works(place)
    assert (work.item.title, work.item.abstract) == ("Curator's title", "From the feed")


def test_a_curators_name_is_the_id(place):
    """A name that a person gave is minted as it is; nothing else is made from what an item says."""
    read(place, [item("our-first-report", method="curator"), item("https://e.org/x", "X")])

    ids = {work.item.key: work.id for work in works(place)}
    assert ids["our-first-report"] == "our-first-report"
    assert ids["https://e.org/x"].startswith("w")


def test_dropped_candidates_are_kept_with_their_reason(place):
    """One row for each candidate that did not become an item."""
    read(place, [item("a")], dropped=(Dropped("no title", "row 3", "k3"),))

    with reading(place) as reader:
        assert [(d.reason, d.detail, d.key) for d in reader.dropped()] == [("no title", "row 3", "k3")]


def test_the_second_writer_hears_who_holds_the_lock(place):
    """One writer at a time; who comes second is told by whom and since when."""
    with (
        writing(place, "the first"),
        pytest.raises(CorpusLocked, match=r"process \d+ on .* since 20.*the first"),
        writing(place, "the second"),
    ):
        pass


def test_readers_do_not_wait_for_a_writer(place):
    """A reader sees the last state while somebody writes."""
    read(place, [item("a")])
    with writing(place, "a test") as (writer, _, _):
        writer.start_run("other")

        assert len(works(place)) == 1


def test_no_corpus_is_said_with_the_remedy(place):
    """Reading what was never harvested is one line that names the command."""
    with pytest.raises(CorpusError, match="observatory run"), reading(place):
        pass


def test_a_new_corpus_needs_no_migration(tmp_path):
    """The tables as they stand are what all migrations lead to."""
    engine = connect(f"sqlite:///{tmp_path / 'c.sqlite'}")
    assert [name for name, _ in MIGRATIONS] == pending(engine)
    migrate(engine)
    assert pending(engine) == []
    migrate(engine)
    engine.dispose()


def test_a_corpus_of_a_newer_version_is_refused(tmp_path):
    """Who does not know a migration that was applied must not write."""
    engine = connect(f"sqlite:///{tmp_path / 'c.sqlite'}")
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO migrations VALUES ('9999 from the future', '2099')")

    with pytest.raises(CorpusError, match="newer version"):
        pending(engine)
    engine.dispose()


def test_a_database_url_that_cannot_be_read_is_one_line():
    """A wrong setting names the key and the value."""
    with pytest.raises(CorpusError, match=r"store: cannot open 'nonsense'"):
        connect("nonsense")
