"""Saved questions: ``queries.toml`` beside the settings, each with its own page and feeds."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, field_validator

from corpus.errors import SheetError
from corpus.sheets import Sheet, read_sheet
from index.query_text import QueryError, check, tidy
from index.store import Index
from observatory.home import Home

if TYPE_CHECKING:
    from site_builder.site import Asked

__all__ = ["Question", "asked", "saved_questions"]

FOUND = 1_000_000
"""More works than an index holds, so that a question gives all."""


class Question(Sheet):
    """
    A question that readers may follow.

    Attributes:
        title: What its page and feeds are called; its address is made from it.
        query: As in ``observatory search``.
    """

    title: Annotated[str, Field(min_length=1, max_length=200)]
    query: Annotated[str, Field(min_length=1)]

    @field_validator("query")
    @classmethod
    def _well_formed(cls, query: str) -> str:
        try:
            check(tidy(query))
        except QueryError as error:
            raise ValueError(str(error)) from error
        return query


class Questions(Sheet):
    """The file: a table ``[[question]]`` for each."""

    question: tuple[Question, ...] = ()

    @field_validator("question")
    @classmethod
    def _told_apart(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        titles = [one.title.casefold() for one in questions]
        twice = next(
            (one.title for n, one in enumerate(questions) if one.title.casefold() in titles[:n]), None
        )
        if twice is not None:
            raise ValueError(f"two questions are called {twice!r}; give one another title")
        return questions


def saved_questions(home: Home) -> tuple[Question, ...]:
    """
    The questions of an observatory, in the order of the file.

    Raises:
        SheetError: The file is wrong.
    """
    return read_sheet(home.queries, Questions).question if home.queries.is_file() else ()


def asked(home: Home, index: Index, published: Collection[str]) -> "tuple[Asked, ...]":
    """
    Ask all saved questions.

    Works that have only some of the words are not among the answers, since a feed must not tell of them.

    Args:
        published: The ids of the works that readers may see.

    Raises:
        SheetError: A question cannot be understood with these concepts and fields.
    """
    from site_builder.site import Asked  # noqa: PLC0415 - the site's parts are slow to start

    found = []
    for number, one in enumerate(saved_questions(home), 1):
        try:
            works = index.ranked(f"({one.query})", limit=FOUND)
        except QueryError as error:
            raise SheetError(f"{home.queries}: question.{number}.query", str(error)) from error
        found.append(Asked(one.title, one.query, tuple(work for work in works if work in published)))
    return tuple(found)
