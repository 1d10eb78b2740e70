"""The measure of proposals: what counts as the same row, and what a folder of pages comes to."""

import json

import pytest

from observatory.evaluation.proposals import measure_proposals, normal_title, strict_title

ROWS = [
    ("Skills & <i>work</i>", "2025-06-12"),
    ("Short courses: a study", "2025-05-02"),
    ("Open learning", "2025-03-09"),
]


def put(folder, name, rows, labels):
    lines = "".join(
        f"<tr><td><a href='/{n}'>{title}</a></td><td>{day}</td></tr>" for n, (title, day) in enumerate(rows)
    )
    (folder / f"{name}.html").write_text(
        f"<html lang=en><body><table>{lines}</table></body></html>", encoding="utf-8"
    )
    (folder / f"{name}.compare.json").write_text(json.dumps(labels), encoding="utf-8")


def test_a_page_read_right_scores_one_and_a_wrong_day_costs_both_ways(tmp_path):
    """A row with a wrong day is one too many and one too few; lists of objects and parallel lists are both read."""
    put(tmp_path, "right", ROWS, [{"case_names": title, "case_dates": day} for title, day in ROWS])
    wrong = [*ROWS[:2], ("Open learning", "2025-03-10")]
    put(tmp_path, "wrong", ROWS, {"case_names": [r[0] for r in wrong], "case_dates": [r[1] for r in wrong]})

    measured = measure_proposals(tmp_path, None)

    assert (2, pytest.approx((1 + 2 / 3) / 2)) == (measured.cases, measured.score)
    assert measured.worst[0].startswith("wrong.html: F1 0.67, 2 right of 3 proposed and 3 expected")


def test_the_mean_is_told_by_how_sure_the_proposals_are(tmp_path):
    """Pages of which something is missing are less sure; where they are read better, the least step is below zero."""
    put(tmp_path, "sure", [*ROWS, *((f"Study of {word}", "2025-01-02") for word in ("work", "skills"))], [])
    put(
        tmp_path, "unsure", [("Report", "2025-06-12")], [{"case_names": "Report", "case_dates": "2025-06-12"}]
    )

    figures = measure_proposals(tmp_path, None).figures

    assert (1.0, None, None, 0.0) == tuple(
        figures[name] for name in ("sure_below_60", "sure_from_60", "sure_from_80", "sure_from_90")
    )
    assert figures["least_rise"] == -1.0


def test_titles_are_compared_by_their_words():
    """Case, markup, points, accents and uniform abbreviations do not matter; words and their order do."""
    assert normal_title("<b>SMITH</b>  vs. Müller, et al.") == normal_title("Smith v. Muller")
    assert normal_title("A study of skills") != normal_title("A study of the skills")
    assert strict_title(" A &amp;  B ") == "a & b"
