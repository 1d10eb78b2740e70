"""PDF, DOCX and EPUB: text page by page, what they state, and why they cannot be read."""

from datetime import date

import pytest

from spiders.extraction import zipped
from spiders.extraction.document import read_document
from spiders.extraction.righttoleft import in_reading_order
from spiders.extraction.values import Expected, Reading, Unreadable

TODAY = date(2026, 3, 1)
LINES = "Skills for a green economy\nAnn Lee and Bo Chen\n4 May 2025\nShort courses that carry credit are spreading quickly"


def read(body: bytes, content_type: str = "", title: str = "Skills for a green economy") -> Reading:
    expected = Expected("https://example.org/a", title, "report")
    return read_document(body, "https://example.org/a", content_type, expected, today=TODAY)


def test_a_pdf_keeps_its_pages_apart(make):
    """A form feed stands between two pages, an empty page keeps its number."""
    reading = read(make["pdf"](LINES, "", "The third page speaks of employers and of universities"))

    assert "pdf" == reading.form
    first, second, third = reading.text.split("\f")
    assert first.startswith("Skills for a green economy\nAnn Lee")
    assert ("", True) == (second, third.startswith("The third page"))


def test_what_a_pdf_states_counts_if_its_pages_bear_it_out(make):
    """Title and people of templates do not; the day shown does, close to the day it was made."""
    info = "/Title (Skills for a green economy) /Author (Ann Lee) /CreationDate (D:20250502120000Z)"
    fields = read(make["pdf"](LINES, info=info)).fields

    assert ("Skills for a green economy", ("Ann Lee",)) == (fields["title"], fields["authors"])
    assert ("2025-05-04", "pdf") == (fields["date"].value, fields["date"].method)

    fields = read(make["pdf"](LINES, info="/Title (Microsoft Word - draft3.docx) /Author (jsmith)")).fields
    assert not {"title", "authors", "date"} & set(fields)


def test_a_pdf_made_far_from_the_day_it_shows_is_left_undated(make):
    """A reprint of an old paper, or a paper about an old law."""
    assert "date" not in read(make["pdf"](LINES, info="/CreationDate (D:20191111120000Z)")).fields


def test_identifiers_stand_on_the_first_pages(make):
    """Those of the references further on are of others."""
    fields = read(
        make["pdf"](LINES + "\nISBN 978-0-306-40615-7 doi 10.1234/abc", "x" * 40, "10.9999/other")
    ).fields

    assert ("9780306406157", "10.1234/abc") == (fields["isbn"], fields["doi"])


def test_columns_stay_in_the_order_in_which_they_are_read(make):
    """The left one first."""
    left, right = "left one\nleft two", "right one\nright two"
    body = make["pdf"](f"{left}\n{right}")

    assert "left one\nleft two\nright one\nright two" == read(body).text


def test_letters_from_right_to_left_are_put_in_order():
    """Lines that a file holds in the order of strokes are turned; numbers and Latin words in them are not."""
    right = "المؤهلات المصغرة في 2024 حسب UNESCO (تقرير)"
    wrong = "(ريرقت) UNESCO بسح 2024 يف ةرغصملا تالهؤملا"

    assert right == in_reading_order(right)
    assert right == in_reading_order(wrong)


def test_a_pdf_in_hebrew_is_read_from_right_to_left(make):
    """The file places its letters from left to right, as ink."""
    letters = "/afii57677 /afii57669 /afii57676 /afii57689"
    reading = read(make["pdf"]("ABCD DCBA", letters=letters), title="")

    assert ["\u05dd\u05d5\u05dc\u05e9", "\u05e9\u05dc\u05d5\u05dd"] == reading.text.split()


FAULTS = {
    "a PDF locked with a password": lambda make: (make["pdf"](LINES, locked=True), ""),
    "a damaged PDF": lambda make: (make["pdf"](LINES)[:200], ""),
    "a scanned PDF without a text layer": lambda make: (make["pdf"]("", "", picture=True), ""),
    "a PDF whose text layer is garbled": lambda make: (
        make["pdf"]("ABC CAB BCA " * 5, letters="/uniE001 /uniE002 /uniE003"), ""
    ),
    "a PDF without any text": lambda make: (make["pdf"](""), ""),
    "a DOCX without any text": lambda make: (make["docx"](), ""),
    "a damaged DOCX": lambda make: (make["docx"]("a" * 3000)[:-60], ""),
    "an EPUB without any text": lambda make: (make["epub"](), ""),
    "a damaged EPUB": lambda make: (make["epub"]("a" * 3000)[:-60], ""),
    "not a page or a file that can be read": lambda make: (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "image/png"),
    "an empty page": lambda make: (b" \n", "text/html"),
}  # fmt: skip


@pytest.mark.parametrize("reason", sorted(FAULTS))
def test_a_file_that_cannot_be_read_says_why(make, reason):
    """Each fault has its own reason."""
    with pytest.raises(Unreadable) as refused:
        read(*FAULTS[reason](make))

    assert reason == refused.value.reason


def test_a_damaged_pdf_is_not_taken_for_a_page(make):
    """The server says what it should be."""
    with pytest.raises(Unreadable, match="a damaged PDF"):
        read(b"half of it is missing", "application/pdf")


def test_a_pdf_whose_pages_hold_each_other_is_damaged(make):
    """A circle is no page; the reason is not one of ours."""
    whole = make["pdf"](LINES)
    circle = whole.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert whole != circle

    with pytest.raises(Unreadable) as refused:
        read(circle, "application/pdf")

    assert "a damaged PDF" == refused.value.reason


def test_a_word_file_and_a_book_are_read(make):
    """Paragraphs of the one, chapters of the other, and what they state."""
    word = read(
        make["docx"](
            "Skills for a green economy", "Short courses are spreading.", title="Skills for a green economy"
        )
    )
    book = read(
        make["epub"](
            "Chapter one tells of schools.", "Chapter two tells of work.", title="Skills", author="Ann Lee"
        )
    )

    assert ("docx", "Skills for a green economy\nShort courses are spreading.") == (word.form, word.text)
    assert ("epub", "Chapter one tells of schools.\fChapter two tells of work.") == (book.form, book.text)
    assert ("Skills for a green economy", ("Ann Lee",)) == (word.fields["title"], book.fields["authors"])


def test_an_archive_that_unfolds_too_far_is_refused(make, monkeypatch):
    """However small it is, and whatever it says of its size."""
    body = make["docx"]("a" * 500_000)
    assert len(body) < 5_000
    monkeypatch.setattr(zipped, "LARGEST", 100_000)

    with pytest.raises(Unreadable, match="unfolds to more than"):
        read(body)


def test_a_word_file_with_entities_gives_none_of_them(make):
    """No entity is expanded, no file is read."""
    body = make["zip"]({"word/document.xml": (
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document xmlns:w="
        "'http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:p><w:t>Seen &e;</w:t></w:p></w:document>"
    )})  # fmt: skip

    assert "Seen" == read(body).text
