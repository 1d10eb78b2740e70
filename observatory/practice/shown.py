"""What fictional publishers show on a day, before it is brought into a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from observatory.practice.publishers import Piece, Publisher

__all__ = ["Said", "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What a publisher shows on a day; a fault is another value of it.

    Attributes:
        pieces: The works, the newest first.
        dates: iso, other (another written form) or none.
        ahead: Years by which its dates are too late.
        scheme: Of the items' addresses and ids.
        links: usual or other (another form of the same addresses).
        classes: What the page's elements are called.
        titles: Gives another title for a work; None for its own.
        repeat: How often each work is listed.
        query: What was asked beside the path, for answers by a protocol.
    """

    publisher: Publisher
    today: date
    pieces: tuple[Piece, ...]
    language: str
    dates: str = "iso"
    ahead: int = 0
    scheme: str = "http"
    links: str = "usual"
    classes: str = "item"
    titles: Callable[[Piece], str] | None = None
    repeat: int = 1
    query: str = ""

    def title(self, piece: Piece) -> str:
        """The title of a work as it is shown."""
        return self.titles(piece) if self.titles else piece.title_on(self.today)

    def day(self, piece: Piece) -> str:
        """The day of a work as it is written."""
        if self.dates != "iso":
            return f"{piece.day:%d}~{piece.day:%m}~{piece.day:%y}"
        if not self.ahead:
            return piece.day.isoformat()
        return f"{piece.day.year + self.ahead}-{piece.day:%m}-{min(piece.day.day, 28):02}"

    def event_day(self, piece: Piece) -> date:
        """The day on which an event is that was announced on the day of the work."""
        return piece.day + timedelta(days=self.publisher.lead)

    def address(self, piece: Piece, copy: int = 0) -> str:
        """Where it says that a work is."""
        if self.publisher.form == "pdf":
            return f"/works/{piece.number}.pdf"
        host = f"{self.scheme}://{piece.publisher.replace('_', '-')}.example"
        if self.links == "other":
            return f"{host}/index.php?view=full&work={piece.number}"
        return f"{host}/works/{piece.number}" + (f"#copy-{copy}" if copy else "")

    def rows(self) -> list[tuple[Piece, int]]:
        """The works with the number of the copy."""
        return [(piece, copy) for piece in self.pieces for copy in range(self.repeat)]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer before it is sent."""

    body: bytes
    media_type: str
