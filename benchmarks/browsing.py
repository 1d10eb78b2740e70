"""A folder served compressed to a browser that keeps nothing, and what was sent."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

__all__ = ["browsed", "served", "taken"]

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu"]


class Compressed(SimpleHTTPRequestHandler):
    """Serves files as servers do, compressed; the server keeps what was sent."""

    def do_GET(self) -> None:
        """One file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.server.sent.append((self.path, len(data)))  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The address of a folder, and what is sent from it: path and bytes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(folder)))
    server.sent = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", server.sent  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def browsed(folder: Path):
    """A browser, the address of a folder, and what is sent from it."""
    from playwright.sync_api import sync_playwright

    with served(folder) as (address, sent), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser, address, sent
        browser.close()


def taken(sent: list[tuple[str, int]]) -> tuple[int, float]:
    """Requests and kB so far, which are forgotten."""
    told = len(sent), sum(size for _, size in sent) / 1000
    sent.clear()
    return told
