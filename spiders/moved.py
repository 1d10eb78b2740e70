"""Sources that moved: where a permanent redirect leads, or which feed the site itself names."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse

from corpus.urls import is_web, joined
from spiders.failures import Failure
from spiders.sheet import Source

__all__ = ["named_feed", "redirected", "where_it_went"]

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
PERMANENT = (301, 308)

Ask = Callable[[Request], Awaitable[Response]]


def redirected(response: Response) -> str:
    """Where permanent redirects led; empty when there were none, or a passing one among them."""
    reasons = response.meta.get("redirect_reasons", []) if response.request else []
    return response.url if reasons and all(reason in PERMANENT for reason in reasons) else ""


def named_feed(response: Response, old: str) -> str:
    """The feed that a page names as its own, other than the old address; empty when there is none."""
    if not isinstance(response, TextResponse) or not response.body.strip():
        return ""
    try:
        links = response.xpath(
            "//link[contains(concat(' ', translate(@rel, 'ALTERN', 'altern'), ' '), ' alternate ')]"
        )
    except ValueError:
        return ""
    for link in links:
        url = joined(response.url, link.attrib.get("href", "").strip())
        if (
            link.attrib.get("type", "").lower() in FEED_TYPES
            and "comment" not in url.lower()
            and url != old
            and is_web(url)
        ):
            return url
    return ""


async def where_it_went(source: Source, page: Response | None, ask: Ask) -> str:
    """
    The feed that the site names in place of a feed that is not there any more; empty when none.

    Args:
        page: What came in place of the feed, if it can be read.
        ask: Gets the site's first page, if ``page`` does not name a feed.
    """
    if source.kind != "feed" or not source.url:
        return ""
    if page is not None and (found := named_feed(page, source.url)):
        return found
    parts = urlsplit(source.url)
    front = f"{parts.scheme}://{parts.netloc}/"
    if page is not None and page.url == front:
        return ""
    try:
        return named_feed(await ask(Request(front, dont_filter=True)), source.url)
    except Failure:
        return ""
