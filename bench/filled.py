"""A whole workspace of made-up reports, in which each was stored as `rasid add` does.

Only the search for what may be one act is left out, which would take an hour: the reports of an act
come after each other, and are merged as they were made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import merging as made
from sqlalchemy import Connection, select, text

from rasid.extract.actors import party
from rasid.extract.coding import coded
from rasid.extract.summary import summary
from rasid.incidents.merge import incident
from rasid.incidents.traits import traits
from rasid.lexicon.lexicon import load
from rasid.model import Article, Record
from rasid.store import intake, merging, shelf
from rasid.store.documents import Incoming
from rasid.store.tables import tellings
from rasid.store.workspace import Workspace

BATCH = 1998  # whole acts


def fill(workspace: Workspace, wanted: int) -> None:
    """Fill a workspace with so many events."""
    maker = made.Maker().reports()
    for first in range(0, wanted, BATCH):
        with workspace.writing() as db:
            _add(db, islice(maker, min(BATCH, wanted - first)))
    with workspace.writing() as db:
        db.execute(text("ANALYZE"))


def _add(db: Connection, told: Iterator[tuple[Article, Record]]) -> None:
    for article, record in told:
        intake.keep(db, Incoming(article, "made up"), _told(record))
    query = select(tellings.c.telling).where(tellings.c.waiting.is_(True))
    found = merging.load(db, list(db.execute(query.order_by(tellings.c.document)).scalars()))
    new = {id: traits(one) for id, one in found.items()}
    merging.file(db, list(new.values()))
    known = shelf.rarity(db)
    shelf.fetch(known, new.values())
    acts: dict[tuple[object, ...], list[str]] = {}
    for id, one in found.items():
        assert one.event is not None
        acts.setdefault((one.event.place, one.event.time, one.event.type), []).append(id)
    one_each = [incident([found[id] for id in act], (), rarity=known) for act in acts.values()]
    merging._write(db, one_each, found)


def _told(record: Record) -> Record:
    """With the codes and the sentence that the reader would give its events."""
    names, outlet = load().arabic_names(), record.report.outlet
    return replace(
        record,
        events=tuple(
            replace(one, codes=coded(one, party), summary=summary(one, names, outlet))
            for one in record.events
        ),
    )
