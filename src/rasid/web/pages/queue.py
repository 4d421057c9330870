"""What to look at next, and why."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasid.errors import InputError
from rasid.model import EVENT_TYPES
from rasid.store.queue import Queue, progress, today, waiting
from rasid.store.told import told
from rasid.web.api.sending import Cursor, cursor, mark
from rasid.web.faults import told as told_fault
from rasid.web.language import language
from rasid.web.naming import Naming
from rasid.web.pages.asking import Asks
from rasid.web.pages.html import page
from rasid.web.pages.lines import Line, line
from rasid.web.site import Reading

router = APIRouter()
A_PAGE = 20


@router.get("/")
def queue(request: Request, db: Reading, form: Asks, after: Cursor = None) -> HTMLResponse:
    """Events that wait for a person, the most urgent first."""
    naming = Naming(language(request))
    fault, found = None, Queue((), None)
    try:
        found = waiting(db, form.filter, A_PAGE, mark(after))
    except InputError as error:
        fault = told_fault(str(error), language(request))
    known = told(db, [one.event.telling for one in found.waiting])
    now = datetime.now(UTC)
    shown: list[Line] = [
        line(one.event, known[one.event.telling], naming, reasons=one.reasons(now))
        for one in found.waiting
    ]
    return page(
        request,
        "queue.html",
        400 if fault else 200,
        naming=naming,
        form=form,
        fault=fault,
        lines=shown,
        types=EVENT_TYPES,
        progress=progress(db, today()),
        after=cursor(found.after),
        paged=after is not None,
    )
