"""Many answers in one commit, each of them whole or not at all."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, inspect, text

from corpus.answers import Answer
from corpus.bodies import Bodies
from corpus.database import tables
from corpus.database.engine import MIGRATIONS, connect, migrate
from corpus.database.reading import Reader
from corpus.database.writing import Writer
from corpus.ledger import Run
from corpus.values import Dropped, Item


@pytest.fixture
def made(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'corpus.sqlite'}")
    migrate(engine)
    writer = Writer(engine, Bodies(str(tmp_path / "bodies")), lambda: datetime(2026, 3, 1, tzinfo=UTC))
    yield writer, Reader(engine)
    engine.dispose()


def answer(name: str) -> Answer:
    return Answer(url=f"https://e.org/{name}", status=200, body=name.encode(), size=1)


def read(writer: Writer, name: str, items: list[Item]) -> None:
    run = writer.start_run(name)
    writer.keep(run, answer(name), items, [], "reader")
    result = Run(run, name, "", outcome="ok", kept=len(items), every=24.0, failures=0.5)
    writer.end_run(run, result, healthy=True, whole=True)


def item(key: str) -> Item:
    return Item(key, "news", f"Title {key}", url=f"https://e.org/{key}", methods={"title": "feed"})


def test_a_piece_that_fails_is_undone_alone(made):
    """What was kept before and after it in the same commit stays."""
    writer, reader = made
    with writer.together():
        read(writer, "a", [item("1")])
        run = writer.start_run("b")
        broken = item("2")
        object.__setattr__(broken, "title", object())  # cannot be written
        with pytest.raises(TypeError):
            writer.keep(run, answer("b"), [item("3"), broken], [Dropped("x")], "reader")
        read(writer, "c", [item("4")])

    assert ["Title 1", "Title 4"] == sorted(work.item.title for work in reader.works())
    assert [] == reader.dropped()
    assert [("a", "ok", 24.0, 0.5), ("b", None, None, 0.0), ("c", "ok", 24.0, 0.5)] == [
        (run.source, run.outcome, run.every, run.failures) for run in reader.runs()
    ]


def test_others_see_what_was_flushed_and_the_writer_sees_all(made):
    """A reader of another connection sees whole commits only; validators are there at once."""
    writer, reader = made
    with writer.together():
        read(writer, "a", [item("1")])
        assert ([], True) == (reader.runs(), writer.validators("a", "https://e.org/a") is not None)
        writer.flush()
        read(writer, "b", [item("2")])

        assert ["a"] == [run.source for run in reader.runs()]

    assert ["a", "b"] == [run.source for run in reader.runs()]


def test_an_error_in_between_keeps_what_was_whole(made):
    """When a harvest breaks off, the answers that it kept are there."""
    writer, reader = made

    def break_off() -> None:
        with writer.together():
            read(writer, "a", [item("1")])
            raise ValueError("broke off")

    with pytest.raises(ValueError, match="broke off"):
        break_off()

    assert ["Title 1"] == [work.item.title for work in reader.works()]


def test_an_older_corpus_gets_what_it_lacks(tmp_path):
    """The columns of a corpus that was migrated are those of a new one."""
    old = create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with old.begin() as connection:
        tables.metadata.create_all(connection)
        for column in (
            "runs DROP COLUMN every",
            "runs DROP COLUMN failures",
            "validators DROP COLUMN summary",
        ):
            connection.execute(text(f"ALTER TABLE {column}"))
        connection.execute(tables.migrations.insert(), {"name": MIGRATIONS[0][0], "applied_at": "2026"})
        connection.execute(text("INSERT INTO runs (source, started, reason, seen, new, changed, unchanged, kept, "
            "dropped, fill, duration, bytes, answers) VALUES ('a', '2026', '', 0, 0, 0, 0, 0, '{}', '{}', 0, 0, 0)"))  # fmt: skip

    migrate(old)

    assert [(None, 0.0)] == [(run.every, run.failures) for run in Reader(old).runs()]
    for table in tables.metadata.sorted_tables:
        assert {column.name for column in table.columns} == {
            column["name"] for column in inspect(old).get_columns(table.name)
        }
    old.dispose()
