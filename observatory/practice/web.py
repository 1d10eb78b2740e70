"""The practice web: each publisher a small server on the loopback address, all inside the running reactor."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.interfaces import IListeningPort
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET, Site

from observatory.practice.faults import FAULTS, Ask, Sent, rendered, truthful
from observatory.practice.protocols import pdf_of
from observatory.practice.publishers import FIRST_DAY, Publisher, pieces
from observatory.practice.rendering import page_of

__all__ = ["Clock", "Plant", "PracticeWeb"]

MAIN = "news"
"""The name of a publisher's feed, list or sitemap."""


@dataclass
class Clock:
    """The time on the practice web."""

    day: date = FIRST_DAY

    @property
    def now(self) -> datetime:
        """Six in the morning of the day."""
        return datetime(self.day.year, self.day.month, self.day.day, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plant:
    """A fault that befalls a publisher from a day on, until the day before another."""

    publisher: str
    fault: str
    since: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether it lasts on this day."""
        return self.since <= day < self.until


@dataclass
class PracticeWeb:
    """
    Publishers who answer as of the clock's day. Open and close it while the reactor runs.

    Attributes:
        urls: Where each publisher's feed, list or sitemap is, by the publisher's id.
    """

    cast: Sequence[Publisher]
    plants: Sequence[Plant]
    clock: Clock
    urls: dict[str, str] = field(default_factory=dict)
    _ports: list[IListeningPort] = field(default_factory=list)

    def open(self) -> None:
        """Listen; each publisher on a port, and where the system allows it an address, of its own."""
        from twisted.internet import reactor as running  # noqa: PLC0415 - it is chosen when this is called

        reactor: Any = running
        for number, publisher in enumerate(self.cast):
            host = f"127.0.0.{2 + number % 200}" if sys.platform == "linux" else "127.0.0.1"
            answers = _Answers(self, publisher)
            site: Any = Site(answers)  # type: ignore[no-untyped-call]
            site.noisy = False
            site.displayTracebacks = False
            if any(plant.fault == "expired certificate" for plant in self.plants_of(publisher)):
                safe = reactor.listenSSL(0, site, _expired(host), interface=host)
                self._ports.append(safe)
                answers.safe_url = f"https://{host}:{safe.getHost().port}/"
            port = reactor.listenTCP(0, site, interface=host)
            self._ports.append(port)
            self.urls[publisher.id] = f"http://{host}:{port.getHost().port}/{MAIN}"

    async def close(self) -> None:
        """Stop listening."""
        for port in self._ports:
            stopped: Any = port.stopListening()  # type: ignore[misc]
            if stopped is not None:
                await maybe_deferred_to_future(stopped)
        self._ports.clear()

    def plants_of(self, publisher: Publisher) -> list[Plant]:
        """The faults that befall a publisher."""
        return [plant for plant in self.plants if plant.publisher == publisher.id]


class _Answers(Resource):
    """Answers for one publisher."""

    isLeaf = True  # noqa: N815 - Twisted's name

    def __init__(self, web: PracticeWeb, publisher: Publisher) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.web, self.publisher, self.safe_url = web, publisher, ""
        self.plants = web.plants_of(publisher)

    def render_GET(self, request: Any) -> bytes | int:  # noqa: N802 - Twisted's name
        """Answer as of today."""
        today, name = self.web.clock.day, (request.path or b"/").decode()[1:]
        etag = request.getHeader("If-None-Match") or ""
        query = (request.uri or b"").partition(b"?")[2].decode("ascii", "replace")
        sent = self._sent(today, name, etag, query)
        request.setResponseCode(sent.status)
        for key, value in sent.headers:
            request.setHeader(key, value)
        if sent.how == "whole":
            return sent.body
        request.setHeader("Content-Length", str(len(sent.body)))
        request.write(sent.body[:10])
        if sent.how == "reset":
            request.transport.abortConnection()
        return NOT_DONE_YET

    def _sent(self, today: date, name: str, etag: str, query: str) -> Sent:
        if name == "robots.txt":
            return Sent(404)
        for plant in self.plants:
            if plant.holds(today):
                ask = Ask(self.publisher, today, plant.since, name, etag, self.safe_url, query)
                return FAULTS[plant.fault].answer(ask)
        shown = truthful(self.publisher, today, query)
        if name.startswith("works/"):
            made = pdf_of if name.endswith(".pdf") else page_of
            number = name.removeprefix("works/").removesuffix(".pdf")
            found = [piece for piece in pieces(self.publisher, today) if str(piece.number) == number]
            said = made(shown, found[0]) if found else None
            return Sent(200, said.body, (("Content-Type", said.media_type),)) if said else Sent(404)
        if name != MAIN:
            return Sent(
                200 if not name else 404,
                b"<html><body>Welcome</body></html>",
                (("Content-Type", "text/html"),),
            )
        sent = rendered(shown)
        mark = f'"{sha256(sent.body).hexdigest()[:12]}"'
        headers = (*sent.headers, ("ETag", mark))
        return Sent(304, b"", headers) if etag == mark else Sent(200, sent.body, headers)


def _expired(host: str) -> Any:
    """The context of a server whose certificate has expired."""
    from cryptography import x509  # noqa: PLC0415 - only this fault needs it
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from OpenSSL import crypto  # noqa: PLC0415
    from twisted.internet.ssl import CertificateOptions  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "practice.example")])
    then = datetime.now(UTC) - timedelta(days=400)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(then)
        .not_valid_after(then + timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return CertificateOptions(
        privateKey=crypto.PKey.from_cryptography_key(key), certificate=crypto.X509.from_cryptography(made)
    )
