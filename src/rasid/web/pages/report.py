"""A report: its text, what was read in it, and what people made of that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from rasid import model
from rasid.errors import StoreError
from rasid.incidents.undoing import in_force
from rasid.record import to_json
from rasid.store import documents, editing, editions, reports
from rasid.store.corrections import Correction
from rasid.store.derive import Standing
from rasid.store.documents import Document
from rasid.store.listing import rows_of
from rasid.store.reports import Shown
from rasid.text.lanes import lanes
from rasid.text.markup import fit, markup
from rasid.text.units import Units
from rasid.web.api.telling import etag
from rasid.web.language import language
from rasid.web.naming import Naming
from rasid.web.pages.html import page
from rasid.web.site import Reading
from rasid.web.values import FIELDS, Value, in_words, values

router = APIRouter()
CHOICES = {
    "type": model.EVENT_TYPES,
    "status": model.STATUSES,
    "certainty": model.CERTAINTIES,
    "outcome": model.OUTCOMES,
    "group": model.GROUPS,
    "relation": model.PLACE_RELATIONS,
    "time_precision": model.TIME_PRECISIONS,
    "part_of_day": model.PARTS_OF_DAY,
    "source": model.SOURCE_KINDS,
    "target": model.TARGET_KINDS,
    "weapon": model.WEAPON_CLASSES,
}
"""The vocabularies that forms choose from."""


@dataclass(frozen=True, slots=True)
class Lit:
    """A value with the range of its words as browsers count, and the lane of its underline."""

    value: Value
    start: int
    end: int
    lane: int


@dataclass(frozen=True, slots=True)
class Card:
    """An event as the page shows it; `version` is what a change of it must name."""

    standing: Standing
    incident: str | None
    values: tuple[Lit, ...]


@router.get("/reports/{number}")
def report(
    request: Request, db: Reading, number: int, version: Annotated[int | None, Query()] = None
) -> HTMLResponse:
    """A report, or an earlier version of its text."""
    source = documents.source_of(db, number)
    if version is not None:
        return _earlier(request, db, number, source, version)
    found = reports.shown(db, source)
    naming = Naming(language(request))
    cards = _cards(found, naming)
    return page(
        request,
        "report.html",
        n=number,
        found=found,
        naming=naming,
        text=markup(found.document.text),
        cards=sorted(cards, key=lambda card: not card.standing.event.main),
        fields=FIELDS,
        choices=CHOICES,
        revisions=list(_revisions(found, naming)),
        data=_data(db, found),
        incidents=rows_of(db, found.incidents.values()),
        **_about(db, found.document),
    )


def _cards(found: Shown, naming: Naming) -> list[Card]:
    told = [(one, list(values(one.event, naming))) for one in found.standing]
    placed = lanes({_range(value) for _, shown in told for value in shown})
    units = Units(found.document.text)
    return [
        Card(
            one,
            found.incidents.get(one.event.id),
            tuple(Lit(v, units(v.span.start), units(v.span.end), placed[_range(v)]) for v in shown),
        )
        for one, shown in told
    ]


def _range(value: Value) -> tuple[str, int, int]:
    return value.field, value.span.start, value.span.end


def _data(db: Connection, found: Shown) -> dict[str, Any]:
    """What the scripts of the page need of the record; `text` only where the page's differs."""
    text = found.document.text
    events = [
        {
            "telling": one.standing.telling.id,
            "etag": etag(one),
            "event": to_json(one.standing.event),
            "history": [made.id for made in one.history],
        }
        for one in editing.each(db, found)
    ]
    return {"events": events, "text": None if fit(text) == text else text}


# ------------------------------------------------------------------ the report itself
def _about(db: Connection, document: Document) -> dict[str, Any]:
    same = editions.copies(db, document)
    linked = editions.numbers(db, {one.source for one in same})
    return {
        "document": document,
        "title": _title(document),
        "versions": documents.versions(db, document.source),
        "copies": [(one, linked[one.source]) for one in same],
        "address": _safe(document.url),
    }


LONGEST_TITLE = 140


def _title(document: Document) -> str:
    """The title, else the first line of the text."""
    first = (document.title or document.text).strip().partition("\n")[0].strip()
    return first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rstrip() + "…"


def _safe(url: str | None) -> str | None:
    """The address, if it is one that a page may link to."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _earlier(
    request: Request, db: Connection, number: int, source: str, version: int
) -> HTMLResponse:
    known = documents.versions(db, source)
    found = next((one for one in known if one.version == version), None)
    if found is None:
        raise StoreError(f"report {number}: has no version {version}")
    naming = Naming(language(request))
    return page(
        request,
        "report_version.html",
        n=number,
        naming=naming,
        document=found,
        title=_title(found),
        text=markup(found.text),
        versions=known,
    )


# ------------------------------------------------------------------ history
@dataclass(frozen=True, slots=True)
class Revision:
    """A correction as the page tells it: `event` is the number of the event it is of, empty when
    that is no more; `holds`: it is in force.
    """

    correction: Correction
    event: str
    field: str
    old: str
    new: str
    holds: bool


def _revisions(found: Shown, naming: Naming) -> Iterator[Revision]:
    """The newest first."""
    holding = {one.id for one in in_force(found.revisions)}
    numbers = {one.telling.id: one.event.id for one in found.standing}
    for one in reversed(found.revisions):
        field = one.field.partition(".")[0]
        old, new = (in_words(one.field, value, naming) for value in (one.old, one.new))
        number, label = numbers.get(one.on.telling, ""), naming.code("field", field)
        yield Revision(one, number, label, old, new, one.id in holding)
