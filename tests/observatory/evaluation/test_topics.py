"""Another field needs sheets only: the example observatory is measured as any other."""

import json
from pathlib import Path

from observatory.evaluation import topics
from observatory.home import open_home

SDG = Path(__file__).parents[3] / topics.EXAMPLE


def test_a_topic_is_asked_of_each_text(tmp_path):
    """What is found where it is, and not found where it is not, is right; each topic weighs the same."""
    rows = [
        {"text": "Child poverty rose.", "sdg": "1", "label": "True"},
        {"text": "Child poverty rose.", "sdg": "1", "label": "False"},
        {"text": "Coral reefs die.", "sdg": "14", "label": "True"},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")

    measured = topics.measure(file, SDG)

    assert 0.75 == measured.score
    assert {"sdg_1": 0.5, "sdg_14": 1.0} == measured.figures
    assert ("sdg-1 by poverty: Child poverty rose.",) == measured.worst


def test_the_example_holds_sheets_only():
    """The seventeen goals are known by words, and nothing else is there."""
    home = open_home(SDG)

    assert [f"sdg-{number}" for number in range(1, 18)] == [one.id for one in home.book()]
    assert {".toml"} == {file.suffix for file in SDG.rglob("*") if file.is_file()}
