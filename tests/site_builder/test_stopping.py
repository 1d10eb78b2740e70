"""Stopping a build: whenever it is killed, readers have a whole site, and the next build ends where it would have."""

import multiprocessing
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder import build
from site_builder.build import build_site
from site_builder.writing import NewFolder

from .test_build import contents

MIDDLE = 40
"""So many files are there when a build is stopped on its way."""


pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def other(site):
    """The site with another title, which stands on every page."""
    return replace(site, title="All on bees")


@pytest.fixture(scope="module")
def sites(small, tmp_path_factory):
    """The old site with what is known of it, and the bytes of the new one."""
    folder = tmp_path_factory.mktemp("sites")
    build_site(small, folder / "old" / "site")
    build_site(other(small), folder / "new" / "site")
    return folder / "old", contents(folder / "new" / "site")


def stopped(site, folder, moment, how):
    """Build in a process of its own that is sent a signal at a moment; tells how it ended."""

    def stop():
        os.kill(os.getpid(), how)

    def work():
        # A shell has what it starts in the background ignore this one.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        count = [0]
        put, rename, write = NewFolder.put, Path.rename, build.write_manifest

        def counted(*given):
            count[0] += 1
            if moment == "on its way" and count[0] == MIDDLE:
                stop()
            return put(*given)

        def renamed(self, target):
            if moment == {"site": "before the switch", ".site.new": "within the switch"}.get(self.name):
                stop()
            return rename(self, target)

        def written(*given):
            if moment == "after the switch":
                stop()
            write(*given)

        NewFolder.put, Path.rename, build.write_manifest = counted, renamed, written
        try:
            build_site(site, folder)
        except KeyboardInterrupt:
            os._exit(130)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    return process.exitcode


@pytest.mark.parametrize(
    ("moment", "readers_have"),
    [("on its way", "old"), ("before the switch", "old"), ("within the switch", "nothing"), ("after the switch", "new")],
)  # fmt: skip
def test_whoever_kills_a_build_leaves_a_whole_site(moment, readers_have, sites, small, tmp_path):
    """It is the old one or the new one; between two renames it is away until the next build, which brings it back."""
    old, new = sites
    shutil.copytree(old, tmp_path / "here")
    folder = tmp_path / "here" / "site"
    before = contents(folder)

    ended = stopped(other(small), folder, moment, signal.SIGKILL)

    had = contents(folder) if folder.exists() else {}
    build_site(other(small), folder)
    assert ended == -signal.SIGKILL
    assert had == {"old": before, "new": new, "nothing": {}}[readers_have]
    assert contents(folder) == new
    assert sorted(path.name for path in folder.parent.iterdir()) == [".site.build.json", "site"]


def test_ctrl_c_leaves_the_old_site_and_nothing_else(sites, small, tmp_path):
    """What was made of the new one is gone at once."""
    old, _ = sites
    shutil.copytree(old, tmp_path / "here")
    folder = tmp_path / "here" / "site"
    before = contents(folder)

    ended = stopped(other(small), folder, "on its way", signal.SIGINT)

    assert ended == 130
    assert contents(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == [".site.build.json", "site"]
