"""The incidents that reports tell of."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rasid.store.listing import Row, incidents_of
from rasid.web.api.sending import Cursor, cursor, mark
from rasid.web.language import language
from rasid.web.naming import Naming
from rasid.web.pages.asking import Form
from rasid.web.pages.html import page
from rasid.web.site import Reading

router = APIRouter()
A_PAGE = 50
VIEWS = {"all": (1, False), "several": (2, False), "stale": (1, True)}
"""What can be listed: how many sources tell it at least, and whether it asks again."""


@router.get("/incidents")
def incident_list(
    request: Request,
    db: Reading,
    view: Annotated[Literal["all", "several", "stale"], Query()] = "all",
    after: Cursor = None,
) -> HTMLResponse:
    """Incidents, the newest first."""
    sources, stale = VIEWS[view]
    found = incidents_of(db, A_PAGE, mark(after), sources=sources, stale=stale)
    naming = Naming(language(request))
    return page(
        request,
        "incidents.html",
        naming=naming,
        form=Form({"view": (view,)} if view != "all" else {}),
        view=view,
        views=tuple(VIEWS),
        rows=[(row, place_of(row, naming)) for row in found.incidents],
        after=cursor(found.after),
        paged=after is not None,
    )


def place_of(row: Row, naming: Naming) -> str:
    """Where an incident was, in the language of the page."""
    told = (naming.spot(row), naming.units(row.admin1, row.country))
    return naming.comma.join(name for name in told if name)
