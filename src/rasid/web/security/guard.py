"""Who a request is from, and whether it is really theirs: sessions, and guards against forgery.

A request that changes something must come from a page of ours: its Origin, if it has one, is that
of the server, and it brings a token that is made of the session's secret, which no other site can
read: in the header X-CSRF-Token, or in the field `csrf_token` of a form.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from rasid.errors import AccessError
from rasid.store import accounts, sessions
from rasid.store.workspace import Workspace
from rasid.web.security import roles
from rasid.web.security.local import Local

SESSION, DOOR = "rasid_session", "rasid_door"
"""Cookies: the secret of a session; before there is one, what the token of the login page is of."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC = frozenset({"/login", "/language"})
"""Pages for those who are not in yet."""
HEADER, FIELD = "x-csrf-token", "csrf_token"
FORM = "application/x-www-form-urlencoded"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class LoginError(AccessError):
    """Nobody is logged in who may ask for this."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: decisions are kept under this name; `role` says what they may do, `session` is the
    row of their session, null for the one local user.
    """

    name: str
    role: str = roles.ADMIN
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """`hosts` are the names that the server goes by, without ports; `secure` says that browsers
    reach it over TLS; `local` lets the one local user in, null where only accounts do.
    """

    hosts: frozenset[str] = LOOPBACK
    secure: bool = False
    local: Local | None = None


def token_of(secret: str) -> str:
    """The token that requests of a session bring."""
    return hmac.new(secret.encode("utf-8", "replace"), b"csrf", "sha256").hexdigest()


def now() -> datetime:
    """This moment; the only clock of sessions."""
    return datetime.now(UTC)


# ------------------------------------------------------------------ who
async def admit(request: Request) -> None:
    """Let a request pass, or not; what it comes from is in its state: `visitor` (null for somebody
    at the door), `visitor_name`, `csrf`, and `door`, the secret that the cookie at the door has.
    """
    site, state = request.app.state.site, request.state
    guard: Guard | None = site.guard
    state.door, state.csrf, state.address = None, "", address(request)
    if guard is None:
        state.visitor = Visitor(site.author)
        state.visitor_name = None
        return
    secret = request.cookies.get(SESSION, "")
    state.visitor = await run_in_threadpool(
        identify, site.workspace, guard.local, site.author, secret
    )
    state.visitor_name = state.visitor.name if state.visitor else None
    if state.visitor is None:
        state.door = secret = request.cookies.get(DOOR) or secrets.token_urlsafe(32)
    state.csrf = token_of(secret)
    if request.method not in SAFE:
        await _is_ours(request, guard)
    if state.visitor is None and request.url.path not in PUBLIC:
        raise LoginError("log in first")


def identify(workspace: Workspace, local: Local | None, author: str, secret: str) -> Visitor | None:
    """Who has a session of this secret. Where there are accounts, nobody comes in without one."""
    at = now()
    with workspace.reading() as db:
        shared = accounts.any_(db)
        session = sessions.of(db, secret, at) if shared and secret else None
    if session is None:
        known = not shared and local is not None and secret and local.knows(secret)
        return Visitor(author) if known else None
    if not sessions.is_noticed(session, at):
        with workspace.writing() as db:
            sessions.see(db, session, at)
    return Visitor(session.name, session.role, session.id)


def address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


# ------------------------------------------------------------------ ours
async def _is_ours(request: Request, guard: Guard) -> None:
    """AccessError when another site made the browser send this."""
    origin = request.headers.get("origin")
    if origin is not None and not _same(origin, request.headers.get("host", ""), guard):
        raise AccessError("this was sent from another site; nothing was done")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise AccessError("this was sent from another site; nothing was done")
    given = request.headers.get(HEADER) or await _field(request)
    if not hmac.compare_digest(given.encode(), request.state.csrf.encode()):
        raise AccessError("this page is of an earlier session; load it again and try once more")


def _same(origin: str, host: str, guard: Guard) -> bool:
    told = urlsplit(origin)
    scheme = ("https",) if guard.secure else ("http", "https")
    return told.scheme in scheme and told.netloc.casefold() == host.casefold()


async def _field(request: Request) -> str:
    """The token in a form; a file that is sent is not looked into."""
    if not request.headers.get("content-type", "").startswith(FORM):
        return ""
    found = (await request.form()).get(FIELD, "")
    return found if isinstance(found, str) else ""
