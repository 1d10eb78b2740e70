"""The search of the site in a real browser: the same works as the command finds, the right counts, from a folder."""

import functools
import random
from pathlib import Path

import pandas as pd
import pytest
from browsing import COLUMNS, in_browser, serving

from index.folding import tokens
from index.reading import open_index
from observatory.commands.opening import open_folder
from site_builder.wording import LOCALE, day, language_name

QUESTIONS = 300
SELECTIONS = 200

pytestmark = in_browser


@pytest.fixture(scope="module")
def site(built) -> Path:
    return built / "var/site"


@pytest.fixture(scope="module")
def address(site):
    with serving(site) as served:
        yield f"{served}search/index.html"


@pytest.fixture
def page(browser, address):
    context = browser.new_context()
    opened = context.new_page()
    said = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(address)
    yield opened
    context.close()

    assert [] == said


@pytest.fixture
def index(built, monkeypatch):
    monkeypatch.chdir(built)
    home = open_folder(None)
    with open_index(home.index, home.book()) as opened:
        yield opened


def status(page) -> str:
    """What the page announces, once it knows."""
    page.locator("#status strong").wait_for()
    page.locator("#hits:not([aria-busy])").wait_for()
    return page.locator("#status").inner_text()


def engine(page) -> None:
    """Load the engine into the page itself, to ask it many questions."""
    page.add_script_tag(url="../static/search-engine.js")
    page.evaluate("searchEngine.begin(new URL('./', location.href).href)")


def ask(page, states: list[dict]) -> list[dict]:
    """The answers of the engine."""
    return page.evaluate(
        "async (states) => { const all = []; for (const one of states) all.push(await searchEngine.search(one)); return all; }",
        states,
    )


def questions(index, texts: list[str]) -> list[str]:
    """Questions of every sort, of words that stand in the works."""
    choose = random.Random(7)
    words = [
        [text[one.start : one.end] for one in tokens(text) if one.text.isalpha() and len(one.text) > 2]
        for text in texts
    ]
    words = [of for of in words if len(of) > 5]
    forms = (
        lambda a, b, c: a,
        lambda a, b, c: f"{a} {c}",
        lambda a, b, c: f'"{a} {b}"',
        lambda a, b, c: f"{a[:3]}* {c}",
        lambda a, b, c: f"{a} NOT {c}",
        lambda a, b, c: f"{a} OR {b} AND {c}",
        lambda a, b, c: f"title:{a}",
        lambda a, b, c: f"{a}-{b}",
        lambda a, b, c: f"({a} OR {b}) year:[2019 TO 2024]",
        lambda a, b, c: f"{a} region:africa",
    )  # fmt: skip
    asked = []
    for number in range(QUESTIONS):
        of = choose.choice(words)
        place = choose.randrange(len(of) - 1)
        asked.append(forms[number % len(forms)](of[place], of[place + 1], choose.choice(of)))
    return asked


def test_the_first_twenty_are_those_of_the_command(page, index, built):
    """Same words, same fields, same weights: the same works in the same order, and as many."""
    works = pd.read_parquet(built / "var/dataset/works.parquet")
    ids = sorted(works["id"])
    texts = [*works["title"], *works["note"].dropna()]
    asked = [one for one in questions(index, texts) if not index.search(one, limit=0).relaxed]
    expected = {}
    for one in asked:
        found = index.search(one, limit=20)
        expected[one] = (found.total, found.meant, [hit.work for hit in found.hits])
    engine(page)

    answers = ask(
        page, [{"q": one, "sort": "rank", "limit": 20, "cards": False, "counts": False} for one in asked]
    )

    assert len(asked) > QUESTIONS * 0.9
    assert sum(total > 0 for total, _, _ in expected.values()) > len(expected) * 0.8
    assert expected == {
        one: (answer["total"], answer["meant"], [ids[hit["work"]] for hit in answer["hits"]])
        for one, answer in zip(asked, answers, strict=True)
    }


def test_every_count_is_that_of_a_filter_in_pandas(page, built):
    """Within a facet any ticked value does, across facets all must; a value counts what its tick would show."""
    works = pd.read_parquet(built / "var/dataset/works.parquet").set_index("id").sort_index()
    having = {}
    for facet, column in COLUMNS.items():
        values = works[column].dropna().astype(str).str.split("; ").explode()
        for value in sorted(one for one in values.unique() if one):
            having[facet, value] = pd.Series(works.index.isin(values[values == value].index), works.index)
    choose = random.Random(11)
    states = []
    for _ in range(SELECTIONS):
        filters = {}
        for facet, value in choose.sample(sorted(having), choose.choice((1, 2, 2, 3, 4))):
            filters.setdefault(facet, []).append(value)
        span = {"from": "2020", "to": str(choose.randint(2020, 2025))} if choose.random() < 0.3 else {}
        states.append({"filters": filters, "cards": False, **span})
    year = works["date"].fillna("").str[:4]
    expected = []
    for state in states:
        within = {
            facet: functools.reduce(lambda a, b: a | b, (having[facet, one] for one in values))
            for facet, values in state["filters"].items()
        }
        if "from" in state:
            within["span"] = year.between(state["from"], state["to"])
        counts = {}
        for (facet, value), has in having.items():
            others = (one for name, one in within.items() if name != facet)
            counts[f"{facet}:{value}"] = int(functools.reduce(lambda a, b: a & b, others, has).sum())
        all_of = functools.reduce(lambda a, b: a & b, within.values())
        expected.append((int(all_of.sum()), counts))
    engine(page)

    answers = ask(page, states)

    found = [
        (answer["total"], {
            f"{facet['name']}:{value}": works
            for facet in answer["facets"] if facet["name"] in COLUMNS for value, _, works in facet["values"]
        })
        for answer in answers
    ]  # fmt: skip
    assert expected == found


def test_a_search_is_an_address(page, address):
    """Ticks and words make one address; the way back leads to what was there before; a copy shows the same."""
    from playwright.sync_api import expect

    page.get_by_label("Search titles").fill("recognition")
    page.keyboard.press("Enter")
    words = status(page)
    page.locator("fieldset[data-facet=region] input").first.check()
    page.wait_for_url("**region=*")
    both = status(page)
    copied = page.url
    page.go_back()
    page.wait_for_url("**?q=recognition")
    expect(page.locator("#status")).to_have_text(words)
    page.goto(copied)

    assert both == status(page)
    assert words != both
    assert copied.startswith(f"{address}?q=recognition&region=")
    assert page.locator("article.card").count() > 0
    assert page.locator("article .hit").first.inner_text().lower().startswith("recogni")


def test_one_order_of_parts_makes_one_address(page, address):
    """However the parts of an address are ordered, and whatever else it says, the page has them in the one order."""
    page.goto(f"{address}?to=2024&kind=report&region=europe&q=skills&kind=news&utm=x&region=africa")
    status(page)
    opened = page.url
    page.locator("#orders a", has_text="title").click()
    page.wait_for_url("**sort=title")

    ordered = f"{address}?q=skills&region=africa&region=europe&kind=news&kind=report&to=2024"
    assert (ordered, f"{ordered}&sort=title") == (opened, page.url)


def test_it_searches_from_a_folder(site, browser):
    """A copy on a stick needs no server: the data come as scripts."""
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((site / "search/index.html").as_uri() + "?q=recognition+africa&kind=report")

    assert "of 656 works" in status(page)
    assert page.locator("article.card").count() > 0
    assert [] == said
    page.close()


def test_the_keyboard_is_enough(page):
    """From the field to the ticks; a tick keeps the focus when the counts change."""
    from playwright.sync_api import expect

    page.get_by_label("Search titles").focus()
    page.keyboard.type("skills")
    page.keyboard.press("Enter")
    before = status(page)
    page.locator("fieldset[data-facet=kind] input").first.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**kind=*")
    expect(page.locator("#status")).not_to_have_text(before)
    status(page)

    assert page.evaluate("document.activeElement.checked && document.activeElement.name") == "kind"
    assert page.evaluate("document.querySelector('[role=status]').id") == "status"


def test_what_cannot_be_found_or_understood_is_said(page, address):
    """A word with a wrong letter leads to the right one, a question with a hole to what is wrong with it."""
    page.goto(f"{address}?q=recogniton")
    assert "0 of 656" in status(page)
    page.get_by_role("link", name="recognition", exact=True).click()
    page.wait_for_url("**q=recognition")
    assert not status(page).startswith("0 ")

    page.goto(f'{address}?q="skills')
    page.locator(".stop").wait_for()
    assert "quotation mark" in page.locator(".stop").inner_text()


def test_a_file_that_does_not_come_is_no_empty_result(browser, address):
    """When data are missing the page says so, and does not say that there is nothing."""
    page = browser.new_page()
    page.route("**/search/base.js", lambda route: route.abort())
    page.goto(f"{address}?q=skills")
    page.locator(".stop").wait_for()

    assert "Nothing is known of the result" in page.locator(".stop").inner_text()
    page.close()


@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar"])
def test_results_are_told_in_the_language_of_the_page(browser, address, code):
    """Dates and the languages of works are said as the pages say them."""
    page = browser.new_page()
    page.goto(
        f"{address if code == 'en' else address.replace('search/', f'{code}/search/')}?language=ko&sort=date"
    )
    status(page)
    lines = page.locator("article.card .by").all_inner_texts()
    said = page.locator("article.card time").evaluate_all(
        "all => all.map((one) => [one.dateTime, one.textContent])"
    )
    page.close()

    locale = LOCALE if code == "en" else code
    assert len(said) > 3
    assert [[date, day(date, locale)] for date, _ in said] == said
    assert all(language_name("ko", locale) in line for line in lines)


@pytest.mark.parametrize("width", [320, 1440])
def test_results_fit_the_window(browser, address, width):
    """On a small phone too, with results, filters and pages of results."""
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(f"{address}?q=micro-credentials&region=africa&region=europe")
    status(page)

    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    page.close()


def test_without_javascript_the_filters_are_links(browser, address):
    """Each value leads to its page, and the newest works stand there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("article.card").count() == 10

    link = page.locator("fieldset[data-facet=region] a").first
    region = link.locator("span").first.inner_text()
    link.click()

    assert region in page.locator("h1").inner_text()
    context.close()
