"""The package: what it is made of, and that it works from anywhere."""

import os
import subprocess
import sys
import venv
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = {"observatory", "spiders", "corpus", "index", "site_builder"}


def test_no_other_distribution_has_our_package_names():
    """Our packages have plain names, so nothing else we install may use them."""
    clashes = {
        other.metadata["Name"]: tops & OURS
        for other in distributions()
        if other.metadata["Name"] != "research-observatory"
        and (tops := {file.parts[0].removesuffix(".py") for file in other.files or ()}) & OURS
    }

    assert clashes == {}


def test_no_module_is_a_bag_of_everything():
    """Modules stay under 300 lines and have names that say what they are for."""
    modules = [path for name in sorted(OURS) for path in (ROOT / name).rglob("*.py")]
    long = {
        path.name: n for path in modules if (n := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}
    assert [
        p.name
        for p in modules
        if p.stem in {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    ] == []


def test_only_sheets_collections_and_templates_know_the_theme():
    """Another theme needs no code: no module says what the shipped observatory is about."""
    for name in sorted(OURS):
        for path in (ROOT / name).rglob("*.py"):
            said = path.read_text(encoding="utf-8").lower().replace("microcredential", "micro-credential")
            lines = [
                line
                for line in said.splitlines()
                if "micro-credential" in line and ">>>" not in line and "'skills &" not in line
            ]
            assert lines == [], path


def test_the_wheel_works_from_any_folder(tmp_path):
    """Installed from its wheel in a new environment, it builds the shipped observatory in an empty folder."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)], check=True, cwd=tmp_path
    )
    (wheel,) = tmp_path.glob("research_observatory-*.whl")
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    # What the wheel depends on is the same as here; taking it from here spares the network.
    here = subprocess.run(
        [sys.executable, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    (environment_site,) = (environment / "lib").glob("python*/site-packages")
    (environment_site / "theirs.pth").write_text(f"import sys; sys.path.append({here!r})\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}

    where = subprocess.run(
        [python, "-c", "import corpus, observatory; print(corpus.__file__, observatory.__file__)"],
        cwd=elsewhere, env=plain, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    done = subprocess.run(
        [environment / "bin" / "observatory", "run"],
        cwd=elsewhere,
        env=plain,
        capture_output=True,
        text=True,
        check=False,
    )

    assert where.count(str(environment_site)) == 2
    assert done.returncode == 0, done.stdout + done.stderr
    assert "656 works" in done.stdout
    assert (elsewhere / "var" / "site" / "index.html").is_file()
