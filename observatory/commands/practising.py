"""Practice: seeing what the observatory does, without asking anybody's server."""

from pathlib import Path

import click

from observatory.guarding import in_one_line

__all__ = ["demo"]


@click.command()
@click.option(
    "--to", "target", default=Path("practice"), show_default=True, metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False), help="A new folder for the practice observatory.",
)  # fmt: skip
@in_one_line
def demo(target: Path) -> None:
    """Play three rounds on a practice web of this machine: all well, then faults, then mended; then build the site.

    Example:
        observatory demo --to practice
    """
    from observatory.practice.demo import show  # noqa: PLC0415 - each command loads only what it needs

    for line in show(target):
        click.echo(line)
