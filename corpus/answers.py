"""What a source answered, and what keeping it did."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Answer", "Kept", "LastReading", "Validators"]


@dataclass(frozen=True, slots=True)
class Answer:
    """
    One answer of a source.

    Attributes:
        url: What was asked; ``final_url`` where redirects led, if elsewhere.
        body: As received, after transfer decoding; None when there is none to keep.
        not_modified: The server said that its last body still holds; ``body`` is that one.
        size: Bytes that came over the wire.
        duration: Seconds until it was whole.
        before: What was kept of the address's last answer, where it had this very body.
        reserved: Why only its metadata may be kept; empty when nothing is reserved.
    """

    url: str
    status: int | None
    body: bytes | None
    final_url: str | None = None
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    size: int = 0
    duration: float = 0.0
    before: "Validators | None" = None
    reserved: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What became of the items of one answer.

    Attributes:
        unproved: Items that no healthy run has seen before.
        strange: Those of them that are not dated after the last healthy run, as news would be.
        doubted: Items that only refused runs have seen before.
        altered: Those of them that say something else now.
        known: Items of which a version is published that the same sheet and code read.
        retitled, redated: Known items whose title or date is another than the published one.
        rekeyed: Known items that came under another key, such as another form of their address.
        lies: How the server's validators are wrong; empty when they are not.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unproved: int = 0
    strange: int = 0
    doubted: int = 0
    altered: int = 0
    known: int = 0
    retitled: int = 0
    redated: int = 0
    rekeyed: int = 0
    lies: str = ""


@dataclass(frozen=True, slots=True)
class Validators:
    """
    What was kept of the last answer from an address: what to ask with next time, and what it gave.

    Attributes:
        body: The hash of its body.
        reader: Which sheet and code read it.
        accepted: Whether that reading was whole and healthy.
        summary: What it gave, as the reader told it; None where it has to be read again to know.
        lies: How the server's validators are wrong; empty when they are not.
    """

    etag: str | None
    last_modified: str | None
    body: str
    media_type: str | None = None
    reader: str = ""
    accepted: bool = False
    summary: str | None = None
    lies: str = ""


@dataclass(frozen=True, slots=True)
class LastReading:
    """
    When an address was read before.

    Attributes:
        read: The begin of the healthy run that first read what it last answered.
        checked: When it last answered that.
    """

    read: datetime
    checked: datetime
