"""Rules that people switch off: one line each, and what it takes away."""

import pytest

from corpus.errors import NotFound, SheetError
from index.concepts import load_book
from index.recalling import append_recalled, check_rule, read_recalled
from index.store import open_index, retag, update

SHEET = """
scheme = "theme"
title = "Themes"
[[concept]]
id = "teachers"
label = {en = "Teachers"}
labels = {en = ["teacher*", "principals"]}
exact = ["TPD"]
hints = {en = ["class", "pupil*"]}
[[concept.near]]
words = [["staff"], ["room"]]
"""


@pytest.fixture
def sheets(tmp_path):
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "theme.toml").write_text(SHEET, encoding="utf-8")
    return tmp_path / "concepts"


def test_a_recalled_rule_is_a_line_in_a_file(tmp_path):
    """Lines are added one by one; no file means no rule is recalled."""
    file = tmp_path / "concepts" / "recalled.csv"

    assert frozenset() == read_recalled(file)
    append_recalled(file, "theme/teachers:principals", "2026-03-01", "means principles, often")
    append_recalled(file, "theme/funding", "2026-03-02", "")
    assert frozenset({"theme/teachers:principals", "theme/funding"}) == read_recalled(file)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rule;on\n", "line 1: the columns are rule, on, reason"),
        ("rule,on,reason\nteachers,,\n", "line 2: rule: 'teachers' is not"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path, text, problem):
    """The message says which line and what belongs there."""
    file = tmp_path / "recalled.csv"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SheetError, match=problem):
        read_recalled(file)


def test_a_rule_must_exist(sheets):
    """Who recalls a label that is not there is told those that are."""
    book = load_book([sheets])

    check_rule("theme/teachers:teacher*", book)
    check_rule("theme/teachers", book)
    with pytest.raises(
        NotFound, match="has no label 'tutor' among its 6; it has 'TPD', 'class', 'principals', 'pupil"
    ):
        check_rule("theme/teachers:tutor", book)
    with pytest.raises(NotFound, match="no concept 'x'"):
        check_rule("theme/x", book)


@pytest.mark.parametrize("label", ["teacher*", "principals", "TPD", "class", "staff … room"])
def test_a_recalled_label_is_gone_and_the_others_stay(sheets, label):
    """Labels, exact ones, hints and near rules are recalled by what their tags name."""
    whole = load_book([sheets]).concept("theme", "teachers")
    left = load_book([sheets], recalled=[f"theme/teachers:{label}"]).concept("theme", "teachers")

    def count(concept):
        labels = (*concept.labels.values(), *concept.hints.values())
        return sum(map(len, labels)) + len(concept.exact) + len(concept.near)

    assert count(whole) - 1 == count(left)
    assert whole.version != left.version


def test_sweeping_a_rule_leaves_what_people_gave(tmp_path, sheets, work):
    """After a recall no word causes the tag, and the label of a source is still there."""
    works = [work("a", "Teachers"), work("b", "Teachers", labels=("theme/teachers",))]
    update(tmp_path / "index", works, load_book([sheets]))
    book = load_book([sheets], recalled=["theme/teachers"])

    result = retag(tmp_path / "index", book)

    with open_index(tmp_path / "index", book) as index:
        assert [] == [tag for tag in index.tags("a") if tag.scheme == "theme"]
        assert ["given"] == [tag.rule for tag in index.tags("b")]
    assert (1, 2) == (result.retagged, result.unchanged)


def test_without_an_index_there_is_nothing_to_tag(tmp_path, sheets):
    """The message says what makes one."""
    with pytest.raises(NotFound, match="observatory build"):
        retag(tmp_path / "index", load_book([sheets]))
