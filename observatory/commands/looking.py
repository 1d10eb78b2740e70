"""Looking into what is held: search, explain, export."""

from pathlib import Path
from typing import Any

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line

__all__ = ["explain", "export", "search"]


@click.command()
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many works.")
@click.option("--sort", default="rank", show_default=True, type=click.Choice(["rank", "date", "title"]))
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def search(folder: Path | None, query: str, limit: int, sort: Any, json_: bool) -> None:
    """Search the works: words, "phrases", AND OR NOT, field:value, stems with a star.

    Example:
        observatory search 'stackab* AND region:africa'
    """
    from observatory.looking import search_lines, search_object  # noqa: PLC0415
    from observatory.telling import as_json  # noqa: PLC0415

    found = search_object(open_folder(folder), query, limit=limit, sort=sort)
    if json_:
        click.echo(as_json(found))
        return
    for line in search_lines(found):
        click.echo(line)


@click.command()
@click.argument("work")
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def explain(folder: Path | None, work: str, json_: bool) -> None:
    """Print a work's fields with their provenance, and its tags with the words that caused them.

    Example:
        observatory explain acqf-4th-forum-victoria-2024
    """
    from observatory.looking import explain_lines, explain_object  # noqa: PLC0415
    from observatory.telling import as_json  # noqa: PLC0415

    explained = explain_object(open_folder(folder), work)
    if json_:
        click.echo(as_json(explained))
        return
    for line in explain_lines(explained):
        click.echo(line)


@click.command()
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    help="Else the data folder's dataset/.",
)
@click.pass_obj
@in_one_line
def export(folder: Path | None, target: Path | None) -> None:
    """Write works, tags, sources and runs as CSV and Parquet, with a data dictionary.

    Example:
        observatory export --to dataset
    """
    from observatory.looking import export_to  # noqa: PLC0415
    from observatory.telling import progress  # noqa: PLC0415

    home = open_folder(folder)
    with progress() as tell:
        paths = export_to(home, target or home.dataset, tell)
    for path in paths:
        click.echo(str(path))
