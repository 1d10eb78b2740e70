"""Which network addresses may be asked: public ones, and those that the settings name."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

__all__ = ["Allowed", "allowed", "is_public"]

Address = IPv4Address | IPv6Address

_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_NOT_FOR_US = (
    IPv4Network("168.63.129.16/32"),  # a cloud's own services, on an address that looks public
    IPv4Network("192.88.99.0/24"),  # relays that lead into other networks
)


def is_public(address: Address) -> bool:
    """
    Whether this address belongs to the public internet, also in the IPv6 forms that wrap an IPv4 one.

    >>> [is_public(ip_address(text)) for text in ("93.184.216.34", "10.0.0.1", "::ffff:10.0.0.1")]
    [True, False, False]
    """
    if isinstance(address, IPv4Address):
        barred = address.is_multicast or address.is_reserved or not address.is_global
        return not barred and not any(address in network for network in _NOT_FOR_US)
    inner = _inside(address)
    if inner is not None and not is_public(inner):
        return False
    if address in _NAT64 or address.ipv4_mapped is not None:
        return True
    return address in _UNICAST and address.is_global


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address to which a wrapping IPv6 address leads."""
    if address in _NAT64 or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


@dataclass(frozen=True, slots=True)
class Allowed:
    """
    What the settings allow beyond the public internet.

    Attributes:
        names: Host names, in small letters; wherever they lead.
        networks: Networks of addresses.
    """

    names: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    def may_ask(self, name: str, address: str) -> bool:
        """
        Whether a host of this name may be asked at the address to which it resolved.

        >>> allowed(["127.0.0.0/8"]).may_ask("example.org", "127.0.0.1")
        True
        """
        try:
            found = ip_address(address)
        except ValueError:
            return False
        if is_public(found) or name.lower().rstrip(".") in self.names:
            return True
        return any(found.version == network.version and found in network for network in self.networks)


def allowed(entries: Iterable[str]) -> Allowed:
    """
    Read what the settings allow: host names, addresses and networks such as ``10.1.0.0/16``.

    Raises:
        ValueError: An entry is none of these.
    """
    names: set[str] = set()
    networks: list[IPv4Network | IPv6Network] = []
    for entry in entries:
        try:
            networks.append(ip_network(entry.strip(), strict=False))
        except ValueError:
            if "/" in entry or ":" in entry or not entry.strip(". "):
                raise ValueError(f"{entry!r} is neither a host name nor an address nor a network") from None
            names.add(entry.strip().lower().rstrip("."))
    return Allowed(frozenset(names), tuple(networks))
