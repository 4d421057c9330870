"""What persons put right: values of events, and whether an event is one at all.

A correction remembers the telling that it was made on, so that it finds it again when the report is
read anew. One that was made on an earlier text of the report is kept but no longer applied: the
text may tell something else now, and the event asks to be looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, select

from rasid.errors import InputError, StoreError
from rasid.extract.actors import ActorIndex
from rasid.extract.coding import coded
from rasid.extract.summary import summary
from rasid.incidents.model import Handle, Telling, handle
from rasid.incidents.tellings import found_again
from rasid.lexicon.lexicon import load
from rasid.model import Event
from rasid.record import part, to_json
from rasid.store import rows
from rasid.store.shape import fault
from rasid.store.tables import corrections

REVIEW = "review"
"""The field that holds a person's word on the event as a whole."""
WORDS = (rows.OPEN, rows.CONFIRMED, rows.REJECTED)
FIELDS = (
    "type main status agents targets weapons place time casualties sources"
).split()  # fmt: skip
"""Fields of an event that can be corrected, whole or in part (`place.lat`, `casualties.0.min`)."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One revision of one field by one person. `old` and `new` are JSON values; one with `undoes`
    takes back the correction of that id and says nothing else; it may itself be undone.
    """

    id: int
    on: Handle
    field: str
    old: Any
    new: Any
    note: str
    by: str
    at: str
    undoes: int | None


# ------------------------------------------------------------------ writing
def correct(
    db: Connection,
    on: tuple[Telling, Event],
    field: str,
    new: Any,
    *,
    by: str,
    at: str,
    note: str = "",
) -> int:
    """Keep a correction of one field; its id. It is made on a telling, whose event stands as given,
    with earlier corrections. InputError when the value does not fit the field.
    """
    telling, event = on
    if field == REVIEW:
        old: Any = None
        if new not in WORDS:
            raise InputError(f"review: {new!r} is not one of {', '.join(WORDS)}")
    else:
        old = _reach(to_json(event), field)
        corrected(event, field, new, telling.report.outlet)
    return _insert(db, handle(telling), field, (old, new), (note, by, at), None)


def undo(db: Connection, id: int, *, of: str, by: str, at: str, note: str = "") -> int:
    """Take a correction of a report back, or an undoing; the id of the row that does. StoreError
    when the report has none of this id.
    """
    wanted = (corrections.c.id == id, corrections.c.report == of)
    row = db.execute(select(corrections).where(*wanted)).one_or_none()
    if row is None:
        raise StoreError(f"correction {id}: {of} has none of this number")
    one = _correction(row)
    return _insert(db, one.on, one.field, (one.new, one.old), (note, by, at), id)


def _insert(
    db: Connection,
    on: Handle,
    field: str,
    values: tuple[Any, Any],
    who: tuple[str, str, str],
    undoes: int | None,
) -> int:
    old, new = (json.dumps(value, ensure_ascii=False) for value in values)
    note, by, at = who
    row = {**to_json(on), "field": field, "old": old, "new": new, "note": note, "by": by, "at": at}
    done = db.execute(corrections.insert(), {**row, "undoes": undoes})
    (id,) = done.inserted_primary_key or (0,)
    return int(id)


# ------------------------------------------------------------------ reading
def of_report(db: Connection, source: str) -> list[Correction]:
    """All corrections of a report's events, the oldest first."""
    query = select(corrections).where(corrections.c.report == source).order_by(corrections.c.id)
    return [_correction(row) for row in db.execute(query)]


def of_reports(db: Connection, sources: Collection[str]) -> dict[str, list[Correction]]:
    """The same for many, by report; those without any are left out."""
    out: dict[str, list[Correction]] = {}
    wanted = corrections.c.report.in_(sorted(sources))
    for row in db.execute(select(corrections).where(wanted).order_by(corrections.c.id)):
        one = _correction(row)
        out.setdefault(one.on.report, []).append(one)
    return out


def _correction(row: Row[Any]) -> Correction:
    told = row._mapping
    on = Handle(*(told[name] for name in ("telling", "report", "sha256", "start", "end", "type")))
    values = json.loads(told["old"]), json.loads(told["new"])
    return Correction(
        told["id"], on, told["field"], *values, told["note"], told["by"], told["at"], told["undoes"]
    )


def in_force(told: Sequence[Correction]) -> list[Correction]:
    """Those that say something and that no later one takes back; `told` is the oldest first."""
    void: set[int] = set()
    for one in reversed(told):
        if one.id not in void and one.undoes is not None:
            void.add(one.undoes)
    return [one for one in told if one.id not in void and one.undoes is None]


def applied(
    told: Iterable[Correction], tellings: Sequence[Telling]
) -> dict[str, tuple[Event, str]]:
    """The event and its review state, for each telling (by id) of a report that has corrections."""
    held: dict[str, list[Correction]] = {}
    for one in told:
        found, _ = found_again(one.on, tellings)
        if found is not None:
            held.setdefault(found.id, []).append(one)
    by_id = {telling.id: telling for telling in tellings}
    return {id: _applied(by_id[id], found) for id, found in held.items()}


def _applied(telling: Telling, told: Sequence[Correction]) -> tuple[Event, str]:
    current = [one for one in told if one.on.sha256 == telling.report.sha256]
    if not current:
        return event_of(telling), rows.STALE
    event, review = event_of(telling), rows.OPEN
    for one in current:
        if one.field == REVIEW:
            review = one.new
            continue
        try:
            event = corrected(event, one.field, one.new, telling.report.outlet)
        except InputError:  # the row that it was about is no longer there
            return event_of(telling), rows.STALE
        review = rows.CORRECTED if review == rows.OPEN else review
    return event, review


# ------------------------------------------------------------------ one value
def event_of(telling: Telling) -> Event:
    """The event of a telling that has one."""
    assert telling.event is not None
    return telling.event


def corrected(event: Event, field: str, value: Any, outlet: str | None = None) -> Event:
    """The event with one field changed, and with the codes and the summary that follow from it;
    the summary names the `outlet` where no source is told.

    InputError when the field is none, or the value does not fit it.
    """
    data = to_json(event)
    *path, last = field.split(".")
    _reach(data, field)
    holder = _reach(data, ".".join(path)) if path else data
    holder[int(last) if isinstance(holder, list) else last] = value
    wrong = fault(data, Event)
    if wrong:
        raise InputError(f"{field}: {wrong}")
    changed = part(data, Event)
    _agrees_with_itself(changed)
    return coded_and_told(changed, outlet)


def value(event: Event, field: str) -> Any:
    """The JSON value of a dotted field. InputError when the event has none such."""
    return _reach(to_json(event), field)


def coded_and_told(event: Event, outlet: str | None = None, named: Iterable[str] = ()) -> Event:
    """The event with the codes and the summary that follow from its values; `named` are names that
    stand for themselves in Arabic too where there is no other.
    """
    names = {**{name: name for name in named}, **load().arabic_names()}
    told = summary(event, names, outlet)
    return replace(event, codes=coded(event, _actors().party), summary=told)


@lru_cache(maxsize=1)
def _actors() -> ActorIndex:
    return ActorIndex(load())


def _agrees_with_itself(event: Event) -> None:
    """InputError when bounds stand in the wrong order."""
    for row in event.casualties:
        if row.max is not None and row.min > row.max:
            raise InputError(f"casualties: at least {row.min} and at most {row.max} cannot be")
    time = event.time
    if time and time.start and time.end and time.start > time.end:
        raise InputError(f"time: from {time.start} to {time.end} cannot be")


def _reach(data: Any, field: str) -> Any:
    """The value that a dotted name means. InputError when there is none."""
    here = data
    for number, step in enumerate(field.split(".")):
        known = number or step in FIELDS
        if isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
        elif isinstance(here, dict) and step in here and known:
            here = here[step]
        else:
            raise InputError(f"{field}: the event has no such field; it has {', '.join(FIELDS)}")
    return here
