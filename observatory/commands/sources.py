"""New sources by their address, and the tests that sources carry."""

from pathlib import Path

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line

__all__ = ["source"]


@click.group()
def source() -> None:
    r"""Propose, accept and test sources.

    Example:
    \b
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
    r"""Find out how an address can be read; write a sheet, the answer and the rows expected of it.

    Example:
    \b
        observatory source new --from page.html --url https://example.org/news --dry-run
    """
    from corpus.store import now  # noqa: PLC0415
    from observatory import sources  # noqa: PLC0415
    from observatory.telling import as_json  # noqa: PLC0415

    at = url or address
    if not at:
        raise click.UsageError("give the address of the source; with --from, where the answer came from")
    if file is None:
        raise click.UsageError("give a saved answer with --from")
    found = sources.from_file(file, at, id_, now().date())
    if json_:
        click.echo(as_json(sources.as_object(found)))
    else:
        for line in sources.lines_of(found):
            click.echo(line)
    if not dry_run:
        for path in sources.write(open_folder(folder), found):
            click.echo(str(path), err=json_)
