"""The Events Calendar, an extension of WordPress that many institutes and networks use.

Its REST API (``/wp-json/tribe/events/v1/events``) gives events in pages. It is switched off on some sites, whose
event pages then hold the same as JSON-LD in their list.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar

from parsel import Selector
from scrapy import Request
from scrapy.http import Response, TextResponse
from w3lib.url import add_or_replace_parameters

from corpus.dates import Method
from corpus.values import WITHDRAWN, Dropped
from spiders.cleaning import plain
from spiders.failures import words_of
from spiders.links import follow
from spiders.site_parameters import TribeParameters
from spiders.spider import Found, SourceSpider

__all__ = ["TribeSpider"]

PER_PAGE = 50


class TribeSpider(SourceSpider):
    """
    Reads a site's events from its REST API, or from the JSON-LD of its list where ``url`` is that page.

    The sheet's ``url`` is the site, its API (with ``/wp-json/``) or its page of events.
    """

    version: ClassVar[int] = 1
    method: ClassVar[Method] = "meta"

    @property
    def parameters(self) -> TribeParameters:
        """What the sheet gives."""
        assert self.source.site is not None  # the sheet's word
        return TribeParameters.model_validate(self.source.site.parameters)

    def first_requests(self) -> Iterator[Request]:
        """The first page of events since the sheet's number of days."""
        url, parameters = self.source.url or "", self.parameters
        self.lists_all = False  # past events fall out of the days that are asked for
        if "/wp-json/" not in url:
            yield Request(url, self.parse)
            return
        asked = {
            "per_page": str(PER_PAGE), "page": "1",
            "start_date": (self.today - timedelta(days=parameters.back)).isoformat(),
        }  # fmt: skip
        if parameters.categories:
            asked["categories"] = ",".join(parameters.categories)
        yield Request(str(add_or_replace_parameters(url, asked)), self.parse)

    def parse(self, response: Response, page: int = 1, **kwargs: Any) -> Iterator[Found]:
        """Read one page of events, in whichever form it came."""
        if response.body.lstrip()[:1] == b"{":
            yield from self._api(response, page)
        elif isinstance(response, TextResponse):
            yield from self._list(response)
        else:
            raise self.broken(f"a {type(response).__name__} instead of events")

    def _api(self, response: Response, page: int) -> Iterator[Found]:
        try:
            answer = json.loads(response.body)
        except (ValueError, RecursionError) as error:
            raise self.broken(f"JSON that cannot be read: {error}") from error
        events = answer.get("events")
        if not isinstance(events, list):
            raise self.broken(f"JSON without events; it says: {words_of(response.body) or 'nothing'}")
        for event in events:
            yield self._event(event) if isinstance(event, dict) else Dropped("not an event", f"page {page}")
        if (following := answer.get("next_rest_url")) and page < self.parameters.pages:
            yield follow(response, str(following), self.parse, cb_kwargs={"page": page + 1})

    def _event(self, event: dict[str, Any]) -> Found:
        url, title = _text(event.get("url")), _text(event.get("title"))
        key = _text(event.get("global_id")) or _text(event.get("id")) or url
        if not key:
            return Dropped("no id and no link, so it could not be found again", "", "", plain(title))
        if _text(event.get("status")) in ("canceled", "cancelled"):
            return Dropped(WITHDRAWN, "cancelled, says its calendar", key, plain(title))
        begins, ends = _text(event.get("start_date"))[:10], _text(event.get("end_date"))[:10]
        return self.item(
            key=key, title=title, url=url, kind="event", date=begins, end_date=ends if ends > begins else "",
            abstract=plain(_text(event.get("description"))), place=_venue(event.get("venue")),
            updated=_text(event.get("modified"))[:10],
        )  # fmt: skip

    def _list(self, response: TextResponse) -> Iterator[Found]:
        found = [event for event in _json_ld(response.selector) if event.get("@type") == "Event"]
        if not found:
            raise self.broken(
                "no events in the page's JSON-LD; give the address of its API (/wp-json/…) as 'url'"
            )
        for event in found:
            url = _text(event.get("url"))
            begins, ends = _text(event.get("startDate"))[:10], _text(event.get("endDate"))[:10]
            if _text(event.get("eventStatus")).endswith("EventCancelled"):
                yield Dropped(WITHDRAWN, "cancelled, says its page", url, plain(_text(event.get("name"))))
                continue
            yield self.item(
                key=url or _text(event.get("@id")), title=_text(event.get("name")), url=url, kind="event",
                date=begins, end_date=ends if ends > begins else "",
                abstract=plain(_text(event.get("description"))), place=_place(event.get("location")),
            )  # fmt: skip


def _json_ld(page: Selector) -> Iterator[dict[str, Any]]:
    for script in page.xpath("//script[@type='application/ld+json']/text()").getall():
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        yield from (one for one in (data if isinstance(data, list) else [data]) if isinstance(one, dict))


def _venue(venue: object) -> str:
    venue = venue[0] if isinstance(venue, list) and venue else venue
    if not isinstance(venue, dict):
        return ""
    names = ("venue", "address", "city", "stateprovince", "country")
    return ", ".join(dict.fromkeys(plain(text) for name in names if (text := _text(venue.get(name)))))


def _place(location: object) -> str:
    if not isinstance(location, dict):
        return ""
    address = location.get("address")
    names = ("streetAddress", "addressLocality", "addressRegion", "addressCountry")
    parts = [location.get("name"), *(address.get(name) for name in names)] if isinstance(address, dict) else [
        location.get("name"), address
    ]  # fmt: skip
    return ", ".join(dict.fromkeys(plain(text) for part in parts if (text := _text(part))))


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
