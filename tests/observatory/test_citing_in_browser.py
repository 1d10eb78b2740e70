"""A search that was cited on its page is done again there, in the state that its address names."""

import random

import pandas as pd
import pytest
from browsing import COLUMNS, in_browser, serving

from index.reading import open_index
from observatory.commands.opening import open_folder
from observatory.snapshots.citations import answered, read_search

pytestmark = in_browser

SHEET = 'kind = "collection"\nfile = "bees.csv"\nlanguages = ["en"]\n[expect]\nat_least = 0\n'
BEFORE = (
    "honey,Skills for honey,https://example.org/honey,report,2024,Bees give skills and income.",
    "hives,Skills in hives,https://example.org/hives,report,2023,On skills of keepers.",
    "wax,Wax,https://example.org/wax,report,2022,On candles.",
)
AFTER = (
    "honey,Skills for honey,https://example.org/honey,report,2024,Bees give skills and income and more skills.",
    "hives,In hives,https://example.org/hives,report,2023,On keepers.",
    "wax,Wax,https://example.org/wax,report,2022,On candles.",
    "mead,Skills in mead,https://example.org/mead,report,2025,On skills.",
)


TICKED = "?q=skills&kind=news&kind=report&from=2024&sort=title"
SELECTIONS = 60


def harvested(here, lines):
    """Write the collection and run the main job."""
    here.sheet("bees", SHEET)
    rows = "\n".join(("id,title,url,kind,date,note", *lines))
    (here.folder / "collections").mkdir(exist_ok=True)
    (here.folder / "collections/bees.csv").write_text(f"{rows}\n", encoding="utf-8")
    here.run("run")


@pytest.fixture
def address(here):
    with serving(here.folder / "var/site") as served:
        yield f"{served}search/index.html"


def test_a_cited_search_is_done_again_and_says_what_entered_and_left(here, address, browser):
    """
    The page gives the address that the command gives; after another harvest it answers as it did, and compares,
    also from a folder without a server. What is ticked is cited like the words.
    """
    harvested(here, BEFORE)
    cited = here.run("cite", "skills").strip().splitlines()[-1]
    page = browser.new_page()
    page.set_default_timeout(90_000)
    page.goto(f"{address}?q=skills")
    page.locator("#cite").click()
    shown = page.locator("#cited a").inner_text()
    cited_ticks = here.run("cite", TICKED).strip().splitlines()
    page.goto(f"{address}{TICKED}")
    page.locator("#cite").click()
    shown_ticks = page.locator("#cited a").inner_text()
    harvested(here, AFTER)
    page.goto(shown)
    page.locator("#cited", has_text="Today").wait_for()
    page.locator("#cited", has_text="Left").wait_for(state="attached")
    told = page.locator("#cited").inner_text()
    ids = page.locator("#cited a").all_inner_texts()
    page.goto(shown.replace("count=2", "count=3"))
    page.locator("#cited", has_text="Left").wait_for(state="attached")
    wrong = page.locator("#cited").inner_text()
    folder = (here.folder / "var/site/search/index.html").as_uri()
    page.goto(f"{folder}?{shown.partition('?')[2]}")
    page.locator("#cited", has_text="Left").wait_for(state="attached")
    from_folder = page.locator("#cited").inner_text()
    page.close()
    replayed = here.run("replay", shown)

    assert f"{address}{cited}" == shown
    assert "2 works, the same as cited, in the same order. Today 2." in told
    assert "Entered: 1" in told
    assert "Left: 1" in told
    assert f"+ {ids[0]}" in replayed
    assert f"- {ids[1]}" in replayed
    assert "not as cited (3)" in wrong
    assert told == from_folder
    assert f"{address}{cited_ticks[-1]}" == shown_ticks
    assert "search for “skills”, kind news or report, from 2024, 1 work." in cited_ticks[0]
    assert here.run("replay", shown_ticks).startswith("reproduced: 1 work in the same order")


def test_no_more_states_stay_searchable_than_the_settings_say(here):
    """
    What only a forgotten state had goes with it.
    """
    settings = here.folder / "observatory.toml"
    settings.write_text(settings.read_text().replace("[shipped]", "[store]\nsearchable = 1\n[shipped]"))
    for lines in (BEFORE, AFTER, BEFORE[:2]):
        harvested(here, lines)

    search = here.folder / "var/site/search"
    states = sorted(path.name for path in search.glob("state-*.js"))
    kept = sum(path.stat().st_size for path in (search / "kept").iterdir())

    assert 2 == len(states)
    assert 0 < kept < sum(path.stat().st_size for path in search.glob("*.js"))


def selections(works):
    """Addresses with ticks of every facet, with and without words, years and orders."""
    choose = random.Random(11)
    for number in range(SELECTIONS):
        work = works.iloc[choose.randrange(len(works))]
        word = choose.choice(["", "skills", "learning OR policy", "quality NOT africa"])
        ticked = []
        for facet in choose.sample(sorted(COLUMNS), 2):
            known = "" if pd.isna(work[COLUMNS[facet]]) else str(work[COLUMNS[facet]])
            ticked += [(facet, value) for value in known.split("; ")[:2] if value]
        year = str(work["date"])[:4] if number % 3 == 0 and not pd.isna(work["date"]) else ""
        order = choose.choice(["", "title", "date"])
        yield word, ticked, year, order


def test_every_selection_is_answered_alike_by_page_and_command(built, browser, monkeypatch):
    """
    The same works in the same order, whatever is ticked.
    """
    monkeypatch.chdir(built)
    home = open_folder(None)
    cases = list(selections(pd.read_parquet(built / "var/dataset/works.parquet")))
    expected, asked = [], []
    with open_index(home.index, home.book()) as index:
        for word, ticked, year, order in cases:
            parts = [("q", word), *ticked, ("from", year), ("sort", order)]
            text = "&".join(f"{name}={value}" for name, value in parts if value)
            expected.append(list(answered(index, read_search(f"?{text}"))[0]))
            filters = {name: [one for key, one in ticked if key == name] for name, _ in ticked}
            asked.append(
                {"q": word, "filters": filters, "from": year, "sort": order, "cards": False, "ids": True}
            )
    with serving(built / "var/site") as served:
        page = browser.new_page()
        page.goto(f"{served}search/index.html")
        page.add_script_tag(url="../static/search-engine.js")
        page.evaluate("searchEngine.begin(new URL('./', location.href).href)")
        found = page.evaluate(
            "async (all) => { const ids = []; for (const one of all) ids.push((await searchEngine.search(one)).ids); return ids; }",
            asked,
        )
        page.close()

    assert expected == found
    assert sum(map(bool, found)) > SELECTIONS / 2
