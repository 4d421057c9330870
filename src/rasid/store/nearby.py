"""Incidents that may be the same act: near each other in time and place."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from sqlalchemy import Connection, func, or_, select

from rasid.store.listing import Row
from rasid.store.rows import around
from rasid.store.tables import incidents

DAYS, KM = 3, 40.0
MOST = 12
TRIED = 4_000
"""Incidents of these days that are looked at: in a store of very many some are passed over."""


def candidates(db: Connection, one: Row, most: int = MOST) -> list[Row]:
    """Other incidents of nearly the same days, the nearest first; without a place only those of the
    same act or of the same governorate.
    """
    c = incidents.c
    first, last = _shifted(one.day, -DAYS), _shifted(one.last_day or one.day, DAYS)
    soon = select(incidents).where(c.day.between(first, last), c.id != one.id)
    i = soon.order_by(c.day.desc(), c.id).limit(TRIED).subquery().c
    shown = select(*(i[field.name] for field in fields(Row)))
    if one.lat is None or one.lon is None:
        alike = or_(i.type == one.type, i.admin1 == one.admin1)
        query = shown.where(alike).order_by((i.type != one.type), i.day, i.id)
    else:
        far = func.km(i.lat, i.lon, one.lat, one.lon)
        south, north, west, east = around(one.lat, one.lon, KM)
        here = (i.lat.between(south, north), i.lon.between(west, east), far <= KM)
        query = shown.where(*here).order_by(far, i.id)
    return [Row(*row) for row in db.execute(query.limit(most))]


def _shifted(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (ValueError, OverflowError):  # no day is known, or none before it
        return day
