"""Saved questions: read from people's file, asked of the index, published at the next build."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import SheetError
from corpus.values import Item, Record, Work
from index.book import Concept, ConceptBook, Scheme
from index.store import open_index, update
from observatory.checking import problems
from observatory.home import home_in
from observatory.questions import asked, saved_questions

SETTINGS = 'title = "Bees"\nsubject = "bees"\n'


@pytest.fixture
def home(tmp_path):
    (tmp_path / "observatory.toml").write_text(SETTINGS)

    def write(text):
        (tmp_path / "queries.toml").write_text(text)
        return home_in(tmp_path)

    return write


def test_questions_are_read_in_the_order_of_the_file(home):
    """
    A title and a query each.
    """
    found = saved_questions(
        home('[[question]]\ntitle = "B"\nquery = "hives"\n[[question]]\ntitle = "A"\nquery = "law NOT tax"\n')
    )

    assert [("B", "hives"), ("A", "law NOT tax")] == [(one.title, one.query) for one in found]


def test_an_observatory_without_the_file_has_none(home, tmp_path):
    """
    Nobody has to save questions.
    """
    made = home("")
    (tmp_path / "queries.toml").unlink()

    assert () == saved_questions(made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[[question]]\ntitle = "A"\nquery = "(hives"\n', "bracket"),
        ('[[question]]\ntitle = "A"\nquery = ""\n', "query"),
        ('[[question]]\ntitle = "A"\nquery = "a"\nwho = "me"\n', "who"),
        ('[[question]]\ntitle = "A"\nquery = "a"\n[[question]]\ntitle = "a"\nquery = "b"\n', "called 'a'"),
        ("[[question", "TOML"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_problem(home, text, expected):
    """
    Reading stops with it.
    """
    made = home(text)

    with pytest.raises(SheetError, match=r"queries\.toml") as caught:
        saved_questions(made)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_check_names_a_wrong_file(home):
    """
    Beside the mistakes of other files.
    """
    made = home('[[question]]\ntitle = "A"\nquery = "(hives"\n')

    assert 1 == sum("queries.toml" in line and "bracket" in line for line in problems(made, date(2026, 5, 4)))


NOON = "2026-05-04T12:00:00+00:00"


@pytest.fixture
def index(tmp_path):
    """Three works on bees."""
    works = []
    for name, title in (("w1", "Hives and honey"), ("w2", "Hives and law"), ("w3", "Honey prices")):
        item = Item("k", "report", title, language="en")
        record = Record(f"r-{name}", "kept", 1, item, NOON, NOON, NOON, "listed", NOON)
        works.append(Work(name, item, (record,), (), NOON, NOON, NOON, "listed", f"fp-{name}"))
    book = ConceptBook(
        [Scheme("theme", "Themes", (Concept("theme", "honey", {"en": "Honey"}, version="b"),))]
    )
    update(tmp_path / "index", works, book, languages=("en",))
    with open_index(tmp_path / "index", book) as made:
        yield made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("hives", {"w1", "w2"}),
        ("hives honey", {"w1"}),
        ("hives honey law prices", set()),
        ("honey NOT hives", {"w3"}),
        ("hives OR prices", {"w1", "w2", "w3"}),
    ],
)
def test_a_question_finds_the_works_that_have_all_it_asks(home, index, query, expected):
    """
    A search shows works with some of the words where none has all; a feed must not.
    """
    found = asked(home(f'[[question]]\ntitle = "A"\nquery = "{query}"\n'), index, {"w1", "w2", "w3"})

    assert [("A", query, expected)] == [(one.title, one.query, set(one.works)) for one in found]


def test_works_that_readers_may_not_see_are_not_found(home, index):
    """
    Whatever the index holds.
    """
    found = asked(home('[[question]]\ntitle = "A"\nquery = "hives"\n'), index, {"w2"})

    assert ("w2",) == found[0].works


def test_a_concept_that_nobody_knows_is_a_mistake_of_the_file(home, index):
    """
    It is found when the question is asked, and names it.
    """
    made = home(
        '[[question]]\ntitle = "A"\nquery = "hives"\n[[question]]\ntitle = "B"\nquery = "theme:wax"\n'
    )

    with pytest.raises(SheetError, match=r"queries.toml: question.2.query"):
        asked(made, index, {"w1"})


def test_the_example_of_the_handbook_can_be_copied(home):
    """
    Its query is understood too, quotation marks and all.
    """
    text = (Path(__file__).parents[2] / "docs" / "taking.md").read_text()

    found = saved_questions(home(text.partition("```toml\n")[2].partition("```")[0]))
    assert ['"skills gap" region:africa'] == [one.query for one in found]


def test_the_shipped_observatory_has_questions_of_its_own(tmp_path, home):
    """They are asked where nobody wrote settings; whoever did has only what they wrote."""
    shipped = home_in(tmp_path / "elsewhere")
    own = home("")

    assert len(saved_questions(shipped)) > 2
    assert () == saved_questions(own)
