"""One report as the workspace has it now, with its history."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from rasid.errors import StoreError
from rasid.model import Record
from rasid.store import corrections, derive, documents
from rasid.store.corrections import Correction
from rasid.store.derive import Standing
from rasid.store.documents import Document
from rasid.store.tables import members, readings

MARK = "#"
"""Stands between the report and the number of an event in the name of an event: `report#e1`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """`record` has the corrections in force; `revisions` are all corrections, undone ones too;
    `incidents` the incident of each merged event, by its number; `readings` how often the newest
    version was read.
    """

    document: Document
    record: Record
    standing: tuple[Standing, ...]
    revisions: tuple[Correction, ...]
    incidents: dict[str, str]
    readings: int


def shown(db: Connection, source: str) -> Shown:
    """The report of this id. StoreError when there is none."""
    document = documents.newest(db, source)
    if document is None:
        raise StoreError(f"{source}: no report has this id; see them with: rasid list")
    _, record = derive.newest_reading(db, document.id)
    revisions = tuple(corrections.of_report(db, source))
    told = tuple(derive.standing(record, revisions, document.text))
    events = tuple(one.event for one in told)
    read = select(readings.c.id).where(readings.c.document == document.id)
    return Shown(
        document,
        replace(record, events=events),
        told,
        revisions,
        _incidents(db, told),
        len(db.execute(read).all()),
    )


def _incidents(db: Connection, told: tuple[Standing, ...]) -> dict[str, str]:
    numbers = {one.telling.id: one.event.id for one in told}
    query = select(members.c.telling, members.c.incident).where(members.c.telling.in_(numbers))
    return {numbers[telling]: incident for telling, incident in db.execute(query)}


def event(db: Connection, name: str) -> tuple[Document, Standing]:
    """The event that a name means, as it stands. StoreError when there is none."""
    source, mark, number = name.rpartition(MARK)
    if not mark:
        raise StoreError(f"{name}: is no event; events are named as in report{MARK}e1")
    found = shown(db, source)
    for one in found.standing:
        if one.event.id == number:
            return found.document, one
    raise StoreError(f"{name}: the report has no event of this number")
