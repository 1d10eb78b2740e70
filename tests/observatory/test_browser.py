"""The site in a real browser: on a phone, in the dark, without a network, from a folder."""

from pathlib import Path

import pytest
from browsing import in_browser

PAGES = (
    "index.html", "search/index.html", "works/acqf-4th-forum-victoria-2024/index.html", "works/index.html", "facets/region/africa/index.html",
    "facets/region/index.html", "facets/theme/policy/index.html", "facets/driver/skills-gaps/index.html", "facets/publisher/index.html",
    "facets/region/africa/driver/skills-gaps/index.html", "facets/year/2024/index.html", "gaps/index.html", "gaps/theme-kind/index.html",
    "coverage/index.html", "rankings/driver/index.html", "definitions/index.html", "definitions/flexible/index.html", "sources/index.html",
    "sources/collection_africa/index.html", "changes/index.html", "events/index.html", "concepts/index.html", "data/index.html",
    "method/index.html", "help/index.html", "about/index.html", "privacy/index.html", "accessibility/index.html", "404.html",
)  # fmt: skip
FROM_RIGHT_TO_LEFT = (
    "ar/index.html", "ar/search/index.html", "ar/facets/region/index.html", "ar/gaps/index.html", "ar/rankings/driver/index.html",
    "ar/definitions/index.html", "ar/sources/index.html", "ar/events/index.html", "ar/help/index.html",
)  # fmt: skip

pytestmark = in_browser


@pytest.fixture
def site(built) -> Path:
    return built / "var/site"


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


@pytest.mark.parametrize("width", [320, 1440])
def test_pages_from_right_to_left_fit_and_are_mirrored(site, browser, width):
    """Nothing sticks out on either side, and the menu begins at the right."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = {}
    for name in FROM_RIGHT_TO_LEFT:
        page.goto((site / name).as_uri())
        if (found := page.evaluate("document.scrollingElement.scrollWidth")) > width:
            wide[name] = found
    first, second = (page.locator("header nav li a").nth(n).bounding_box() for n in (0, 1))
    page.close()

    assert {} == wide
    assert first["x"] > second["x"]


def test_languages_lead_to_each_other_and_keep_the_reader(site, browser):
    """From English to French by the menu, and on from there in French."""
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((site / "gaps/index.html").as_uri())
    page.get_by_role("link", name="Français").click()
    assert "fr" == page.locator("html").get_attribute("lang")

    page.get_by_role("navigation").get_by_role("link", name="Sources").click()
    assert page.url.endswith("/fr/sources/index.html")
    assert "Les sources et leur santé" == page.locator("h1").inner_text()
    page.close()


@pytest.mark.parametrize("start", ["search/index.html", "ar/search/index.html"])
def test_a_tick_gives_as_many_works_as_it_says_and_the_back_button_takes_it_away(site, browser, start):
    """The state is the address: each tick is a step in the history, in every language."""
    page = browser.new_page()
    page.goto((site / start).as_uri())
    status = page.locator("#status strong")
    tick = page.locator("fieldset[data-facet=region] div > label").nth(1)
    label, said = (tick.locator("span").nth(n).inner_text() for n in (0, 1))
    value = tick.locator("input").get_attribute("value")
    tick.click()
    page.wait_for_function("said => document.querySelector('#status strong')?.textContent === said", arg=said)
    assert page.url.endswith(f"?region={value}")
    assert label in page.locator("#asked").inner_text()
    assert label == page.locator(f"label:has(input[value={value}])").locator("span").first.inner_text()

    page.go_back()
    page.wait_for_function("document.querySelector('#status strong')?.textContent === '656'")
    assert "?" not in page.url
    assert "656" == status.inner_text()
    page.close()


def test_everything_can_be_done_with_the_keyboard_alone(site, browser):
    """Past the menu to the text, a sentence opened, a search asked and its first work reached; focus is seen."""
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert "Skip to the text" == page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert "main" == page.evaluate("document.activeElement.id")

    page.locator("details.open summary").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.locator("details.open").nth(1).get_attribute("open") is not None

    page.goto((site / "search/index.html").as_uri())
    page.locator("#q").focus()
    page.keyboard.type("stackable")
    page.keyboard.press("Enter")
    page.locator("#hits .hit").first.wait_for()
    page.locator("#q").focus()
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('#hits h2'))"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert "solid" == outline
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/**")
    page.close()


def test_colours_follow_the_device(site, browser):
    """Dark paper with light ink where the device asks for it."""
    page = browser.new_page(color_scheme="dark")
    page.goto((site / "index.html").as_uri())
    paper, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    page.close()

    lightness = [sum(map(int, colour.removeprefix("rgb(").rstrip(")").split(","))) for colour in (paper, ink)]
    assert lightness[0] < 150
    assert lightness[1] > 600
