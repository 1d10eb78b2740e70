"""What is offered: the values that the templates of lists and of works show."""

from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["Offer", "Told"]


@dataclass(frozen=True, slots=True)
class Offer:
    """
    What a list of works offers; addresses are relative to the page that offers it.

    Attributes:
        files: The name of each format and its file; empty when there are too many works or few.
        search: The search for the same works, where the browser makes such files; empty when there is none.
        searched: The names of the formats that it makes.
        feeds: The name and the media type of each feed, and its file.
        followed: Without a feed, the values whose feeds tell of these works too: label and feed.
        calendar: Empty without events whose day is known.
        many: Whether there are too many works for files.
    """

    files: tuple[tuple[str, str], ...]
    search: str
    searched: tuple[str, ...]
    feeds: tuple[tuple[str, str, str], ...]
    followed: tuple[tuple[str, str], ...]
    calendar: str
    many: bool


@dataclass(frozen=True, slots=True)
class Told:
    """
    What the page of a work tells machines and offers people.

    Attributes:
        citations: The name of each style and the line in it; empty for a work that none can cite.
        files: The name of each format, the name of its file, and the file itself as a data address.
        meta: Names and contents of meta elements.
        data: The work in the words of schema.org.
        coins: The title of a COinS span.
    """

    citations: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str, str], ...]
    meta: tuple[tuple[str, str], ...]
    data: Markup
    coins: str
