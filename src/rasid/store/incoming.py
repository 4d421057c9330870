"""Tables that went out and come back edited: what was changed becomes corrections.

A row names the reading and the corrections that it was made of, so that the row as it was can be
made again and compared: what differs is what the person changed. Where the workspace has changed
the same field since, its value stays in force and the other is kept beside it in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from rasid.errors import InputError, StoreError
from rasid.incidents.model import handle
from rasid.incidents.tellings import found_again
from rasid.ingest.edited import Line
from rasid.model import Event
from rasid.store import (
    corrections,
    derive,
    edits,
    exported,
    incident_lines,
    merging,
    reports,
    revisions,
)
from rasid.store.derive import Standing
from rasid.store.edits import Edit, Misfit
from rasid.store.exported import Missing
from rasid.store.revisions import Marked

KEY = incident_lines.KEY
IDENTITY = ("published", "outlet", "trigger")
"""Columns that nobody edits, by which a row is known to be of this workspace."""
APPLIED, ALREADY, CONFLICT, FAULT, FIXED, UNMATCHED = OUTCOMES = (
    "applied",
    "already so",
    "conflict",
    "cannot be",
    "not editable",
    "unmatched",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a change: one of OUTCOMES. `then` is the value that was exported, `now` that
    of the workspace, `given` that of the table.
    """

    line: int
    outcome: str
    event: str = ""
    field: str = ""
    then: Any = None
    now: Any = None
    given: Any = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The event that a row names, as it was exported and as it stands now."""

    name: str
    source: str
    then: Event
    was: Mapping[str, str]
    standing: Standing


# ------------------------------------------------------------------ what is to be done
def plan(db: Connection, lines: Iterable[Line]) -> Iterator[Decision]:
    """What becomes of every change in the rows; nothing is written."""
    seen: dict[str, int] = {}
    for line in lines:
        revision = line.cells.get(KEY, "")
        if revision in seen:
            why = f"the row stands in line {seen[revision]} too; only that counts"
            yield Decision(line.number, UNMATCHED, why=why)
            continue
        try:
            told = list(_of_row(db, line))
        except (Missing, ValueError) as error:
            yield Decision(line.number, UNMATCHED, why=str(error))
            continue
        seen[revision] = line.number
        yield from told


def _of_row(db: Connection, line: Line) -> Iterator[Decision]:
    """Missing, or ValueError, when the row is none of this workspace."""
    marked = revisions.read(line.cells.get(KEY, ""))
    if not marked.incident:
        yield from _decisions(line, _known(db, line, marked))
        return
    told = incident_lines.returned(db, line, marked)
    for part in incident_lines.as_events(db, told):
        if isinstance(part, Misfit):
            yield _misfit(line.number, part, f"incident {told.was[incident_lines.NAME]}")
        else:
            yield from _of_event(db, part)


def _of_event(db: Connection, line: Line) -> Iterator[Decision]:
    """An event of an incident; one that is gone does not keep the others."""
    try:
        yield from _decisions(line, _known(db, line, revisions.read(line.cells[KEY])))
    except Missing as error:
        yield Decision(line.number, UNMATCHED, why=str(error))


def _decisions(line: Line, known: Known) -> Iterator[Decision]:
    event = known.standing.event
    for change in edits.edits(known.then, known.was, line.cells):
        if isinstance(change, Misfit):
            yield _misfit(line.number, change, known.name)
            continue
        try:
            decided = _decided(line.number, change, known, event)
            changed = _changed(event, change, known)
        except InputError as error:
            yield Decision(line.number, FAULT, known.name, change.field, why=str(error))
            continue
        event = changed if decided.outcome == APPLIED else event
        yield decided


def _misfit(number: int, change: Misfit, name: str) -> Decision:
    editable = set(change.columns) & {*edits.EDITABLE, *incident_lines.EDITABLE}
    outcome, columns = FAULT if editable else FIXED, ", ".join(change.columns)
    return Decision(number, outcome, name, columns, why=change.why)


def _decided(number: int, change: Edit, known: Known, event: Event) -> Decision:
    if change.field == corrections.REVIEW:
        then, now = known.was["review"], known.standing.review
    else:
        then, now = (corrections.value(e, change.field) for e in (known.then, event))
    if _bare(now) == _bare(change.value):
        outcome = ALREADY
    else:
        outcome = APPLIED if _bare(now) == _bare(then) else CONFLICT
    return Decision(number, outcome, known.name, change.field, then, now, change.value)


def _changed(event: Event, change: Edit, known: Known) -> Event:
    """The event with the change made. InputError when the value does not fit."""
    if change.field == corrections.REVIEW:
        return event
    outlet = known.standing.telling.report.outlet
    return corrections.corrected(event, change.field, change.value, outlet)


def _bare(value: Any) -> Any:
    """A value without the words that it was read in, which another reading may have elsewhere."""
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if name != "span"}
    return [_bare(one) for one in value] if isinstance(value, list) else value


# ------------------------------------------------------------------ the event of a row
def _known(db: Connection, line: Line, marked: Marked) -> Known:
    (revision,) = marked.revisions
    then = exported.then(db, revision)
    source, old = then.document.source, then.event(revision.number)
    was = exported.event_cells(then, revision, marked.profile)
    if any(was[name] != line.cells.get(name, was[name]) for name in IDENTITY if not _is_day(name)):
        raise Missing("it is not the row that its rasid_rev names")
    standing = list(reports.shown(db, source).standing)
    now, changed = found_again(handle(old.telling), [one.telling for one in standing])
    if now is None or changed:
        raise Missing(f"{source}: the report has changed since, or its event is read no more")
    current = next(one for one in standing if one.telling.id == now.id)
    name = f"{source}{reports.MARK}{current.event.id}"
    return Known(name, source, old.event, was, current)


def _is_day(column: str) -> bool:
    return column in edits.DAYS


# ------------------------------------------------------------------ doing it
def carry_out(db: Connection, decided: Iterable[Decision], *, by: str, at: str, note: str) -> int:
    """Keep what is to be applied as corrections, and what is in conflict as corrections that are
    taken back at once; how many were kept. Incidents that this touches are made anew.
    """
    touched: set[str] = set()
    kept = 0
    for one in decided:
        if one.outcome not in (APPLIED, CONFLICT):
            continue
        document, standing = reports.event(db, one.event)
        told = f"{note}, line {one.line}"
        on = (standing.telling, standing.event)
        try:
            id = corrections.correct(db, on, one.field, one.given, by=by, at=at, note=told)
        except InputError as error:
            raise StoreError(f"line {one.line}: {error}; nothing was changed") from error
        if one.outcome == CONFLICT:
            why = f"{told}: the workspace has changed it since"
            corrections.undo(db, id, of=document.source, by=by, at=at, note=why)
        touched.add(document.source)
        kept += 1
    for source in sorted(touched):
        document = reports.shown(db, source).document
        derive.report(db, document)
    merging.place(db)
    return kept


def to_line(value: Any) -> str:
    """A value in short, for people."""
    if isinstance(value, dict) and "min" in value:
        most = "" if value["max"] is None else value["max"]
        return f"{value['min']}-{most}" if value["max"] != value["min"] else str(most)
    if isinstance(value, list):
        return "; ".join(map(to_line, value))
    if isinstance(value, dict):
        told = (value.get(name) for name in ("actor", "class", "name", "start"))
        return str(next((one for one in told if one), ""))
    return "" if value is None else str(value)
