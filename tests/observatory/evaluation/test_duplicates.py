"""The measure of duplicates, on a set that was made by hand."""

import pytest

from corpus.errors import NotFound
from observatory.evaluation.duplicates import Tally, duplicates, tally

RECORDS = """ID,title,author,year,journal,volume,number,pages
id_1,Learning in two ports,"Moyo, Ann and Li, Wei",2020,Port News,3,1,10-19
id_2,Learning in two ports.,"Moyo A, Li W",2020,Port News,3,1,10-9
id_3,Clay pots of the valley,"Sato, Emi",2018,Clay,1,2,1-5
id_4,"Clay, pots and the valley: a history","Sato, Emi",2019,Pottery,7,,88-99
"""


def test_a_set_is_measured_as_a_whole(tmp_path):
    """A pair that is found and one that is not: two thirds, and the missing one is named."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "records_pre_merged.csv").write_text(RECORDS, encoding="utf-8")
    (folder / "merged_record_ids.csv").write_text("merged_ids\nid_1;id_2\nid_3;id_4\n", encoding="utf-8")

    measured = duplicates(tmp_path, None)

    assert (4, 2 / 3, 0, 1) == (
        measured.cases, measured.score, measured.figures["small_fp"], measured.figures["small_fn"],
    )  # fmt: skip
    assert ["small: not joined: id_3 id_4: clay pots and the valley a history"] == list(measured.worst)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], Tally(tp=0, fp=0, fn=2, tn=2)),
        ([["a", "b", "c"]], Tally(tp=2, fp=0, fn=0, tn=2)),
        ([["d", "a", "b", "c"]], Tally(tp=2, fp=1, fn=0, tn=1)),
        ([["a", "d"]], Tally(tp=0, fp=1, fn=2, tn=1)),
    ],
)
def test_records_are_counted_one_by_one(found, expected):
    """One of a group stays; a group that loses all, and a single that goes, count as wrong."""
    assert expected == tally(["a", "b", "c", "d"], [["a", "b", "c"]], found)


def test_data_without_groups_are_refused(tmp_path):
    """The file that is missing is named."""
    with pytest.raises(NotFound, match=r"merged_record_ids\.csv"):
        duplicates(tmp_path, None)
