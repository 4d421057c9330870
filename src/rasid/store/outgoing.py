"""What a workspace gives to an export: its events as they stand, or its incidents.

Values are those with all corrections in force. What people rejected, and what is in no incident, is
given too, marked as held back, so that the account of the export can tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice

from sqlalchemy import Connection, select

from rasid.export.rows import Item, State
from rasid.store import attested, corrections, derive, documents, merging, revisions, rows
from rasid.store.find import Filter, Listed, find
from rasid.store.revisions import Revision
from rasid.store.tables import tellings

PAGE = 2_000
TOGETHER = 200
"""Incidents of which is looked up at once how they stand."""


def events(db: Connection, asked: Filter) -> Iterator[Item]:
    """The events that fit, each report once with those of its events."""
    wanted: dict[str, set[str]] = {}
    for one in _found(db, asked):
        wanted.setdefault(one.source, set()).add(one.number)
    for source, numbers in wanted.items():
        yield _report(db, source, numbers)


def incidents(db: Connection, asked: Filter) -> Iterator[Item]:
    """The incidents with an event that fits, each with all that it is made of; before them what
    fits and is in none.
    """
    wanted: dict[str, None] = {}
    alone: list[Listed] = []
    for one in _found(db, asked):
        if one.incident is None or one.review == rows.REJECTED:
            alone.append(one)
        else:
            wanted[one.incident] = None
    yield from _left_out(db, alone)
    made = merging.several(db, wanted)
    while some := list(islice(made, TOGETHER)):
        states = revisions.of_incidents(db, some)
        for whole in some:
            item = attested.item(whole)
            (event,) = item.record.events
            yield replace(item, states={event.id: states[whole.id]})


def _found(db: Connection, asked: Filter) -> Iterator[Listed]:
    after: str | None = None
    while True:
        page = find(db, asked, PAGE, after)
        yield from page.events
        after = page.after
        if after is None:
            return


# ------------------------------------------------------------------ events of a report
def _report(db: Connection, source: str, numbers: Iterable[str]) -> Item:
    document = documents.newest(db, source)
    assert document is not None, source
    reading, record = derive.newest_reading(db, document.id)
    revisions = corrections.of_report(db, source)
    standing = derive.standing(record, revisions, document.text)
    last = max((one.id for one in revisions), default=0)
    wanted = frozenset(numbers)
    events = tuple(one.event for one in standing if one.event.id in wanted)
    states = {
        one.event.id: State(
            one.review,
            str(Revision(reading, one.event.id, last)),
            "rejected" if one.review == rows.REJECTED else "",
        )
        for one in standing
    }
    links = (one for one in record.relations if {one.from_, one.to} <= wanted)
    return Item(replace(record, events=events, relations=tuple(links)), None, states)


# ------------------------------------------------------------------ what is in no incident
def _left_out(db: Connection, alone: list[Listed]) -> Iterator[Item]:
    for source, told in groupby(sorted(alone, key=lambda one: one.source), lambda one: one.source):
        of_source = list(told)
        item = _report(db, source, [one.number for one in of_source])
        held = {one.number: _why(db, one) for one in of_source}
        states = {id: replace(item.states[id], held=why) for id, why in held.items()}
        yield replace(item, states=states)


def _why(db: Connection, one: Listed) -> str:
    if one.review == rows.REJECTED:
        return "rejected"
    waits = select(tellings.c.telling).where(
        tellings.c.telling == one.telling, tellings.c.waiting.is_(True)
    )
    return "recalled" if db.execute(waits).first() is None else "unmerged"
