"""Why a source could not be read, in words that a person can act on."""

from scrapy import exceptions as scrapy_errors
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.internet import error as twisted_errors
from twisted.web.client import ResponseFailed

from corpus.answers import Answer

__all__ = ["Broken", "Failure", "Unreachable", "by_status", "in_words"]


class Failure(Exception):  # noqa: N818 - the two below are its names
    """A source, or one page of it, could not be read; the message is the reason in the ledger."""

    outcome = "broken"
    answer: Answer | None = None
    """What the server sent, where it sent something."""
    page: Response | None = None
    """The same, where it can be read."""


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


def by_status(status: int) -> Broken | None:
    """What an HTTP status means for us; None when it is an answer to read."""
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
    if certificate := _certificate(error):
        return Unreachable(certificate)
    if (
        "DataLoss" in name
        or "ConnectionLost" in said
        or isinstance(error, ResponseFailed | twisted_errors.ConnectionLost)
    ):
        return Unreachable("the connection broke in the middle of the answer")
    for part, reason in _UNREACHABLE:
        if part in name:
            return Unreachable(reason)
    return Unreachable(f"no answer ({said or name})" if _is_network(error) else f"{name}: {said}")


def _certificate(error: BaseException) -> str:
    """What is wrong with the server's certificate; empty when nothing is known to be."""
    said = " ".join(
        [str(error), *(str(getattr(r, "value", r)) for r in getattr(error, "reasons", None) or ())]
    )
    if (
        "certificate verify failed" in said
        or "VerificationError" in said
        or "certificate has expired" in said
    ):
        return "its certificate is not valid: expired, made by itself, or of another host"
    return ""


def _is_network(error: BaseException) -> bool:
    return isinstance(error, OSError | twisted_errors.ConnectError | twisted_errors.ConnectionClosed)
