"""How much one request may send: more is refused (413) while it comes, and never held."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rasid.ingest.limits import MEGABYTE, WHOLE, size
from rasid.web.problems import answer

LARGEST = 2 * MEGABYTE
FILES = {"/api/v1/reports": WHOLE, "/add": WHOLE}
"""Addresses that take files, and how much."""


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """An application whose requests are as large as LARGEST at most, those with FILES larger."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = FILES.get(scope["path"], LARGEST)
        refusal = f"this is larger than {size(most)}; send less at once"
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isdecimal() or int(told[:20]) > most:
            await answer(Request(scope), 413, refusal)(scope, receive, send)
            return
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > most:
                raise HTTPException(413, refusal)
            return message

        await self.app(scope, counted, send)
