"""The door: a one-time token or a name and a password become a session."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from rasid.store import accounts
from rasid.web.pages.html import page
from rasid.web.security.guard import DOOR, SESSION
from rasid.web.security.login import Waiting, come_in, go_out, keep_cookie, let_in, local_path
from rasid.web.site import Reading, site_of

router = APIRouter()
LONGEST = 4000
Next = Annotated[str, Query(max_length=LONGEST)]


@router.get("/login")
def door(
    request: Request,
    db: Reading,
    token: Annotated[str | None, Query(max_length=200)] = None,
    next: Next = "/",
) -> Response:
    """Where to log in; with a token that was not used yet, in at once."""
    guard = site_of(request).guard
    if request.state.visitor is not None:
        return RedirectResponse(local_path(next), 303)
    shared = accounts.any_(db)
    secret = guard.local.exchange(token) if token and guard and guard.local and not shared else None
    if secret is not None:
        return let_in(request, RedirectResponse(local_path(next), 303), secret)
    return _shown(request, shared, local_path(next), 200 if shared else 403)


@router.post("/login")
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=LONGEST)],
    next: Annotated[str, Form(max_length=LONGEST)] = "/",
) -> Response:
    """Log in. Too many failures have to wait (429)."""
    done = come_in(request, name, password)
    if isinstance(done, Waiting):
        told = _shown(request, True, local_path(next), 429, wait=done.seconds)
        told.headers["Retry-After"] = str(done.seconds)
        return told
    if done is None:
        return _shown(request, True, local_path(next), 403, wrong=True)
    return let_in(request, RedirectResponse(local_path(next), 303), done)


def _shown(
    request: Request, shared: bool, next: str, status: int, *, wrong: bool = False, wait: int = 0
) -> Response:
    """`shared`: there are accounts; `wrong`: name and password were none; `wait`: seconds."""
    told = {"shared": shared, "next": next, "wrong": wrong, "wait": wait}
    answer = page(request, "login.html", status, **told)
    if request.state.door:
        keep_cookie(request, answer, DOOR, request.state.door)
    return answer


@router.post("/logout")
def leave(request: Request) -> Response:
    """End the session."""
    go_out(request)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION, path="/")
    return answer
