"""Why a source could not be read, in words that a person can act on."""

import json
import zlib
from datetime import datetime
from typing import Any, Self

from scrapy import exceptions as scrapy_errors
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.internet import error as twisted_errors
from twisted.web.client import ResponseFailed

from corpus.answers import Answer

__all__ = [
    "HARD", "SOFT", "TEMPORARY", "Broken", "Circle", "Failure", "Postponed", "Refused", "Unreachable",
    "by_status", "in_words", "words_of",
]  # fmt: skip

HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25
"""How much a failure counts: what will hardly mend itself, what may, what will."""


class Failure(Exception):  # noqa: N818 - those below are its names
    """A source, or one page of it, could not be read; the message is the reason in the ledger."""

    outcome = "broken"
    weight = HARD
    answer: Answer | None = None
    """What the server sent, where it sent something."""
    page: Response | None = None
    """The same, where it can be read."""
    until: datetime | None = None
    """Before then we are asked not to come again."""

    def weighing(self, weight: float) -> Self:
        """The same failure with another weight."""
        self.weight = weight
        return self


class Broken(Failure):
    """It answered, but not in a form that can be read."""


class Refused(Broken):
    """We do not ask it: the address is not one for us."""


class Circle(Broken):
    """It sends us from address to address."""


class Unreachable(Failure):
    """No answer came."""

    outcome = "unreachable"
    weight = TEMPORARY


class Postponed(Failure):
    """It was not asked, since its host wants to be left alone; it is due again when that is over."""

    outcome = "stopped"
    weight = 0.0

    def __init__(self, reason: str, until: datetime) -> None:
        super().__init__(f"{reason}, until {until.isoformat(timespec='seconds')}")
        self.until = until


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
    except (ValueError, RecursionError):
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
    weight = SOFT if status in (404, 408, 425, 429) or status >= 500 else HARD
    said = _STATUS.get(status) or (f"server error ({status})" if status >= 500 else f"refused ({status})")
    return Broken(said).weighing(weight)


_NO_ADDRESS = ("hostname", "IPv6 URL", "Port ")
"""Words of Python's errors about addresses that are none."""

NO_NAME = "unknown host name"

_UNREACHABLE: tuple[tuple[str, str], ...] = (
    ("CannotResolveHost", NO_NAME),
    ("DNSLookup", NO_NAME),
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
    if isinstance(error, scrapy_errors.NotSupported | scrapy_errors.UnsupportedURLSchemeError):
        return Refused("not asked: the address is not http(s)")
    if isinstance(error, ValueError) and any(word in said for word in _NO_ADDRESS):
        return Refused("not asked: the address holds no valid host name or port")
    if isinstance(error, IgnoreRequest):
        return _ignored(said, limit)
    if isinstance(error, scrapy_errors.StopDownload) or "Cancelled" in name:
        return Broken(f"its answer is larger than {limit // 1_000_000} MB")
    if isinstance(error, zlib.error | EOFError) or name == "ZstdError" or said.startswith("brotli:"):
        return Broken("its compressed answer is damaged")
    return _unreachable(error, name, said)


def _unreachable(error: BaseException, name: str, said: str) -> Unreachable:
    """What went wrong on the way."""
    if "certificate" in said.lower():
        return Unreachable("its certificate is wrong or has expired").weighing(SOFT)
    broke_off = isinstance(error, ResponseFailed | twisted_errors.ConnectionLost)
    if broke_off or "DataLoss" in name or name == "DownloadFailedError":
        return Unreachable("the connection broke in the middle of the answer")
    reason = next((reason for part, reason in _UNREACHABLE if part in name), None)
    if reason is None:
        return Unreachable(f"no answer ({said or name})" if _is_network(error) else f"{name}: {said}")
    return Unreachable(reason).weighing(SOFT if reason == NO_NAME else TEMPORARY)


def _ignored(said: str, limit: int) -> Broken:
    """What one of Scrapy's middlewares would not have."""
    if "during decompression" in said:
        return Broken(f"its answer is larger than {limit // 1_000_000} MB when unpacked")
    if "robots" in said.lower():
        return Broken("its robots.txt forbids us to read this address")
    return Circle("redirects in a circle") if "redirect" in said.lower() else Broken(f"not asked: {said}")


def _is_network(error: BaseException) -> bool:
    return isinstance(error, OSError | twisted_errors.ConnectError | twisted_errors.ConnectionClosed)
