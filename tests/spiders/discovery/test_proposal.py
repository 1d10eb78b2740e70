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


def test_a_remark_that_differs_from_title_to_title_is_part_of_it():
    """Brackets are taken off where they hold codes or the same few words, and kept where they say something."""
    remarks = ("Kenya", "first part", "for employers", "a reply", "draft for comment", "in Welsh")
    rows = [
        f"<li><a href='/item/{n}'>{title} ({remark}) (Working paper)</a> {day}</li>"
        for n, (title, day, remark) in enumerate(zip(TITLES, DAYS, remarks, strict=True))
    ]

    found = [row.title for row in proposed(page(["<ul>", *rows, "</ul>"])).rows]

    assert [f"{title} ({remark})" for title, remark in zip(TITLES, remarks, strict=True)] == found


def test_a_title_is_made_of_two_parties_where_a_table_names_them_apart():
    """One against the other, in a table as in JSON."""
    sides = [
        ("Anna Example", "Borough of Fiction"),
        ("Union of Makers", "Ministry of Plays"),
        ("Ben Sample", "Ruritania"),
    ]
    rows = [
        f"<tr><td><a href='/{n}'>{n}-24</a></td><td>{one}</td><td>{other}</td><td>{day}</td></tr>"
        for n, ((one, other), day) in enumerate(zip(sides, DAYS, strict=False))
    ]
    head = "<tr><th>No.</th><th>Applicant</th><th>Respondent</th><th>Date</th></tr>"
    objects = [
        {"id": f"{n}-24", "applicant": one, "respondent": other, "date": day}
        for n, ((one, other), day) in enumerate(zip(sides, DAYS, strict=False))
    ]

    table = proposed(page(["<table>", head, *rows, "</table>"]))
    array = proposed(json.dumps(objects))

    expected_titles = [f"{one} v. {other}" for one, other in sides]
    assert expected_titles == [row.title for row in table.rows]
    assert expected_titles == [row.title for row in array.rows]


def test_a_list_that_a_script_draws_is_read_from_the_script():
    """Where the page itself shows no list, its JSON is read, whatever follows it."""
    items = [
        {"title": title, "published": day, "url": f"/item/{n}"}
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]

    found = proposed(
        page(
            [
                f"<div id='app'></div><script>const items = {json.dumps(items, indent=2)};\ndraw(items);</script>"
            ]
        )
    )

    assert expected() == found.rows


def test_moments_in_json_are_read_as_days():
    """Seconds or milliseconds since 1970, also as some servers mark them."""
    objects = [
        {"title": title, "when": f"/Date({1735732800000 + n * 86400000})/", "url": f"/item/{n}"}
        for n, title in enumerate(TITLES)
    ]

    assert ["2025-01-01", "2025-01-02"] == [row.date for row in proposed(json.dumps(objects)).rows[:2]]


def test_dates_in_the_text_before_each_link_belong_to_it():
    """Links above the list, before which no date stands, are none of its items."""
    links = "".join(f"<a href='/about/{n}'>About this office, part {n}</a><br>" for n in range(3))
    rows = "".join(
        f"Filed {written(day, '%d %B %Y')}, No. {n}<br><a href='/item/{n}'>{title}</a><br>Words<br><br>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )

    assert expected() == proposed(page([f"<hr>{links}<hr>{rows}"])).rows


def test_rows_that_look_different_in_turn_are_one_list():
    """Classes for every second row tell nothing apart, nor do headers in bold count as an item."""
    rows = [
        f"<tr class='{'odd' if n % 2 else 'even'}'><td>{written(day, '%d %B %Y')}</td><td><a href='/item/{n}'>{title}</a></td></tr>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]
    head = "<tr><td><b>Date of issue</b></td><td><b>Title of the paper</b></td></tr>"

    assert expected() == proposed(page(["<table>", head, *rows, "</table>"])).rows


def test_fields_are_found_by_their_label_where_rows_have_more_or_fewer():
    """A line with a label is the same field in every row."""
    rows = [
        f"<div class='hit'><div><a href='/item/{n}'>{title}</a></div>"
        + ("<div><b>Citation:</b> 5 Ex. 68</div>" if n % 3 == 1 else "")
        + f"<div><b>Date:</b> {written(day, '%d %B %Y')}</div></div>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]

    assert expected() == proposed(page(rows)).rows


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


def test_a_row_without_a_date_at_the_end_of_a_dated_list_leads_elsewhere():
    """The way back below a list looks like its rows, but has no date."""
    lines = [
        f"<p><a href='/item/{n}'>{title}</a> {written(day, '%d %B %Y')}</p>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]
    back = "<p><a href='/all'>Back to all our publications</a></p>"

    assert expected() == proposed(page([*lines, back])).rows


def test_a_menu_below_the_only_date_of_a_page_is_no_dated_list():
    """One date for all rows is worth less than a list of two with dates of their own."""
    menu = "".join(f"<p><a href='/{n}'>Section number {n}</a></p>" for n in "abcdefghi")
    rows = [
        f"<div><a href='/item/{n}'>{title}</a> <em>{written(day, '%d %B %Y')}</em></div>"
        for n, (title, day) in enumerate(zip(TITLES[:2], DAYS[:2], strict=True))
    ]

    found = proposed(page(["<h4>Renewed on 2 May 2024</h4>", menu, *rows])).rows

    assert list(TITLES[:2]) == [row.title for row in found]


def test_confidence_falls_with_what_is_missing():
    """Rows without dates are less certain than rows with them."""
    bare = [f"<li><a href='/item/{n}'>{title}</a></li>" for n, title in enumerate(TITLES)]

    assert proposed(page(CARDS)).confidence > proposed(page(["<ul>", *bare, "</ul>"])).confidence > 0


def test_titles_of_one_word_make_a_proposal_less_sure():
    """Rows that are all called Report say hardly more than that there is something."""
    named = [f"<li><a href='/item/{n}'>Report</a> <em>{day}</em></li>" for n, day in enumerate(DAYS[:2])]
    worded = [
        f"<li><a href='/item/{n}'>{title}</a> <em>{day}</em></li>"
        for n, (title, day) in enumerate(zip(TITLES[:2], DAYS[:2], strict=True))
    ]

    unsure, sure = (proposed(page(["<ul>", *rows, "</ul>"])).confidence for rows in (named, worded))

    assert unsure < 0.6 < sure


@pytest.mark.parametrize(
    "text", ["", "<html><body><p>Nothing here.</p></body></html>", "{}", "[1, 2]", "\x00\x01"]
)
def test_an_answer_without_a_list_gives_no_proposal(text):
    """An empty page, a page of prose, or JSON without objects is no list."""
    assert propose(saved_answer(URL, text.encode()), today=TODAY) is None


def test_rows_whose_class_alternates_by_a_part_of_a_word_are_one_list():
    """``gridRow`` and ``gridAltRow`` look different in turn; two rows are not taken for two lists of one."""
    rows = [
        f"<tr class='grid{'Alt' if n % 2 else ''}Row'><td>{day}</td><td><a href='/item/{n}'>{title}</a></td></tr>"
        for n, (title, day) in enumerate(zip(TITLES[:2], DAYS[:2], strict=True))
    ]

    assert expected()[:2] == proposed(page(["<table>", *rows, "</table>"])).rows


def test_a_further_class_of_some_rows_does_not_take_them_out():
    """Some rows are shaded, some are new; the first class is that of all, and of no box beside them."""
    rows = [
        f"<div class='row{(' shaded', '', ' new shaded')[n % 3]}'><div><a href='/item/{n}'>{title}</a></div><div>{day}</div></div>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]
    boxes = [f"<div class='box'><div>Box number {n}</div><div>Words</div></div>" for n in range(4)]

    assert expected() == proposed(page([*boxes, *rows])).rows


def test_a_label_before_every_title_is_none_of_it():
    """What is labelled as title is the title; what is labelled as something else is not."""
    rows = [
        f"<div class='f'><p><b>Keywords:</b> learning, work and number {n}</p><p>Title: {title}</p><p>Date: {day}</p>"
        f"<a href='/item/{n}'>Open</a></div>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]

    assert expected() == proposed(page(rows)).rows


def test_titles_that_are_cut_off_are_read_whole():
    """Where the text of a link ends in points, its title attribute has the rest."""
    rows = [
        f"<li><a href='/item/{n}' title='{title}'>{title[:12]}…</a> <i>{day}</i></li>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]

    assert expected() == proposed(page(["<ul>", *rows, "</ul>"])).rows


@pytest.mark.parametrize("spans", [True, False], ids=["the cell spans", "the cells below are empty"])
def test_a_date_that_is_written_once_holds_for_the_rows_below(spans):
    """Until the next date, whether its cell spans the rows or theirs are left empty."""
    days = (DAYS[0],) * 3 + (DAYS[3],) * 2 + (DAYS[5],)
    rows = []
    for n, title in enumerate(TITLES):
        first = n in (0, 3, 5)
        cell = f"<td{f' rowspan={days.count(days[n])}' if spans else ''}>{days[n]}</td>" if first else ""
        rows.append(
            f"<tr>{cell or ('' if spans else '<td></td>')}<td><a href='/item/{n}'>{title}</a></td></tr>"
        )

    assert expected(days) == proposed(page(["<table>", *rows, "</table>"])).rows


def test_a_row_that_lacks_its_date_does_not_get_that_of_another():
    """Where the same date is written twice in turn, each row is meant to have its own."""
    days = (DAYS[0], DAYS[0], "", DAYS[3], "", DAYS[5])
    rows = [
        f"<tr><td>{day}</td><td><a href='/item/{n}'>{title}</a></td></tr>"
        for n, (title, day) in enumerate(zip(TITLES, days, strict=True))
    ]

    assert expected(days) == proposed(page(["<table>", *rows, "</table>"])).rows


def test_months_and_years_are_dates_where_nothing_else_stands_beside_them():
    """As repositories and lists of publications write them."""
    rows = [
        f"<tr><td><a href='/item/{n}'>{title}</a></td><td>{{}}</td></tr>" for n, title in enumerate(TITLES)
    ]
    table = ["<table>", *rows, "</table>"]
    months, years = tuple(day[:7] for day in DAYS), ("2025", "2025", "2024", "2024", "2023", "2021")

    assert expected(months) == proposed(page(table).format(*months)).rows
    assert expected(years) == proposed(page(table).format(*years)).rows
