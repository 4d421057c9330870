"""An incident: what many reports tell of one act, side by side, and what people decide of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from rasid.incidents.model import Incident, Judgement, Publication, Source, Telling
from rasid.incidents.undoing import taken_back
from rasid.store import deciding, editions, merging, nearby
from rasid.store.listing import rows_of
from rasid.web.api.answers import IncidentAnswer
from rasid.web.api.incidents import etag
from rasid.web.claims import label, matrix, source_name
from rasid.web.grading import graded, link_reasons
from rasid.web.language import language
from rasid.web.naming import Naming
from rasid.web.pages.html import page
from rasid.web.site import Reading

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Published:
    """One telling on the timeline; `number` is that of its report, `event` of its event there."""

    publication: Publication
    telling: Telling
    number: int
    name: str
    event: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A source with its publications, the first to come first."""

    source: Source
    name: str
    told: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person said at one moment: `verdicts` are same, different, or undo; `holds`: it is
    in force.
    """

    judgement: str
    by: str
    at: str
    verdicts: tuple[str, ...]
    reports: tuple[str, ...]
    holds: bool


@router.get("/incidents/{id}")
def incident(request: Request, db: Reading, id: str) -> HTMLResponse:
    """An incident."""
    found, judged = merging.shown(db, id)
    row = rows_of(db, [found.id])[found.id]
    naming = Naming(language(request))
    names = deciding.names(db, {one.id for one in found.tellings})
    reports = {one.report.id for one in found.tellings}
    numbers = editions.numbers(db, reports | _reports(judged))
    return page(
        request,
        "incident.html",
        found=found,
        row=row,
        naming=naming,
        rows=matrix(found, naming),
        origins=_origins(found, names, numbers, naming),
        links=link_reasons(found, names, naming),
        grade=graded(found, naming),
        near=nearby.candidates(db, row),
        decisions=_decisions(judged),
        numbers=numbers,
        place=_place(found, naming) or naming.spot(row),
        source_name=source_name,
        data=_data(db, IncidentAnswer(found, judged, names)),
    )


def _data(db: Connection, told: IncidentAnswer) -> dict[str, Any]:
    """What the scripts of the page need."""
    members = sorted(telling.id for telling in told.incident.tellings)
    return {"id": told.incident.id, "tellings": members, "etag": f'"{etag(db, told)}"'}


def _place(found: Incident, naming: Naming) -> str:
    """The name of the best supported place."""
    best = (one.best for one in found.findings if one.field == "place" and one.best)
    return next((label("place", dict(told), naming) for told in best), "")


# ------------------------------------------------------------------ timeline
def _origins(
    found: Incident, names: dict[str, str], numbers: dict[str, int], naming: Naming
) -> list[Origin]:
    told = {telling.id: telling for telling in found.tellings}
    made = []
    for source in found.sources:
        own = (_published(one, told[one.telling], names, numbers) for one in source.publications)
        made.append(Origin(source, source_name(source, naming), tuple(sorted(own, key=_moment))))
    return sorted(made, key=lambda one: _moment(one.told[0]))


def _published(
    one: Publication, telling: Telling, names: dict[str, str], numbers: dict[str, int]
) -> Published:
    name = names.get(one.telling, one.report)
    event = telling.event.id if telling.event else ""
    return Published(one, telling, numbers[one.report], name, event)


def _moment(one: Published) -> tuple[str, bool, str]:
    report = one.telling.report
    return report.published or "9999", one.publication.copy != "original", report.id


# ------------------------------------------------------------------ decisions
def _reports(judged: Sequence[Judgement]) -> set[str]:
    return {side.report for one in judged for side in (one.left, one.right)}


def _decisions(judged: Sequence[Judgement]) -> list[Decision]:
    """All that people said, what belongs together as one, the latest first."""
    gone = taken_back(judged)
    made: dict[tuple[str, str], list[Judgement]] = {}
    for one in judged:
        made.setdefault((one.by, one.at), []).append(one)
    return [_decision(by, at, said, gone) for (by, at), said in reversed(made.items())]


def _decision(by: str, at: str, said: Sequence[Judgement], gone: set[str]) -> Decision:
    verdicts = ("undo",) if said[0].undoes else tuple(dict.fromkeys(one.verdict for one in said))
    reports = tuple(sorted(_reports(said)))
    return Decision(said[0].id, by, at, verdicts, reports, said[0].id not in gone)
