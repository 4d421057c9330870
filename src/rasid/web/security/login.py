"""Coming in and going out: a name and a password become a session, or cost time."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from fastapi import Request, Response

from rasid.errors import AccessError
from rasid.store import accounts, sessions
from rasid.store.accounts import Account
from rasid.web.security import passwords
from rasid.web.security.guard import DOOR, SESSION, now
from rasid.web.site import log, site_of

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Waiting:
    """Too many attempts failed: the next one is heard after some seconds."""

    seconds: int


def come_in(request: Request, name: str, password: str) -> str | Waiting | None:
    """The secret of a new session; None when name and password are none of an account."""
    found = prove(request, name, password)
    return _begun(request, found, password) if isinstance(found, Account) else found


def prove(request: Request, name: str, password: str) -> Account | Waiting | None:
    """The account of this name and password, if there is one.

    An attempt counts as failed before the password is looked at, so that many at the same time
    get no further than many in a row.
    """
    workspace = site_of(request).workspace
    name = " ".join(name.split())[:LONGEST_NAME]
    keys = [f"account:{name}", f"address:{request.state.address}"]
    with workspace.writing() as db:
        wait = sessions.wait(db, keys, now())
        if wait > 0:
            return Waiting(ceil(wait))
        sessions.failed(db, keys, now())
        account = accounts.found(db, name)
    proved = passwords.fits(password, account.password if account else None)
    with workspace.writing() as db:
        if account and proved:
            sessions.succeeded(db, keys)
            return account
        log(db, request, "login", name, kept=False)
    return None


def _begun(request: Request, account: Account, password: str) -> str:
    with site_of(request).workspace.writing() as db:
        if accounts.named(db, account.name) != account:
            raise AccessError("the account was changed meanwhile; log in again")
        if passwords.is_weak(account.password):
            accounts.rehash(db, account.id, passwords.hashed(password, account.name))
        log(db, request, "login", account.name, who=account.name)
        return sessions.begin(db, account.id, now(), request.state.address)


def go_out(request: Request) -> None:
    """End the session of a request."""
    site = site_of(request)
    secret = request.cookies.get(SESSION, "")
    if site.guard and site.guard.local:
        site.guard.local.end(secret)
    with site.workspace.writing() as db:
        sessions.end(db, sessions.digest(secret))
        log(db, request, "logout", request.state.visitor_name or "")


# ------------------------------------------------------------------ cookies
def keep_cookie(request: Request, answer: Response, name: str, secret: str) -> None:
    """Let the browser keep a secret that no script and no other site gets to use."""
    guard = site_of(request).guard
    secure = guard is not None and guard.secure
    answer.set_cookie(name, secret, httponly=True, samesite="strict", secure=secure, path="/")


def let_in(request: Request, answer: Response, secret: str) -> Response:
    """Give the browser its session."""
    keep_cookie(request, answer, SESSION, secret)
    answer.delete_cookie(DOOR, path="/")
    return answer


def local_path(address: str) -> str:
    """The address if it is one of this server, else its first page: nobody is led elsewhere."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and address.isprintable() else "/"
