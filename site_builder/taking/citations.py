"""Files of formatted citations: the works of a list in each style, and each style for the browser."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.values import Work
from site_builder.citing import citation, one_line
from site_builder.taking.styles import STYLES

__all__ = ["CITATIONS", "STYLE_FORMS", "StyleForm", "citations_bytes", "everywhere", "plain_line"]

CITATIONS = "citations.txt"
"""The name of a file of formatted citations."""


@dataclass(frozen=True, slots=True)
class StyleForm:
    """
    A style as a format of reference files: one work a paragraph, in the order of the alphabet.

    Attributes:
        name: For readers.
        suffix: Of its files.
        media_type: Of its files.
        frame: What stands before, between and after the works.
    """

    name: str
    suffix: str
    media_type: str = "text/plain"
    frame: tuple[str, str, str] = ("", "\n\n", "\n")


STYLE_FORMS: tuple[StyleForm, ...] = tuple(StyleForm(name, f"{name.lower()}.txt") for name, _ in STYLES)
"""All styles, in the order in which they are offered."""


def plain_line(work: Work) -> str:
    """The line of the site itself, for a work that no style can cite."""
    return one_line(citation(work.item, work.changed[:10]))


def everywhere(line: str) -> tuple[tuple[str, str], ...]:
    """A line as the citation in each style; nothing without a line."""
    return tuple((name, line) for name, _ in STYLES) if line else ()


def citations_bytes(cited: Iterable[Sequence[tuple[str, str]]]) -> bytes:
    """
    The formatted citations of several works as plain text.

    Args:
        cited: For each work the names of styles with its citation in each.

    Returns:
        Style by style, each in the order of the alphabet; nothing where no work is cited in any.
    """
    styles: dict[str, list[str]] = {}
    for lines in cited:
        for style, line in lines:
            styles.setdefault(style, []).append(line)
    parts = ("\n\n".join([style, *sorted(lines, key=str.casefold)]) for style, lines in styles.items())
    text = "\n\n\n".join(parts)
    return f"{text}\n".encode() if text else b""
