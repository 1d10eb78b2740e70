"""The help of commands: first sentences whole, and examples line by line as they are written."""

from inspect import cleandoc
from typing import Any

import click

__all__ = ["Commands"]


class Commands(click.Group):
    """A group of commands that shows their help so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _keep_lines(self)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take in a command, or a group of them."""
        _keep_lines(cmd)
        super().add_command(cmd, name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands, each with the first sentence of its help."""
        rows = [(name, command.get_short_help_str(limit=200)) for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _keep_lines(command: click.Command) -> None:
    """Mark the example as text that is not filled up to paragraphs."""
    command.help = cleandoc(command.help or "").replace("\n\nExample:\n", "\n\n\b\nExample:\n")
