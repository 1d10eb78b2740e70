"""Volumes, levels and costs as numbers."""

import pytest

from index.definitions.units import load_units
from index.definitions.volumes import amounts_of, volume_of

UNITS = load_units()


@pytest.mark.parametrize(("text", "expected"), [
    ("5 to 40 credits", ("credits", 5, 40, 50, 400)),
    ("3–15 ECTS", ("ects", 3, 15, 75, 450)),
    ("less than 400 hours", ("hours", None, 400, None, 400)),
    ("a minimum volume of learning of one hour", ("hours", 1, None, 1, None)),
    ("4 to 100+ hours", ("hours", 4, None, 4, None)),
    ("20 heures ou plus", ("hours", 20, None, 20, None)),
    ("bis zu 1.200 Stunden", ("hours", None, 1200, None, 1200)),
    ("3-9 months", ("months", 3, 9, None, None)),
    ("at EQF levels 4–5", ("level", 4, 5, None, None)),
    ("a fee of 1,500 USD", ("cost", 1500, 1500, None, None)),
    ("£99.50 a course", ("cost", 99.5, 99.5, None, None)),
])  # fmt: skip
def test_an_amount_has_its_bounds_and_its_hours(text, expected):
    """Ranges, open ends, number words, thousands, and hours where the sheet of units says how many."""
    (found,) = amounts_of(text, UNITS)

    assert expected == (found.quantity, found.low, found.high, found.hours_low, found.hours_high)


@pytest.mark.parametrize(
    "text", ["in 2021", "40 to 5 credits", "chapter 3", "a few hours", "room 12 is open"]
)
def test_what_is_not_sure_is_no_amount(text):
    """Years, ranges that run backwards, numbers without a unit."""
    assert () == amounts_of(text, UNITS)


def test_a_level_beside_a_unit_is_not_its_number():
    """A word that parts them ends the phrase."""
    found = amounts_of("levels 6–7, or 4–5 with ECTS", UNITS)

    assert ["level"] == [one.quantity for one in found]


def test_the_volume_is_what_says_how_much():
    """Levels and costs are no volumes."""
    assert volume_of(amounts_of("5 credits at level 6 for €20", UNITS)) == "5 credits"
