"""Who is at the browser: name, role, saved searches, the way out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasid.store import searches
from rasid.web.pages.html import page
from rasid.web.site import Asking, Reading

router = APIRouter()


@router.get("/account")
def account(request: Request, db: Reading, who: Asking) -> HTMLResponse:
    """What is kept under the visitor's name."""
    saved = searches.of(db, who.name)
    return page(request, "account.html", who=who, saved=saved)
