"""Why a source could not be read, in words that a person can act on."""

import json
from typing import Any

from scrapy import exceptions as scrapy_errors
from scrapy.exceptions import IgnoreRequest
from twisted.internet import error as twisted_errors
from twisted.web.client import ResponseFailed

from corpus.answers import Answer

__all__ = ["Broken", "Failure", "Unreachable", "by_status", "in_words", "words_of"]


class Failure(Exception):  # noqa: N818 - the two below are its names
    """A source, or one page of it, could not be read; the message is the reason in the ledger."""

    outcome = "broken"
    answer: Answer | None = None
    """What the server sent, where it sent something."""


class Broken(Failure):
    """It answered, but not in a form that can be read."""


class Unreachable(Failure):
    """No answer came."""

    outcome = "unreachable"


_STATUS = {
    401: "asks for a login (401)",
    403: "refuses us (403)",
    404: "not found (404); look for its new address",
    410: "gone for good, says its server (410); retire the sheet or find its new address",
    429: "says that we ask too often (429)",
}


def by_status(status: int, said: str = "") -> Broken | None:
    """What an HTTP status means for us, with what the server said; None when it is an answer to read."""
    failure = _by_status(status)
    if failure and said:
        failure.args = (f"{failure}; it says: {said}",)
    return failure


def words_of(body: bytes) -> str:
    """
    What a server says of its refusal in JSON or in a line of plain text; empty when it says nothing such.

    >>> words_of(b'{"status": "failed", "message": [{"message": "No such filter"}]}'), words_of(b"<html>")
    ('No such filter', '')
    """
    text = body[:20_000].decode("utf-8", "replace").strip()
    try:
        said = _said(json.loads(text))
    except ValueError:
        said = text if len(text) < 200 and "<" not in text else ""
    return " ".join(said.split())[:200]


def _said(answer: Any) -> str:
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list):
        return next(filter(None, map(_said, answer)), "")
    if isinstance(answer, dict):
        names = ("message", "detail", "error_description", "errors", "error", "title", "description")
        return next(filter(None, (_said(answer.get(name)) for name in names)), "")
    return ""


def _by_status(status: int) -> Broken | None:
    if status < 400:
        return None if status < 300 else Broken(f"redirects nowhere ({status} without an address)")
    if status in _STATUS:
        return Broken(_STATUS[status])
    return Broken(f"server error ({status})" if status >= 500 else f"refused ({status})")


_UNREACHABLE: tuple[tuple[str, str], ...] = (
    ("CannotResolveHost", "unknown host name"),
    ("DNSLookup", "unknown host name"),
    ("ConnectionRefused", "connection refused"),
    ("Timeout", "no answer in time"),
    ("TimedOut", "no answer in time"),
    ("TLS", "no safe connection (certificate or protocol)"),
    ("SSL", "no safe connection (certificate or protocol)"),
)


def in_words(error: BaseException, limit: int) -> Failure:
    """
    Turn what the downloader raised into a reason.

    Args:
        error: Any exception of Scrapy or Twisted.
        limit: The greatest size of an answer in bytes, for the one that was too big.
    """
    name, said = type(error).__name__, str(error)
    if isinstance(error, Failure):
        return error
    if isinstance(error, IgnoreRequest):
        if "robots" in said.lower():
            return Broken("its robots.txt forbids us to read this address")
        return Broken("redirects in a circle" if "redirect" in said.lower() else f"not asked: {said}")
    if isinstance(error, scrapy_errors.StopDownload) or "Cancelled" in name:
        return Broken(f"its answer is larger than {limit // 1_000_000} MB")
    if "DataLoss" in name or isinstance(error, ResponseFailed | twisted_errors.ConnectionLost):
        return Unreachable("the connection broke in the middle of the answer")
    for part, reason in _UNREACHABLE:
        if part in name:
            return Unreachable(reason)
    return Unreachable(f"no answer ({said or name})" if _is_network(error) else f"{name}: {said}")


def _is_network(error: BaseException) -> bool:
    return isinstance(error, OSError | twisted_errors.ConnectError | twisted_errors.ConnectionClosed)
