"""An incident in short, as a map tells it: its values, a sentence, and who published it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from rasid.errors import StoreError
from rasid.model import Summary
from rasid.store.listing import Row, rows_of
from rasid.store.merging import load
from rasid.store.tables import voices

MOST_OUTLETS = 8


@dataclass(frozen=True, slots=True)
class Published:
    """How often an outlet tells an incident, and how many of these are copies or relays."""

    outlet: str | None
    tellings: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Brief:
    """`summary` is the sentence of the telling that was published first; null without one."""

    row: Row
    summary: Summary | None
    outlets: tuple[Published, ...]


def brief(db: Connection, id: str) -> Brief:
    """The incident of this id. StoreError when there is none."""
    found = rows_of(db, [id])
    if not found:
        raise StoreError(f"incident {id}: there is none; it may have been merged with another")
    (row,) = found.values()
    telling = load(db, [row.founder]).get(row.founder)
    event = telling.event if telling else None
    return Brief(row, event.summary if event else None, _outlets(db, id))


def _outlets(db: Connection, id: str) -> tuple[Published, ...]:
    c = voices.c
    own = func.count().filter(c.copy == "original")
    query = select(c.outlet, func.count(), func.count() - own).where(c.incident == id)
    query = query.group_by(c.outlet).order_by(own.desc(), func.count().desc(), c.outlet)
    return tuple(Published(*row) for row in db.execute(query.limit(MOST_OUTLETS)))
