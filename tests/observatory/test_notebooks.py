"""The notebooks run on the observatory that is shipped, and stay what their readers made of them."""

import subprocess
import sys
from pathlib import Path

import jupytext
import nbclient
import pytest

from observatory.notebooks import copy_notebooks, shipped_notebooks

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def unlimited(notebook):
    """The sections that show a picture and do not say what limits it."""
    sections = [("", False, False)]
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            sections.append((cell.source.splitlines()[0], False, False))
        name, limited, drawn = sections[-1]
        pictures = any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))
        sections[-1] = (name, limited or "**Limit.**" in cell.source, drawn or pictures)
    return [name for name, limited, drawn in sections if drawn and not limited]


@pytest.mark.filterwarnings("default")  # of Jupyter's own parts
@pytest.mark.parametrize("name", sorted(path.stem for path in NOTEBOOKS.glob("*.py")))
def test_a_notebook_runs_and_shows_something(name, built, tmp_path):
    """
    Every cell, in a kernel of its own, beside the data; each notebook has a plot, and each plot says what limits it.
    """
    (tmp_path / "var").symlink_to(built / "var")
    copy_notebooks(tmp_path / "notebooks")
    notebook = jupytext.read(tmp_path / f"notebooks/{name}.py")

    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(tmp_path / "notebooks")}}
    ).execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = {kind for output in outputs for kind in output.get("data", {})}
    errors = [output.get("text", "") for output in outputs if output.get("name") == "stderr"]
    assert {"image/png", "text/html"} <= shown
    assert [] == errors
    assert [] == unlimited(notebook)


def test_a_notebook_imports_the_observatory_and_nothing_else_of_ours():
    """
    What they need is the public face.
    """
    for path in NOTEBOOKS.glob("*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        imported = {
            line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))
        }
        assert "observatory" in imported
        assert not imported & {"corpus", "index", "site_builder", "spiders"}


def test_what_a_reader_changed_is_not_copied_over(tmp_path):
    """
    The others are added.
    """
    copy_notebooks(tmp_path)
    (tmp_path / "drivers.py").write_text("mine", encoding="utf-8")
    (tmp_path / "gaps.py").unlink()

    copied = copy_notebooks(tmp_path)

    assert "mine" == (tmp_path / "drivers.py").read_text(encoding="utf-8")
    assert [path.name for path in shipped_notebooks()] == [path.name for path in copied]


def test_without_jupyter_it_says_what_to_install(tmp_path, here):
    """
    In one line, after the notebooks were copied.
    """
    out = subprocess.run(
        [sys.executable, "-c", "import sys; sys.modules['notebook'] = None; from observatory.cli import main; main()",
         "--observatory", str(here.folder), "notebooks"], capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (1, "observatory: Jupyter is not installed; pip install 'research-observatory[notebooks]' does it\n") == (
        out.returncode, out.stderr,
    )  # fmt: skip
