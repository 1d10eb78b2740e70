"""What changed concepts would do, told before it is done."""

from dataclasses import replace

from corpus.values import TagDecision
from index.preview import Difference, preview
from index.store import update

SHEET = """
    [[concept]]
    id = "green"
    label = {en = "Green"}
    labels = {en = ["green jobs"]}
    [[concept]]
    id = "gap"
    label = {en = "Gap"}
    labels = {en = ["gap"]}
"""


def test_gains_and_losses_are_told_and_nothing_is_written(tmp_path, work, book):
    """
    A changed concept names the works that it would gain and lose; an unchanged one is not mentioned.
    """
    works = [
        work("a", "Green jobs"),
        work("b", "A green deal"),
        work("c", "Green jobs and a green deal", note="gap"),
    ]
    folder = tmp_path / "index"
    update(folder, works, book(driver=SHEET))
    before = {path: path.read_bytes() for path in folder.rglob("*.json*")}

    found = preview(folder, book(driver=SHEET.replace("green jobs", "green deal")))

    assert (Difference("driver", "green", gained=("b",), lost=("a",), kept=1),) == found
    assert before == {path: path.read_bytes() for path in folder.rglob("*.json*")}


def test_what_a_person_denied_is_neither_gained_nor_lost(tmp_path, work, book):
    """
    Words cannot bring back what a person took away, whether they named it before or only would now.
    """
    said = (TagDecision("driver", "green", False, "Ann"),)
    works = [
        replace(work("a", "Green jobs"), judged=said),
        replace(work("b", "A green deal"), judged=said),
        work("c", "A green deal"),
    ]
    folder = tmp_path / "index"
    update(folder, works, book(driver=SHEET))

    found = preview(folder, book(driver=SHEET.replace("green jobs", "green*")))

    assert (Difference("driver", "green", gained=("c",), lost=(), kept=0),) == found


def test_new_and_removed_concepts_are_told_too(tmp_path, work, book):
    """
    A concept that is new gains, one that is gone loses.
    """
    folder = tmp_path / "index"
    update(folder, [work("a", "A gap"), work("b", "An award")], book(driver=SHEET))

    found = preview(
        folder, book(driver='[[concept]]\nid = "award"\nlabel = {en = "A"}\nlabels = {en = ["award"]}\n')
    )

    assert (
        Difference("driver", "award", gained=("b",), lost=(), kept=0),
        Difference("driver", "gap", gained=(), lost=("a",), kept=0),
        Difference("driver", "green", gained=(), lost=(), kept=0),
    ) == found


def test_without_an_index_or_a_change_there_is_nothing_to_tell(tmp_path, work, book):
    """
    Before the first update, and when no concept changed, there is no difference.
    """
    made = book(driver=SHEET)

    assert () == preview(tmp_path / "index", made)
    update(tmp_path / "index", [work("a", "A gap")], made)
    assert () == preview(tmp_path / "index", made)
