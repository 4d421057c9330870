"""Events, facets, boxes and the index of words, made from what is kept.

The newest reading of the newest version of each report counts, with the corrections in force. All
of it can be made anew at any time.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text

from rasid.incidents.model import Telling, Wording, digest
from rasid.incidents.tellings import tellings
from rasid.incidents.wording import wording
from rasid.lexicon.lexicon import load
from rasid.model import Record
from rasid.record import from_json
from rasid.store import corrections, documents, rows, tables
from rasid.store.documents import Document
from rasid.store.tables import DERIVED, events, facets, readings, state, wordings
from rasid.store.words import column

BATCH = 500
INDEXED_WITH = "words"
"""The state that says with which language data the index of words was made."""
EMPTY = Wording((), (), 0, 0)


# ------------------------------------------------------------------ one report
def report(db: Connection, document: Document) -> int:
    """Make the events of one report anew from what counts of it; how many there are."""
    forget(db, document.source)
    reading, record = newest_reading(db, document.id)
    told = all_tellings(record, EMPTY)
    changed = corrections.applied(
        corrections.in_force(corrections.of_report(db, document.source)), told
    )
    values: list[dict[str, Any]] = []
    for telling in told:
        event, review = changed.get(telling.id) or (corrections.event_of(telling), rows.OPEN)
        row = rows.row(event, telling.report, review)
        values.append({"telling": telling.id, "document": document.id, "reading": reading, **row})
        _place(db, _insert(db, values[-1]), event, telling, row["day"])
    return len(values)


def _insert(db: Connection, row: dict[str, Any]) -> int:
    (id,) = db.execute(insert(events), row).inserted_primary_key or (0,)
    return int(id)


def _place(db: Connection, id: int, event: Any, telling: Telling, day: str) -> None:
    named = rows.facets(event, telling.report)
    if named:
        shown = [{"kind": k, "value": v, "day": day, "event": id} for k, v in sorted(named)]
        db.execute(insert(facets), shown)
    box = rows.box(event.place)
    if box is not None:
        edges = dict(zip(("south", "north", "west", "east"), box, strict=True))
        db.execute(text("INSERT INTO boxes VALUES (:id, :south, :north, :west, :east)"),
                   {"id": id, **edges})  # fmt: skip


def forget(db: Connection, source: str) -> None:
    """Take a report's events out of the derived tables."""
    versions = select(tables.documents.c.id).where(tables.documents.c.source == source)
    ids = [id for (id,) in db.execute(select(events.c.id).where(events.c.document.in_(versions)))]
    for id in ids:
        db.execute(delete(facets).where(facets.c.event == id))
        db.execute(text("DELETE FROM boxes WHERE event = :id"), {"id": id})
        db.execute(delete(events).where(events.c.id == id))


def newest_reading(db: Connection, document: int) -> tuple[int, Record]:
    """The reading of a document that counts, and what it says."""
    query = select(readings.c.id, readings.c.record).where(readings.c.document == document)
    id, record = db.execute(query.order_by(readings.c.id.desc()).limit(1)).one()
    return id, from_json(json.loads(record))


def all_tellings(record: Record, worded: Wording) -> tuple[Telling, ...]:
    """A telling for each event of a report, those that incidents are made of and the others too."""
    merged = {one.event.id: one for one in tellings(record, worded) if one.event}
    return tuple(
        merged.get(event.id) or Telling(id, record.report, event, worded)
        for event, id in zip(record.events, _ids(record), strict=True)
    )


def _ids(record: Record) -> Iterator[str]:
    """Ids of events that hang on where their triggers stand, as those of tellings do."""
    seen: Counter[tuple[int, int]] = Counter()
    for event in record.events:
        at = event.trigger.start, event.trigger.end
        seen[at] += 1
        yield digest("event", record.report.id, record.report.sha256, *at, seen[at])


# ------------------------------------------------------------------ words
def index(db: Connection, document: Document) -> None:
    """Put a document into the index of words. Earlier versions stay in it: they have no events."""
    told = f"{document.title}\n{document.text}" if document.title else document.text
    query = text("INSERT INTO words (rowid, stems) VALUES (:id, :stems)")
    db.execute(query, {"id": document.id, "stems": column(told)})
    db.execute(insert(wordings), {"document": document.id, "packed": pack(wording(document.text))})


def pack(worded: Wording) -> bytes:
    """A wording as bytes."""
    head = (worded.runs, worded.length, len(worded.words))
    return array("I", (*head, *worded.words, *worded.sketch)).tobytes()


def unpack(packed: bytes) -> Wording:
    """The wording of its bytes."""
    runs, length, words, *rest = array("I", packed)
    return Wording(tuple(rest[:words]), tuple(rest[words:]), runs, length)


# ------------------------------------------------------------------ all of it
def everything(db: Connection) -> None:
    """Empty the derived tables and make them anew but for incidents, which `merging` makes."""
    db.execute(text("INSERT INTO words (words) VALUES ('delete-all')"))
    db.execute(text("DELETE FROM boxes"))
    for table in DERIVED:
        db.execute(delete(table))
    for document in each(db):
        index(db, document)
        report(db, document)
    db.execute(insert(state), {"name": INDEXED_WITH, "value": load().version})


def each(db: Connection) -> Iterator[Document]:
    """The newest version of every report."""
    after = 0
    while batch := documents.current(db, after, BATCH):
        yield from batch
        after = batch[-1].id
