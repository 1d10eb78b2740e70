"""A server on loopback addresses that answers with raw bytes, however wrong, and one that must not be asked."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Say = Callable[[Callable[[bytes], None]], None]
"""Writes an answer by the given function; may take its time."""


@dataclass
class Hostile:
    """What is answered at which path (or address and path), and what was asked for."""

    port: int = 0
    says: dict[str, Say] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and head of every request."""


def answer(body: bytes, *headers: str, status: str = "200 OK") -> Say:
    """A plain answer with these header lines."""
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers))
    return lambda send: send(head.encode() + b"\r\n\r\n" + body)


def redirect(to: str) -> Say:
    """An answer that sends us elsewhere."""
    return answer(b"", f"Location: {to}", status="302 Found")


@contextmanager
def serving(addresses: tuple[str, ...]) -> Iterator[Hostile]:
    """Serve one port on each of these addresses until the block ends."""
    site, stop = Hostile(), threading.Event()
    listeners: list[socket.socket] = []
    for address in addresses:
        listener = socket.create_server((address, site.port))
        site.port = listener.getsockname()[1]
        listener.settimeout(0.1)
        listeners.append(listener)
    threads = [threading.Thread(target=_listen, args=(one, site, stop), daemon=True) for one in listeners]
    for thread in threads:
        thread.start()
    try:
        yield site
    finally:
        stop.set()
        for thread, listener in zip(threads, listeners, strict=True):
            thread.join()
            listener.close()


def _listen(listener: socket.socket, site: Hostile, stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(TimeoutError):
            talk, _ = listener.accept()
            threading.Thread(target=_talk, args=(talk, site), daemon=True).start()


def _talk(talk: socket.socket, site: Hostile) -> None:
    with talk, suppress(OSError):
        talk.settimeout(20)
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := talk.recv(65536)):
                return
            head += more
        path = head.split(b" ", 2)[1].decode().partition("?")[0]
        site.asked.append((path, head.decode("latin-1")))
        say = site.says.get(talk.getsockname()[0] + path) or site.says.get(path)
        (say or answer(b"", status="404 Not Found"))(talk.sendall)
