"""The practice web in small: every fault at once, on sources that are read each day."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "practice_web.py"


@pytest.fixture(scope="module")
def played():
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--short", "--days", "28", "--json"], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_fault_is_named_with_its_reason_within_one_rhythm(played):
    """Each of the planted faults stands in the health of its source, in the words that a person needs."""
    late = [(one["fault"], one["state"], one["reason"]) for one in played["scores"] if not one["in_time"]]

    assert [] == late
    assert len(played["scores"]) >= 20


def test_a_source_that_is_well_raises_no_alarm(played):
    """At most one false alarm in a hundred months of a source."""
    assert played["false alarms per 100 source-months"]["ours"] <= 1, played["which"]


def test_nothing_wrong_is_published_and_no_sick_run_moves_a_record(played):
    """Every published work is as its publisher published it; states move in healthy runs only."""
    assert [] == played["wrong records published"]
    assert [] == played["records moved by a sick run"]
