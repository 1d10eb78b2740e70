"""Dates as people write them, in many languages, and what is none."""

import pytest

from spiders.written_dates import dates_in, order_of, shapes_of, usual_order


@pytest.mark.parametrize(
    ("text", "languages", "value"),
    [
        ("Released June 17, 2026 (no. 5)", ["en"], "2026-06-17"),
        ("17th of June 2026", ["en"], "2026-06-17"),
        ("12 de marzo de 2024", ["es"], "2024-03-12"),
        ("1er février 2024", ["fr"], "2024-02-01"),
        ("3. März 2024", ["de"], "2024-03-03"),
        ("17 марта 2024 г.", ["ru"], "2024-03-17"),
        ("2024年3月5日", ["ja"], "2024-03-05"),
        ("Sept. 4, 2020", ["en"], "2020-09-04"),
        ("12-Mar-2024", ["en"], "2024-03-12"),
        ("Juli 2024", ["nl"], "2024-07"),
        ("2025-06-27T13:37:00Z", ["en"], "2025-06-27"),
        ("25/12/24", ["en"], "2024-12-25"),
    ],
)
def test_a_date_is_read_in_the_words_of_its_language(text, languages, value):
    """Month names are those of CLDR; a month without a day stays a month."""
    (found,) = dates_in(text, "DMY", languages)

    assert value == found.value


@pytest.mark.parametrize(
    "text",
    ["", "no date", "Board 2024", "2018 ME 111", "20130296", "Version 1.2", "32 May 2024", "13/13/2024"],
)
def test_what_is_no_date_gives_none(text):
    """A year beside a word, a number, or a day that does not exist is no date."""
    assert [] == list(dates_in(text, "DMY", ["en"]))


def test_a_month_is_found_whatever_the_language_when_none_is_said():
    """Without a language all of CLDR's are tried."""
    assert ["2024-10-03"] == [found.value for found in dates_in("3 października 2024")]


def test_the_order_of_numbers_is_judged_by_those_that_can_be_only_one():
    """A number above twelve is a day; without such, the usual order of the place holds."""
    assert "MDY" == order_of(["03/04/2024", "03/25/2024"], "DMY")
    assert "DMY" == order_of(["25.03.2024"], "MDY")
    assert "MDY" == order_of(["03/04/2024"], "MDY")
    assert ["MDY", "DMY", "DMY", "DMY"] == [
        usual_order(tag) for tag in ("en-US", "en-IE", "pt", "xx-unknown")
    ]


def test_the_shape_of_dates_makes_a_selector_that_finds_no_plain_year():
    """The expression matches dates of the shapes that were seen, and not every number."""
    import re

    shape = shapes_of(["Published on 3 May 2024"])

    assert re.search(shape, "17 June 2025")
    assert not re.search(shape, "Report 2025")
