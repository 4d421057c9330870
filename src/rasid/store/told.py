"""Events in full, for those that a list shows: as they stand, with the text of their reports."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from rasid.model import Event, Record
from rasid.record import from_json
from rasid.store import corrections, derive
from rasid.store.tables import documents, events, readings


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it stands in its report. `report` is the number of the report in addresses,
    `added` the moment at which it was added, `version` as `editing.Edited` has it.
    """

    event: Event
    review: str
    report: int
    source: str
    outlet: str | None
    published: str | None
    title: str | None
    added: str
    text: str
    version: tuple[int, int]


def told(db: Connection, tellings: Collection[str]) -> dict[str, Told]:
    """The events of some tellings, by telling; those that are gone are left out."""
    homes = select(events.c.document).where(events.c.telling.in_(tellings)).distinct()
    found = _of(db, list(db.execute(homes).scalars()))
    return {telling: found[telling] for telling in tellings if telling in found}


def _of(db: Connection, homes: list[int]) -> dict[str, Told]:
    c, first = documents.c, documents.alias("first")
    joined = documents.join(first, (first.c.source == c.source) & (first.c.version == 1))
    names = ("source", "outlet", "published", "title", "retrieved_at", "text")
    query = select(c.id, first.c.id, *(c[name] for name in names)).select_from(joined)
    rows = {id: rest for id, *rest in db.execute(query.where(c.id.in_(homes)))}
    records = _records(db, homes)
    revised = corrections.of_reports(db, {rest[1] for rest in rows.values()})
    out = {}
    for id, home in rows.items():
        (reading, record), said = records[id], revised.get(home[1], [])
        standing = derive.standing(record, said, home[-1])
        held = corrections.by_telling(said, [one.telling for one in standing])
        for one in standing:
            last = max((made.id for made in held.get(one.telling.id, ())), default=0)
            facts: list[Any] = [*home, (reading, last)]
            out[one.telling.id] = Told(one.event, one.review, *facts)
    return out


def _records(db: Connection, homes: Iterable[int]) -> dict[int, tuple[int, Record]]:
    """The newest reading of each document, with its number."""
    c = readings.c
    latest = select(func.max(c.id)).where(c.document.in_(homes)).group_by(c.document)
    read = select(c.document, c.id, c.record).where(c.id.in_(latest))
    return {home: (id, from_json(json.loads(told))) for home, id, told in db.execute(read)}
