"""Searches that people save for themselves, under names of their own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from rasid.errors import InputError, StoreError
from rasid.store.tables import searches

MOST = 100
"""Searches that one person may keep."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A search; `asked` is the query of the address of its page."""

    id: int
    name: str
    asked: str
    at: str


def of(db: Connection, author: str) -> tuple[Saved, ...]:
    """Those of one person, by name."""
    c = searches.c
    query = select(c.id, c.name, c.asked, c.at).where(c.author == author).order_by(c.name)
    return tuple(Saved(*row) for row in db.execute(query))


def save(db: Connection, author: str, name: str, asked: str, at: str) -> Saved:
    """Keep a search; one of the same name is replaced. InputError when there are too many."""
    c = searches.c
    db.execute(delete(searches).where(c.author == author, c.name == name))
    count = select(func.count()).select_from(searches).where(c.author == author)
    if db.execute(count).scalar_one() >= MOST:
        raise InputError(f"searches: {MOST} are kept already; drop one first")
    row = {"author": author, "name": name, "asked": asked, "at": at}
    (id,) = db.execute(insert(searches), row).inserted_primary_key or (0,)
    return Saved(int(id), name, asked, at)


def drop(db: Connection, author: str, id: int) -> None:
    """Drop a search. StoreError when the person has none of this number."""
    gone = db.execute(delete(searches).where(searches.c.author == author, searches.c.id == id))
    if not gone.rowcount:
        raise StoreError(f"search {id}: there is none of yours")
