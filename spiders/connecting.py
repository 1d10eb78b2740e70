"""Scrapy's way to a server, guarded: no connection but to an address that may be asked.

The check is made on the very address that is then connected to, after the name was resolved. So
neither a redirect nor a name that changes its address between two questions can pass it.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import (
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer

from spiders.addresses import Allowed, allowed
from spiders.failures import Refused
from spiders.heads import bounded
from spiders.settings import ALLOW

__all__ = ["GuardedHandler", "GuardedResolver"]


IDLE = 20
"""Seconds after which a connection that nobody uses is closed, so that a long harvest holds few; servers do the same."""


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """There is nothing under way that could be stopped."""


@implementer(IResolutionReceiver)
class _Sifting:
    """Receives the addresses of a name, keeps the good ones, and gives them on once, in time or not."""

    def __init__(self, resolver: "GuardedResolver", name: str, port: int, receiver: Any) -> None:
        self._resolver, self._name, self._port, self._receiver = resolver, name, port, receiver
        self._found: list[IPv4Address | IPv6Address] = []
        self._done = False
        self._timer = resolver.clock.callLater(resolver.timeout, self._end)

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's names
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if isinstance(address, IPv4Address | IPv6Address):
            self._found.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if not self._done and self._timer.active():
            self._timer.cancel()
            self._end()

    def _end(self) -> None:
        self._done = True
        for host in self._resolver.sift(self._name, [address.host for address in self._found]):
            form = IPv6Address if ":" in host else IPv4Address
            self._receiver.addressResolved(form("TCP", host, self._port))
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """
    Resolves names and lets only addresses through that may be asked; remembers both for the process.

    Args:
        inner: Resolves names in fact.
        timeout: Seconds after which a name counts as unknown.
    """

    def __init__(self, clock: Any, inner: Any, may: Allowed, timeout: float) -> None:
        self.clock, self._inner, self._may, self.timeout = clock, inner, may, timeout
        self._good: dict[str, tuple[str, ...]] = {}
        self._barred: dict[str, str] = {}
        self._proxies: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """As Scrapy makes its resolvers."""
        settings = crawler.settings
        may = allowed(settings.getlist(ALLOW))
        return cls(reactor, reactor.nameResolver, may, settings.getfloat("DNS_TIMEOUT"))

    def install_on_reactor(self) -> None:
        """As Scrapy installs its resolvers."""
        self.clock.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[Any]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> _Resolution:
        """Give the receiver those addresses of the name that may be asked."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        sifting = _Sifting(self, hostName, portNumber, resolutionReceiver)
        if known := self._good.get(hostName):
            for host in known:
                sifting.addressResolved(
                    (IPv6Address if ":" in host else IPv4Address)("TCP", host, portNumber)
                )
            sifting.resolutionComplete()
        else:
            self._inner.resolveHostName(sifting, hostName, portNumber, addressTypes, transportSemantics)
        return resolution

    def sift(self, name: str, found: Sequence[str]) -> tuple[str, ...]:
        """Those of a name's addresses that may be asked; the others are remembered as the reason."""
        good = tuple(host for host in found if name in self._proxies or self._may.may_ask(name, host))
        if good:
            self._good[name] = good
        elif found:
            self._barred[name] = found[0]
        return good

    def barred(self, name: str) -> str | None:
        """The address for which this name was refused; None when it was not."""
        return self._barred.get(name)

    def trust_proxy(self, name: str) -> None:
        """Let a proxy be asked that the operator set up in the environment."""
        self._proxies.add(name)


class GuardedHandler(HTTP11DownloadHandler):
    """
    Scrapy's handler of http and https, which will not work without the guard and gives its reason.

    Through a proxy the name is resolved twice, by us for the check and by the proxy for the connection;
    a name that only the proxy can resolve is its own affair.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # noqa: PLC0415 - importing it makes it

        resolver = reactor.nameResolver
        if not isinstance(resolver, GuardedResolver):
            raise TypeError("Scrapy has not installed the guarded resolver; nothing may be asked without it")
        self._guard = resolver
        self._pool.cachedConnectionTimeout = IDLE
        self._pool._factory = bounded(self._pool._factory)  # type: ignore[assignment]  # noqa: SLF001 - as Scrapy does

    async def download_request(self, request: Request) -> Response:
        """
        Ask, if the address may be asked.

        Raises:
            Refused: The host's address is private or otherwise not public.
        """
        host = urlsplit(request.url).hostname or ""
        if proxy := request.meta.get("proxy"):
            await self._check_before_proxy(host)
            self._guard.trust_proxy(urlsplit(proxy if "//" in proxy else f"//{proxy}").hostname or "")
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            self._refuse_if_barred(host)
            raise

    async def _check_before_proxy(self, host: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, None)
        except OSError:
            return
        if not self._guard.sift(host, [str(entry[4][0]) for entry in found]):
            self._refuse_if_barred(host)

    def _refuse_if_barred(self, host: str) -> None:
        if address := self._guard.barred(host):
            told = address if address == host else f"{address} of {host}"
            raise Refused(f"not asked: the address {told} is not on the public internet")
