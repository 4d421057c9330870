"""A web site on this machine that answers as a test wants, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = BaseHTTPRequestHandler
Answering = Callable[[Handler], None]


def answer(
    content: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Answering:
    """An answer of these bytes; `headers` have `_` for `-`."""
    body = content.encode() if isinstance(content, str) else content

    def answering(handler: Handler) -> None:
        handler.send_response(status)
        told = {"Content-Type": kind, "Content-Length": str(len(body))}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in told.items():
            handler.send_header(name, value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return answering


def redirect(where: str, status: int = 302) -> Answering:
    """An answer that leads elsewhere."""
    return answer(b"", status=status, Location=where)


@dataclass
class Site:
    """`pages` answer by path, in their order when there are several; `asked` are the paths so far,
    `headers` what came with each, `posted` the bodies.
    """

    url: str = ""
    pages: dict[str, Answering | list[Answering]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.url.partition("//")[2]

    def answer(self, handler: Handler) -> None:
        path = handler.path
        if path != "/robots.txt":
            self.asked.append(path)
            self.headers.append({name.lower(): value for name, value in handler.headers.items()})
        found = self.pages.get(path, answer("nothing here", "text/plain", 404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        found(handler)


@contextmanager
def serving() -> Iterator[Site]:
    """A site while the test runs."""
    site = Site()

    class Answers(Handler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            with suppress(BrokenPipeError, ConnectionResetError):
                site.answer(self)

        def do_POST(self) -> None:
            site.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            """Nothing: tests look at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
