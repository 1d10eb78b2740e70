"""Only addresses that may be asked are connected to, whatever a name says at which time."""

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.task import Clock

from spiders.addresses import allowed
from spiders.connecting import GuardedResolver

PUBLIC, INSIDE = "93.184.216.34", "10.0.0.1"


class Names:
    """A name server for one name, which gives the next answer each time it is asked."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def resolveHostName(self, receiver, _name, port, _types, _semantics):  # noqa: N802
        for host in self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]:
            receiver.addressResolved((IPv6Address if ":" in host else IPv4Address)("TCP", host, port))
        if self.answers[0] is not None:
            receiver.resolutionComplete()


class Silent:
    """A name server that never answers."""

    def resolveHostName(self, *_):  # noqa: N802
        pass


class Receiver:
    """Remembers what it got."""

    def __init__(self):
        self.found, self.complete = [], 0

    def resolutionBegan(self, _):  # noqa: N802
        pass

    def addressResolved(self, address):  # noqa: N802
        self.found.append((address.host, address.port))

    def resolutionComplete(self):  # noqa: N802
        self.complete += 1


def asked(resolver, name="e.org"):
    receiver = Receiver()
    resolver.resolveHostName(receiver, name, 443)
    return receiver


def guarded(names, *allow, clock=None):
    return GuardedResolver(clock or Clock(), names, allowed(allow), 5)


def test_a_name_that_changes_its_address_leads_nowhere_inside():
    """What was public at the first question and is private at the second is not connected to."""
    resolver = guarded(Names([PUBLIC], [INSIDE]))

    assert [(PUBLIC, 443)] == asked(resolver).found
    assert [(PUBLIC, 443)] == asked(resolver).found  # what was checked is what is used

    fresh = guarded(Names([INSIDE], [PUBLIC]))
    assert ([], 1) == (asked(fresh).found, asked(guarded(Names([INSIDE]))).complete)
    assert INSIDE == fresh.barred("e.org")


def test_of_several_addresses_only_the_public_ones_are_tried():
    """A name may not smuggle a private address in among public ones."""
    resolver = guarded(Names([INSIDE, PUBLIC, "::1", "2606:2800:220:1:248:1893:25c8:1946"]))

    assert [(PUBLIC, 443), ("2606:2800:220:1:248:1893:25c8:1946", 443)] == asked(resolver).found


def test_a_name_server_that_is_silent_costs_no_more_than_the_time_limit():
    """After the limit the name counts as unknown; a late answer changes nothing."""
    clock = Clock()
    receiver = asked(guarded(Silent(), clock=clock))
    assert 0 == receiver.complete

    clock.advance(6)

    assert ([], 1) == (receiver.found, receiver.complete)
    assert [] == clock.getDelayedCalls()


@pytest.mark.parametrize("allow", ["e.org", "E.ORG.", "10.0.0.0/8", "10.0.0.1"])
def test_what_the_settings_name_may_be_asked(allow):
    """By its name, its address or its network."""
    assert [(INSIDE, 443)] == asked(guarded(Names([INSIDE]), allow)).found


def test_an_entry_that_is_neither_name_nor_network_is_refused():
    """A slip in the settings is said, not passed over."""
    with pytest.raises(ValueError, match="neither a host name nor an address nor a network"):
        allowed(["10.0.0.0/99"])
