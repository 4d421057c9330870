"""Which tellings are in which incident, and the taking apart of incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update

from rasid.store import sums
from rasid.store.tables import incidents, members, tellings

CHUNK = 900
"""Ids that one question to the database names at most."""


def chunks(ids: Iterable[str], size: int = CHUNK) -> Iterator[list[str]]:
    """Ids in their order, so many at a time."""
    ordered = sorted(ids)
    for at in range(0, len(ordered), size):
        yield ordered[at : at + size]


def incidents_of(told: Any) -> Select[Any]:
    """The query for the incidents that tellings are in: `told` are ids, or a query for them."""
    return select(members.c.incident).where(members.c.telling.in_(told)).distinct()


def apart(db: Connection, ids: Any) -> None:
    """Take incidents apart: `ids` are some, or a query for them. Their tellings wait again."""
    gone = db.execute(ids).scalars() if isinstance(ids, Select) else ids
    for few in chunks(gone):
        sums.take_off(db, few)
        told = select(members.c.telling).where(members.c.incident.in_(few))
        db.execute(update(tellings).where(tellings.c.telling.in_(told)).values(waiting=True))
        db.execute(delete(members).where(members.c.incident.in_(few)))
        db.execute(delete(incidents).where(incidents.c.id.in_(few)))
