"""A sheet proposed for an answer, and the rows that the harvest reads with it."""

import json
from datetime import date

import pytest

from spiders.discovery.proposal import Row, propose, saved_answer
from spiders.sheet import Source

TODAY = date(2026, 1, 1)
URL = "https://institute.example/news"
TITLES = (
    "Skills for a changing labour market", "A register of short courses", "Who recognises what, and where",
    "Annual conference on open learning", "Guidance for small providers", "What employers ask for",
)  # fmt: skip
DAYS = ("2025-06-12", "2025-05-30", "2025-05-02", "2025-04-11", "2025-03-09", "2025-02-24")
MENU = (
    "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section number {n}</a></li>" for n in range(9)) + "</ul></nav>"
)


def page(rows, language="en", head=""):
    body = "".join(rows)
    return f"<!doctype html><html lang={language}><head><title>News</title>{head}</head><body>{MENU}<main>{body}</main></body></html>"


def proposed(text, **more):
    proposal = propose(saved_answer(URL, text.encode()), today=TODAY, **more)
    assert proposal is not None
    return proposal


def expected(days=DAYS):
    return tuple(
        Row(title, day, f"https://institute.example/item/{n}")
        for n, (title, day) in enumerate(zip(TITLES, days, strict=True))
    )


def written(day, form):
    return date.fromisoformat(day).strftime(form)


CARDS = [
    f'<article class="card"><h3><a href="/item/{n}">{title}</a></h3><p class="when">{written(day, "%d %B %Y")}</p>'
    f"<p>Some words about it, long enough to be a summary of what the page says and no title at all, since "
    f"titles are short.</p><a href='/item/{n}'>Read more</a></article>"
    for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
]
TABLE = [
    "<table><tr><th>Date</th><th>Document</th><th>Author</th></tr>",
    *(
        f"<tr><td>{written(day, '%d/%m/%Y')}</td><td><a href='/item/{n}'>{title}</a></td><td>Maria Example</td></tr>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ),
    "</table>",
]
LINES = [
    "<ul>",
    *(
        f"<li><a href='/item/{n}'>{title}</a> <em>({written(day, '%b %d, %Y')})</em></li>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ),
    "</ul>",
]
SIBLINGS = [
    f"<h2><a href='/item/{n}'>{title}</a></h2><p><em>{written(day, '%d %B %Y')}</em></p><p>Words.</p>"
    for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
]
TIMES = [
    f"<div class='item'><time datetime='{day}T10:00:00Z'>some days ago</time><div><a href='/item/{n}'>{title}</a></div></div>"
    for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
]


@pytest.mark.parametrize(
    "rows", [CARDS, TABLE, LINES, SIBLINGS, TIMES], ids=["cards", "table", "lines", "siblings", "times"]
)
def test_the_rows_of_a_list_page_are_found(rows):
    """Whether rows are cards, lines of a table, points, or spread over neighbours: title, date and link are read."""
    assert expected() == proposed(page(rows)).rows


def test_dates_above_groups_of_rows_belong_to_the_rows_below():
    """A heading with a date holds for all rows until the next one."""
    days = (DAYS[0],) * 3 + (DAYS[3],) * 3
    rows = [
        (f"<h4>{written(days[n], '%A, %d %B %Y')}</h4>" if n in (0, 3) else "")
        + f"<p class='entry'><a href='/item/{n}'>{title}</a></p>"
        for n, title in enumerate(TITLES)
    ]

    assert expected(days) == proposed(page(rows)).rows


def test_month_names_are_read_in_the_language_of_the_page():
    """The page says that it is Spanish; the sheet keeps the language, and the harvest reads by it."""
    months = ("junio", "mayo", "mayo", "abril", "marzo", "febrero")
    rows = [
        f"<div class='noticia'><a href='/item/{n}'>{title}</a><span>{int(day[8:])} de {month} de {day[:4]}</span></div>"
        for n, (title, day, month) in enumerate(zip(TITLES, DAYS, months, strict=True))
    ]

    found = proposed(page(rows, "es"))

    assert ("es",) == found.languages
    assert expected() == found.rows


def test_what_all_titles_share_in_form_is_taken_off():
    """A code before and a remark in brackets after every title are none of the title."""
    rows = [
        f"<li><a href='/item/{n}'>WP-2025/{n:02}: {title} (PDF, {n + 1} MB)</a> {written(day, '%d %B %Y')}</li>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]

    assert list(TITLES) == [row.title for row in proposed(page(["<ul>", *rows, "</ul>"])).rows]


def test_objects_in_json_are_rows():
    """The array whose objects have titles and dates is read; counts and facets are not."""
    answer = {
        "total": 6, "facets": [{"label": "Report type", "count": 3}, {"label": "News type", "count": 2}],
        "result": {"items": [
            {"id": n, "fields": {"headline": title, "published": f"{day}T00:00:00Z"}, "url": f"/item/{n}"}
            for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
        ]},
    }  # fmt: skip

    assert expected() == proposed(json.dumps(answer)).rows


def test_a_feed_is_read_as_a_feed():
    """No selectors are needed where there is a feed."""
    items = "".join(
        f"<item><title>{title}</title><link>https://institute.example/item/{n}</link><guid>{n}</guid>"
        f"<pubDate>{written(day, '%a, %d %b %Y 00:00:00 GMT')}</pubDate></item>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )

    found = proposed(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>N</title>{items}</channel></rss>"
    )

    assert ("feed", expected()) == (found.kind, found.rows)


def test_the_proposed_table_is_a_valid_sheet_and_the_same_each_time():
    """What is proposed can be written down as it is, and the same answer gives the same bytes."""
    first, second = proposed(page(CARDS)), proposed(page(CARDS))

    assert first == second
    Source.model_validate(
        {"id": "x", "title": "X", "publisher": "X", "kind": "listing", "url": URL, "listing": first.table}
    )


def test_confidence_falls_with_what_is_missing():
    """Rows without dates are less certain than rows with them."""
    bare = [f"<li><a href='/item/{n}'>{title}</a></li>" for n, title in enumerate(TITLES)]

    assert proposed(page(CARDS)).confidence > proposed(page(["<ul>", *bare, "</ul>"])).confidence > 0


@pytest.mark.parametrize(
    "text", ["", "<html><body><p>Nothing here.</p></body></html>", "{}", "[1, 2]", "\x00\x01"]
)
def test_an_answer_without_a_list_gives_no_proposal(text):
    """An empty page, a page of prose, or JSON without objects is no list."""
    assert propose(saved_answer(URL, text.encode()), today=TODAY) is None
