"""Rows of incidents that came back edited, as rows of the events that they were made of.

An incident is worked out from what its reports tell, so a change in its row is one of those events
that told the value as it was exported; a source that told another keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from rasid.export.merged import COLUMNS
from rasid.ingest.edited import Line
from rasid.model import OUTCOMES
from rasid.store import edits, exported
from rasid.store.edits import Misfit
from rasid.store.exported import Missing
from rasid.store.revisions import NONE, Marked

KEY, NAME, REVIEW = "rasid_rev", "incident", ("review",)
NOBODY = "no report of the incident tells the value that was changed: change its events"
DERIVED = "follows from what the reports tell: change the events"


def _bounds(outcome: str) -> tuple[str, str, str]:
    return f"{outcome}_low", f"{outcome}_best", f"{outcome}_high"


TOLLS = tuple(name for outcome in OUTCOMES for name in _bounds(outcome))
EDITABLE = (*(n for n in edits.EDITABLE if n in {c.name for c in COLUMNS}), *TOLLS)
"""Columns of an incident's row that can be changed."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A row that came back, as it was, and the columns of it that differ."""

    line: Line
    marked: Marked
    was: Mapping[str, str]
    changed: frozenset[str]


def returned(db: Connection, line: Line, marked: Marked) -> Returned:
    """An incident's row against what went out. Missing when it is not of this workspace."""
    was = exported.incident_cells(db, marked)
    if line.cells.get(NAME, was[NAME]) != was[NAME]:
        raise Missing("it is not the row that its rasid_rev names")
    return Returned(line, marked, was, edits.changed(was, line.cells) - {KEY, NAME})


def as_events(db: Connection, told: Returned) -> Iterator[Line | Misfit]:
    """The rows of the events that the changes are of, and what is of none."""
    groups = [
        columns
        for names, _ in edits.MAKERS
        if (columns := tuple(name for name in names if name in told.changed))
    ]
    tolls = [outcome for outcome in OUTCOMES if told.changed & set(_bounds(outcome))]
    used: set[str] = set()
    for revision in told.marked.revisions:
        if revision.number == NONE:
            continue
        was = exported.event_cells(exported.then(db, revision), revision, told.marked.profile)
        given = dict[str, str]()
        for columns in groups:
            given |= _same(told, was, columns)
        for outcome in tolls:
            given |= _toll(told, was, outcome)
        used |= given.keys()
        if given:
            yield Line(told.line.number, {**was, **given, KEY: told.marked.of(revision)})
    yield from _unused(told, groups, tolls, used)


def _same(told: Returned, was: Mapping[str, str], columns: tuple[str, ...]) -> dict[str, str]:
    """Columns that belong together, when the event told of all that was changed what the row did;
    what people think of an incident they think of each of its events.
    """
    if columns == REVIEW or all(was[name] == told.was[name] for name in columns):
        return {name: told.line.cells[name] for name in columns}
    return {}


def _toll(told: Returned, was: Mapping[str, str], outcome: str) -> dict[str, str]:
    """The count of an event that told exactly the best number, or the bounds of one that told both
    of them.
    """
    least, most = f"{outcome}_min", f"{outcome}_max"
    low, best, high = _bounds(outcome)
    here = (was[least], was[most])
    cells = {**told.was, **told.line.cells}
    if best in told.changed and here == (told.was[best], told.was[best]):
        return {least: cells[best], most: cells[best]}
    if {low, high} & told.changed and here == (told.was[low], told.was[high]):
        return {least: cells[low], most: cells[high]}
    return {}


def _unused(
    told: Returned, groups: list[tuple[str, ...]], tolls: list[str], used: Collection[str]
) -> Iterator[Misfit]:
    left = set(told.changed)
    for columns in groups:
        left -= set(columns)
        if not set(columns) & set(used):
            yield Misfit(columns, NOBODY)
    for outcome in tolls:
        columns = tuple(name for name in _bounds(outcome) if name in told.changed)
        left -= set(columns)
        if f"{outcome}_min" not in used:
            yield Misfit(columns, NOBODY)
    if left:
        yield Misfit(tuple(sorted(left)), DERIVED)
