"""What a failure means: what came in place of the answer, and where the source went."""

from collections.abc import Awaitable, Callable

from scrapy import Request
from scrapy.http import Response

from corpus.answers import Answer
from spiders.failures import Failure
from spiders.moved import where_it_went
from spiders.sheet import Source
from spiders.walls import standing_in_the_way

__all__ = ["explained", "in_the_way"]

Fetch = Callable[[str, Request], Awaitable[tuple[Answer, Response]]]


def in_the_way(failure: Failure) -> str:
    """The reason of a failure, with what came in place of the answer that was asked for."""
    wall = standing_in_the_way(failure.page) if failure.page is not None else ""
    return f"{wall} came instead: {failure}" if wall and wall not in str(failure) else str(failure)


async def explained(source: Source, failure: Failure, fetch: Fetch) -> tuple[str, str]:
    """
    The reason why a source could not be read, and its new address where its site names one.

    Args:
        fetch: Asks the site's first page, if the source is a feed.
    """
    reason = in_the_way(failure)
    if failure.outcome != "broken":
        return reason, ""

    async def ask(request: Request) -> Response:
        return (await fetch(source.id, request))[1]

    found = await where_it_went(source, failure.page, ask)
    if not found:
        return reason, ""
    return (
        f'{reason}; it has moved: its site now names another feed, so put url = "{found}" into the sheet',
        found,
    )
