"""Rows of tables as they went out, made again of what the workspace keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from rasid.export.profiles import Sharing
from rasid.export.rows import Item, Row, Setting, State
from rasid.extract.actors import party
from rasid.incidents.merge import incident
from rasid.incidents.model import Telling
from rasid.lexicon.lexicon import load
from rasid.model import Record
from rasid.record import from_json
from rasid.store import attested, corrections, derive, documents, edits
from rasid.store.derive import Standing
from rasid.store.documents import Document
from rasid.store.revisions import MIXED, NONE, Marked, Revision
from rasid.store.tables import readings, wordings


class Missing(Exception):
    """Why what a row was made of is not found."""


@dataclass(frozen=True, slots=True)
class Then:
    """A reading with the corrections that counted when a row was made of it."""

    document: Document
    record: Record
    standing: tuple[Standing, ...]

    def event(self, number: str) -> Standing:
        """The event of a number. Missing when there is none."""
        for one in self.standing:
            if one.event.id == number:
                return one
        raise Missing("its reading has no such event: is it a table of another workspace?")


def then(db: Connection, revision: Revision) -> Then:
    """What a revision names. Missing when the workspace has no such reading."""
    query = select(readings.c.document, readings.c.record)
    found = db.execute(query.where(readings.c.id == revision.reading)).one_or_none()
    if found is None:
        raise Missing("this workspace has no such reading: is it a table of another one?")
    document = documents.by_id(db, found.document)
    record = from_json(json.loads(found.record))
    told = [one for one in corrections.of_report(db, document.source) if one.id <= revision.last]
    return Then(document, record, tuple(derive.standing(record, told, document.text)))


def event_cells(then: Then, revision: Revision, profile: str) -> dict[str, str]:
    """The row of an event."""
    old = then.event(revision.number)
    alone = replace(then.record, events=(old.event,), relations=())
    item = Item(alone, None, {old.event.id: State(old.review, str(revision))})
    was = _cells(item, profile)
    if was["id"] != f"{then.record.report.id}:{old.event.id}":
        del was["id"]  # a running number in that table, which nothing here knows
    return was


def incident_cells(db: Connection, marked: Marked) -> dict[str, str]:
    """The row of an incident."""
    told = [_Told(revision, then(db, revision)) for revision in marked.revisions]
    made = incident([one.telling(db) for one in told])
    words = set(_reviews(told))
    (review,) = words if len(words) == 1 else (MIXED,)
    item = attested.item(made)
    state = State(review, "as it was")
    return _cells(replace(item, states={item.record.events[0].id: state}), marked.profile)


@dataclass(frozen=True, slots=True)
class _Told:
    revision: Revision
    then: Then

    def telling(self, db: Connection) -> Telling:
        """The telling that it was, with the wording of its report."""
        document = self.then.document.id
        packed = select(wordings.c.packed).where(wordings.c.document == document)
        worded = derive.unpack(db.execute(packed).scalar_one())
        found = derive.mergeable(self.then.record, self.then.standing, worded)
        for one in found:
            if (one.event.id if one.event else NONE) == self.revision.number:
                return one
        raise Missing("one of its events is not told: is it a table of another workspace?")


def _reviews(told: list[_Told]) -> Iterator[str]:
    for one in told:
        if one.revision.number != NONE:
            yield one.then.event(one.revision.number).review


def _cells(item: Item, profile: str) -> dict[str, str]:
    shared, _ = Sharing(profile, load).shared_item(item, 0)
    (event,) = shared.record.events
    row = Row(shared.record.report, event, shared.merged, shared.states[event.id])
    return edits.cells(row, Setting(datetime.now(UTC), party, incidents=item.merged is not None))
