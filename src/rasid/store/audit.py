"""The log of what was done: who, what, when, from where."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from rasid.store.people import audit


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did. `about` is what it was done to, `address` where from; `kept`
    says whether it was done: a refused login was not.
    """

    id: int
    at: str
    who: str
    what: str
    about: str
    address: str
    kept: bool


def record(
    db: Connection, who: str, what: str, about: str, *, at: str, address: str, kept: bool = True
) -> None:
    """Add to the log."""
    told = {"at": at, "who": who, "what": what, "about": about, "address": address, "kept": kept}
    db.execute(insert(audit), told)


def page(db: Connection, limit: int, before: int | None = None) -> list[Entry]:
    """Entries, the latest first, those before a number."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    query = query if before is None else query.where(audit.c.id < before)
    return [Entry(**row._mapping) for row in db.execute(query)]
