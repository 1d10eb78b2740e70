"""Files of decisions: what may stand in them, and how a mistake is told."""

from datetime import date

import pytest

from corpus.decisions import COLUMNS, Decision, as_line, read_decisions
from corpus.errors import SheetError

HEAD = ",".join(COLUMNS) + "\n"


def written(folder, text, name="a.csv"):
    (folder / name).write_text(HEAD + text, encoding="utf-8")
    return read_decisions([folder])


def test_a_line_is_read_as_it_was_written(tmp_path):
    """Commas, quotes and line feeds in a reason survive."""
    made = Decision(
        decision="set", work="w1", field="authors", value='Moyo, Ann; Li "Lee" Wei', who="Ann",
        when=date(2026, 11, 20), why="title page,\nsecond line", seen="0a",
    )  # fmt: skip

    assert (made,) == written(tmp_path, as_line(made))


def test_of_decisions_on_one_thing_the_latest_holds(tmp_path):
    """By day, then by file and line; others stay."""
    (tmp_path / "b.csv").write_text(HEAD + "keep,w1,,,,Ann,2026-01-02,yes,\n", encoding="utf-8")

    found = written(
        tmp_path,
        "reject,w1,,,,Ann,2026-01-03,no,\nreject,w2,,,,Ann,2026-01-01,no,\nkeep,w2,,,,Ann,2026-01-01,yes,\n"
        "merge,w4,,,w3,Ann,2026-01-01,yes,\nsplit,w3,,,w4,Ann,2026-01-02,no,\n",
    )

    assert [("keep", "w2"), ("split", "w3"), ("reject", "w1")] == [(one.decision, one.work) for one in found]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("drop,w1,,,,Ann,2026-01-01,no,", "a.csv:2: decision: input should be 'keep'"),
        ("reject,w1,,,,,2026-01-01,no,", "a.csv:2: who: string should have at least 1 character"),
        ("reject,w1,,,,Ann,1 May,no,", "a.csv:2: when: input should be a valid date"),
        ("merge,w1,,,,Ann,2026-01-01,no,", "a.csv:2: 'merge' needs a value in column 'other'"),
        ("merge,w1,,,w1,Ann,2026-01-01,no,", "'other' is the work itself"),
        ("set,w1,colour,red,,Ann,2026-01-01,no,", "field 'colour' cannot be set; these can: kind, title"),
        ("set,w1,date,soon,,Ann,2026-01-01,no,", "'soon' is not a date"),
        ("set,w1,kind,book,,Ann,2026-01-01,no,", "unknown kind 'book'; known are report"),
        ("set,w1,title,,,Ann,2026-01-01,no,", "'title' cannot be empty"),
        ("relate,w1,,cousin,w2,Ann,2026-01-01,no,", "unknown relation 'cousin'; known are translation"),
        ("reject,w1,,,,Ann,2026-01-01,no,xyz", "a.csv:2: seen: string should match"),
        ("reject,w1,,,,Ann,2026-01-01,no,, sorry,", "a.csv:2: has more cells than columns"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(tmp_path, line, told):
    """File, line, column and what is wrong."""
    with pytest.raises(SheetError) as caught:
        written(tmp_path, line + "\n")

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_column_is_named(tmp_path):
    """So is what there may be."""
    (tmp_path / "a.csv").write_text("decision,work,reason\n", encoding="utf-8")

    with pytest.raises(SheetError, match=r"a\.csv:1: unknown column 'reason'; known are decision, work"):
        read_decisions([tmp_path])


def test_a_folder_that_is_not_there_holds_no_decisions(tmp_path):
    """Nobody has to make one."""
    assert () == read_decisions([tmp_path / "absent"])
