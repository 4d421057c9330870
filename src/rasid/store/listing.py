"""Incidents as lists show them, the newest first, page after page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select, tuple_

from rasid.errors import InputError
from rasid.store.tables import incidents


@dataclass(frozen=True, slots=True)
class Row:
    """The best supported values of an incident; the bounds of who was killed; how many tell it."""

    id: str
    founder: str
    type: str
    status: str
    day: str
    last_day: str
    place: str | None
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    tellings: int
    sources: int
    grade: str
    disagreement: float
    doubt: float
    stale: int
    precision: str | None
    radius_km: float | None
    place_ar: str | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    confidence: float | None
    review: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Some incidents, the newest first; `after` begins the next page, null on the last."""

    incidents: tuple[Row, ...]
    after: str | None


def rows_of(db: Connection, ids: Iterable[str]) -> dict[str, Row]:
    """Incidents by their ids, as lists show them."""
    query = select(*(incidents.c[field.name] for field in fields(Row)))
    found = db.execute(query.where(incidents.c.id.in_(sorted(set(ids)))))
    return {row.id: Row(*row) for row in found}


def incidents_of(
    db: Connection,
    limit: int = 50,
    after: str | None = None,
    *,
    sources: int = 1,
    stale: bool = False,
) -> IncidentPage:
    """A page of the incidents that at least so many sources tell of, or only those with decisions
    that ask again. InputError when `after` begins no page.
    """
    c = incidents.c
    return page_of(db, [c.sources >= sources, *([c.stale > 0] if stale else [])], limit, after)


def page_of(
    db: Connection,
    holding: Iterable[ColumnElement[bool]],
    limit: int,
    after: str | None = None,
    *,
    few: bool = False,
) -> IncidentPage:
    """A page of the incidents of which all this holds, the newest first. With `few` they are looked
    up and sorted, else the days are walked. InputError when `after` begins no page.
    """
    c = incidents.c
    query = select(*(c[field.name] for field in fields(Row))).where(*holding)
    if after is not None:
        day, mark, id = after.partition("~")
        if not mark:
            raise InputError(f"{after!r} begins no page; give what the page before ends with")
        query = query.where(tuple_(c.day, c.id) < tuple_(bindparam("d", day), bindparam("i", id)))
    by: ColumnElement[str] = literal_column("+incidents.day") if few else c.day
    found = db.execute(query.order_by(by.desc(), c.id.desc()).limit(limit + 1)).all()
    rows = tuple(Row(*row) for row in found[:limit])
    more = len(found) > limit
    return IncidentPage(rows, f"{rows[-1].day}~{rows[-1].id}" if more else None)
