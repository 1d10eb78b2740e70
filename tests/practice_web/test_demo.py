"""The demonstration shows a newcomer what happens when sources break."""

import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "observatory", "demo", "--to", "ours"]
    return folder / "ours", subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_three_rounds_are_told_with_what_broke_and_what_is_well_again(shown):
    """Each fault has its line in the second round, and each mended source in the third."""
    _, done = shown
    assert 0 == done.returncode, done.stderr
    _, well, faults, mended = done.stdout.split("round ")

    assert "now" not in well
    said = {line.split(":")[0].strip(): line for line in faults.splitlines() if ": ok" in line}
    assert {
        "amber_01",
        "amber_11",
        "birch_07",
        "cedar_03",
        "cedar_08",
        "delta_04",
        "delta_09",
        "ember_10",
    } == set(said)
    assert "20 PDF files read so far" in well
    assert "now broken: its endpoint refuses" in said["delta_09"]
    assert "now quiet: its page stands still" in said["ember_10"]
    assert "now broken: not found (404)" in said["cedar_03"]
    assert "it has moved: its site now names another feed" in said["cedar_03"]
    well_again = {line.split(":")[0].strip() for line in mended.splitlines() if "now ok" in line}
    assert {"amber_01", "amber_11", "cedar_03", "cedar_08", "delta_04", "delta_09", "ember_10"} == well_again


def test_the_site_has_works_and_the_states_of_the_sources(shown):
    """What was played is a site like any other."""
    folder, done = shown

    page = (folder / "var/site/sources/cedar_03/index.html").read_text()
    assert "it has moved" in page
    assert "a page that says &#39;not found&#39;" in (folder / "var/site/sources/states.xml").read_text()
    assert str(folder.name) in done.stdout.splitlines()[-1]


def test_a_folder_with_something_in_it_is_left_alone(shown):
    """The demonstration overwrites nobody's observatory."""
    folder, _ = shown
    command = [sys.executable, "-m", "observatory", "demo", "--to", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (1, 1) == (done.returncode, done.stderr.strip().count("\n") + 1)
    assert "is not empty" in done.stderr
