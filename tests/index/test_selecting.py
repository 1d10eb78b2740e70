"""What is ticked beside a query: the works that have it, and those that do not."""

import pytest

from index.search import QueryError
from index.selecting import Selection
from index.store import open_index, update

REGIONS = """
    [[concept]]
    id = "ke"
    label = {en = "Kenya"}
    country = true
    [[concept]]
    id = "africa"
    label = {en = "Africa"}
    members = ["ke"]
"""
KINDS = """
    [[concept]]
    id = "report"
    label = {en = "Study"}
    labels = {en = ["study"]}
"""


@pytest.fixture
def index(tmp_path, work, book):
    made = book(region=REGIONS, kind=KINDS)
    shelf = [
        work("a", "Skills in Kenya", date="2019-05", publisher="Hive Trust; Bee Board", language="en-GB"),
        work("b", "A study of skills", date="2024", publisher="Bee Board", language="en", kind="policy"),
        work("c", "Skills", publisher="Bee", language="fr"),
    ]
    update(tmp_path / "index", shelf, made)
    with open_index(tmp_path / "index", made) as opened:
        yield opened


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection({"region": ("africa",)}), ["a"]),
        (Selection({"kind": ("report",)}), ["a", "c"]),
        (Selection({"kind": ("policy", "report")}), ["a", "b", "c"]),
        (Selection({"publisher": ("Bee Board",)}), ["a", "b"]),
        (Selection({"language": ("en-gb",)}), ["a"]),
        (Selection({"language": ("en",), "kind": ("policy",)}), ["b"]),
        (Selection({"year": ("2019",)}), ["a"]),
        (Selection(first="2019"), ["a", "b"]),
        (Selection(last="2019"), ["a"]),
        (Selection({"region": ("africa",)}, first="2020"), []),
        (Selection({"publisher": ("bee",)}), []),
    ],
)
def test_a_work_has_one_value_of_each_group_and_lies_in_the_span(selection, expected, index):
    """
    Kinds are those of the works, also where a scheme of concepts has that name; a work without a date is in no span.
    """
    found = index.search("skills", selection=selection)

    assert expected == sorted(hit.work for hit in found.hits)
    assert len(expected) == found.total


def test_a_facet_that_is_not_there_is_told_in_a_sentence(index):
    """
    With those that are there.
    """
    with pytest.raises(
        QueryError, match="no filter 'colour'; there are kind, region, year, language, publisher"
    ):
        index.search("skills", selection=Selection({"colour": ("red",)}))
