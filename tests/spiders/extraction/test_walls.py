"""What is not the item is refused, each kind with its own reason."""

from datetime import date
from pathlib import Path

import pytest

from spiders.extraction.document import read_document
from spiders.extraction.values import Expected, Unreadable
from spiders.extraction.walls import WALLS
from spiders.workers import CRASHED, TOO_BIG, TOO_LONG

ASKED = "https://example.org/reports/skills-for-a-green-economy"
TITLE = "Skills for a green economy"


def plain(title: str, body: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


HOME = (
    "<h1>Welcome</h1>"
    + "<p>Our institute studies work and learning, and advises ministries in the region on both of them.</p>"
    * 12
)

WRONG = {
    "not found, though its server says 200": (ASKED, plain("Page not found | Example", "<h1>404</h1><p>Sorry, that page is gone.</p>")),
    "a check for robots in place of the page": (ASKED, plain("Just a moment...", "<p>Checking your browser before you go on.</p>")),
    "a consent wall in place of the page": ("https://consent.example.org/collect?continue=x", plain("Before you continue", "<p>We use cookies. Accept all cookies or reject.</p>")),
    "a login in place of the page": (ASKED, plain("Sign in", "<form><input name='u'><input type='password'></form>")),
    "the home page in place of the page": ("https://example.org/", plain("Example Institute", HOME)),
    "another page in place of the page": ("https://example.org/publications/overview", plain("All publications", HOME)),
    "an empty shell that needs JavaScript": (ASKED, plain("App", "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div><script></script>")),
    "a page without a text": (ASKED, plain("Example", "<img src='a.png'>")),
}  # fmt: skip


@pytest.mark.parametrize("reason", sorted(WALLS))
def test_a_page_that_is_not_the_item_is_refused(reason):
    """Each with its own reason."""
    url, body = WRONG[reason]

    with pytest.raises(Unreadable) as refused:
        read_document(body, url, "text/html", Expected(ASKED, TITLE, "report"), today=date(2026, 3, 1))

    assert reason == refused.value.reason
    assert refused.value.detail


NOT_FOUND = [
    "Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Página não encontrada", "Pagina non trovata",
    "404 Error", "This page does not exist", "The page you requested is no longer available",
]  # fmt: skip


@pytest.mark.parametrize("title", NOT_FOUND)
def test_not_found_is_understood_in_many_languages(title):
    """And an article with such a title is not taken for it."""
    with pytest.raises(Unreadable, match="not found"):
        read_document(plain(title, "<p>?</p>"), ASKED, "", Expected(ASKED, TITLE), today=date(2026, 3, 1))


def test_an_article_about_walls_is_no_wall(read, make):
    """A long text on cookies, logins and missing pages, under the title that the list gave."""
    for title in (
        "Cookies and consent in public services",
        "Sign in with your skills",
        "Page not found: lost laws",
    ):
        assert read(make["page"](title=title, body="<form><input type='password'></form>"), title=title).text


def test_an_item_that_moved_is_still_the_item(read, make):
    """Its title stands on the page to which it led."""
    reading = read(make["page"](), url="https://www.example.org/en/publications/77", asked=ASKED, title=TITLE)

    assert reading.text


def test_every_reason_is_documented():
    """A maintainer finds each of them in docs/pages.md."""
    text = (Path(__file__).parents[3] / "docs/pages.md").read_text(encoding="utf-8")

    assert [] == [reason for reason in (*WALLS, TOO_LONG, TOO_BIG, CRASHED) if f"| {reason} |" not in text]
