"""Which spider reads which kind of source."""

from collections.abc import Callable, Mapping
from typing import Any

from spiders.api import ApiSpider
from spiders.auto import AutoSpider
from spiders.calendar import CalendarSpider
from spiders.collection import CollectionSpider
from spiders.feed import FeedSpider
from spiders.listing import ListingSpider
from spiders.oai import OaiSpider
from spiders.sheet import Source
from spiders.sitemap import SitemapSpider
from spiders.sites import SITES
from spiders.spider import SourceSpider

__all__ = ["SPIDERS"]


def _of_a_site(source: Source, **named: Any) -> SourceSpider:
    assert source.site is not None  # the sheet's word
    return SITES[source.site.spider](source, **named)


SPIDERS: Mapping[str, Callable[..., SourceSpider]] = {
    "api": ApiSpider,
    "auto": AutoSpider,
    "calendar": CalendarSpider,
    "collection": CollectionSpider,
    "feed": FeedSpider,
    "listing": ListingSpider,
    "oai": OaiSpider,
    "site": _of_a_site,
    "sitemap": SitemapSpider,
}
