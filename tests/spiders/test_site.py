"""Sites whose publishing system has a spider of its own."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError
from scrapy.http import HtmlResponse, JsonResponse, Request

from corpus.values import WITHDRAWN, Dropped, Item
from spiders.failures import Broken
from spiders.kinds import SPIDERS
from spiders.sheet import Source
from spiders.site_parameters import PARAMETERS
from spiders.sites import SITES

API = "https://e.org/wp-json/tribe/events/v1/events"


def spider(url=API, **parameters):
    site = {"spider": "tribe", "parameters": parameters}
    source = Source(id="s", title="S", publisher="P", kind="site", url=url, site=site)
    return SPIDERS["site"](source, today=date(2026, 3, 5))


def event(number, **more):
    venue = {"venue": "Hall &#038; Court", "city": "Lusaka", "country": "Zambia"}
    return {
        "id": number, "url": f"https://e.org/event/{number}", "title": f"Event {number}", "venue": venue,
        "description": "<p>About</p>", "start_date": "2026-04-01 09:00:00", "end_date": "2026-04-01 17:00:00", **more,
    }  # fmt: skip


def test_every_spider_says_what_its_sheets_may_give_and_is_documented():
    """The two tables name the same spiders; each parameter stands in the documentation."""
    text = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")

    assert set(SITES) == set(PARAMETERS)
    for name, model in PARAMETERS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        assert set(model.model_fields) <= set(re.findall(r"`(\w+)`", row))


def test_events_come_from_the_api_over_its_pages():
    """One day has no end; several days have; the place is put together; a cancelled one is withdrawn."""
    one = spider(back=10, categories=["webinars"])
    (request,) = one.first_requests()
    events = [event(1), event(2, end_date="2026-04-03 12:00:00", venue=[]), event(3, status="canceled"), "x"]
    answer = {"events": events, "next_rest_url": f"{API}?page=2"}

    found = list(one.parse(JsonResponse(API, body=json.dumps(answer).encode(), request=request)))

    first, second, third, odd, following = found
    assert f"{API}?per_page=50&page=1&start_date=2026-02-23&categories=webinars" == request.url
    assert ("1", "Event 1", "2026-04-01", None, "Hall & Court, Lusaka, Zambia", "event", "About") == (
        first.key, first.title, first.date.value, first.end_date, first.place, first.kind, first.abstract,
    )  # fmt: skip
    assert ("2026-04-03", None) == (second.end_date.value, second.place)
    assert (WITHDRAWN, "not an event") == (third.reason, odd.reason)
    assert f"{API}?page=2" == following.url


def test_events_come_from_json_ld_where_the_api_is_off():
    """The page of events holds the same; what is no event, or no JSON, is passed over."""
    data = [
        {"@type": "Organization", "name": "E"},
        {"@type": "Event", "name": "Event", "url": "https://e.org/1", "startDate": "2026-04-01T09:00:00+02:00",
         "endDate": "2026-04-02T09:00:00+02:00",
         "location": {"name": "Hall", "address": {"addressLocality": "Lusaka", "addressCountry": "ZM"}}},
        {"@type": "Event", "name": "Off", "url": "https://e.org/2", "eventStatus": "https://schema.org/EventCancelled"},
    ]  # fmt: skip
    scripts = f'<script type="application/ld+json">{json.dumps(data)}</script><script type="application/ld+json">{{</script>'
    page = HtmlResponse(
        "https://e.org/events/", body=scripts.encode(), request=Request("https://e.org/events/")
    )

    item, dropped = spider(url="https://e.org/events/").parse(page)

    assert [Item, Dropped] == [type(item), type(dropped)]
    assert ("Event", "2026-04-01", "2026-04-02", "Hall, Lusaka, ZM") == (
        item.title, item.date.value, item.end_date.value, item.place,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (
            JsonResponse(API, body=b'{"code": "x", "message": "No route"}'),
            "JSON without events; it says: No route",
        ),
        (JsonResponse(API, body=b'{"events": ['), "JSON that cannot be read"),
        (HtmlResponse(API, body=b"<html></html>"), "give the address of its API"),
    ],
)
def test_what_has_no_events_is_said(response, reason):
    """The reason says what to do."""
    with pytest.raises(Broken, match=re.escape(reason)):
        list(spider().parse(response))


@pytest.mark.parametrize(
    ("site", "problem"),
    [
        ({"spider": "tribes"}, "unknown spider 'tribes'; known are tribe"),
        (
            {"spider": "tribe", "parameters": {"backwards": 3}},
            "parameters.backwards: no such key",
        ),
    ],
)
def test_a_mistake_in_the_sheet_is_told(site, problem):
    """An unknown spider or parameter is found when the sheet is read."""
    with pytest.raises(ValidationError, match=re.escape(problem)):
        Source(id="s", title="S", publisher="P", kind="site", url=API, site=site)
