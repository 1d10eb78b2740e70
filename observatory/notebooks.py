"""The analysts' notebooks: copied beside the data, and opened."""

import shutil
import subprocess
import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from corpus.errors import NotFound

__all__ = ["copy_notebooks", "open_notebooks", "shipped_notebooks"]


def shipped_notebooks() -> tuple[Path, ...]:
    """The notebooks that come with the software, by name."""
    package = Path(str(files("observatory")))
    # In a checkout they lie where people look for them; in a wheel, inside the package.
    places = (package / "shipped/notebooks", package.parent / "notebooks")
    return next((found for place in places if (found := tuple(sorted(place.glob("*.py"))))), ())


def copy_notebooks(folder: Path) -> tuple[Path, ...]:
    """
    Copy the notebooks into a folder; one that is there already belongs to its reader and stays.

    Returns:
        All that are there now, by name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for notebook in shipped_notebooks():
        if not (folder / notebook.name).exists():
            shutil.copyfile(notebook, folder / notebook.name)
    return tuple(sorted(folder.glob("*.py")))


def open_notebooks(folder: Path) -> None:
    """
    Start Jupyter in a folder, until Ctrl-C.

    Raises:
        NotFound: Jupyter is not installed.
    """
    if any(find_spec(name) is None for name in ("notebook", "jupytext", "matplotlib")):
        raise NotFound("Jupyter is not installed; pip install 'research-observatory[notebooks]' does it")
    subprocess.run([sys.executable, "-m", "notebook", str(folder)], check=False)  # noqa: S603 - our own interpreter
