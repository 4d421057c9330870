"""Records of all events that fit, as they stand: what is exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from rasid.model import Record
from rasid.store import reports, rows
from rasid.store.find import Filter, find

PAGE = 500


def selected(db: Connection, asked: Filter) -> Iterator[Record]:
    """The record of each report that has some of the events, with these alone, those of the newest
    first. What a person rejected is left out unless it is asked for.
    """
    wanted: dict[str, set[str]] = {}
    after = None
    while True:
        page = find(db, asked, PAGE, after)
        for one in page.events:
            if one.review != rows.REJECTED or rows.REJECTED in asked.reviews:
                wanted.setdefault(one.source, set()).add(one.telling)
        after = page.after
        if after is None:
            break
    for source, tellings in wanted.items():
        yield _with(db, source, tellings)


def _with(db: Connection, source: str, tellings: set[str]) -> Record:
    found = reports.shown(db, source)
    kept = {one.event.id: one.event for one in found.standing if one.telling.id in tellings}
    between = (r for r in found.record.relations if r.from_ in kept and r.to in kept)
    return replace(found.record, events=tuple(kept.values()), relations=tuple(between))
