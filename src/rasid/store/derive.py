"""Events, facets, boxes and the index of words, made from what is kept.

The newest reading of the newest version of each report counts, with the corrections in force. All
of it can be made anew at any time.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from rasid.incidents.model import Telling, Wording
from rasid.incidents.tellings import every, merged, without_act
from rasid.incidents.wording import MOST_RUNS, wording
from rasid.lexicon.lexicon import load
from rasid.model import Event, Record
from rasid.record import from_json
from rasid.store import additions, corrections, documents, rows, sums, tables, urgency
from rasid.store.additions import EMPTY
from rasid.store.corrections import Correction
from rasid.store.documents import Document
from rasid.store.membership import apart, incidents_of
from rasid.store.tables import DERIVED, events, facets, readings, state, wordings
from rasid.store.words import column

BATCH = 500
INDEXED_WITH = "words"
"""The state that says with which language data the index of words was made."""


# ------------------------------------------------------------------ one report
@dataclass(frozen=True, slots=True)
class Standing:
    """An event as it stands: the telling as it was read, the event with the corrections in force,
    and what people said of it.
    """

    telling: Telling
    event: Event
    review: str


def standing(record: Record, revisions: Sequence[Correction], text: str) -> list[Standing]:
    """The events of a record, each as it stands after all corrections of the report, and those
    that persons added; `text` is that of the report.
    """
    read = every(record, EMPTY)
    more, replaced = additions.added(revisions, record.report, read, text)
    told = [one for one in read if one.id not in replaced]
    if more:
        told = sorted([*told, *more], key=lambda one: corrections.event_of(one).trigger.start)
    changed = corrections.applied(revisions, told)
    out = []
    for one in told:
        event, review = changed.get(one.id) or (corrections.event_of(one), rows.OPEN)
        out.append(Standing(one, event, review))
    return out


def report(db: Connection, document: Document) -> int:
    """Make the events of one report anew from what counts of it; how many there are.

    Incidents that its tellings were in are taken apart; `merging` puts them together again.
    """
    forget(db, document.source)
    reading, record = newest_reading(db, document.id)
    told = standing(record, corrections.of_report(db, document.source), document.text)
    for one in told:
        row = rows.row(one.event, record.report, one.review)
        homes = {"telling": one.telling.id, "document": document.id, "reading": reading}
        _place(db, _insert(db, {**homes, **row}), one, row["day"])
    for telling in mergeable(record, told, EMPTY):
        homes = {"telling": telling.id, "document": document.id}
        db.execute(insert(tables.tellings), {**homes, "waiting": True})
    urgency.rank(db, events.c.document == document.id)
    return len(told)


def review(db: Connection, document: Document) -> None:
    """Write down the review states of the events of a report of which nothing else changed."""
    _, record = newest_reading(db, document.id)
    for one in standing(record, corrections.of_report(db, document.source), document.text):
        at = events.c.telling == one.telling.id
        db.execute(update(events).where(at).values(review=one.review))
    urgency.rank(db, events.c.document == document.id)


def mergeable(record: Record, told: Iterable[Standing], worded: Wording) -> tuple[Telling, ...]:
    """The tellings of a report that incidents are made of: what a person rejected is none."""
    kept = [
        replace(one.telling, event=one.event, wording=worded)
        for one in told
        if one.review != rows.REJECTED
    ]
    return merged(kept) or (without_act(record.report, worded),)


def _insert(db: Connection, row: dict[str, Any]) -> int:
    (id,) = db.execute(insert(events), row).inserted_primary_key or (0,)
    return int(id)


def _place(db: Connection, id: int, one: Standing, day: str) -> None:
    named = rows.facets(one.event, one.telling.report)
    if named:
        shown = [{"kind": k, "value": v, "day": day, "event": id} for k, v in sorted(named)]
        db.execute(insert(facets), shown)
    box = rows.box(one.event.place)
    if box is not None:
        edges = dict(zip(("south", "north", "west", "east"), box, strict=True))
        query = text("INSERT INTO boxes VALUES (:id, :south, :north, :west, :east)")
        db.execute(query, {"id": id, **edges})


def forget(db: Connection, source: str) -> None:
    """Take a report's events out of the derived tables, and apart the incidents they were in."""
    versions = select(tables.documents.c.id).where(tables.documents.c.source == source)
    t = tables.tellings.c
    told = select(t.telling).where(t.document.in_(versions))
    if db.execute(told.limit(1)).first() is None:
        return
    gone = select(events.c.id).where(events.c.document.in_(versions))
    db.execute(text("DELETE FROM boxes WHERE event = :id"),
               [{"id": id} for (id,) in db.execute(gone)] or [{"id": 0}])  # fmt: skip
    db.execute(delete(facets).where(facets.c.event.in_(gone)))
    db.execute(delete(events).where(events.c.document.in_(versions)))
    apart(db, incidents_of(told))
    db.execute(delete(tables.keys).where(tables.keys.c.telling.in_(told)))
    db.execute(delete(tables.tellings).where(t.document.in_(versions)))


def newest_reading(db: Connection, document: int) -> tuple[int, Record]:
    """The reading of a document that counts, and what it says."""
    query = select(readings.c.id, readings.c.record).where(readings.c.document == document)
    id, record = db.execute(query.order_by(readings.c.id.desc()).limit(1)).one()
    return id, from_json(json.loads(record))


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
    names = (len(worded.persons), *worded.persons, *worded.facilities)
    return array("I", (*head, *worded.words, *worded.sketch, *names)).tobytes()


def unpack(packed: bytes) -> Wording:
    """The wording of its bytes."""
    runs, length, size, *rest = array("I", packed)
    words, rest = tuple(rest[:size]), rest[size:]
    kept = min(runs, MOST_RUNS)
    sketch, (size, *names) = tuple(rest[:kept]), rest[kept:] or [0]  # none in an earlier version
    return Wording(words, sketch, runs, length, tuple(names[:size]), tuple(names[size:]))


def index_is_old(db: Connection) -> bool:
    """Whether the index of words was made with other language data."""
    made_with = select(state.c.value).where(state.c.name == INDEXED_WITH)
    return db.execute(made_with).scalar() != load().version


def index_anew(db: Connection) -> None:
    """Make the index of words anew, of the newest version of every report."""
    db.execute(text("INSERT INTO words (words) VALUES ('delete-all')"))
    db.execute(delete(wordings))
    for document in each(db):
        index(db, document)
    db.execute(delete(state).where(state.c.name == INDEXED_WITH))
    db.execute(insert(state), {"name": INDEXED_WITH, "value": load().version})


# ------------------------------------------------------------------ all of it
def everything(db: Connection) -> None:
    """Empty the derived tables and make them anew but for incidents, which `merging` makes."""
    db.execute(text("DELETE FROM boxes"))
    sums.forget(db)
    for table in DERIVED:
        db.execute(delete(table))
    index_anew(db)
    for document in each(db):
        report(db, document)


def each(db: Connection) -> Iterator[Document]:
    """The newest version of every report."""
    after = 0
    while batch := documents.current(db, after, BATCH):
        yield from batch
        after = batch[-1].id
