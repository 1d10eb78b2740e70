"""When a page was published: the right day, or none."""

import pytest

from spiders.extraction.datewords import dates_in

WRITTEN = [
    ("5 March 2024", "en", "2024-03-05"),
    ("March 5th, 2024", "en", "2024-03-05"),
    ("16 October, 2020", "en", "2020-10-16"),
    ("1er août 2023", "fr", "2023-08-01"),
    ("5 de marzo de 2024", "es", "2024-03-05"),
    ("12. Januar 2020", "de", "2020-01-12"),
    ("14 Gennaio 2020", "it", "2020-01-14"),
    ("5 сентября 2022 г.", "ru", "2022-09-05"),
    ("٥ مارس ٢٠٢٤", "ar", "2024-03-05"),
    ("2024年3月5日", "ja", "2024-03-05"),
    ("2024년 3월 5일", "ko", "2024-03-05"),
    ("2024. március 5.", "hu", "2024-03-05"),
    ("05.03.2024", "de", "2024-03-05"),
    ("2019-12-09T20:00:00+01:00", "", "2019-12-09"),
    ("13/04/2024", "en", "2024-04-13"),
    ("June 2023", "en", "2023-06"),
    ("10 listopada 2020", "pl", "2020-11-10"),
    ("10 listopada 2020", "hr", "2020-10-10"),
]


@pytest.mark.parametrize(("text", "language", "value"), WRITTEN)
def test_a_date_in_words_is_read(text, language, value):
    """Month names of many languages, both orders of numbers, other digits."""
    assert [value] == [found.value for found in dates_in(f"Seite 3, {text} - x", language)]


def test_dates_far_apart_in_a_long_text_are_all_read():
    """Each where it stands, whatever lies between; a year alone is no date."""
    between = " and 2,019 words of something else" * 20
    text = f"5 March 2024{between}, in 2021 as such{between}, 03.09.2024{between} ٥ مارس ٢٠٢٣{between}: June 2022"

    assert [("2024-03-05", "5 March 2024"), ("2024-09-03", "03.09.2024"), ("2023-03-05", "٥ مارس ٢٠٢٣"), ("2022-06", "June 2022")] == [
        (found.value, text[found.start : found.end]) for found in dates_in(text, "fr")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["31 February 2024", "2024-13-01", "YYYY-MM-DD", "page 2 of 2024 pages", "10 listopada 2020"]
)
def test_a_date_that_cannot_be_or_is_not_clear_is_none(text):
    """No such day, no date at all, or a month's name that means two."""
    assert [] == [found.value for found in dates_in(text) if len(found.value) == 10]


def test_the_order_of_day_and_month_is_told_by_the_language():
    """Plain English leaves it open, and says so."""
    assert [("2024-04-03", "2024-03-04")] == [(f.value, f.other) for f in dates_in("03/04/2024", "en")]
    assert [("2024-04-03", "")] == [(f.value, f.other) for f in dates_in("03/04/2024", "fr")]
    assert [("2024-03-04", "")] == [(f.value, f.other) for f in dates_in("03/04/2024", "en-US")]


COMMENTS = "<section id='comments'><div class='comment'><time datetime='2025-02-02'>2 February 2025</time></div></section>"

PAGES = [
    ("stated", "<meta property='article:published_time' content='2025-06-03T10:00:00Z'>", "", "2025-06-03", "meta"),
    ("highwire", "<meta name='citation_publication_date' content='2024/11/02'>", "", "2024-11-02", "meta"),
    ("json", '<script type="application/ld+json">{"@type":"Report","headline":"Skills for a green economy","datePublished":"2025-01-09"}</script>', "", "2025-01-09", "meta"),
    ("shown below its title", "", "<p class='date'>Published 4 May 2025</p>", "2025-05-04", "text"),
    ("shown, against a mere 'date'", "<meta name='date' content='2025-09-30'>", "<p class='date'>4 May 2025</p>", "2025-05-04", "text"),
    ("shown a day later than the moment stated", "<meta property='article:published_time' content='2025-05-03T23:30:00Z'>", "<time>4 May 2025</time>", "2025-05-04", "text"),
    ("only the month", "", "<p>May 2025</p>", "2025-05", "text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "value", "method"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES]
)
def test_the_day_of_publication_is_found(read, make, head, body, value, method):
    """What is stated for machines, what is shown near the title, and which of them goes before."""
    found = read(make["page"](head, body)).fields["date"]

    assert (value, method) == (found.value, found.method)


NO_DATE = {
    "none at all": ("", ""),
    "in the future": ("<meta property='article:published_time' content='2031-01-01'>", ""),
    "of a template": ("<meta property='article:published_time' content='1970-01-01T00:00:00Z'>", ""),
    "a comment's": ("", COMMENTS),
    "of what is told": ("", "<p>" + "The law of 3 March 1999 was the first of its kind, and for long it stayed the only one, as the ministry's own account of these years shows in detail." + "</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NO_DATE))
def test_a_doubtful_day_is_left_out(read, make, name):
    """A wrong date is worse than none."""
    head, body = NO_DATE[name]
    assert "date" not in read(make["page"](head, body)).fields


def test_the_last_change_is_kept_apart_from_publication(read, make):
    """Both are stated, both are kept."""
    head = (
        "<meta property='article:published_time' content='2025-01-05'>"
        "<meta property='article:modified_time' content='2025-08-09'>"
    )
    fields = read(make["page"](head)).fields

    assert ("2025-01-05", "2025-08-09") == (fields["date"].value, fields["updated"].value)
