"""A file (PDF, DOCX, EPUB), read whole: from its bytes to the fields of an item and its text, page by page."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.dates import PartialDate, partial_date
from spiders.extraction.datewords import dates_in
from spiders.extraction.fields import plain_fields
from spiders.extraction.identifiers import doi_in, isbn_in
from spiders.extraction.language import language_of_page
from spiders.extraction.metadata import best, statements
from spiders.extraction.pdf import PAGE_END, read_pdf
from spiders.extraction.values import Expected, Reading, Said
from spiders.extraction.zipped import read_docx, read_epub

__all__ = ["READERS", "read_file"]

READERS = {"pdf": read_pdf, "docx": read_docx, "epub": read_epub}
"""For each form of file, what reads its pages."""

FIRST = 2
"""Pages on which a file says what it is; further on it speaks of others."""


def read_file(form: str, body: bytes, expected: Expected, *, today: date) -> Reading:
    """
    Read a file.

    Args:
        form: One of ``READERS``.
        expected: What list or page say of the item.
        today: The day of the harvest.

    Raises:
        Unreadable: It cannot be read.
    """
    pages, said, notes = READERS[form](body)
    text = PAGE_END.join(pages)
    title = best(said, "title")
    claims = [*(one.value for one in statements(said, "language")), expected.language]
    language, how = language_of_page(text[:5000], expected.title, *claims)
    fields: list[tuple[str, Any, str]] = [("title", title.value if title else "", "pdf")]
    fields.append(("language", language, "pdf" if how == "meta" else how))
    fields += [
        (name, value, "pdf" if method == "meta" else method) for name, value, method in plain_fields(said, "")
    ]
    first = pages[:FIRST]
    if not any(name == "doi" for name, _, _ in fields):
        fields.append(("doi", doi_in(first, alone=True), "pdf"))
    if not any(name == "isbn" for name, _, _ in fields):
        fields.append(("isbn", isbn_in(first, alone=True), "pdf"))
    if expected.kind != "event":
        fields.append(("date", _date(said, first, language, today), "pdf"))
    filled = [(name, value, method) for name, value, method in fields if value]
    return Reading(
        form=form,
        fields={name: value for name, value, _ in filled},
        methods={name: method for name, _, method in filled},
        text=text, notes=notes,
    )  # fmt: skip


def _date(said: Sequence[Said], first: Sequence[str], language: str, today: date) -> PartialDate | None:
    """
    When the file was published: as it states, or as its title page shows, borne out by when it was made.

    When a file was made is not when it was published, but no file shows a date of publication that
    lies far from it: so each witness is held against the other.
    """
    stated = best(said, "date")
    made = best(said, "made")
    shown = {
        found.value for page in first[:1] for found in dates_in(page[:3000], language) if not found.other
    }
    if stated and re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", stated.value[:10]):
        return _possible(stated.value[:10], today)
    if not made:
        return None
    near = {value for value in shown if abs(_months(value) - _months(made.value)) <= 3}
    if len(near) == 1:
        return _possible(near.pop(), today)
    year = made.value[:4]
    if re.search(rf"(?<!\d){year}(?!\d)", " ".join(first)):
        return _possible(year, today)
    return None


def _months(value: str) -> int:
    return int(value[:4]) * 12 + int(value[5:7])


def _possible(value: str, today: date) -> PartialDate | None:
    try:
        return partial_date(value, "pdf", today=today)
    except ValueError:
        return None
