"""What reading a page or file gives: values that cross from a worker process to the harvest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.dates import PartialDate

__all__ = ["FILES", "MOST_FILES", "ORIGINS", "Expected", "Found", "Reading", "Said", "Unreadable"]

ORIGINS = (
    "json-ld", "highwire", "dublin core", "opengraph", "microdata", "rdfa", "pdf", "meta", "heading",
)  # fmt: skip
"""Where a page or file can say something of itself, the most trusted first."""


FILES = re.compile(r"\.(pdf|docx|epub)$", re.IGNORECASE)
"""How the path of a file ends that can be read."""

MOST_FILES = 3
"""Files of one item at most: what a page offers beyond them are other items."""


@dataclass(frozen=True, slots=True)
class Said:
    """
    One statement of a page about itself.

    Attributes:
        field: A field of ``Item``; or "any date", a date of which it is not said what happened then.
        value: As written, white space folded.
        origin: One of ``ORIGINS``.
    """

    field: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Expected:
    """
    What the list says of the item, so that another thing at its address is noticed.

    Attributes:
        url: What was asked for; the answer may have come from elsewhere.
        title: As listed.
        kind: The item's kind; an event's date may lie ahead.
        language: That the list or its sheet declares; empty when none.
    """

    url: str
    title: str = ""
    kind: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """When a page says that its item was published and last changed; None where it is not sure."""

    published: PartialDate | None = None
    updated: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What a page or file gave.

    Attributes:
        form: html, pdf, docx, epub or text.
        fields: Fields of ``Item`` with their values; only filled ones.
        methods: For each of them, how it was read: meta, pdf or text.
        text: Main text; a form feed stands between two pages of a file.
        notes: Remarks for the ledger, such as a wrong character set.
    """

    form: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    notes: tuple[str, ...] = ()


class Unreadable(Exception):  # noqa: N818 - a page that is not the item is no error of ours
    """
    The answer is not the item, or cannot be read; the message is the reason in the ledger.

    Attributes:
        detail: What showed it, for a person who looks closer.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
