"""Who is asking, and what a program needs to change something; the log of what was done."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from rasid.store import audit
from rasid.store.audit import Entry
from rasid.web.api.numbers import before
from rasid.web.api.sending import PROBLEMS, Cursor, Limit, cursor, send
from rasid.web.api.shapes import shape
from rasid.web.site import Admin, Asking, Reading

router = APIRouter(prefix="/api/v1", tags=["session"], responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class Who:
    """The name under which decisions are kept, what its role allows, and the value of the header
    `X-CSRF-Token` for all requests that change something.
    """

    name: str
    role: str
    csrf: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """The log of what was done, the latest first."""

    items: tuple[Entry, ...]
    next: str | None


@router.get("/session", response_model=shape(Who))
def session(request: Request, who: Asking) -> Response:
    """Who is asking."""
    return send(Who(who.name, who.role, request.state.csrf))


@router.get("/log", response_model=shape(LogPage))
def log(db: Reading, who: Admin, limit: Limit = 50, after: Cursor = None) -> Response:
    """Who did what, when, from where; for administrators."""
    found = audit.page(db, limit + 1, before(after))
    shown = tuple(found[:limit])
    return send(LogPage(shown, cursor(str(shown[-1].id)) if len(found) > limit else None))
