"""Taking along in a real browser: references of a search are read back by libraries, over the network and from a folder."""

import csv
import gzip
import json
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import bibtexparser
import pandas as pd
import pytest
import rispy
from browsing import in_browser, serving
from playwright.sync_api import expect

ASKED = "search/index.html?region=africa&theme=policy#take"

pytestmark = in_browser


@pytest.fixture(scope="module")
def site(built) -> Path:
    return built / "var/site"


@pytest.fixture(scope="module")
def served(site):
    """The site, served with the headers that the documentation asks for."""
    documented = (Path(__file__).parents[2] / "docs/taking.md").read_text().partition("## Headers")[2]
    headers = [line.split(": ", 1) for line in documented.split("```")[1].strip().splitlines()]
    assert "Content-Security-Policy" == headers[0][0]

    with serving(site, headers) as address:
        yield address


@pytest.fixture
def page(browser):
    context = browser.new_context()
    opened = context.new_page()
    said = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    asked: list[str] = []
    opened.asked = asked
    yield opened
    context.close()

    assert [] == said


@pytest.fixture(params=["served", "folder"])
def address(request, site):
    """The site over the network, and from a folder, where scripts may fetch nothing."""
    return request.getfixturevalue("served") if request.param == "served" else f"{site.as_uri()}/"


@pytest.fixture(scope="module")
def expected(site) -> list[str]:
    """The works that the dataset has for the same values."""
    tags = pd.read_csv(site / "data/tags.csv", keep_default_na=False)
    both = [
        set(tags[(tags.scheme == scheme) & (tags.concept == concept)].work)
        for scheme, concept in (("region", "africa"), ("theme", "policy"))
    ]
    return sorted(both[0] & both[1])


def taken(page, name: str) -> str:
    """What is saved when a button is pressed."""
    with page.expect_download() as waiting:
        page.locator("#take").get_by_role("button", name=name, exact=True).click()
    return Path(waiting.value.path()).read_text("utf-8")


def test_what_is_found_is_taken_along_without_loss(page, address, expected, site):
    """All four formats hold just the works that the dataset has for these values, each as its own page has it."""
    page.goto(f"{address}{ASKED}")
    page.locator("#status strong").wait_for()
    ris, bib, csl, table = (taken(page, name) for name in ("RIS", "BibTeX", "CSL-JSON", "CSV"))

    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    known = {one["id"]: one for one in json.loads((site / "works/works.json").read_bytes())}
    assert expected == sorted(row["id"] for row in rispy.loads(ris))
    assert expected == sorted(row["ID"] for row in bibtexparser.loads(bib, parser).entries)
    assert expected == sorted(row["id"] for row in csv.DictReader(StringIO(table)))
    assert [known[one["id"]] for one in json.loads(csl)] == json.loads(csl)
    assert expected == sorted(one["id"] for one in json.loads(csl))


def test_what_is_found_is_cited_in_each_style(page, address, expected, site):
    """Each work once, as the file of all works has it, in the order of the alphabet; none is left out."""
    page.goto(f"{address}{ASKED}")
    page.locator("#status strong").wait_for()
    made = {name: taken(page, name).strip().split("\n\n") for name in ("APA", "Chicago", "Harvard", "MLA")}

    whole = (site / "works/citations.txt").read_text("utf-8").strip().split("\n\n\n")
    known = {style: set(lines) for style, *lines in (part.split("\n\n") for part in whole)}
    assert {name: len(expected) for name in known} == {name: len(lines) for name, lines in made.items()}
    assert {name: set() for name in known} == {name: set(lines) - known[name] for name, lines in made.items()}
    assert [min(made["APA"], key=str.casefold)] == made["APA"][:1]


def test_the_references_come_in_the_order_of_the_results(page, served):
    """The first of the list is the first in the file."""
    page.goto(f"{served}search/index.html?q=skills#take")
    page.locator("#asked", has_text="skills").wait_for(state="attached")
    page.locator("#hits:not([aria-busy])").wait_for()
    shown = page.locator("#hits article h2 a").evaluate_all("all => all.map((one) => one.href)")
    rows = rispy.loads(taken(page, "RIS"))

    assert [f"{served}works/{row['id']}/index.html" for row in rows[: len(shown)]] == shown


def test_a_search_names_its_feed_and_its_citation(page, served, site):
    """A pair that has a feed is followed by it; a search for words by none, which is said; both can be cited."""
    page.goto(f"{served}{ASKED}")
    link = page.locator("#take-feed a")
    link.wait_for()
    feed = link.get_attribute("href")
    cited = page.locator("#take-cite").inner_text()
    page.locator("#q").fill("skills")
    page.locator("#q").press("Enter")
    page.locator("#take-cite", has_text="skills").wait_for(state="attached")

    assert f"{served}facets/region/africa/theme/policy/feed.xml" == feed
    assert (site / "facets/region/africa/theme/policy/feed.xml").is_file()
    assert cited.endswith(f"{served}search/index.html?region=africa&theme=policy")
    assert page.locator("#take-feed").inner_text().startswith("No feed follows just this search")


def test_a_list_leads_to_the_search_for_the_same_works(page, served, site):
    """The page of a pair has no file of its own; the search that it leads to finds as many works and is opened there."""
    page.goto(f"{served}facets/region/africa/theme/policy/index.html")
    works = page.locator(".lede .n").first.inner_text()
    page.get_by_role("link", name="RIS, BibTeX, CSL-JSON, CSV, APA, Chicago, Harvard, MLA").click()

    # The page as it was built says how many works there are in all; the search follows.
    expect(page.locator("#status strong")).to_have_text(works.split()[0])
    assert page.locator("#take[open]").is_visible()


def test_a_saved_question_leads_to_the_search_for_the_same_works(page, served, site):
    """As many works are found, and the search names the feed of the question."""
    asked = sorted(path.parent.name for path in site.glob("questions/*/index.html"))
    for name in asked:
        page.goto(f"{served}questions/{name}/index.html")
        works = page.locator(".lede").inner_text().split()[0]
        page.get_by_role("link", name="Cite this list").click()
        expect(page.locator("#status strong")).to_have_text(works)
        expect(page.locator("#take-feed a")).to_have_attribute("href", f"{served}questions/{name}/feed.xml")

    assert asked


def test_the_offline_copy_is_searched_from_a_folder(page, site, tmp_path, expected):
    """Unpacked elsewhere, without a server: facets and words find what the site finds, and pages open."""
    with ZipFile(site / "offline.zip") as archive:
        archive.extractall(tmp_path)
    page.goto(f"{tmp_path.as_uri()}/{ASKED.removesuffix('#take')}")
    expect(page.locator("#status strong")).to_have_text(str(len(expected)))
    page.locator("#q").fill("qualifications")
    page.locator("#q").press("Enter")
    page.locator("#asked", has_text="qualifications").wait_for(state="attached")
    page.locator("#hits:not([aria-busy]) article h2 a").first.click()
    page.locator("#cite").wait_for()

    assert page.url.startswith(f"{tmp_path.as_uri()}/works/")
    assert {url.partition("://")[0] for url in page.asked} == {"file"}


def test_pages_of_facets_are_small(site):
    """Compressed, each comes in the first answer that a server may send at once: 14 kB."""
    large = {
        path.relative_to(site).as_posix(): size
        for path in sorted(site.glob("facets/**/*.html"))
        if (size := len(gzip.compress(path.read_bytes(), 6))) > 14_000
    }

    assert {} == large


def test_no_page_asks_anyone_else(page, served, site):
    """Over all kinds of pages each request goes to the site itself, and the policy forbids the rest."""
    kinds = {}
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parts
        kinds.setdefault(
            (len(parts), *parts[:1], *parts[3:4][: len(parts) > 5]), path.relative_to(site).as_posix()
        )
    for name in kinds.values():
        page.goto(f"{served}{name}")

    assert len(kinds) > 20
    assert [] == [url for url in page.asked if not url.startswith(served)]


def test_the_reference_of_one_work_is_saved_from_its_page(page, address, site):
    """Without a script and without another file."""
    work = json.loads((site / "works/works.json").read_bytes())[0]["id"]
    page.goto(f"{address}works/{work}/index.html")
    with page.expect_download() as waiting:
        page.locator("#cite").get_by_role("link", name="RIS").click()

    assert f"{work}.ris" == waiting.value.suggested_filename
    assert [work] == [row["id"] for row in rispy.loads(Path(waiting.value.path()).read_text("utf-8"))]
