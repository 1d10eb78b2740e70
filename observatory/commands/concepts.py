"""Concepts: checking them, seeing what an edit would do, recalling a bad rule."""

import sys
from pathlib import Path

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line
from observatory.helping import Commands

__all__ = ["concepts"]


@click.group(cls=Commands)
def concepts() -> None:
    """Check concepts, preview what an edit would do, recall a bad rule.

    Example:
        observatory concepts preview
    """


@concepts.command()
@click.pass_obj
@in_one_line
def check(folder: Path | None) -> None:
    """List what is doubtful: clashing labels, orphans, labels that never match, languages without labels, imbalance.

    Example:
        observatory concepts check
    """
    from observatory.sense import doubts  # noqa: PLC0415

    found = doubts(open_folder(folder))
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} questions to the curators" if found else "no questions")


@concepts.command()
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(0), help="Works shown per concept."
)
@click.pass_obj
@in_one_line
def preview(folder: Path | None, limit: int) -> None:
    """Say which works the sheets as they are now would gain and lose, with the words; writes nothing.

    Example:
        observatory concepts preview --limit 3
    """
    from observatory.sense import preview_lines  # noqa: PLC0415

    for line in preview_lines(open_folder(folder), limit):
        click.echo(line)


@concepts.command()
@click.argument("rule")
@click.option("--reason", default="", help="Why, for the file of decisions.")
@click.pass_obj
@in_one_line
def recall(folder: Path | None, rule: str, reason: str) -> None:
    """Switch a rule off and sweep its tags; those that people gave stay.

    RULE is a concept (scheme/id), or one of its labels after a colon.

    Example:
        observatory concepts recall 'theme/teachers:principals' --reason 'means principles'
    """
    from observatory.sense import recall_rule  # noqa: PLC0415
    from observatory.telling import progress  # noqa: PLC0415

    home = open_folder(folder)
    if not home.own:
        click.echo(
            "the shipped observatory keeps no decisions; make your own with 'observatory init'", err=True
        )
        sys.exit(1)
    with progress() as tell:
        lines = recall_rule(home, rule, reason, tell)
    for line in lines:
        click.echo(line)
