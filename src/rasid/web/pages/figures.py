"""What the incidents add up to, drawn."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasid.web.language import language
from rasid.web.pages.html import page
from rasid.web.pages.scope import parties, shared

router = APIRouter()


@router.get("/figures")
def figures(request: Request) -> HTMLResponse:
    """Over time, people killed, who against whom, who repeats whom, how well attested."""
    told = shared(request, "figures")
    return page(request, "figures.html", parties=parties(language(request)), **told)
