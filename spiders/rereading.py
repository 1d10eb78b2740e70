"""Reading a kept answer again, with the sheet and the code of today."""

from collections.abc import Mapping
from datetime import date

from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from corpus.values import Item
from spiders.failures import Failure
from spiders.kinds import SPIDERS
from spiders.sheet import Source
from spiders.spider import SourceSpider

__all__ = ["answer_of", "reader_of", "reread"]


def answer_of(url: str, body: bytes, media_type: str | None) -> Response:
    """The response that Scrapy would make of a kept body."""
    headers = {"Content-Type": media_type} if media_type else {}
    form = responsetypes.from_args(
        headers={k.encode(): v.encode("latin-1") for k, v in headers.items()}, url=url, body=body
    )
    return form(url=url, status=200, body=body, headers=headers)


def reader_of(source: Source) -> str:
    """Which sheet and code would read this source now; empty for a kind that nothing reads."""
    return _spider(source, date.min).reader if source.kind in SPIDERS else ""


def reread(
    source: Source, url: str, body: bytes, media_type: str | None, *, today: date
) -> Mapping[str, Item]:
    """
    The items that a list, feed or file gives now, by key; empty when it cannot be read any more.

    Args:
        url: Where the body came from.
        body: As received.
        today: The day against which impossible dates are judged.
    """
    if source.kind not in SPIDERS:
        return {}
    items: dict[str, Item] = {}
    try:
        for found in _spider(source, today).parse(answer_of(url, body, media_type)):
            if isinstance(found, Item):
                items.setdefault(found.key, found)
    except Failure:
        return {}
    return items


def _spider(source: Source, today: date) -> SourceSpider:
    return SPIDERS[source.kind](source, today=today)
