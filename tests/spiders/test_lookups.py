"""Look-ups in a sheet: what a source writes, and what is kept of it."""

from datetime import date

import pytest
from pydantic import ValidationError

from spiders.feed import FeedSpider
from spiders.sheet import Source

SHEET = {"id": "s", "title": "S", "publisher": "Institute", "kind": "feed", "url": "https://e.org/f"}


def read(lookups, **fields):
    source = Source.model_validate({**SHEET, "lookups": lookups})
    return FeedSpider(source, today=date(2026, 1, 1)).item(key="k", title="T", **fields)


def test_what_is_looked_up_takes_the_place_of_what_was_written():
    """In every field, whatever the capitals; what is not looked up stays."""
    item = read(
        {"date": {"Winter 2024/25": "2024-12"}, "publisher": {"EI": "Example Institute"}, "authors": {"Li W.": "Li, Wei"}},
        date="winter  2024/25", publisher="ei", authors=("Li W.", "Moyo, Ann"),
    )  # fmt: skip

    assert ("2024-12", "Example Institute", ("Li, Wei", "Moyo, Ann")) == (
        item.date.value, item.publisher, item.authors,
    )  # fmt: skip
    assert "feed" == item.methods["publisher"]


def test_what_is_looked_up_as_nothing_is_left_out():
    """The sheet's own value then counts, as for an item that says nothing."""
    item = read({"authors": {"admin": ""}, "publisher": {"home": ""}}, authors=("Admin",), publisher="Home")

    assert ((), "Institute", "sheet") == (item.authors, item.publisher, item.methods["publisher"])


@pytest.mark.parametrize(
    ("lookups", "told"),
    [
        ({"colour": {"red": "blue"}}, "'colour' cannot be looked up; these can: kind"),
        ({"kind": {"Paper": "paper"}}, "unknown kind 'paper'; known are report"),
        ({"date": {"Spring": "spring"}}, "'spring' is not a date"),
    ],
)
def test_a_look_up_that_makes_no_sense_is_refused(lookups, told):
    """When the sheet is read, not when an item comes."""
    with pytest.raises(ValidationError, match=told):
        Source.model_validate({**SHEET, "lookups": lookups})
