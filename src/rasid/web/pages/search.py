"""Events found by the words of their reports and by what they are."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasid.errors import GazetteerError, InputError
from rasid.export.formats import FORMATS
from rasid.export.profiles import PROFILES
from rasid.model import EVENT_TYPES, SOURCE_KINDS, STATUSES
from rasid.store import searches
from rasid.store.find import Page, count, find
from rasid.store.rows import REVIEWS
from rasid.store.told import Told, told
from rasid.web.api.sending import Cursor, cursor, mark
from rasid.web.excerpt import Excerpt, of_event, of_search
from rasid.web.faults import told as told_fault
from rasid.web.language import language
from rasid.web.naming import Naming
from rasid.web.pages.asking import Asks
from rasid.web.pages.html import page
from rasid.web.pages.lines import lines
from rasid.web.security import roles
from rasid.web.site import Asking, Reading

router = APIRouter()
A_PAGE = 30
MOST_COUNTED = 10_000
CHOICES = {
    "types": EVENT_TYPES,
    "statuses": STATUSES,
    "reviews": REVIEWS,
    "kinds": SOURCE_KINDS,
    "formats": tuple(FORMATS),
    "profiles": PROFILES,
}


@router.get("/search")
def search(
    request: Request, db: Reading, who: Asking, form: Asks, after: Cursor = None
) -> HTMLResponse:
    """What is found, the newest first, with the words that were looked for."""
    fault, found, number = None, Page((), None), 0
    try:
        if form.values:
            asked = form.filter
            found = find(db, asked, A_PAGE, mark(after))
            number = count(db, asked, MOST_COUNTED)
    except (InputError, GazetteerError) as error:
        fault = told_fault(str(error), language(request))
    known = told(db, [one.telling for one in found.events])

    def excerpted(one: Told) -> Excerpt:
        words = form.get("words")
        return of_search(one.text, one.event, words) if words else of_event(one.text, one.event)

    naming = Naming(language(request))
    return page(
        request,
        "search.html",
        400 if fault else 200,
        naming=naming,
        form=form,
        fault=fault,
        lines=lines(found.events, known, naming, excerpted),
        count=number,
        most=MOST_COUNTED,
        saved=searches.of(db, who.name),
        choices=CHOICES,
        exported=form.asked if not fault and roles.may(who.role, roles.EDITOR) else None,
        after=cursor(found.after),
        paged=after is not None,
    )
