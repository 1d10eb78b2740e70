"""The command line: each command reads, calls and prints.

Exit codes: 0 done; 1 a mistake that a person can mend, said in one line; 2 a wrong call;
130 stopped with Ctrl-C.
"""

from pathlib import Path

import click

from observatory import __version__
from observatory.commands.citing import cite, deposit, diff, replay
from observatory.commands.concepts import concepts
from observatory.commands.evaluating import evaluate
from observatory.commands.keeping import check, init, serve, status
from observatory.commands.looking import explain, export, search
from observatory.commands.main_job import build, harvest, run
from observatory.commands.notebooks import notebooks
from observatory.commands.practising import demo
from observatory.commands.reviewing import decide, review
from observatory.commands.sources import source
from observatory.commands.speaking import tongue
from observatory.helping import Commands

__all__ = ["COMMANDS", "main"]

COMMANDS: tuple[click.Command, ...] = (
    run, harvest, build, search, explain, status, check, export, serve, init, demo, source, concepts, evaluate,
    cite, replay, diff, deposit, notebooks, tongue, review, decide,
)  # fmt: skip
"""In the order in which a newcomer meets them."""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--observatory", "folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False),
    help="The observatory's folder; else the current one if it has an observatory.toml, else the shipped one.",
)  # fmt: skip
@click.version_option(__version__, prog_name="observatory")
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Harvest, keep, tag and publish what is written about a field.

    Example:
        observatory run
        observatory serve
    """
    context.obj = folder


for _command in COMMANDS:
    main.add_command(_command)
