"""Quality has floors; the floors themselves may only rise."""

import tomllib
from pathlib import Path

import pytest

from observatory.evaluation.evaluation import Evaluation, Floor, as_object, floor_of, lines_of
from observatory.evaluation.sets import SETS, measure

ROOT = Path(__file__).parents[3]
FLOORS = tomllib.loads((ROOT / "observatory/evaluation/floors.toml").read_text(encoding="utf-8"))

LEAST: dict[str, dict[str, dict[str, float]]] = {
    "dates": {"at_least": {"score": 0.93}, "at_most": {"wrong": 0.03}},
    "extraction": {"at_least": {"score": 0.87, "ahead": 0.0}},
    "language": {"at_least": {"score": 0.99, "first_words": 0.955, "ahead": 0.0, "ahead_first_words": 0.0}},
    "metadata": {"at_least": {"score": 0.80, "ahead": 0.0}},
    "pdf": {"at_least": {"score": 0.97, "ahead": 0.0, "same_as_pypdfium2": 0.99}, "at_most": {"crashed": 0}},
    "proposals": {"at_least": {"score": 0.75, "least_rise": 0.0}},
    "duplicates": {
        "at_least": {
            "score": 0.986,
            "haematology": 0.946,
            "stroke": 0.998,
            "cytology_screening": 0.9999,
            "dedupe_asysd": 1.0,
        }
    },
    "places": {"at_least": {"score": 0.74}},
    "ranking": {"at_least": {"score": 0.42}},
    "relevance": {"at_least": {"score": 0.96, "recall": 0.933}, "at_most": {"false_alarms": 0.001}},
    "tags": {"at_least": {"countries_f1": 0.88, "themes_f1": 0.75, "drivers_f1": 0.72}},
    "topics": {"at_least": {"score": 0.86}},
    "robots_google": {"at_least": {"score": 0.978}},
    "definitions": {
        "at_least": {"score": 0.97, "precision": 0.97, "recall": 0.96, "traits_f1": 0.90, "brief": 1.0}
    },
}
"""What the floors were when they were last raised: a floor below these is refused."""


@pytest.mark.parametrize("name", sorted(SETS))
def test_a_set_keeps_its_floor(name, monkeypatch):
    """Measured on the data beside the checkout, no figure is on the wrong side of its floor."""
    monkeypatch.chdir(ROOT)
    if not Path(SETS[name].data).exists():
        pytest.skip(f"the data of {name} are not beside this checkout")

    assert () == floor_of(name).shortfalls(measure(name, None, None))


@pytest.mark.parametrize("name", sorted(LEAST))
def test_a_floor_is_never_lowered(name):
    """A change that needs a lower floor is not an improvement."""
    for figure, least in LEAST[name].get("at_least", {}).items():
        assert FLOORS[name]["at_least"][figure] >= least
    for figure, most in LEAST[name].get("at_most", {}).items():
        assert FLOORS[name]["at_most"][figure] <= most


def test_every_set_has_a_floor_and_its_least():
    """What can be measured is also kept."""
    assert sorted(SETS) == sorted(FLOORS) == sorted(LEAST)


def test_a_figure_on_the_wrong_side_of_its_floor_is_named():
    """A score too low, a share too high, and a figure that is absent are each told in words."""
    floor = Floor({"score": 0.9, "recall": 0.5}, {"wrong": 0.03})
    measured = Evaluation("dates", 0.8, "exact days", 10, None, {"wrong": 0.1})

    assert (
        "dates: recall is absent, the floor is 0.5",
        "dates: score is 0.800, the floor is 0.9",
        "dates: wrong is 0.100, allowed is 0.03",
    ) == floor.shortfalls(measured)


def test_a_measurement_is_told_to_machines_and_to_people():
    """The object holds the set's own figures beside the four that every set has."""
    measured = Evaluation("dates", 0.8, "exact days", 10, 0.9, {"wrong": 0.1}, ("a: 2020 for 2021",))

    assert {"set": "dates", "score": 0.8, "reference": 0.9, "cases": 10, "wrong": 0.1} == as_object(measured)
    assert [
        "dates: exact days 0.800 (reference 0.9), 10 cases",
        "  wrong 0.100",
        "  - a: 2020 for 2021",
    ] == list(lines_of(measured, 10))
