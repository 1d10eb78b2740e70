"""What several tests need: a server on the loopback address, and an observatory in a folder."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SETTINGS = """
title = "Test observatory"
subject = "tests"
contact = "tests@example.org"
[shipped]
sources = false
concepts = true
[harvest]
delay = 0
timeout = 5
max_megabytes = 2
pages_per_run = 0
allow_private = ["127.0.0.0/8"]
"""

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """A web site for one test: addresses and what they answer; remembers what it was asked."""

    url: str = ""
    pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    """What was sent with each POST; such a page is given it as the header ``Posted``."""

    def put(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """Answer this path so; return its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, named, data)
        return self.url + path

    def times(self, path: str) -> int:
        """How often this path was asked for."""
        return sum(asked == path for asked, _ in self.asked)


@pytest.fixture(scope="session")
def unmeasured() -> dict[str, str]:
    """
    The environment in which a command's coverage is not measured, which would double its time.

    For long commands whose code other tests measure.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}


@pytest.fixture
def web() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.title(): value for name, value in self.headers.items()}
            site.asked.append((self.path, headers))
            page = site.pages.get(self.path, (404, {}, b"not here"))
            status, named, body = page(headers) if callable(page) else page
            self.send_response(status)
            for name, value in named.items():
                self.send_header(name, value)
            if "Content-Length" not in named and status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except ConnectionError:
                self.close_connection = True

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            site.posted.append(sent)
            self.headers["Posted"] = sent
            self.do_GET()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Observatory:
    """An observatory in a folder, worked with by the real command."""

    folder: Path
    environment: dict[str, str] | None = None
    """That of its commands; None for this process's own."""

    def sheet(self, id_: str, text: str) -> None:
        """Write a source sheet; what every sheet needs is put before it."""
        path = self.folder / "sources" / f"{id_}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'title = "{id_}"\npublisher = "Example Press"\n{text}', encoding="utf-8")

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Begin a command."""
        command = [sys.executable, "-m", "observatory", "--observatory", str(self.folder), *arguments]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self.environment,
        )

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run a command to its end; return what it printed."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == code, f"exit {process.returncode}\n{out}\n{err}"
        return out + err

    def status(self) -> dict[str, dict[str, object]]:
        """The rows of ``status --json``, by id."""
        process = self.start("status", "--json")
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return {row["id"]: row for row in json.loads(out)}


@pytest.fixture
def here(tmp_path: Path) -> Observatory:
    (tmp_path / "observatory.toml").write_text(SETTINGS, encoding="utf-8")
    return Observatory(tmp_path)
