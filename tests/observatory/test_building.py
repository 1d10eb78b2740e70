"""Building: one at a time."""

import pytest
from click.testing import CliRunner

from corpus.lock import one_writer
from observatory.cli import main


@pytest.fixture
def ours(tmp_path):
    """An observatory of its own, without sources."""
    CliRunner().invoke(main, ["init", str(tmp_path / "ours"), "--title", "Ours", "--subject", "tests"])
    return tmp_path / "ours"


def test_two_builds_do_not_write_at_once(ours):
    """A timer that comes while a long build is at work is turned away with a sentence."""
    with one_writer(ours / "var" / "building", "building the site"):
        answer = CliRunner().invoke(main, ["--observatory", str(ours), "build"])

    assert answer.exit_code == 1
    assert "has been writing since" in answer.output
    assert "building the site" in answer.output
