"""The site in a real browser: on a phone, in the dark, without a network, from a folder."""

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PAGES = (
    "index.html", "search/index.html", "works/acqf-4th-forum-victoria-2024/index.html", "works/index.html", "facets/region/africa/index.html",
    "facets/region/index.html", "facets/theme/policy/index.html", "gaps/index.html", "definitions/index.html",
    "sources/index.html", "sources/collection_africa/index.html", "changes/index.html", "data/index.html",
    "method/index.html", "about/index.html", "privacy/index.html", "accessibility/index.html", "404.html",
)  # fmt: skip

# On the machines that check every change the browser has to be there; elsewhere one may do without.
pytestmark = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("CI"), reason="no chromium on this machine"
)


@pytest.fixture
def site(built) -> Path:
    return built / "var/site"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_scrolls_sideways_complains_or_asks_elsewhere(site, browser, width, scheme):
    """Each kind of page fits its window, keeps its own policy and loads nothing but its own files."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=True
    )
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append((page.url, message.text)))
    page.on("request", lambda request: asked.append(request.url))
    wide = {}
    for name in PAGES:
        page.goto((site / name).as_uri())
        if (found := page.evaluate("document.scrollingElement.scrollWidth")) > width:
            wide[name] = found
    context.close()

    assert {} == wide
    assert [] == said
    assert [] == [url for url in asked if not url.startswith(site.as_uri())]


def test_the_site_works_without_javascript(site, browser):
    """From the first page to a work behind a number, by links alone."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert "656" in page.locator("main").inner_text()

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Regions").click()
    page.locator("main").get_by_role("link", name="Africa", exact=True).first.click()
    assert "Africa" in page.locator("h1").inner_text()

    page.locator("main a[href*='works/']").first.click()
    assert page.locator("h1").inner_text()
    context.close()


def test_a_page_can_be_printed(site, browser):
    """On paper the menu is gone and the text is there."""
    page = browser.new_page()
    page.goto((site / "works/acqf-4th-forum-victoria-2024/index.html").as_uri())
    page.emulate_media(media="print")

    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert page.locator("h1").is_visible()
    page.close()
