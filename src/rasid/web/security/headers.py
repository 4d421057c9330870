"""What every answer tells the browser, and which hosts are answered at all."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PRIVATE, BUILT = "no-store", "public, max-age=31536000, immutable"
STATIC, HASHED = "/static/", "/static/assets/"
YEAR_OF_TLS = "max-age=31536000"


@dataclass(frozen=True, slots=True)
class Armour:
    """An application whose answers carry the headers, and which answers under its own names only:
    a site that lets its name point at this machine (DNS rebinding) gets nothing. `hosts` are None
    where every name will do.
    """

    app: ASGIApp
    hosts: frozenset[str] | None
    secure: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(MutableHeaders(scope=message), scope["path"])
            await send(message)

        name = host_name(Headers(scope=scope).get("host", ""))
        if self.hosts is not None and name not in self.hosts:
            refused = PlainTextResponse(f"No server of this name is here: {name[:80]}\n", 421)
            await refused(scope, receive, sent)
            return
        await self.app(scope, receive, sent)

    def _dress(self, headers: MutableHeaders, path: str) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if path.startswith(HASHED):
            headers.setdefault("Cache-Control", BUILT)
        elif path.startswith(STATIC):
            headers.setdefault("Cache-Control", "no-cache")
        else:
            headers.setdefault("Cache-Control", PRIVATE)
        if self.secure:
            headers.setdefault("Strict-Transport-Security", YEAR_OF_TLS)


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].casefold()
    return host.partition(":")[0].casefold()
