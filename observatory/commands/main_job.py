"""The main job and its two halves: harvest, then build."""

import sys
from pathlib import Path
from typing import Any

import click

from observatory.commands.opening import open_folder
from observatory.guarding import INTERRUPTED, in_one_line

__all__ = ["build", "harvest", "run"]


@click.command()
@click.pass_obj
@in_one_line
def run(folder: Path | None) -> None:
    """Harvest the sources that are due, then build the site: the main job.

    Example:
        observatory run
    """
    from observatory.building import build  # noqa: PLC0415
    from observatory.harvesting import run_harvest  # noqa: PLC0415
    from observatory.telling import harvest_lines, progress  # noqa: PLC0415

    home = open_folder(folder)
    _warn_without_contact(home)
    with progress() as tell:
        harvested = run_harvest(home, only_due=True, progress=tell)
        built = build(home, progress=tell)
    for line in harvest_lines(harvested, due_only=True):
        click.echo(line)
    click.echo(_built(built, home))
    if harvested.stopped:
        sys.exit(INTERRUPTED)


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--due", is_flag=True, help="Only the sources whose time has come, as a timer wants.")
@click.pass_obj
@in_one_line
def harvest(folder: Path | None, sources: tuple[str, ...], due: bool) -> None:
    """Bring what the sources have published since the last time; all of them, or the named ones.

    Example:
        observatory harvest collection_africa
        observatory harvest --due
    """
    from observatory.harvesting import run_harvest  # noqa: PLC0415
    from observatory.telling import harvest_lines, progress  # noqa: PLC0415

    home = open_folder(folder)
    _warn_without_contact(home)
    with progress() as tell:
        harvested = run_harvest(home, sources, only_due=due, progress=tell)
    for line in harvest_lines(harvested, due_only=due):
        click.echo(line)
    if harvested.stopped:
        sys.exit(INTERRUPTED)


@click.command()
@click.option("--again", is_flag=True, help="Build even if nothing has changed.")
@click.pass_obj
@in_one_line
def build(folder: Path | None, again: bool) -> None:
    """Tag, index and publish what the corpus holds.

    Example:
        observatory build
    """
    from observatory.building import build as build_now  # noqa: PLC0415
    from observatory.telling import progress  # noqa: PLC0415

    home = open_folder(folder)
    with progress() as tell:
        built = build_now(home, progress=tell, again=again)
    click.echo(_built(built, home))


def _built(built: Any, home: Any) -> str:
    from observatory.telling import counted  # noqa: PLC0415

    left = f", {built.left_out} not on the subject and left out" if built.left_out else ""
    what = "nothing has changed" if built.same else counted(built.pages, "page")
    return f"build: {counted(built.works, 'work')}{left}, {what}: {home.site / 'index.html'}"


def _warn_without_contact(home: Any) -> None:
    if not home.settings.contact:
        click.echo(
            'no contact set: write contact = "you@example.org" into observatory.toml, so that servers know '
            "whom to ask ('observatory init' makes one)", err=True,
        )  # fmt: skip
