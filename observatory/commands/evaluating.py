"""The command that measures quality on labelled data."""

import sys
from pathlib import Path

import click

from observatory.evaluation.sets import SETS
from observatory.guarding import in_one_line

__all__ = ["evaluate"]


@click.command()
@click.argument("name", metavar="SET", type=click.Choice(sorted(SETS)))
@click.option(
    "--data", type=click.Path(path_type=Path, exists=True),
    help="The labelled data, laid out as docs/evaluation.md says; else the set beside the checkout.",
)  # fmt: skip
@click.option("--worst", default=10, show_default=True, type=click.IntRange(0), help="How many worst cases.")
@click.option(
    "--json",
    "json_",
    is_flag=True,
    help="One object: set, score, reference, cases and the set's own figures.",
)
@click.pass_obj
@in_one_line
def evaluate(folder: Path | None, name: str, data: Path | None, worst: int, json_: bool) -> None:
    """Measure how well one part does on labelled data, and show where it fails.

    Example:
        observatory evaluate tags --data collection
    """
    from observatory.evaluation.evaluation import as_object, floor_of, lines_of  # noqa: PLC0415
    from observatory.evaluation.sets import measure  # noqa: PLC0415
    from observatory.telling import as_json  # noqa: PLC0415

    measured = measure(name, data, folder)
    if json_:
        click.echo(as_json(as_object(measured)))
    else:
        for line in lines_of(measured, worst):
            click.echo(line)
    short = floor_of(name).shortfalls(measured) if data is None else ()
    for line in short:
        click.echo(f"below the floor: {line}", err=True)
    if short:
        sys.exit(1)
