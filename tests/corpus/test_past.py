"""A reading beside the source's own past."""

from dataclasses import replace

import pytest

from corpus.past import Past, Reading
from corpus.past import against_past as all_against_past

PAST = Past(
    kept=(20,) * 6,
    new=(0.1,) * 6,
    fill=({"date": 1.0, "title": 1.0, "authors": 0.3},) * 6,
    newest="2026-05-01",
)
USUAL = Reading(20, {"date": 1.0, "title": 1.0}, strange=2, known=18, newest="2026-05-08")


def against_past(*given):
    """The first words against a reading; empty when nothing is."""
    return next(iter(all_against_past(*given).values()), "")


ODD = {
    "half": (replace(USUAL, kept=9), "gave 9 items, but never fewer than 20 in its last 6 readings"),
    "blank": (
        replace(USUAL, fill={"title": 1.0}),
        "0% of its items have a field 'date', but 100% had it before",
    ),
    "titles": (
        replace(USUAL, retitled=10),
        "10 of its 18 known items have another title than before, all at once",
    ),
    "dates": (
        replace(USUAL, redated=18),
        "18 of its 18 known items have another date than before, all at once",
    ),
    "strangers": (replace(USUAL, strange=20, known=0), "20 of its 20 items are unknown"),
    "old": (
        replace(USUAL, newest="2016-03-02"),
        "its newest item is of 2016-03-02, though it listed one of 2026-05-01 before",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_a_reading_that_contradicts_the_past_is_named(name):
    """Each way has its own words."""
    reading, said = ODD[name]

    assert said in against_past(reading, PAST, 0.6)


def test_a_usual_reading_is_not():
    """Some new items, some corrected ones, a rare field gone: all that happens every day."""
    assert "" == against_past(USUAL, PAST, 0.6)
    assert "" == against_past(replace(USUAL, kept=14, retitled=2, redated=1), PAST, 0.6)


@pytest.mark.parametrize("name", sorted(set(ODD) - {"titles", "dates"}))
def test_a_short_past_says_nothing(name):
    """Of four readings nobody knows what is usual."""
    short = Past(PAST.kept[:4], PAST.new[:4], PAST.fill[:4], PAST.newest)

    assert "" == against_past(ODD[name][0], short, 0.6)


def test_a_list_that_jumps_can_be_let_jump():
    """A least share of 0 in the sheet switches the comparison of counts off."""
    assert "" == against_past(replace(USUAL, kept=3), PAST, 0)


def test_a_source_that_often_brings_nothing_but_new_items_may():
    """A busy feed that is read once a month has all new items each time."""
    assert "" == against_past(ODD["strangers"][0], replace(PAST, new=(0.1, 0.2, 1.0, 0.9, 1.0, 0.8)), 0.6)


def test_a_fault_that_lasts_does_not_win_by_outliving_the_items_that_showed_it():
    """
    After a refused reading, one known item with another title is enough; of none at all see test_proving.
    """
    fill = PAST.fill[0]
    few = Reading(kept=20, fill=fill, known=3, retitled=3)

    assert "" == against_past(few, PAST, 0.5)
    assert "3 of its 3 known items" in against_past(replace(few, refused=True), PAST, 0.5)
    assert "" == against_past(Reading(kept=20, fill=fill, known=3, refused=True), PAST, 0.5)


def test_a_part_is_held_against_the_fields_of_earlier_parts_only():
    """What changed is as much and as new as it happens to be; a field that got lost is a fault all the same."""
    part = replace(USUAL, kept=9, strange=9, known=0, newest="2016-03-02", part=True)

    assert "" == against_past(part, PAST, 0.6)
    assert "have a field 'date'" in against_past(replace(part, fill={"title": 1.0}), PAST, 0.6)


def test_readings_that_gave_nothing_do_not_tell_which_fields_are_usual():
    """Where parts are often empty, only those that gave something are compared."""
    often_empty = replace(PAST, kept=(0,) * 6, fill=PAST.fill[:4])

    assert "" == against_past(replace(USUAL, fill={"title": 1.0}, part=True), often_empty, 0.6)


def test_all_that_speaks_against_a_reading_is_told():
    """The first is the reason; all are remembered until the source is believed again."""
    bad = replace(USUAL, kept=9, retitled=18, fill={"title": 1.0})

    assert ["fewer", "emptier", "rewritten"] == list(all_against_past(bad, PAST, 0.6))
