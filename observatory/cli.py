"""The command line: each command reads, calls and prints.

Exit codes: 0 done; 1 a mistake that a person can mend, said in one line; 2 a wrong call;
130 stopped with Ctrl-C.
"""

import sys
from pathlib import Path
from typing import Any

import click

from observatory import __version__
from observatory.guarding import INTERRUPTED, in_one_line

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--observatory", "folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False),
    help="The observatory's folder; else the current one if it has an observatory.toml, else the shipped one.",
)  # fmt: skip
@click.version_option(__version__, prog_name="observatory")
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    r"""Harvest, keep, tag and publish what is written about a field.

    Example:
    \b
        observatory run
        observatory serve
    """
    context.obj = folder


def _home(folder: Path | None) -> Any:
    from observatory.home import open_home  # noqa: PLC0415 - each command loads only what it needs

    return open_home(folder)


@main.command()
@click.pass_obj
@in_one_line
def run(folder: Path | None) -> None:
    r"""Harvest the sources that are due, then build the site: the main job.

    Example:
    \b
        observatory run
    """
    from observatory.building import build  # noqa: PLC0415
    from observatory.harvesting import run_harvest  # noqa: PLC0415
    from observatory.telling import harvest_lines, progress  # noqa: PLC0415

    home = _home(folder)
    _warn_without_contact(home)
    with progress() as tell:
        harvested = run_harvest(home, only_due=True, progress=tell)
        built = build(home, progress=tell)
    for line in harvest_lines(harvested, due_only=True):
        click.echo(line)
    click.echo(_built(built, home))
    if harvested.stopped:
        sys.exit(INTERRUPTED)


@main.command()
@click.argument("sources", nargs=-1)
@click.option("--due", is_flag=True, help="Only the sources whose time has come, as a timer wants.")
@click.pass_obj
@in_one_line
def harvest(folder: Path | None, sources: tuple[str, ...], due: bool) -> None:
    r"""Bring what the sources have published since the last time; all of them, or the named ones.

    Example:
    \b
        observatory harvest collection_africa
        observatory harvest --due
    """
    from observatory.harvesting import run_harvest  # noqa: PLC0415
    from observatory.telling import harvest_lines, progress  # noqa: PLC0415

    home = _home(folder)
    _warn_without_contact(home)
    with progress() as tell:
        harvested = run_harvest(home, sources, only_due=due, progress=tell)
    for line in harvest_lines(harvested, due_only=due):
        click.echo(line)
    if harvested.stopped:
        sys.exit(INTERRUPTED)


@main.command()
@click.option("--again", is_flag=True, help="Build even if nothing has changed.")
@click.pass_obj
@in_one_line
def build(folder: Path | None, again: bool) -> None:
    r"""Tag, index and publish what the corpus holds.

    Example:
    \b
        observatory build
    """
    from observatory.building import build as build_now  # noqa: PLC0415
    from observatory.telling import progress  # noqa: PLC0415

    home = _home(folder)
    with progress() as tell:
        built = build_now(home, progress=tell, again=again)
    click.echo(_built(built, home))


@main.command()
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many works.")
@click.option("--sort", default="rank", show_default=True, type=click.Choice(["rank", "date", "title"]))
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def search(folder: Path | None, query: str, limit: int, sort: Any, json_: bool) -> None:
    r"""Search the works: words, "phrases", AND OR NOT, field:value, stems with a star.

    Example:
    \b
        observatory search 'stackab* AND region:africa'
    """
    from observatory.looking import search_lines, search_object  # noqa: PLC0415
    from observatory.telling import as_json  # noqa: PLC0415

    found = search_object(_home(folder), query, limit=limit, sort=sort)
    if json_:
        click.echo(as_json(found))
        return
    for line in search_lines(found):
        click.echo(line)


@main.command()
@click.argument("work")
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def explain(folder: Path | None, work: str, json_: bool) -> None:
    r"""Print a work's fields with their provenance, and its tags with the words that caused them.

    Example:
    \b
        observatory explain acqf-4th-forum-victoria-2024
    """
    from observatory.looking import explain_lines, explain_object  # noqa: PLC0415
    from observatory.telling import as_json  # noqa: PLC0415

    explained = explain_object(_home(folder), work)
    if json_:
        click.echo(as_json(explained))
        return
    for line in explain_lines(explained):
        click.echo(line)


@main.command()
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def status(folder: Path | None, json_: bool) -> None:
    r"""Say how every source does, the worst first.

    Example:
    \b
        observatory status --json
    """
    from observatory.status import status as status_now  # noqa: PLC0415
    from observatory.status import status_rows  # noqa: PLC0415
    from observatory.telling import as_json, status_table  # noqa: PLC0415

    rows = status_now(_home(folder))
    if json_:
        click.echo(as_json(status_rows(rows)))
        return
    for line in status_table(rows):
        click.echo(line)


@main.command()
@click.pass_obj
@in_one_line
def check(folder: Path | None) -> None:
    r"""Check all sheets, collections and concepts; one line per mistake.

    Example:
    \b
        observatory check
    """
    from corpus.store import now  # noqa: PLC0415
    from observatory.checking import problems  # noqa: PLC0415

    found = problems(_home(folder), now().date())
    for problem in found:
        click.echo(problem)
    if found:
        sys.exit(1)
    click.echo("no mistakes")


@main.command()
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    help="Else the data folder's dataset/.",
)
@click.pass_obj
@in_one_line
def export(folder: Path | None, target: Path | None) -> None:
    r"""Write works, tags, sources and runs as CSV and Parquet, with a data dictionary.

    Example:
    \b
        observatory export --to dataset
    """
    from observatory.looking import export_to  # noqa: PLC0415
    from observatory.telling import progress  # noqa: PLC0415

    home = _home(folder)
    with progress() as tell:
        paths = export_to(home, target or home.dataset, tell)
    for path in paths:
        click.echo(str(path))


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.pass_obj
@in_one_line
def serve(folder: Path | None, port: int) -> None:
    r"""Show the site on this machine until Ctrl-C.

    Example:
    \b
        observatory serve --port 8080
    """
    from observatory.serving import serve as serve_now  # noqa: PLC0415

    serve_now(_home(folder).site, port, tell=click.echo)


@main.command()
@click.argument("where", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="Our observatory", show_default=True)
@click.option("--subject", default="our field", show_default=True)
@in_one_line
def init(where: Path, title: str, subject: str) -> None:
    r"""Write a new observatory into FOLDER.

    Example:
    \b
        observatory init ours --title "Observatory on open science" --subject "open science"
    """
    from observatory.starting import start  # noqa: PLC0415

    for path in start(where, title, subject):
        click.echo(str(path))
    click.echo(f"now: observatory --observatory {where} run")


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
