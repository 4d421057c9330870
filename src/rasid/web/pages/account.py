"""Who is logged in: their sessions, their password; for administrators the log and the people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import Connection

from rasid.errors import InputError, StoreError
from rasid.store import accounts, audit, sessions
from rasid.web.pages.html import page
from rasid.web.security import passwords, roles
from rasid.web.security.login import Waiting, prove
from rasid.web.site import Asking, Reading, Site, Visitor, log, site_of

router = APIRouter()
LATEST = 50
Password = Annotated[str, Form(max_length=passwords.LONGEST)]


@router.get("/account")
def account(request: Request, db: Reading, who: Asking) -> HTMLResponse:
    """Name, role, sessions; the log for administrators."""
    return _shown(request, db, who)


@router.post("/account/password")
def password(request: Request, who: Asking, old: Password, new: Password) -> Response:
    """Give oneself another password: it needs the old one, and ends all sessions."""
    site = site_of(request)
    _has_account(who)
    try:
        kept = passwords.hashed(new, who.name)
    except InputError as error:
        return _again(request, site, who, str(error), 400)
    proved = prove(request, who.name, old)
    if isinstance(proved, Waiting) or proved is None:
        status = 403 if proved is None else 429
        return _again(request, site, who, "wrong", status)
    with site.workspace.writing() as db:
        accounts.set_password(db, who.name, kept)
        log(db, request, "password", who.name)
    return RedirectResponse("/login", 303)


@router.post("/account/sessions")
def end(request: Request, who: Asking, session: Annotated[str, Form(max_length=64)]) -> Response:
    """End one of one's own sessions."""
    _has_account(who)
    with site_of(request).workspace.writing() as db:
        if session not in {one.id for one in sessions.all_of(db, who.name)}:
            raise StoreError("this session has ended already")
        sessions.end(db, session)
        log(db, request, "session ended", who.name)
    return RedirectResponse("/account", 303)


def _has_account(who: Visitor) -> None:
    if who.session is None:
        raise InputError("there are no accounts yet; make one with: rasid user add NAME")


def _again(request: Request, site: Site, who: Visitor, wrong: str, status: int) -> Response:
    with site.workspace.reading() as db:
        return _shown(request, db, who, wrong, status)


def _shown(
    request: Request, db: Connection, who: Visitor, wrong: str = "", status: int = 200
) -> HTMLResponse:
    """`wrong`: why the password was not changed."""
    leads = roles.may(who.role, roles.ADMIN)
    return page(
        request,
        "account.html",
        status,
        who=who,
        wrong=wrong,
        sessions=sessions.all_of(db, who.name) if who.session else [],
        people=accounts.every(db) if leads else [],
        entries=audit.page(db, LATEST) if leads else [],
        shortest=passwords.SHORTEST,
    )
