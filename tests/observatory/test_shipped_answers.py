"""The saved answers of the sheets that are shipped: each sheet reads its own as it must."""

from datetime import date
from pathlib import Path

import pytest

from observatory.home import home_in
from observatory.source_tests import replay

TODAY = date(2027, 1, 15)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The observatory that is shipped."""
    return home_in(tmp_path_factory.mktemp("anywhere"))


@pytest.fixture(scope="module")
def tested(home):
    return {one.source: one for one in replay(home, (), TODAY)}


def test_every_shipped_sheet_that_asks_the_web_has_saved_answers(home, tested):
    """None is left out, and no answer is left over from a sheet that went."""
    sheets = {source.id for source in home.sources() if source.kind != "collection"}
    kept = {path.name for path in home.saved("doras").parent.iterdir() if path.is_dir()}

    assert sheets == set(tested) == kept


def test_every_shipped_sheet_reads_its_saved_answers_as_expected(tested):
    """Title, date and link of every row, whatever kind of source it is."""
    assert {} == {name: one.differences for name, one in tested.items() if one.differences}
    assert min(one.rows for one in tested.values()) >= 5


def test_the_saved_answers_of_an_address_keep_the_promise_of_its_sheet(home, tested):
    """An answer in the form of the site gives as many items as its sheet promises."""
    few = {
        source.id: (tested[source.id].rows, source.expect.at_least)
        for source in home.sources()
        if source.kind == "auto" and tested[source.id].rows < source.expect.at_least
    }

    assert {} == few


def test_a_shipped_collection_is_its_own_saved_answer(home):
    """Named, it is read as a harvest reads it; a row with a mistake would be told."""
    names = [source.id for source in home.sources() if source.kind == "collection"]

    read = list(replay(home, names, TODAY))

    assert names == [one.source for one in read]
    assert [] == [one for one in read if one.differences or not one.rows]


def test_an_own_sheet_is_tested_with_its_own_answers(here):
    """The shipped answers are those of the shipped sheet; one's own sheet of the same name has its own."""
    settings = here.folder / "observatory.toml"
    settings.write_text(settings.read_text().replace("sources = false", "sources = true"), encoding="utf-8")
    shipped = Path("spiders") / "saved" / "eric"

    assert shipped.parts == home_in(here.folder).saved("eric").parts[-3:]
    assert "eric: 5 rows, no differences, 2 answers" in here.run("source", "test", "eric")

    here.sheet("eric", 'kind = "feed"\nurl = "https://e.org/feed"\n')

    assert here.folder / "saved" / "eric" == home_in(here.folder).saved("eric")
    assert "no saved answer" in here.run("source", "test", "eric", code=1)
