"""What a source answered, and what keeping it did."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Answer", "Kept", "Past", "Validators"]


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


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the items of one answer."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Validators:
    """What to ask a server with: has it changed since?"""

    etag: str | None
    last_modified: str | None
    body: str
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """
    When an address was read before.

    Attributes:
        read: The begin of the healthy run that first read what it last answered.
        checked: When it last answered that.
    """

    read: datetime
    checked: datetime
