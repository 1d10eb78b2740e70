"""Links as answers write them: made whole, and asked for only where they lead to the web."""

from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.http import Response

from corpus.urls import is_web
from spiders.failures import Broken

__all__ = ["NOT_WEB", "follow", "joined"]

NOT_WEB = "address is not http(s)"
"""Why a candidate is dropped whose link leads nowhere, to a script or to a mailbox."""


def joined(response: Response, link: str) -> str:
    """The whole address of a link that stands in an answer; empty for what is none, such as ``http://[``."""
    try:
        return response.urljoin(link)
    except ValueError:
        return ""


def follow(response: Response, link: str, callback: Callable[..., Any], **more: Any) -> Request:
    """
    A request for a link that stands in an answer.

    Args:
        more: What else ``Request`` takes.

    Raises:
        Broken: It does not lead to the web.
    """
    url = joined(response, link)
    if not is_web(url):
        raise Broken(f"leads on to what is no http(s) address: {(url or link)[:100]!r}")
    return Request(url, callback, **more)
