"""Situation reports that were written, so that the next can tell what changed since."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert, select

from rasid.store.tables import situations


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is of: ISO days, both included, an area (empty: everywhere), a profile."""

    start: str
    end: str
    country: str
    admin1: str
    profile: str


def remember(db: Connection, asked: Asked, at: str, told: str) -> None:
    """Keep what a report told, as JSON."""
    db.execute(insert(situations), {**asdict(asked), "at": at, "told": told})


def earlier(db: Connection, asked: Asked) -> str | None:
    """What the last report of the area, for the same readers, told of an earlier period; else of
    this one. None when there is none.
    """
    c = situations.c
    same = (c.country == asked.country, c.admin1 == asked.admin1, c.profile == asked.profile)
    query = select(c.told).where(*same, c.end <= asked.end)
    newest = query.order_by((c.end < asked.end).desc(), c.id.desc()).limit(1)
    told: str | None = db.execute(newest).scalar()
    return told
