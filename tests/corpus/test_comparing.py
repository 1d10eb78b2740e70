"""When two works are one: copies are recognised, and what only looks alike is kept apart."""

from itertools import combinations

import pytest

from corpus.blocking import LARGEST, pairs
from corpus.comparing import compare
from corpus.describing import described
from corpus.grouping import groups

PORTS = {
    "title": "Stackable learning in two ports: a study of dock workers",
    "authors": "Moyo, Ann and Li, Wei and Østergård, Kim",
    "year": 2021,
    "container": "Journal of Harbour Studies",
    "volume": "12",
    "issue": "3",
    "pages": "221-8",
}


def work(id_: str, **other: object):
    return described(id_, **{**PORTS, **other})


@pytest.mark.parametrize(
    "other",
    [
        {"title": "STACKABLE LEARNING IN TWO PORTS: A STUDY OF DOCK WORKERS. [Review] [33 refs]"},
        {"title": "Stackable lerning in two ports; a study of dock-workers"},
        {"title": "Stackable learning in two ports", "pages": "221-228"},
        {"authors": "A. Moyo, W. Li & K. Ostergard", "container": "J Harb Stud"},
        {"authors": "Moyo A, Li W, et al.", "issue": "", "volume": "12 (Suppl)"},
        {"container": "", "volume": "", "issue": "", "pages": ""},
        {"year": 2022, "issue": ""},
        {"title": "", "authors": "Moyo A; Li W; Østergård K"},
        {"title": "Stackable learning in 12 ports: a study of dock workers"},
    ],
)
def test_a_copy_with_faults_is_the_same_work(other):
    """Typing errors, remarks, abbreviations, missing fields and another order do not make another work."""
    assert "same" == compare(work("a"), work("b", **other)).verdict


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Stackable learning in two ports: a study of bank clerks", "pages": "229-240"},
        {"authors": "Sato, Emi", "year": 2015, "container": "Reports on Work", "volume": "3", "pages": "1-9"},
        {"container": "Proceedings of the Ninth Port Congress", "volume": "9", "pages": "17"},
    ],
)
def test_a_work_that_only_looks_alike_is_not_joined(other):
    """Another title by the same people, the same title by others, and a paper before its article."""
    assert "same" != compare(work("a"), work("b", **other)).verdict


TRAPS = [
    {"title": "Editorial", "authors": "Moyo, Ann", "container": "Port News", "volume": "1", "pages": "1"},
    {"title": "Introduction", "container": "Port Handbook", "year": 2020},
    {"title": "Learning in ports: annual report 2021", "authors": "Port Board", "container": "Port Board"},
    {"title": "A framework for learning in ports, part 1", "authors": "Moyo, Ann", "container": "Port News"},
    {
        "title": "Learning in ports: effects on men",
        "authors": "Moyo, Ann",
        "container": "Port News",
        "pages": "5-9",
    },
]
OTHERS = [
    {"volume": "2", "pages": "1", "year": 2022},
    {"container": "Bridge Handbook", "year": 2021},
    {"title": "Learning in ports: annual report 2022", "year": 2023},
    {"title": "A framework for learning in ports, part 2"},
    {"title": "Learning in ports: effects on women", "pages": "10-15"},
]


@pytest.mark.parametrize(("first", "second"), list(zip(TRAPS, OTHERS, strict=True)))
def test_series_parts_and_common_titles_stay_apart(first, second):
    """Editorials, introductions, yearly reports, parts and twin studies are different works."""
    assert "same" != compare(described("a", **first), described("b", **{**first, **second})).verdict


@pytest.mark.parametrize("extent", ["215 p", "215 p.", "215 pages", "215 S.", "215"])
def test_how_long_a_work_is_is_no_place_in_another(extent):
    """A catalogue gives a thesis 215 pages; that a second one finds it on page 1524 is no contradiction."""
    thesis = described("a", PORTS["title"], authors="Moyo, Ann", year=2021, pages=extent, volume="Ph.D.")
    listed = described(
        "b", PORTS["title"], authors="Moyo, Ann", year=2022, container="Theses Listed", pages="1524"
    )

    assert thesis.pages is None
    assert "same" == compare(thesis, listed).verdict


def test_a_first_page_is_a_place():
    """A number after the word for page, or within a volume, says where a work begins."""
    assert (215, 0) == described("a", "T", container="Port Handbook", pages="p. 215").pages
    assert (17, 0) == described("a", "T", volume="3", pages="17").pages


def test_parts_that_begin_on_one_page_stay_apart():
    """Two abstracts of one page are two; a numeral differs by mistake only where a whole stretch is the same."""
    one = described("a", **{**PORTS, "title": "Learning in ports, part 1", "pages": "17"})
    other = described("b", **{**PORTS, "title": "Learning in ports, part 2", "pages": "17"})

    assert "same" != compare(one, other).verdict


def test_one_family_name_and_another_year_are_for_a_person():
    """A surname without a given name is that of many."""
    one = described("a", PORTS["title"], authors="Li, W.", year=2021)
    other = described("b", PORTS["title"], authors="Li", year=2022)

    assert "maybe" == compare(one, other).verdict


def test_a_title_alone_never_joins():
    """However long it is: a title, a year and a publisher are those of a yearly report too."""
    one = described("a", PORTS["title"], year=2021, container="Port Board")

    assert "same" != compare(one, one).verdict


def test_a_comparison_gives_its_reasons():
    """A person is told what speaks for it and what against, the strongest first."""
    reasons = compare(work("a"), work("b", pages="300-310", volume="14")).reasons

    assert ("+ same title", "+ same people") == reasons[:2]
    assert "- different pages" in reasons


def test_works_that_share_nothing_are_not_compared():
    """Only works with a common key meet; the order does not matter for what is found."""
    titles = ["Harbours and their schools", "Clay pots of the valley", "On the flight of swallows"]
    some = [described(str(n), title, year=1990 + n) for n, title in enumerate(titles)]

    assert [] == list(pairs(some))
    assert [(0, 3)] == list(pairs([*some, described("3", "Harbours, and their schools")]))


def test_a_common_title_does_not_make_the_work_quadratic():
    """Of a thousand editorials each is compared with a few, not with all."""
    many = [described(str(n), "Editorial") for n in range(1000)]

    assert LARGEST * 1000 > len(list(pairs(many))) > 0


def test_groups_hold_whatever_was_joined_in_a_chain():
    """The result does not hang on the order of pairs."""
    joined = [(4, 2), (2, 0), (5, 1)]

    assert {((0, 2, 4), (1, 5))} == {
        tuple(map(tuple, groups(6, order))) for order in ([*joined], joined[::-1])
    }
    assert [] == groups(3, [])


def test_comparing_is_the_same_from_both_sides():
    """Which of the two comes first makes no difference."""
    some = [work("a"), work("b", title="Stackable learning in two ports"), work("c", pages="3", year=2019)]

    for one, other in combinations(some, 2):
        assert compare(one, other).points == compare(other, one).points
