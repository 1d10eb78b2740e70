"""Each difference between two states has its cause: tried with real harvests of a page that changes."""

import json
from collections import Counter

import pytest

PAGE = """<html><body><ul>
<li><a href="/one">Wallets for learners</a><b>Wallets for all learners in Kenya</b><p>On trust.</p><i>Trust and skills.</i></li>
<li><a href="/two">Skills of nurses</a><b>Skills of nurses in Ghana</b><p>On work.</p><i>Work and automation.</i></li>
<li><a href="/three">A law on badges</a><b>A law on badges in Peru</b><p>On law.</p><i>Law and quality.</i></li>
</ul></body></html>"""

SHEET = """kind = "listing"
url = "{url}"
[listing]
row = "li"
title = "{title}"
link = "a::attr(href)"
abstract = "{abstract}"
"""

CONCEPTS = """scheme = "subject"
title = "Subjects"
[[concept]]
id = "care"
label = {{ en = "Care" }}
labels = {{ en = [{labels}] }}
"""


@pytest.fixture
def state(here, web):
    """Harvests and builds with this page, sheet and concept; gives nothing, the states are kept."""

    def make(page=PAGE, title="a", abstract="p", labels='"nurses"'):
        url = web.put("/list", page, Content_Type="text/html; charset=utf-8")
        here.sheet("press", SHEET.format(url=url, title=title, abstract=abstract))
        (here.folder / "concepts").mkdir(exist_ok=True)
        (here.folder / "concepts/subject.toml").write_text(CONCEPTS.format(labels=labels), encoding="utf-8")
        here.run("harvest")
        here.run("build")

    return make


def causes(here):
    """How many differences between the last two states have each cause, and the cause of each field."""
    found = json.loads(here.run("diff", "--json"))["differences"]
    return Counter(one["cause"] for one in found), {
        (one["before"], one["field"]): one["cause"] for one in found
    }


def test_a_changed_page_is_the_sources_doing(here, state):
    """
    The title, and the tag that hangs on its words.
    """
    state()
    state(page=PAGE.replace("Skills of nurses</a>", "Skills of carers</a>"))

    counts, fields = causes(here)
    assert {"source": counts.total()} == counts
    assert "source" == fields["Skills of nurses", "title"]
    assert ('["title: nurses"]', "subject/care") in fields


def test_a_changed_sheet_or_spider_is_the_parsers_doing(here, state):
    """
    All titles change, and the countries that are now named; none of it is put down to the source.
    """
    state()
    state(title="b")

    counts, fields = causes(here)
    assert {"parser": counts.total()} == counts
    assert 3 == sum(field == "title" for _, field in fields)
    assert {"region/ke", "region/gh", "region/pe"} <= {field for _, field in fields}


def test_a_changed_concept_is_the_concepts_doing(here, state):
    """
    A new label finds another work.
    """
    state()
    state(labels='"nurses", "badges"')

    counts, fields = causes(here)
    assert {"concepts": 1} == counts
    assert {("", "subject/care"): "concepts"} == fields


def test_changes_that_come_together_are_told_apart(here, state):
    """
    The page has another title, the sheet reads another abstract, a concept has another label: each field
    has its own cause, and where one tag has lost its words and another won a label, too.
    """
    state()
    state(
        page=PAGE.replace("Wallets for learners</a>", "Purses for learners</a>"),
        abstract="i",
        labels='"nurses", "purses"',
    )

    counts, fields = causes(here)
    assert {"source", "parser", "concepts+source"} <= set(counts) | {"concepts+source"}
    assert "source" == fields["Wallets for learners", "title"]
    assert "parser" == fields["On trust.", "abstract"]
    assert "parser" == fields["On work.", "abstract"]
    assert ("Skills of nurses", "title") not in fields


def test_a_second_description_is_a_merge(here, state, web):
    """
    Another source that describes the same work better changes its fields by being joined, not by changing.
    """
    state()
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>f</title><link>{web.url}</link><item>
    <title>A law on badges</title><link>{web.url}/three</link><guid>3</guid>
    <pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"""
    here.sheet(
        "wire", f'kind = "feed"\nurl = "{web.put("/feed", feed, Content_Type="application/rss+xml")}"\n'
    )
    here.run("harvest")
    here.run("build")

    counts, fields = causes(here)
    assert {"merge": counts.total()} == counts
    assert ("", "date") in fields


def test_a_build_without_news_keeps_no_new_state(here, state):
    """
    There is nothing to compare, and it says so in one line.
    """
    state()
    here.run("harvest")
    here.run("build", "--again")

    assert "is the oldest state that is kept" in here.run("diff", code=1)


def test_what_changed_is_a_table_of_the_dataset(here, state):
    """
    With the cause and the fields of each change.
    """
    state()
    state(title="b")
    here.run("export", "--to", str(here.folder / "out"))

    rows = [json.loads(line) for line in (here.folder / "out/changes.jsonl").read_text("utf-8").splitlines()]
    assert {"parser"} == {row["cause"] for row in rows}
    assert all("title" in row["fields"] for row in rows)
