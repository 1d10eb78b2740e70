"""The head of an answer, bounded: Twisted reads header lines without end, and counts only what follows them."""

from collections.abc import Callable
from typing import Any

from twisted.web._newclient import BODY

__all__ = ["MAX_HEAD", "bounded"]

MAX_HEAD = 256_000
"""Bytes before an answer's body, provisional answers among them; browsers stop at this too."""

Make = Callable[..., Any]
"""Makes a factory of connections, as a pool of Twisted's calls it."""


def bounded(make: Make) -> Make:
    """The same factories, whose connections break off where a head goes on beyond ``MAX_HEAD``."""

    def made(*arguments: Any) -> Any:
        factory = make(*arguments)
        build = factory.buildProtocol
        factory.buildProtocol = lambda address: _watched(build(address))
        return factory

    return made


def _watched(protocol: Any) -> Any:
    receive, parser, size = protocol.dataReceived, None, 0

    def received(data: bytes) -> None:
        nonlocal parser, size
        if protocol._parser is not parser:  # noqa: SLF001 - each answer has a parser of its own
            parser, size = protocol._parser, 0  # noqa: SLF001
        if parser is not None and parser.state != BODY:
            size += len(data)
            if size > MAX_HEAD:
                protocol.transport.abortConnection()
                return
        receive(data)

    protocol.dataReceived = received
    return protocol
