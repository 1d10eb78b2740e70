"""Hostile sources have no effect but a reason in the ledger."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile_cases import SECRET, Case, cases
from hostile_server import Hostile, serving

from corpus.ledger import Run
from corpus.store import Place, reading
from corpus.values import Work

SETTINGS = """
title = "Test observatory"
subject = "tests"
contact = "tests@example.org"
[shipped]
sources = false
[harvest]
delay = 0
timeout = 3
max_megabytes = 2
allow_private = ["127.0.0.1", "127.0.0.3", "127.0.0.4"]
"""

MEGABYTES = 400
"""So much memory the harvest of all of them may take at its peak."""

PEAK = """import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)"""
"""A small process between: Linux counts the memory of the one that starts another as that one's."""


@dataclass(frozen=True)
class Seen:
    """What a harvest of all hostile sources led to."""

    cases: dict[str, Case]
    folder: Path
    told: str
    megabytes: float
    trapped: list[tuple[str, str]]
    asked: list[tuple[str, str]]
    runs: dict[str, Run]
    works: list[Work]


def write(folder: Path, site: Hostile, every: dict[str, Case]) -> None:
    (folder / "sources").mkdir(parents=True)
    (folder / "observatory.toml").write_text(SETTINGS, encoding="utf-8")
    for name, case in every.items():
        if case.says:
            site.says[f"/{name}"] = case.says
        head, bracket, rest = case.sheet.partition("[")
        url = case.url or f"http://127.0.0.1:{site.port}/{name}"
        text = f'title = "{name}"\npublisher = "Nobody"\n{head}url = "{url}"\n{bracket}{rest}'
        (folder / "sources" / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    with serving(("127.0.0.1", "127.0.0.3", "127.0.0.4")) as site, serving(("127.0.0.2",)) as trap:
        every = cases(site, trap.port, folder)
        write(folder / "home", site, every)
        command = [sys.executable, "-m", "observatory", "--observatory", str(folder / "home"), "harvest"]
        with (folder / "told").open("w+") as told:
            peak = [sys.executable, "-c", PEAK, str(folder / "peak"), *command]
            done = subprocess.run(peak, stdout=told, stderr=told, check=False)
        told_text = (folder / "told").read_text()
        assert done.returncode == 0, told_text
    with reading(Place(folder / "home" / "var")) as reader:
        runs, works = {run.source: run for run in reader.runs()}, list(reader.works())
    megabytes = int((folder / "peak").read_text()) / 1024
    return Seen(every, folder, told_text, megabytes, trap.asked, site.asked, runs, works)


def test_there_are_many_kinds_of_attack(seen):
    """The set is worth its name."""
    assert len(seen.cases) >= 40


def test_every_attack_has_its_reason_in_the_ledger(seen):
    """Each ends in the outcome that its kind deserves, in words, with what was good in it."""
    expected = {name: (case.outcome, case.kept) for name, case in seen.cases.items()}
    found = {name: (run.outcome, run.kept) for name, run in seen.runs.items()}
    unsaid = {
        name: seen.runs[name].reason
        for name, case in seen.cases.items()
        if case.reason not in seen.runs[name].reason
    }

    assert expected == found
    assert {} == unsaid
    assert [] == [run.source for run in seen.runs.values() if "defect of ours" in run.reason]


def test_nothing_inside_was_touched(seen):
    """No connection was made to an address that is not allowed, whatever led there."""
    assert [] == seen.trapped


def test_nothing_local_was_read_and_nothing_written_elsewhere(seen):
    """No file's content is in the corpus; the only files are the corpus's own, named by hashes."""
    inside = {path.relative_to(seen.folder).as_posix() for path in seen.folder.rglob("*") if path.is_file()}
    others = {
        name for name in inside
        if not re.fullmatch(r"home/var/bodies/[0-9a-f]{2}/[0-9a-f]{64}\.zst|home/sources/\w+\.toml", name)
    }  # fmt: skip
    stored = b"".join(path.read_bytes() for path in (seen.folder / "home/var").glob("corpus.sqlite*"))

    assert {"home/observatory.toml", "home/var/corpus.sqlite", "told"} <= others
    assert {name for name in others if "evil" in name or "passwd" in name} == set()
    assert {"corpus.sqlite", "corpus.sqlite-wal", "corpus.sqlite-shm", "corpus.lock", "bodies"} >= {
        name.split("/")[2] for name in others if name.startswith("home/var/")
    }
    assert b"root:x:0:0" not in stored


def test_no_secret_is_written_down(seen):
    """Passwords, keys and tokens are in no row of the ledger and in nothing that was printed."""
    stored = b"".join(path.read_bytes() for path in (seen.folder / "home/var").glob("corpus.sqlite*"))

    assert SECRET.encode() not in stored
    assert SECRET not in seen.told
    assert [] == [head for _, head in seen.asked if "cookie:" in head.lower()]


def test_what_is_published_of_it_is_harmless(seen):
    """Titles are plain text, addresses lead to the web, and no link holds a password."""
    titles = [work.item.title for work in seen.works]
    urls = [work.item.url for work in seen.works if work.item.url]

    assert [] == [title for title in titles if re.search(r"[<>\x00-\x1f\u202e]|root:", title)]
    urls += [file for work in seen.works for file in work.item.files]
    assert [] == [url for url in urls if not url.startswith(("https://", "http://")) or "@" in url]


def test_no_request_is_forged(seen):
    """What an address smuggles in stays part of the address."""
    assert [] == [head for _, head in seen.asked if "\nx-forged" in head.lower()]


def test_memory_stays_bounded(seen):
    """Neither bombs nor endless answers fill the memory."""
    assert seen.megabytes < MEGABYTES
