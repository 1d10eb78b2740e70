"""The documentation is complete, and its examples run."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pydantic import BaseModel

import corpus.errors
from index.concept_sheets import AsideSheet, ConceptSheet, NearSheet, SchemeSheet
from index.concepts import load_book
from observatory.cli import main
from observatory.settings import Settings
from spiders.selectors import Pick
from spiders.sheet import Source

DOCS = Path(__file__).parents[2] / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def commands_of(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """Every command by the words that call it: "run", "source new"."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        words = f"{before} {name}".strip()
        found |= commands_of(command, words) if isinstance(command, click.Group) else {words: command}
    return found


COMMANDS = commands_of(main)
NEED_MORE = {
    "serve", "evaluate", "demo", "replay", "diff", "source new", "source accept", "source test", "source diff",
    "concepts recall",
}  # fmt: skip
"""They run until Ctrl-C or for long, or need data, a citation, a network or a person; their own tests call them."""


def keys_of(model: type[BaseModel]) -> set[str]:
    """Every key that a sheet may have, in its tables too."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        keys.add(name)
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                keys |= keys_of(part)
    return keys


def test_examples_stand_line_by_line_in_the_help():
    """They are there to be pasted."""
    shown = CliRunner().invoke(main, ["--help"]).output

    assert "Example:\n      observatory run\n      observatory serve\n" in shown
    assert "..." not in shown.partition("Commands:")[2]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented_and_has_help_with_an_example(name):
    """Help ends in a line to paste; docs/commands.md names the command and its options."""
    command = COMMANDS[name]
    assert "Example:" in (command.help or "")
    assert f"`observatory {name}" in text("commands.md")
    row = next(line for line in text("commands.md").splitlines() if line.startswith(f"| `observatory {name}"))
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.opts[0] in row


def test_every_setting_is_documented():
    """Each key of observatory.toml stands in docs/settings.md."""
    written = set(re.findall(r"`(?:\w+\.)?(\w+)`", text("settings.md")))
    tables = {"store", "harvest", "shipped", "site"}
    assert set() == keys_of(Settings) - written - tables


def test_every_sheet_key_is_documented():
    """Each key of a source sheet stands in docs/sources.md."""
    written = set(re.findall(r"\b(\w+)\b", text("sources.md")))
    assert set() == (keys_of(Source) | keys_of(Pick)) - written - {"id"}


def test_every_concept_key_is_documented_and_its_example_is_valid(tmp_path):
    """Each key of a concept sheet stands in docs/concepts.md, and its example can be copied."""
    written = set(re.findall(r"`(\w+)`", text("concepts.md")))
    assert (
        set()
        == (keys_of(SchemeSheet) | keys_of(AsideSheet) | keys_of(ConceptSheet) | keys_of(NearSheet)) - written
    )

    (block,) = blocks("concepts.md", "toml")
    (tmp_path / "driver.toml").write_text(block, encoding="utf-8")
    book = load_book([tmp_path])
    assert ("labour-market",) == book.implied("driver", "skills-gaps")


def test_every_error_is_documented():
    """Each error of ours stands in docs/commands.md with its remedy."""
    for name in corpus.errors.__all__:
        assert f"| `{name}` |" in text("commands.md")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text(name), re.DOTALL)


@pytest.mark.parametrize("block", blocks("sources.md", "toml"))
def test_every_example_of_a_sheet_is_valid(block):
    """What the documentation shows can be copied."""
    Source.model_validate({"id": "example", **tomllib.loads(block)})


def test_the_example_of_the_settings_is_valid_and_complete():
    """It shows each key once."""
    (block,) = blocks("settings.md", "toml")
    data = tomllib.loads(block)
    Settings.model_validate(data)
    shown = {*data, *(key for value in data.values() if isinstance(value, dict) for key in value)}
    assert keys_of(Settings) == shown


def test_every_example_of_a_command_runs(tmp_path, unmeasured):
    """The lines of docs/commands.md run, one after the other, in an empty folder."""
    (block,) = blocks("commands.md", "console")
    lines = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    for line in lines:
        name, *arguments = shlex.split(line)
        assert name == "observatory"
        done = subprocess.run(
            [sys.executable, "-m", "observatory", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env=unmeasured,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    used = {name for name in COMMANDS for line in lines if f"{line} ".startswith(f"observatory {name} ")}
    assert set(COMMANDS) - NEED_MORE == used


def test_links_inside_the_documentation_lead_somewhere():
    """No link of README and docs is broken."""
    for path in [*DOCS.rglob("*.md"), DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name}: {target}"
