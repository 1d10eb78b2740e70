"""The command that writes what is to be translated."""

from pathlib import Path

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line

__all__ = ["tongue"]


@click.command()
@click.argument("code", metavar="LANGUAGE")
@click.pass_obj
@in_one_line
def tongue(folder: Path | None, code: str) -> None:
    """Write a catalogue of the pages' sentences, to be translated into LANGUAGE.

    Example:
        observatory tongue sw
    """
    from observatory.tongues import write_catalogue  # noqa: PLC0415

    click.echo(str(write_catalogue(open_folder(folder), code)))
