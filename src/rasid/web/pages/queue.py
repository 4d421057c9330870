"""What to look at next, and why."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasid.store.find import Filter, find
from rasid.web.pages.html import page
from rasid.web.site import Reading

router = APIRouter()


@router.get("/")
def queue(request: Request, db: Reading) -> HTMLResponse:
    """The newest events."""
    return page(request, "queue.html", events=find(db, Filter()).events)
