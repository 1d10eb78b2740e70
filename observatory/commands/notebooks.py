"""The command that opens the analysts' notebooks."""

from pathlib import Path

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line

__all__ = ["notebooks"]


@click.command()
@click.option("--copy", is_flag=True, help="Only copy them; do not start Jupyter.")
@click.pass_obj
@in_one_line
def notebooks(folder: Path | None, copy: bool) -> None:
    """Copy the analysts' notebooks beside the data, and open them in Jupyter.

    Example:
        observatory notebooks --copy
    """
    from observatory.notebooks import copy_notebooks, open_notebooks  # noqa: PLC0415

    target = open_folder(folder).folder / "notebooks"
    for path in copy_notebooks(target):
        click.echo(str(path))
    if not copy:
        open_notebooks(target)
