"""Events: found by what they are, shown as they stand, corrected, confirmed, rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from rasid.store import corrections, editing
from rasid.store.find import count, find
from rasid.web.api.answers import Corrected, EventAnswer, EventPage, Kept, RevisionPage
from rasid.web.api.filters import Asked
from rasid.web.api.numbers import Row
from rasid.web.api.sending import PROBLEMS, Cursor, Limit, cursor, mark, send, send_one
from rasid.web.api.shapes import shape
from rasid.web.api.telling import etag, event_answer, kept, must_match, revisions
from rasid.web.site import Analyst, Reading, Writing, author

router = APIRouter(prefix="/api/v1", tags=["events"], responses=PROBLEMS)
LONGEST_NOTE = 2000
MOST_REVIEWED = 500


class Correcting(BaseModel):
    """A correction: `field` is dotted as in the record (`place.lat`, `casualties.0.min`), or
    `review` for a word on the whole event.
    """

    field: str = Field(max_length=100)
    new: Any
    note: str = Field("", max_length=LONGEST_NOTE)


class Reviewing(BaseModel):
    """One word on many events."""

    tellings: list[Annotated[str, Field(max_length=64)]] = Field(
        min_length=1, max_length=MOST_REVIEWED
    )
    state: Literal[corrections.WORDS]  # type: ignore[valid-type]
    note: str = Field("", max_length=LONGEST_NOTE)


class Undoing(BaseModel):
    """Why something is taken back."""

    note: str = Field("", max_length=LONGEST_NOTE)


@dataclass(frozen=True, slots=True)
class Number:
    """How many events fit, counted no further than `most`."""

    count: int
    most: int


@router.get("/events", response_model=shape(EventPage))
def events(db: Reading, asked: Asked, limit: Limit = 50, after: Cursor = None) -> Response:
    """Events, the newest first. A parameter that is given several times asks for any of its
    values, different ones for all.
    """
    found = find(db, asked, limit, mark(after))
    return send(EventPage(found.events, cursor(found.after)))


@router.get("/events/count", response_model=shape(Number))
def events_count(
    db: Reading, asked: Asked, most: Annotated[int, Query(ge=1, le=1_000_000)] = 10_000
) -> Response:
    """How many events fit."""
    return send(Number(count(db, asked, most), most))


@router.post("/events/review", response_model=shape(Kept))
def review(request: Request, db: Writing, who: Analyst, given: Reviewing) -> Response:
    """Confirm, reject or open again many events: all of them, or none. `If-Match` may list the
    ETags of all of them: when somebody else changed one meanwhile, nothing is kept (412).
    """
    found = editing.events_of(db, given.tellings)
    must_match(request, *found)
    done = editing.review(db, found, given.state, author(who, given.note))
    return send(kept(db, done, given.tellings))


@router.get("/events/{telling}", response_model=shape(EventAnswer))
def event(request: Request, db: Reading, telling: str) -> Response:
    """An event as it stands, with all that persons said of it."""
    found = editing.event(db, telling)
    return send_one(request, event_answer(db, found), etag(found))


@router.get("/events/{telling}/history", response_model=shape(RevisionPage))
def history(request: Request, db: Reading, telling: str) -> Response:
    """All revisions of an event, the oldest first, undone ones too."""
    found = editing.event(db, telling)
    return send_one(request, RevisionPage(revisions(found.history, found.report.revisions)))


@router.post("/events/{telling}/corrections", status_code=201, response_model=shape(Corrected))
def correct(
    request: Request, db: Writing, who: Analyst, telling: str, given: Correcting
) -> Response:
    """Put a value right, or say a word on the event. With `If-Match`, and when somebody else
    changed the event meanwhile, nothing is kept and the answer (412) tells what changed.
    """
    found = editing.event(db, telling)
    must_match(request, found)
    done = editing.correct(db, found, given.field, given.new, author(who, given.note))
    now = editing.event(db, telling)
    return send(Corrected(done, event_answer(db, now)), 201, etag(now))


@router.post("/corrections/{id}/undo", response_model=shape(Kept))
def undo(
    request: Request, db: Writing, who: Analyst, id: Row, given: Undoing | None = None
) -> Response:
    """Take back a correction, an added event, or an undoing. It stays in the history. `If-Match` is
    the ETag of the event, as for corrections.
    """
    found = editing.corrected_by(db, id)
    must_match(request, found)
    done, _ = editing.undo(db, id, author(who, given.note if given else ""))
    return send(kept(db, [done], [found.standing.telling.id] if found else []))
