"""Reports and what was read in them go into the workspace; decisions of people stay with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select

from rasid.incidents.claims import claims as claims_of
from rasid.incidents.model import Claim
from rasid.incidents.tellings import every
from rasid.model import Engine, Record
from rasid.record import to_json
from rasid.store import derive, documents
from rasid.store.additions import EMPTY
from rasid.store.documents import Document, Incoming
from rasid.store.tables import claims, readings


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a report: the document it is, and how many events it has."""

    document: Document
    events: int


def now() -> str:
    """This moment, as the workspace writes moments."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def keep(db: Connection, incoming: Incoming, record: Record) -> Kept:
    """Store a report that is not known, with its record; make its events."""
    document = documents.add(db, incoming, record.report.lang, now())
    derive.index(db, document)
    return Kept(document, read_again(db, document, record))


def read_again(db: Connection, document: Document, record: Record) -> int:
    """Keep one more reading of a document; it is the one that counts. How many events it has."""
    named = replace(record, report=replace(record.report, id=document.source))
    engine = named.report.engine
    row = {
        "document": document.id,
        "engine": engine.rasid,
        "data": engine.data,
        "record": json.dumps(to_json(named), ensure_ascii=False),
        "made_at": now(),
    }
    (reading,) = db.execute(insert(readings), row).inserted_primary_key or (0,)
    told = every(named, EMPTY)
    rows = [_row(one, int(reading)) for telling in told for one in claims_of(telling)]
    if rows:
        db.execute(insert(claims), rows)
    return derive.report(db, document)


def _row(claim: Claim, reading: int) -> dict[str, Any]:
    span = claim.span
    return {
        "reading": reading,
        "claim": claim.id,
        "telling": claim.telling,
        "report": claim.report,
        "field": claim.field,
        "value": json.dumps(claim.value, ensure_ascii=False),
        "words": span.text if span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "attribution": json.dumps(to_json(claim.speakers), ensure_ascii=False),
        "stance": claim.stance,
        "rules": json.dumps(claim.rules),
        "data": claim.data,
    }


# ------------------------------------------------------------------ what is to be read again
def outdated(db: Connection, engine: Engine, *, all_: bool = False) -> Iterator[Document]:
    """Reports whose newest reading was made by another engine or other data; or all of them."""
    latest = select(func.max(readings.c.id)).group_by(readings.c.document)
    other = or_(readings.c.engine != engine.rasid, readings.c.data != engine.data)
    query = select(readings.c.document).where(readings.c.id.in_(latest), other)
    wanted = None if all_ else {id for (id,) in db.execute(query)}
    for document in derive.each(db):
        if wanted is None or document.id in wanted:
            yield document
