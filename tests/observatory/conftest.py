"""The observatory that is shipped, harvested and built once for all tests that only look at it."""

import subprocess
import sys
from pathlib import Path

import pytest
from browsing import chromium


@pytest.fixture(scope="session")
def built(tmp_path_factory, unmeasured) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    command = [sys.executable, "-m", "observatory", "run"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=unmeasured)
    return folder


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started
