"""Lists of every shape, read from pages written here."""

import json
from datetime import date

import pytest
from pydantic import ValidationError
from scrapy.http import HtmlResponse, JsonResponse, Request, Response

from corpus.values import Dropped, Item
from spiders.failures import Broken
from spiders.listing import ListingSpider
from spiders.sheet import Source


def spider(**listing):
    source = Source(
        id="l", title="L", publisher="P", kind="listing", url="https://e.org/list", languages=("en",),
        listing={"row": "li", "title": "a", "link": "a::attr(href)", **listing},
    )  # fmt: skip
    return ListingSpider(source, today=date(2026, 3, 5))


def html(body, url="https://e.org/list"):
    return HtmlResponse(url, body=body.encode(), encoding="utf-8", request=Request(url))


def as_json(data, url="https://e.org/rows.json"):
    return JsonResponse(url, body=json.dumps(data).encode(), request=Request(url))


def row(name, more=""):
    return f"<li><a href='/{name}'>{name.title()}</a>{more}</li>"


def walk(one, pages):
    """Follow a spider over its pages, given by address; return its items and what it asked for."""
    items, asked, waiting = [], [], list(one.first_requests())
    while waiting:
        request = waiting.pop(0)
        asked.append(request.url)
        response = pages[request.url].replace(request=request)
        for found in request.callback(response, **request.cb_kwargs):
            (waiting if isinstance(found, Request) else items).append(found)
    return items, asked


def test_pages_are_counted_until_nothing_new_comes():
    """Some sites repeat their last page for ever; then the whole list was read."""
    one = spider(pages_at="https://e.org/list?p={n}", pages=9)
    pages = {"https://e.org/list?p=1": html(row("a") + row("b")), "https://e.org/list?p=2": html(row("c"))}
    pages["https://e.org/list?p=3"] = pages["https://e.org/list?p=2"]

    items, asked = walk(one, pages)

    assert ["A", "B", "C", "C"] == [item.title for item in items]
    assert (3, True) == (len(asked), one.lists_all)


def test_pages_are_counted_by_offset_until_they_are_empty():
    """An empty page after the first is the end, not a broken list."""
    one = spider(pages_at="https://e.org/list?start={n}", first=0, step=20, pages=9)
    pages = {
        "https://e.org/list?start=0": html(row("a")),
        "https://e.org/list?start=20": html("<p>No more</p>"),
    }

    items, _ = walk(one, pages)

    assert ["A"] == [item.title for item in items]
    assert one.lists_all


def test_what_lies_behind_the_last_page_that_is_read_has_not_left():
    """The sheet's number of pages cuts the list."""
    one = spider(pages_at="https://e.org/list?p={n}", pages=1)

    walk(one, {"https://e.org/list?p=1": html(row("a"))})

    assert not one.lists_all


def test_pages_that_are_posted_for_are_counted_too(here, web):
    """Each is asked for with its own body, at one address; the same answers the next day change nothing."""
    pages = {"1": row("a") + row("b"), "2": row("c")}

    def answer(headers):
        number = headers["Posted"].rpartition("=")[2]
        sent = headers["Content-Type"], headers["X-Requested-With"]
        assert ("application/x-www-form-urlencoded", "XMLHttpRequest") == sent
        return 200, {"Content-Type": "text/html", "ETag": '"same"'}, pages.get(number, "").encode() or b"<p>"

    web.pages["/more"] = answer
    here.sheet(
        "l", f'kind = "listing"\nurl = "{web.url}/list"\n[listing]\nrow = "li"\ntitle = "a"\nlink = "a::attr(href)"\n'
        f'pages_at = "{web.url}/more"\npost = "what=news&page={{n}}"\npages = 9\n',
    )  # fmt: skip

    assert "3 kept, 3 new" in here.run("harvest", "l")
    assert "3 kept, 0 new, 0 changed, 3 unchanged" in here.run("harvest", "l")

    assert 2 * [f"what=news&page={n}" for n in (1, 2, 3)] == web.posted
    assert [] == [headers for _, headers in web.asked if "If-None-Match" in headers]


def test_what_is_posted_as_json_says_so():
    """A body that begins as JSON does is sent as such; the number of the first page is the sheet's."""
    one = spider(pages_at="https://e.org/rows", post='{"from": {n}, "size": 20}', first=0, step=20)

    (first,) = one.first_requests()

    assert ("POST", b'{"from": 0, "size": 20}', b"application/json") == (
        first.method, first.body, first.headers["Content-Type"],
    )  # fmt: skip


ROWS = {"hits": [{"id": 7, "name": "First", "to": {"href": "/first"}, "at": 1709251200000, "who": ["Ada", "Ben"]},
                 {"id": 8, "name": "<b>Second</b>", "to": None, "at": None, "type": "Avis"}],
        "more": "https://e.org/rows.json?c=2"}  # fmt: skip
JSON = {
    "row": "json:hits[]", "title": "json:name", "link": "json:to.href", "key": "json:id", "date": "json:at",
    "date_format": "timestamp", "authors": "json:who", "kind": {"select": "json:type", "lookup": {"avis": "policy"}},
}  # fmt: skip


def test_rows_of_json_are_read_by_paths():
    """Numbers are keys and moments, lists are authors, a look-up gives the kind; the next page is a path."""
    one = spider(**JSON, next="json:more", pages=2)
    pages = {
        "https://e.org/list": as_json(ROWS, "https://e.org/list"),
        "https://e.org/rows.json?c=2": as_json({"hits": []}),
    }

    items = list(one.parse(pages["https://e.org/list"]))

    first, second, following = items
    assert ("7", "First", "https://e.org/first", "2024-03-01", ("Ada", "Ben"), "news") == (
        first.key, first.title, first.url, first.date.value, first.authors, first.kind,
    )  # fmt: skip
    assert ("8", "Second", None, "policy") == (second.key, second.title, second.url, second.kind)
    assert "https://e.org/rows.json?c=2" == following.url


def test_json_in_a_script_and_html_in_json_are_unpacked():
    """Where the rows are packed the sheet says."""
    script = f"<html><script id='data'>window.x = {json.dumps(ROWS)};</script></html>"
    packed = {"html": row("a") + row("b")}
    in_script = spider(**JSON, inside={"select": "#data::text", "regex": r"= (\{.*\});"})
    in_json = spider(inside="json:html")

    assert ["First", "Second"] == [item.title for item in in_script.parse(html(script))]
    assert ["A", "B"] == [item.title for item in in_json.parse(as_json(packed))]


@pytest.mark.parametrize(
    ("keys", "response", "reason"),
    [
        (JSON, html("<html>Sign in</html>"), "no JSON, or JSON that cannot be read"),
        (JSON, as_json({"error": "x"}), "no row matches 'json:hits"),
        ({}, Response("https://e.org/list", body=b"%PDF-1.7"), "a Response instead of a page"),
        ({"inside": "#data::text"}, html("<p>x</p>"), "nothing matches '#data::text'"),
    ],
)
def test_a_list_that_is_not_what_the_sheet_says_is_broken(keys, response, reason):
    """The reason names what was looked for."""
    with pytest.raises(Broken, match=reason):
        list(spider(**keys).parse(response))


def test_cells_that_span_rows_count_for_each_row():
    """A month in one cell beside its items; nested spans, and a span that runs out of the table."""
    table = (
        "<table><tr><td rowspan=3>May 2024<td rowspan='2'>Report<td><a href=1>A</a></tr><tr><td><a href=2>B</a></tr>"
        "<tr><td>News<td><a href=3>C</a></tr><tr><td rowspan=99>June 2024<td>News<td><a href=4>D</a></tr>"
        "<tr><td>News<td><a href=5>E</a></tr></table>"
    )
    one = spider(row="tr", date="td:nth-child(1)", kind={"select": "td:nth-child(2)", "lookup": {"Report": "report"}},
                 date_format="%B %Y", spans=True)  # fmt: skip

    found = {item.title: (item.date.value, item.kind) for item in one.parse(html(table))}

    assert {
        "A": ("2024-05", "report"), "B": ("2024-05", "report"), "C": ("2024-05", "news"), "D": ("2024-06", "news"),
        "E": ("2024-06", "news"),
    } == found  # fmt: skip


WORDS = {
    "3 days ago": "2026-03-02", "yesterday": "2026-03-04", "5th of March, 2024": "2024-03-05", "March 2024": "2024-03",
    "il y a 2 semaines": "2026-02-19", "12 de agosto de 2023": "2023-08-12", "Friday": None, "12 March": None, "soon": None,
}  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_dates_in_words_are_read_and_none_is_made_up(text):
    """In the sheet's languages, relative ones from the day of the harvest; without a year there is no date."""
    one = spider(date="i", date_format=["%Y", "words"])
    one.source = one.source.model_copy(update={"languages": ("en", "fr", "pt")})

    (item,) = one.parse(html(row("a", f"<i>{text}</i>")))

    assert WORDS[text] == (item.date.value if item.date else None)


def test_a_pdf_is_an_item_with_a_file():
    """A link to a document is the item's address and its file; the sheet's own selector goes before."""
    (plain,) = spider().parse(html(row("report.pdf")))
    (page,) = spider().parse(html(row("report")))
    (chosen,) = spider(file="a.f::attr(href)").parse(
        html(row("report", "<a class=f href=x.pdf></a><a class=f href=y.doc></a>"))
    )

    assert (("https://e.org/report.pdf",), ()) == (plain.files, page.files)
    assert ("https://e.org/x.pdf", "https://e.org/y.doc") == chosen.files


def test_a_row_without_link_and_key_is_dropped():
    """It could not be found again."""
    found = list(spider().parse(html("<li><a>Lost</a></li>" + row("a"))))

    assert [Dropped, Item] == [type(one) for one in found]


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"row": "json:a[["}, "is not valid JMESPath"), ({"pages_at": "https://e.org/"}, "holds '{n}' once"),
        ({"pages_at": "https://e.org/{n}", "next": "a"}, "give either 'next' or 'pages_at'"),
        ({"row": {"value": "x"}}, "'row' needs a selector"),
        ({"post": "page={n}"}, "'post' needs 'pages_at'"),
        ({"pages_at": "https://e.org/{n}", "post": "page={n}"}, "either 'pages_at' or 'post' holds '{n}' once"),
        ({"pages_at": "https://e.org/", "post": "a={n}&b={n}"}, "holds '{n}' once"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_sheet_is_told(keys, problem):
    """It is told when the sheet is read."""
    with pytest.raises(ValidationError, match=problem):
        spider(**keys)


def test_lines_of_a_text_are_rows():
    """Dates and links that only line breaks set apart, some breaks inside a link or an emphasis, are rows."""
    body = (
        "<h3>2024</h3><div><p>March 3 <a href='/m'>Minutes<br></a>April 7 <a href='/a'>Agenda</a><!-- x --><br><br>"
        "May 5</p><b><a href='/j'>June 2</a><br><a href='/k'>July 7</a></b> later</div>"
    )
    one = spider(
        lines="div", row="//line", title=".", key=".", link={"value": ""}, file="a::attr(href)",
        date={"select": "./preceding::h3[1] | .", "join": " ", "regex": r"^\w+ ?\d*"}, date_format="%Y %B %d",
    )  # fmt: skip

    found = {item.title: (item.date.value, item.files) for item in one.parse(html(body))}

    assert {
        "March 3 Minutes": ("2024-03-03", ("https://e.org/m",)), "April 7 Agenda": ("2024-04-07", ("https://e.org/a",)),
        "May 5": ("2024-05-05", ()), "June 2": ("2024-06-02", ("https://e.org/j",)),
        "July 7 later": ("2024-07-07", ("https://e.org/k",)),
    } == found  # fmt: skip


def test_blanks_at_the_ends_of_patterns_and_joints_count():
    """A sheet's blank is not stripped where it means something."""
    one = spider(
        title={"select": "a", "replace": [[" v ", " v. "]], "prefix": "In re: "},
        abstract={"select": "i", "join": " + "},
    )

    (item,) = one.parse(html("<li><a href=x>A v B</a><i>1</i><i>2</i></li>"))

    assert ("In re: A v. B", "1 + 2") == (item.title, item.abstract)


def test_a_path_that_meets_an_odd_value_finds_nothing():
    """A function of JMESPath that does not take a value costs that field, not the list."""
    one = spider(**(JSON | {"title": "json:join(' v. ', [name, other])"}))

    found = list(one.parse(as_json({"hits": [{"id": 1, "name": "A", "other": "B"}, {"id": 2, "name": "A"}]})))

    assert ("A v. B", "no title") == (found[0].title, found[1].reason)
