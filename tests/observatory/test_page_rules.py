"""Every kind of page held against rules that others wrote: of accessibility (axe) and of HTML (html-validate)."""

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from browsing import in_browser

TOOLS = Path(__file__).parents[1] / "web" / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
VALIDATE = TOOLS / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).parents[1] / "web" / "html-validate.json"
ONCE = (
    "works/acqf-4th-forum-victoria-2024/index.html", "works/index.html", "facets/region/africa/index.html",
    "facets/region/ke/index.html", "facets/theme/policy/index.html", "facets/driver/skills-gaps/index.html",
    "facets/kind/event/index.html", "facets/year/2024/index.html", "facets/language/fr/index.html",
    "facets/publisher/unesco/index.html", "facets/publisher/cedefop/index.html",
    "families/nelc-future-of-higher-education/index.html", "facets/region/africa/driver/skills-gaps/index.html",
    "sources/collection_africa/index.html", "404.html",
)  # fmt: skip
LEADING = (
    "index.html", "search/index.html", "facets/region/index.html", "facets/theme/index.html", "facets/publisher/index.html",
    "gaps/index.html", "gaps/theme/index.html", "coverage/index.html", "rankings/driver/index.html", "definitions/index.html",
    "definitions/flexible/index.html", "sources/index.html", "changes/index.html", "data/index.html", "families/index.html",
    "method/index.html", "about/index.html", "privacy/index.html", "accessibility/index.html",
)  # fmt: skip

FROM_RIGHT_TO_LEFT = tuple(
    f"ar/{name}"
    for name in LEADING
    if name.split("/")[0] in ("index.html", "search", "gaps", "rankings", "definitions", "sources", "changes")
)

pytestmark = [
    pytest.mark.skipif(not AXE.is_file(), reason="npm ci was not run in tests/web"),
    in_browser,
]


@pytest.fixture
def site(built) -> Path:
    return built / "var/site"


@pytest.fixture(scope="module")
def page(browser):
    # The rules are put into pages whose own policy forbids it.
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def against_axe(page, file: Path, *rules: str) -> list[tuple[str, str]]:
    """The rules that a page breaks, each with the first place; all rules unless some are named."""
    page.goto(file.as_uri())
    page.add_script_tag(path=AXE)
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]


@pytest.mark.parametrize("name", [*ONCE, *LEADING, *FROM_RIGHT_TO_LEFT])
def test_a_page_breaks_no_rule_of_accessibility(site, page, name):
    """In the light, and in the dark as far as colours go; Arabic ones from right to left."""
    page.emulate_media(color_scheme="light")
    light = against_axe(page, site / name)
    page.emulate_media(color_scheme="dark")
    dark = against_axe(page, site / name, "color-contrast", "link-in-text-block")

    assert ([], []) == (light, dark)


def test_no_page_breaks_a_rule_of_html(site):
    """Of every kind of page one, in the main language and from right to left."""
    names = [*ONCE, *LEADING, *FROM_RIGHT_TO_LEFT]
    done = subprocess.run(
        ["node", VALIDATE, "--config", RULES, "--formatter", "text", *names],
        cwd=site, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "" == done.stdout + done.stderr


def test_no_link_within_the_whole_site_is_broken(site):
    """Files that links name exist, and what follows a # is an id there; all pages, all languages."""
    links, ids = {}, {}
    for path in sorted(site.rglob("*.html")):
        text = re.sub(r"<script.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        ids[path] = set(re.findall(r'\sid="([^"]+)"', text))
        if path.name != "404.html":
            links[path] = set(re.findall(r'\s(?:href|src)="([^"]*)"', text))
    broken = []
    for path, found in links.items():
        for link in found:
            way, _, place = link.partition("#")
            if re.match(r"[a-z]+:", way):
                continue
            way = way.partition("?")[0]
            target = Path(os.path.normpath(path.parent / unquote(way))) if way else path
            if not (target in ids or target.is_file()) or (
                place and unquote(place) not in ids.get(target, ())
            ):
                broken.append((path.relative_to(site).as_posix(), link))

    assert [] == broken
