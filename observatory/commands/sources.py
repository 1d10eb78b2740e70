"""New sources by their address, and the tests that sources carry."""

import sys
from pathlib import Path
from typing import Any

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line
from observatory.helping import Commands

__all__ = ["source"]


@click.group(cls=Commands)
def source() -> None:
    """Propose, accept and test sources.

    Example:
        observatory source new https://example.org/news
    """


@source.command()
@click.argument("address", metavar="[URL]", required=False)
@click.option(
    "--from", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read this saved answer instead of the web.",
)  # fmt: skip
@click.option("--url", "url", help="Where the saved answer came from.")
@click.option("--id", "id_", default="", help="The id of the source; else made from its address.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def new(
    folder: Path | None, address: str | None, file: Path | None, url: str | None, id_: str,
    dry_run: bool, json_: bool,
) -> None:  # fmt: skip
    """Find out how an address can be read; write a sheet, the answer and the rows expected of it.

    Example:
        observatory source new --from page.html --url https://example.org/news --dry-run
    """
    from corpus.store import now  # noqa: PLC0415
    from observatory import sources  # noqa: PLC0415
    from observatory.telling import as_json  # noqa: PLC0415

    at = url or address
    if not at:
        raise click.UsageError("give the address of the source; with --from, where the answer came from")
    today = now().date()
    if file is None:
        found = sources.from_web(open_folder(folder), at, id_, today)
    else:
        found = sources.from_file(file, at, id_, today)
    if json_:
        click.echo(as_json(sources.as_object(found)))
    else:
        _show(found.proposal.rows)
        for line in sources.lines_of(found):
            click.echo(line)
    if not dry_run:
        for path in sources.write(open_folder(folder), found):
            click.echo(str(path), err=json_)


@source.command()
@click.argument("id_", metavar="ID")
@click.pass_obj
@in_one_line
def accept(folder: Path | None, id_: str) -> None:
    """Accept what the harvest found behind an address: show its rows, write its sheet as verified.

    Example:
        observatory source accept example_org_news
    """
    from corpus.store import now  # noqa: PLC0415
    from observatory import source_tests  # noqa: PLC0415

    paths, rows = source_tests.accept(open_folder(folder), id_, now().date())
    _show(rows)
    for path in paths:
        click.echo(str(path))


@source.command()
@click.argument("ids", metavar="[ID…]", nargs=-1)
@click.pass_obj
@in_one_line
def test(folder: Path | None, ids: tuple[str, ...]) -> None:
    """Read saved answers again and compare with the rows that are expected; all, or the named ones.

    Example:
        observatory source test
    """
    from corpus.store import now  # noqa: PLC0415
    from observatory import source_tests  # noqa: PLC0415

    wrong = 0
    for tested in source_tests.replay(open_folder(folder), ids, now().date()):
        click.echo(
            f"{tested.source}: {tested.rows} rows, {len(tested.differences) or 'no'} differences"
            + (f", {tested.answers} answers" if tested.answers > 1 else "")
        )
        wrong += bool(tested.differences)
        for difference in tested.differences:
            click.echo(f"  {difference.line()}")
    if wrong:
        sys.exit(1)


@source.command()
@click.argument("id_", metavar="ID")
@click.pass_obj
@in_one_line
def diff(folder: Path | None, id_: str) -> None:
    """Compare what a source gives today with what was saved, field by field.

    Example:
        observatory source diff example_org_news
    """
    from corpus.store import now  # noqa: PLC0415
    from observatory import source_tests  # noqa: PLC0415

    found = source_tests.live_differences(open_folder(folder), id_, now().date())
    for difference in found:
        click.echo(difference.line())
    click.echo(f"{id_}: {len(found) or 'no'} differences")


def _show(rows: Any) -> None:
    from rich.console import Console  # noqa: PLC0415

    from observatory.sources import row_table  # noqa: PLC0415

    Console(soft_wrap=False).print(row_table(rows))
