"""Watched sources in the workspace: when each is due, and how often in a row it failed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from rasid.store.doing import watched


@dataclass(frozen=True, slots=True)
class Due:
    """When a source is to be looked at next (ISO time in UTC), its failures since it last gave
    something, and what came of it the last time.
    """

    name: str
    due_at: str
    failures: int
    told: str


def due(db: Connection, name: str) -> Due | None:
    """What is known of a source; None for one that was never looked at."""
    row = db.execute(select(watched).where(watched.c.name == name)).one_or_none()
    return Due(**row._mapping) if row else None


def note(db: Connection, one: Due) -> None:
    """Keep what came of a source."""
    told = {"due_at": one.due_at, "failures": one.failures, "told": one.told}
    query = insert(watched).values(name=one.name, **told)
    db.execute(query.on_conflict_do_update(index_elements=["name"], set_=told))
