"""What a source answered, and what keeping it did."""

from dataclasses import dataclass

__all__ = ["Answer", "Kept", "Validators"]


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
    """What became of the items of one answer."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Validators:
    """
    What was kept of the last answer from an address: what to ask with next time, and what it gave.

    Attributes:
        body: The hash of its body.
        reader: Which sheet and code read it.
        accepted: Whether that reading was whole and healthy.
        summary: What it gave, as the reader told it; None where it has to be read again to know.
    """

    etag: str | None
    last_modified: str | None
    body: str
    media_type: str | None = None
    reader: str = ""
    accepted: bool = False
    summary: str | None = None
