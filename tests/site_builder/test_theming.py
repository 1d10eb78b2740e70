"""The look of an observatory: the worked example of docs/theming.md is built."""

import re
from dataclasses import replace
from pathlib import Path

from site_builder.build import STATIC, build_site

DOCS = Path(__file__).parents[2] / "docs" / "theming.md"


def test_the_worked_example_changes_one_page_and_the_colours(small, tmp_path):
    """A template of one's own stands in place of ours, a theme gives its colours, and all other pages stay."""
    (about,) = re.findall(r"```html\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    own = tmp_path / "templates"
    (own / "static").mkdir(parents=True)
    (own / "about.html").write_text(about, encoding="utf-8")
    theme = (STATIC / "theme.css").read_text(encoding="utf-8").replace("#00566b", "#7a3e00")
    (own / "static/theme.css").write_text(theme, encoding="utf-8")
    build_site(small, tmp_path / "ours")
    build_site(replace(small, templates=(own,)), tmp_path / "theirs")
    ours, theirs = (
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.suffix in (".html", ".css")
        }
        for folder in (tmp_path / "ours", tmp_path / "theirs")
    )

    assert ours.keys() == theirs.keys()
    assert {"about/index.html", "static/theme.css"} == {name for name in ours if ours[name] != theirs[name]}
    assert b"guild of beekeepers" in theirs["about/index.html"]
    assert b"#7a3e00" in theirs["static/theme.css"]


def test_every_colour_of_the_pages_is_a_variable_of_the_theme():
    """The style sheet of the pages names no colour of its own but those of paper in print."""
    text = (STATIC / "observatory.css").read_text(encoding="utf-8")
    screen = text.partition("@media print")[0]
    theme = (STATIC / "theme.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--[\w-]+)", text))

    assert [] == re.findall(r"#[0-9a-f]{3,8}\b", screen)
    assert set() == used - set(re.findall(r"(--[\w-]+):", theme))
