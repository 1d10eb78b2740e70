"""Tags and places are measured on labelled lines, and what is wrong is told."""

import json

import pytest

from corpus.errors import SheetError
from observatory.evaluation import places, tags
from observatory.evaluation.labelled import Tally


@pytest.fixture
def lines(tmp_path):
    """Makes a file of JSON lines."""

    def make(*rows):
        file = tmp_path / "rows.jsonl"
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        return file

    return make


KENYA = {
    "id": "a", "title": "Funding of short courses in Kenya", "note": "The pandemic made them flexible.",
    "language": "en", "countries": ["KE"], "regions": ["africa"], "themes": ["funding"],
    "drivers": ["covid-19", "flexibility"],
}  # fmt: skip


def test_what_words_say_is_held_against_what_people_said(lines):
    """All labels found and none beside them is full marks; an implied group counts as found."""
    measured = tags.measure(lines(KENYA), None)

    assert 1.0 == measured.score
    assert 1.0 == measured.figures["groups_f1"]
    assert () == measured.worst


def test_labels_beside_and_missed_ones_are_told(lines):
    """A wrong item is told with a plus for each label too many and a minus for each missed one."""
    measured = tags.measure(lines(KENYA, KENYA | {"id": "b", "countries": ["NG"]}), None)

    assert ("b: +ke -ng",) == measured.worst
    assert 0.5 == measured.figures["countries_f1"]


def test_a_group_that_a_country_implies_is_no_mistake(lines):
    """Nobody has to say that Kenya is in Africa, and saying it is not wrong."""
    measured = tags.measure(lines(KENYA | {"regions": []}), None)

    assert 0.0 == measured.figures["groups_f1"]
    assert 1.0 == measured.score


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    """The message says which file and line."""
    (tmp_path / "bad.jsonl").write_text('{"title": "a"}\n{"title"', encoding="utf-8")

    with pytest.raises(SheetError, match="line 2"):
        tags.measure(tmp_path, None)


def test_places_are_scored_with_and_without_the_country_that_goes_unnamed(lines):
    """A home country that the text does not name is missed in one figure and left out of the other."""
    row = {"title": "WHEAT", "body": "Brazil sells wheat.", "places": ["brazil", "usa"]}

    measured = places.measure(lines(row), None)

    assert 1.0 == measured.score
    assert 0.5 == measured.figures["all_recall"]


def test_shares_of_nothing_are_nothing():
    """Where nothing is found and nothing is right, no share is made up."""
    tally = Tally()
    tally.add(set(), set())

    assert (0.0, 0.0, 0.0) == (tally.precision, tally.recall, tally.f1)
