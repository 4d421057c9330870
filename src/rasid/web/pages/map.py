"""The map of incidents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from rasid.geo.basemap import attribution, disputed_note
from rasid.web.api.map import tiles_of
from rasid.web.language import language
from rasid.web.pages.html import page
from rasid.web.pages.scope import shared
from rasid.web.site import Site, site_of

router = APIRouter()


@router.get("/map")
def incident_map(request: Request, site: Annotated[Site, Depends(site_of)]) -> HTMLResponse:
    """Where incidents were, how sure that is, and when."""
    lang = language(request).code
    return page(
        request,
        "map.html",
        credit=attribution(lang),
        disputed=disputed_note(lang),
        tiles=tiles_of(site) is not None,
        **shared(request, "map"),
    )
