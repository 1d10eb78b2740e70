"""A search that was cited on its page is done again there, in the state that its address names."""

import pytest
from browsing import in_browser, serving

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
    The page gives the address that the command gives; after another harvest it answers as it did, and compares.
    """
    harvested(here, BEFORE)
    cited = here.run("cite", "skills").strip().splitlines()[-1]
    page = browser.new_page()
    page.set_default_timeout(90_000)
    page.goto(f"{address}?q=skills")
    page.locator("#cite").click()
    shown = page.locator("#cited a").inner_text()
    harvested(here, AFTER)
    page.goto(shown)
    page.locator("#cited", has_text="State").wait_for()
    page.locator("#cited", has_text="Left").wait_for(state="attached")
    told = page.locator("#cited").inner_text()
    ids = page.locator("#cited a").all_inner_texts()
    page.goto(shown.replace("count=2", "count=3"))
    page.locator("#cited", has_text="Left").wait_for(state="attached")
    wrong = page.locator("#cited").inner_text()
    page.close()
    replayed = here.run("replay", shown)

    assert f"{address}{cited}" == shown
    assert "2 works, the same as cited, in the same order. Today 2." in told
    assert "Entered: 1" in told
    assert "Left: 1" in told
    assert f"+ {ids[0]}" in replayed
    assert f"- {ids[1]}" in replayed
    assert "not as cited (3)" in wrong


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
