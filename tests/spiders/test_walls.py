"""Pages that stand in the way are told from pages with content."""

from datetime import date

import pytest
from scrapy.http import HtmlResponse, TextResponse

from spiders.page_dates import newest_date
from spiders.walls import standing_in_the_way

LONG = "<p>" + "A paragraph with plenty to read about many things. " * 20 + "</p>"


def page(title, body, url="https://e.org/list"):
    text = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return HtmlResponse(url, body=text.encode(), encoding="utf-8")


WALLS = [
    ("Page not found – Institute", LONG, "not found"),
    ("Erreur", "<h1>Page introuvable</h1>", "not found"),
    ("Seite", "<h2>Die Seite wurde nicht gefunden</h2>" + LONG, "not found"),
    ("Ошибка", "<h1>Страница не найдена</h1>", "not found"),
    ("提示", "<h1>找不到页面</h1>", "not found"),
    ("Members", "<form><input name=a><input type=PASSWORD name=b></form>", "log-in"),
    ("App", "<div id=root></div><script src=a.js></script>", "JavaScript"),
    (
        "App",
        "<noscript>You need to enable JavaScript to run this app.</noscript><script>1</script>",
        "JavaScript",
    ),
    ("Just a moment...", "<p>Checking your browser before you go on.</p>", "guard"),
    ("Site", "<p>We are down for maintenance.</p>", "maintenance"),
]


@pytest.mark.parametrize(("title", "body", "said"), WALLS)
def test_a_wall_is_named(title, body, said):
    """In several languages, by what a reader would see."""
    assert said in standing_in_the_way(page(title, body))


PAGES = [
    ("Reports", LONG),
    ("Reports", LONG + "<form><input type=password></form>"),
    ("Reports", LONG + "<noscript>Enable JavaScript for the map.</noscript><script>1</script>"),
    ("Lost and found in translation", LONG),
    ("Four hundred ways to learn", LONG + "<p>Of errors nothing was not found.</p>"),
]


@pytest.mark.parametrize(("title", "body"), PAGES)
def test_a_page_with_content_is_not(title, body):
    """A log-in form beside the content, or a remark on scripts, is no wall."""
    assert "" == standing_in_the_way(page(title, body))


def test_what_is_no_page_is_no_wall():
    """Feeds, empty answers and data are judged by those who read them."""
    assert "" == standing_in_the_way(TextResponse("https://e.org/a", body=b'{"error": "not found"}'))
    assert "" == standing_in_the_way(HtmlResponse("https://e.org/a", body=b""))


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Posted 2026-03-01, updated 2026-04-02", ["en"], "2026-04-02"),
        ("Tue, 10 Mar 2026 09:00:00 GMT", ["en"], "2026-03-10"),
        ("le 5 février 2026", ["fr"], "2026-02-05"),
        ("March 3, 2026 and 31 February 2026", ["en"], "2026-03-03"),
        ("in 2031-01-01 it will be", ["en"], ""),
        ("no day at all", ["en"], ""),
    ],
)
def test_the_newest_date_in_a_pages_text_is_found(text, languages, expected):
    """In the languages of the source; coming days do not count."""
    response = page("t", f"<p>{text}</p>")

    assert expected == newest_date(response, languages, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("first", "last", "expected"), [("{", "}", "2026-04-02"), ("<feed>", "</feed>", "2026-03-01")]
)
def test_json_may_say_its_day_first_or_last(first, last, expected):
    """Its keys have no order; the head and the newest items of a feed come first."""
    text = f'{first} "2026-03-01" {"x" * 9_000} "2026-04-02" {last}'

    response = TextResponse("https://e.org/feed", body=text.encode())

    assert expected == newest_date(response, ["en"], date(2026, 5, 1))
