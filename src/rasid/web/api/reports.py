"""Reports: the record of each as it stands, its text, and events that persons add to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Connection

from rasid.model import Agent, Casualty, Event, Place, Source, Span, Target, Time, Weapon
from rasid.store import documents, editing, reports
from rasid.store.reports import Shown
from rasid.web.api.answers import EventAnswer, ReportAnswer, ReportPage, Standing, TextAnswer
from rasid.web.api.body import body_of
from rasid.web.api.numbers import Row, before
from rasid.web.api.sending import PROBLEMS, Cursor, Limit, cursor, send, send_one
from rasid.web.api.shapes import shape
from rasid.web.api.telling import etag, event_answer, revisions
from rasid.web.site import Analyst, Reading, Writing, author

router = APIRouter(prefix="/api/v1", tags=["reports"], responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that a person adds: the fields of the record that a reader would give. Every span
    must be the words that the text has there. Id, codes and summary follow from it.
    """

    type: str
    main: bool
    status: str
    trigger: Span
    agents: tuple[Agent, ...]
    targets: tuple[Target, ...]
    weapons: tuple[Weapon, ...]
    place: Place | None
    time: Time | None
    casualties: tuple[Casualty, ...]
    sources: tuple[Source, ...]
    note: str


Added = Annotated[dict[str, Any], Depends(body_of(NewEvent, Event))]


@router.get("/reports", response_model=shape(ReportPage))
def all_reports(db: Reading, limit: Limit = 50, after: Cursor = None) -> Response:
    """Reports, the latest that were added first."""
    found = documents.page(db, limit + 1, before(after))
    more = len(found) > limit
    shown = tuple(found[:limit])
    return send(ReportPage(shown, cursor(str(shown[-1].n)) if more else None))


@router.get("/reports/{n}", response_model=shape(ReportAnswer))
def report(request: Request, db: Reading, n: Row) -> Response:
    """A report as it stands."""
    return send_one(request, _answer(db, n, shown(db, n)))


def shown(db: Connection, n: int) -> Shown:
    """The report of a number. StoreError when there is none."""
    return reports.shown(db, documents.source_of(db, n))


def _answer(db: Connection, n: int, found: Shown) -> ReportAnswer:
    document = found.document
    standing = (
        Standing(e.standing.event.id, e.standing.telling.id, e.standing.review, e.incident, etag(e))
        for e in editing.each(db, found)
    )
    return ReportAnswer(
        n,
        document.source,
        document.version,
        document.path,
        document.retrieved_at,
        found.readings,
        found.record,
        tuple(standing),
        revisions(found.revisions, found.revisions),
    )


@router.get("/reports/{n}/text", response_model=shape(TextAnswer))
def text(request: Request, db: Reading, n: Row) -> Response:
    """The text of a report in its newest version."""
    document = shown(db, n).document
    return send_one(request, TextAnswer(n, document.sha256, document.text), document.sha256)


@router.post("/reports/{n}/events", status_code=201, response_model=shape(EventAnswer))
def add_event(
    db: Writing,
    who: Analyst,
    n: Row,
    given: Annotated[dict[str, Any], Depends(body_of(NewEvent, Event))],
) -> Response:
    """Add an event that the reader did not see. It is listed, merged and corrected like any other,
    and can be taken back by undoing the correction that keeps it.
    """
    note = given.pop("note")
    telling = editing.add(db, shown(db, n), given, author(who, note))
    now = editing.event(db, telling)
    where = f"/api/v1/events/{telling}"
    return send(event_answer(db, now), 201, etag(now), Location=where)
