"""Incidents: many reports of one act, with every claim; a person's word on what is one."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from rasid.errors import ChangedError, InputError
from rasid.incidents.model import Incident, digest
from rasid.record import to_json
from rasid.store import deciding, judgements, merging
from rasid.store.additions import EMPTY
from rasid.store.listing import incidents_of
from rasid.web.api.answers import ClaimPage, IncidentAnswer, IncidentPage, JudgementPage
from rasid.web.api.numbers import before
from rasid.web.api.sending import PROBLEMS, Cursor, Limit, cursor, mark, plain, send, send_one, tags
from rasid.web.api.shapes import shape
from rasid.web.site import Editor, Reading, Writing, author

router = APIRouter(prefix="/api/v1", tags=["incidents"], responses=PROBLEMS)
Id = Annotated[str, Field(min_length=1, max_length=64)]


class Joining(BaseModel):
    """Ids of incidents that are one."""

    ids: list[Id] = Field(min_length=2, max_length=100)


class Splitting(BaseModel):
    """Tellings that are of another act than the rest of their incident."""

    tellings: list[Id] = Field(min_length=1, max_length=100)


class Moving(Splitting):
    """Tellings that are of the act of another incident, `to`."""

    to: Id


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, by the id of its first judgement, and the incidents that came of it."""

    judgement: str
    incidents: tuple[str, ...]


@router.get("/incidents", response_model=shape(IncidentPage))
def incidents(
    db: Reading,
    limit: Limit = 50,
    after: Cursor = None,
    sources: Annotated[int, Query(ge=1, le=10_000, description="At least so many tell it.")] = 1,
    stale: Annotated[bool, Query(description="Only with decisions that ask again.")] = False,
) -> Response:
    """Incidents, the newest first."""
    found = incidents_of(db, limit, mark(after), sources=sources, stale=stale)
    return send(IncidentPage(found.incidents, cursor(found.after)))


@router.get("/incidents/{id}", response_model=shape(IncidentAnswer))
def incident(request: Request, db: Reading, id: str) -> Response:
    """An incident with its sources, claims, findings, and the reasons why its reports are one."""
    found, judged = merging.shown(db, id)
    names = deciding.names(db, [telling.id for telling in found.tellings])
    tellings = tuple(replace(telling, wording=EMPTY) for telling in found.tellings)
    told = IncidentAnswer(replace(found, tellings=tellings), judged, names)
    return send_one(request, told, etag(db, told))


@router.get("/incidents/{id}/claims", response_model=shape(ClaimPage))
def claims(request: Request, db: Reading, id: str) -> Response:
    """All that is claimed of an incident, each claim with its words and who says it."""
    return send_one(request, ClaimPage(merging.shown(db, id)[0].claims))


@router.post("/incidents/join", response_model=shape(Decided))
def join(request: Request, db: Writing, who: Editor, given: Joining) -> Response:
    """Say that incidents are one. `If-Match` may list the ETags of those that were looked at."""
    _must_match(request, db, given.ids, every=True)
    said = author(who)
    done = deciding.join(db, given.ids, by=said.by, at=said.at)
    return send(Decided(done.judgement, done.incidents))


@router.post("/incidents/{id}/split", response_model=shape(Decided))
def split(request: Request, db: Writing, who: Editor, id: str, given: Splitting) -> Response:
    """Say that tellings are of another act than the rest of their incident. `If-Match` as for
    corrections of events.
    """
    _must_match(request, db, [id])
    said = author(who)
    done = deciding.split(db, id, _named(db, given), by=said.by, at=said.at)
    return send(Decided(done.judgement, done.incidents))


@router.post("/incidents/{id}/move", response_model=shape(Decided))
def move(request: Request, db: Writing, who: Editor, id: str, given: Moving) -> Response:
    """Say that tellings are of the act of another incident, in one decision. `If-Match` as for
    corrections of events.
    """
    _must_match(request, db, [id])
    said = author(who)
    done = deciding.move(db, id, _named(db, given), given.to, by=said.by, at=said.at)
    return send(Decided(done.judgement, done.incidents))


def _named(db: Connection, given: Splitting) -> set[str]:
    """What people call the tellings. InputError when one of them is none."""
    names = deciding.names(db, given.tellings)
    missing = [telling for telling in given.tellings if telling not in names]
    if missing:
        raise InputError(f"tellings: {missing[0]!r} is none")
    return set(names.values())


@router.get("/judgements", response_model=shape(JudgementPage))
def all_judgements(
    db: Reading,
    limit: Limit = 50,
    after: Cursor = None,
    machine: Annotated[bool, Query(description="Those of the machine too.")] = False,
) -> Response:
    """What was said of tellings being one act, the latest first."""
    found = judgements.page(db, limit + 1, before(after), persons=not machine)
    more = cursor(str(found[limit - 1][0])) if len(found) > limit else None
    return send(JudgementPage(tuple(one for _, one in found[:limit]), more))


@router.post("/judgements/{id}/undo", response_model=shape(Decided))
def undo(request: Request, db: Writing, who: Editor, id: str) -> Response:
    """Take a decision back: all that was said with a judgement, at once. Undoing an undoing brings
    the decision back. `If-Match` may list the ETags of the incidents that were looked at.
    """
    _must_match(request, db, deciding.touched(db, id), every=True)
    said = author(who)
    done = deciding.undo(db, id, by=said.by, at=said.at)
    return send(Decided(done.judgement, done.incidents))


# ------------------------------------------------------------------ versions
def etag(db: Connection, told: IncidentAnswer) -> str:
    """The last judgement of the workspace, which tellings are in the incident, all that it says."""
    said = digest(json.dumps(plain(told), sort_keys=True))
    return f"{judgements.last(db)}.{_members(told.incident)}.{said}"


def _members(incident: Incident) -> str:
    return digest(incident.id, *sorted(telling.id for telling in incident.tellings))


def _must_match(
    request: Request, db: Connection, ids: Collection[str], *, every: bool = False
) -> None:
    """ChangedError when other tellings are in the incidents than there were (`If-Match`). Of the
    ETags that are given one must be that of an incident as it is, or every one.
    """
    given = tags(request.headers.get("if-match", ""))
    if not given or "*" in given:
        return
    found = [merging.shown(db, id)[0] for id in ids]
    standing = {_members(one) for one in found}
    holds = [_seen(tag)[1] in standing for tag in given]
    if all(holds) if every else any(holds):
        return
    reports = {telling.report.id for one in found for telling in one.tellings}
    said = judgements.since(db, reports, min(_seen(tag)[0] for tag in given))
    changes = [to_json(one) for one in said]
    raise ChangedError("the incident changed since you looked; look at it again", changes)


def _seen(tag: str) -> tuple[int, str]:
    """The last judgement and the members of an ETag."""
    last, members, *_ = (*tag.split("."), "", "")
    return int(last) if last.isdecimal() and len(last) < 19 else 0, members
