"""Showing the site on this machine."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError

__all__ = ["serve", "server"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing about each request."""


def server(site: Path, port: int) -> ThreadingHTTPServer:
    """
    A server of this folder on the loopback address; port 0 takes a free one.

    Raises:
        CorpusError: There is no site yet, or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise CorpusError(f"{site}: no site here yet; 'observatory run' makes one")
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(site)))
    except OSError as error:
        raise CorpusError(f"port {port}: {error.strerror}; choose another with --port") from error


def serve(site: Path, port: int, tell: Callable[[str], Any]) -> None:
    """Serve until interrupted."""
    with server(site, port) as serving:
        tell(f"http://127.0.0.1:{serving.server_port}/ shows {site}; Ctrl-C ends it")
        serving.serve_forever()
