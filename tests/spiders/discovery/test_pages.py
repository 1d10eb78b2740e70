"""Lists of many layouts and languages, written for this: cards, tables, lines, menus beside them."""

import json
from datetime import date
from pathlib import Path

import pytest
from scrapy import Request

from observatory.evaluation.proposals import measure_proposals
from spiders.discovery.proposal import propose, saved_answer
from spiders.listing import ListingSpider
from spiders.sheet import Source

PAGES = Path(__file__).parent / "pages"
URL = "https://example.org/list"
TODAY = date(2027, 1, 1)
FURTHER = {
    path.name.removesuffix(".compare.json"): following
    for path in sorted(PAGES.glob("*.compare.json"))
    if (following := json.loads(path.read_text(encoding="utf-8")).get("next"))
}


def test_most_layouts_are_read_whole():
    """The mean over all pages keeps its floor; those that are not read whole are named where it does not."""
    measured = measure_proposals(PAGES, None)

    assert measured.cases >= 50
    assert measured.score >= 0.95, measured.worst[:5]


@pytest.mark.parametrize("name", sorted(FURTHER))
def test_the_next_page_is_asked_for(name):
    """Whatever the way on is called or counted by, the harvest goes there with the proposed sheet."""
    answer = saved_answer(URL, (PAGES / f"{name}.html").read_bytes())
    proposal = propose(answer, today=TODAY)
    assert proposal is not None
    given = {"id": "made_up", "title": "?", "publisher": "?", "kind": "listing", "url": URL}
    source = Source.model_validate(given | {"listing": proposal.table})

    found = ListingSpider(source, today=TODAY).parse(answer)

    assert [FURTHER[name]] == [one.url for one in found if isinstance(one, Request)]
