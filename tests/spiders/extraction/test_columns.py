"""Pages in two columns: read one column after the other, however the file writes them."""

import pytest

from spiders.extraction.columns import in_column_order
from spiders.extraction.pdf import pdf_pages

WORDS = ["port", "skill", "learner", "credit", "course", "teacher", "harbour", "ministry", "region", "survey"]
TITLE = "A title that stands above both columns and is long enough to cross the gutter between them"


def column(name: str, count: int = 14) -> list[str]:
    """Lines of prose, each of much the same width."""
    return [
        f"{name}{n:02} {' '.join(WORDS[(n + k * len(name)) % len(WORDS)] for k in range(5))}"
        for n in range(count)
    ]


def rows(left: list[str], right: list[str], top: int = 740) -> list[tuple[int, int, str]]:
    """Two columns as pieces, row by row."""
    return [
        piece
        for n, (one, other) in enumerate(zip(left, right, strict=True))
        for piece in ((50, top - 12 * n, one), (310, top - 12 * n, other))
    ]


def names(text: str) -> list[str]:
    """The first words of the lines, which name them."""
    return [line.split()[0] for line in text.split("\n")]


def test_columns_written_row_by_row_are_read_one_after_the_other(make):
    """The title first, the left column, the right one, and last what stands below both."""
    left, right = column("left"), column("right")
    below = (50, 400, "Note " + TITLE)
    (page,) = pdf_pages(make["pdf"]([(50, 770, TITLE), *rows(left, right), below]))

    assert ["A", *names("\n".join(left)), *names("\n".join(right)), "Note"] == names(page)
    assert [TITLE, *left, *right] == page.split("\n")[:-1]


def test_columns_written_one_after_the_other_stay(make):
    """The file is right already."""
    left, right = column("left"), column("right")
    pieces = sorted(rows(left, right), key=lambda piece: piece[0])
    (page,) = pdf_pages(make["pdf"](pieces))

    assert [*left, *right] == page.split("\n")


def test_bands_between_titles_are_read_from_the_top(make):
    """A title in the middle parts the columns above it from those below."""
    first, second = rows(column("one"), column("two")), rows(column("three"), column("four"), 540)
    (page,) = pdf_pages(make["pdf"]([*first, (50, 560, TITLE), *second]))
    order = names(page)

    assert sorted(order.index(name) for name in ("one00", "two00", "A", "three00", "four00")) == [
        order.index(name) for name in ("one00", "two00", "A", "three00", "four00")
    ]


@pytest.mark.parametrize(
    "cells", [["12", "7", "1,204", "33", "5"], ["yes", "no, but planned for 2030", "no", "-"]]
)
def test_a_table_is_read_row_by_row(make, cells):
    """What belongs together stands in one row; its cells are short or uneven."""
    left, right = column("land"), [cells[n % len(cells)] for n in range(14)]
    (page,) = pdf_pages(make["pdf"](rows(left, right)))

    assert [one + other for one, other in zip(left, right, strict=True)] == [
        line.replace(left[n] + " ", left[n]) for n, line in enumerate(page.split("\n"))
    ]


class Page:
    """A page of Hebrew lines, since no font that every machine has shows any."""

    def __init__(self, pieces):
        self.pieces = [((x, y, x + 200, y + 9), text) for x, y, text in pieces]

    def count_rects(self):
        return len(self.pieces)

    def get_rect(self, number):
        return self.pieces[number][0]

    def get_text_bounded(self, *box):
        return dict(self.pieces)[box]


def test_of_letters_from_right_to_left_the_right_column_is_first():
    """As such a page is read."""
    left, right = [f"שמאל {n} נמל" for n in range(12)], [f"ימין {n} נמל" for n in range(12)]
    written = "\n".join(f"{one} {other}" for one, other in zip(left, right, strict=True))

    assert "\n".join([*right, *left]) == in_column_order(Page(rows(left, right)), written)


def test_a_page_of_which_a_character_would_be_lost_stays():
    """Order is worth less than what is written."""
    left, right = [f"left {n} harbour" for n in range(12)], [f"right {n} harbour" for n in range(12)]
    written = "\n".join(f"{one} {other}" for one, other in zip(left, right, strict=True)) + "\nlost"

    assert written == in_column_order(Page(rows(left, right)), written)
