"""Keeping an observatory: how it does, whether its sheets are right, showing it, beginning one."""

import sys
from pathlib import Path

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line

__all__ = ["check", "init", "serve", "status"]


@click.command()
@click.option("--changes", is_flag=True, help="Only what changed since the last time, one line each.")
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def status(folder: Path | None, changes: bool, json_: bool) -> None:
    """Say how every source does, the worst first.

    Example:
        observatory status --changes
        observatory status --json
    """
    from observatory.status import status as status_now  # noqa: PLC0415
    from observatory.status import status_rows  # noqa: PLC0415
    from observatory.telling import as_json, status_table  # noqa: PLC0415

    home = open_folder(folder)
    rows = status_now(home)
    if changes:
        from observatory.status_changes import changes_since, remember  # noqa: PLC0415

        found = changes_since(home.data, rows)
        lines = [as_json([change.as_row() for change in found])] if json_ else [one.line() for one in found]
        for line in lines:
            click.echo(line)
        remember(home.data, rows)
        return
    if json_:
        click.echo(as_json(status_rows(rows)))
        return
    for line in status_table(rows):
        click.echo(line)


@click.command()
@click.pass_obj
@in_one_line
def check(folder: Path | None) -> None:
    """Check all sheets, collections and concepts; one line per mistake.

    Example:
        observatory check
    """
    from corpus.store import now  # noqa: PLC0415
    from observatory.checking import problems  # noqa: PLC0415
    from observatory.tongues import said_in_english  # noqa: PLC0415

    home = open_folder(folder)
    found = problems(home, now().date())
    for problem in found:
        click.echo(problem)
    for line in said_in_english(home):
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo("no mistakes")


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.pass_obj
@in_one_line
def serve(folder: Path | None, port: int) -> None:
    """Show the site on this machine until Ctrl-C.

    Example:
        observatory serve --port 8080
    """
    from observatory.serving import serve as serve_now  # noqa: PLC0415

    serve_now(open_folder(folder).site, port, tell=click.echo)


@click.command()
@click.argument("where", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="Our observatory", show_default=True)
@click.option("--subject", default="our field", show_default=True)
@in_one_line
def init(where: Path, title: str, subject: str) -> None:
    """Write a new observatory into FOLDER.

    Example:
        observatory init ours --title "Observatory on open science" --subject "open science"
    """
    from observatory.starting import start  # noqa: PLC0415

    for path in start(where, title, subject):
        click.echo(str(path))
    click.echo(f"now: observatory --observatory {where} run")
