"""Citing what was found, and telling states apart: cite, replay, diff, deposit."""

import sys
from pathlib import Path
from typing import Any

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line

__all__ = ["cite", "deposit", "diff", "replay"]


@click.command()
@click.argument("query")
@click.option("--sort", default="rank", show_default=True, type=click.Choice(["rank", "date", "title"]))
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def cite(folder: Path | None, query: str, sort: Any, json_: bool) -> None:
    """Print a search as a reference that can be checked later: query, state, count and check.

    Example:
        observatory cite 'stackab* AND region:africa'
    """
    from observatory.citing import cite as cite_now  # noqa: PLC0415
    from observatory.citing import cite_lines  # noqa: PLC0415

    _tell(cite_now(open_folder(folder), query, sort), cite_lines, json_=json_)


@click.command()
@click.argument("citation")
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def replay(folder: Path | None, citation: str, json_: bool) -> None:
    """Search the state of a citation again; say what entered and left since. Exit code 1 when it differs.

    Example:
        observatory replay "$(observatory cite skills | tail -1)"
    """
    from observatory.citing import replay as replay_now  # noqa: PLC0415
    from observatory.citing import replay_lines  # noqa: PLC0415
    from observatory.telling import progress  # noqa: PLC0415

    with progress() as tell:
        found = replay_now(open_folder(folder), citation, tell)
    _tell(found, replay_lines, json_=json_)
    if not found["reproduced"]:
        sys.exit(1)


@click.command()
@click.argument("before", default="")
@click.argument("after", default="")
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def diff(folder: Path | None, before: str, after: str, json_: bool) -> None:
    """Say what differs between two published states, field by field, and why; the last two when none is named.

    Example:
        observatory diff 3f9a 77c1
    """
    from observatory.citing import diff as diff_now  # noqa: PLC0415
    from observatory.citing import diff_lines  # noqa: PLC0415

    _tell(diff_now(open_folder(folder), before, after), diff_lines, json_=json_)


@click.command()
@click.argument("target", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
@in_one_line
def deposit(folder: Path | None, target: Path) -> None:
    """Write a folder that can be uploaded to Zenodo or an OSF project: files, metadata, checksums.

    Example:
        observatory deposit deposit
    """
    from observatory.depositing import deposit as deposit_now  # noqa: PLC0415
    from observatory.telling import progress  # noqa: PLC0415

    with progress() as tell:
        paths = deposit_now(open_folder(folder), target, tell)
    for path in paths:
        click.echo(str(path))


def _tell(found: dict[str, Any], lines: Any, *, json_: bool) -> None:
    from observatory.telling import as_json  # noqa: PLC0415

    if json_:
        click.echo(as_json(found))
        return
    for line in lines(found):
        click.echo(line)
