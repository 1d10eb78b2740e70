"""The table of a sheet that says where the rows of a list are."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from corpus.sheets import Sheet
from spiders.date_words import SPECIAL_FORMS
from spiders.selectors import PickField, Regex

__all__ = ["NUMBER", "Listing", "Page"]

NUMBER = "{n}"
"""Stands in an address or in what is posted for the number of the page or row."""


def _a_template(text: str) -> str:
    if "{n:" in text or text.count(NUMBER) > 1:
        raise ValueError(f"holds {NUMBER!r} once, for the number of the page or row")
    return text


class Page(Sheet):
    """What is read from the page behind a row: the same fields, selected on that page."""

    title: PickField | None = None
    date: PickField | None = None
    end_date: PickField | None = None
    abstract: PickField | None = None
    authors: PickField | None = None
    place: PickField | None = None
    file: PickField | None = None


class Listing(Sheet):
    """
    Where the rows of a list page are, and what is in them.

    Attributes:
        inside: Selects the text in which the rows are packed: JSON in a script, HTML in JSON.
        lines: Selects elements whose lines (ended by ``<br>``) each become an element ``line``, for rows
            that are no elements.
        row: Selects each row; selectors of fields work inside it.
        title, link, date …: See ``Pick``.
        kind: One of our kinds, where rows differ; usually with a ``lookup``.
        key: Finds a row again when its link changes; the link where absent.
        date_format: strptime form of the date where it is not ISO or RFC 2822, ``words`` or ``timestamp``;
            several are tried.
        next: Selects the link to the next page.
        pages_at: The address of the list's pages, where they are counted: ``{n}`` is the number.
        post: What is posted to ``pages_at``, where its server wants that: JSON, else a form; ``{n}`` may stand here.
        first, step: The first number, and how much is added for each page.
        pages: How many pages at most.
        spans: Whether cells that span several rows count for each of them.
        skip: Rows whose text matches are no items (headings, advertisements).
        page: What is read from each row's own page.
    """

    inside: PickField | None = None
    lines: PickField | None = None
    row: PickField
    title: PickField
    link: PickField | None = None
    date: PickField | None = None
    date_format: tuple[str, ...] = ()
    end_date: PickField | None = None
    abstract: PickField | None = None
    authors: PickField | None = None
    publisher: PickField | None = None
    language: PickField | None = None
    kind: PickField | None = None
    place: PickField | None = None
    file: PickField | None = None
    key: PickField | None = None
    next: PickField | None = None
    pages_at: Annotated[str, AfterValidator(_a_template)] | None = None
    post: Annotated[str, AfterValidator(_a_template)] | None = None
    first: int = Field(default=1, ge=0)
    step: int = Field(default=1, ge=1)
    pages: int = Field(default=1, ge=1, le=1000)
    spans: bool = False
    skip: Regex | None = None
    page: Page | None = None

    @field_validator("date_format", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("date_format")
    @classmethod
    def _forms_that_are_known(cls, forms: tuple[str, ...]) -> tuple[str, ...]:
        for form in forms:
            if "%" not in form and form not in SPECIAL_FORMS:
                known = " or ".join(repr(name) for name in SPECIAL_FORMS)
                raise ValueError(f"{form!r} is neither a strptime form nor {known}")
        return forms

    @model_validator(mode="after")
    def _pages_are_counted_or_linked(self) -> Self:
        if self.next and self.pages_at:
            raise ValueError("give either 'next' or 'pages_at'")
        if self.post is not None and not self.pages_at:
            raise ValueError("'post' needs 'pages_at', the address to which it is posted")
        if self.pages_at and (self.pages_at + (self.post or "")).count(NUMBER) != 1:
            raise ValueError(
                f"either 'pages_at' or 'post' holds {NUMBER!r} once, for the number of the page or row"
            )
        if self.row.select is None:
            raise ValueError("'row' needs a selector")
        return self
