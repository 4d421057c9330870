"""Where reports are added: files, or a text that is pasted."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasid.ingest.kinds import ENDINGS
from rasid.ingest.limits import MEGABYTE
from rasid.web.api.imports import MOST_FILES
from rasid.web.pages.html import page
from rasid.web.security.body_limit import FILES

router = APIRouter()


@router.get("/add")
def add(request: Request) -> HTMLResponse:
    """The form; what it sends goes to the API."""
    most = FILES["/api/v1/reports"] // MEGABYTE
    return page(request, "add.html", endings=ENDINGS, files=MOST_FILES, megabytes=most)
