"""What persons put right: values of events, and whether an event is one at all.

A correction remembers the telling that it was made on, so that it finds it again when the report is
read anew. One that was made on an earlier text of the report is kept but no longer applied: the
text may tell something else now, and the event asks to be looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from rasid.errors import InputError, StoreError
from rasid.extract.actors import party
from rasid.extract.coding import coded
from rasid.extract.summary import summary
from rasid.incidents.model import Handle, Telling, handle
from rasid.incidents.tellings import found_again
from rasid.incidents.undoing import in_force
from rasid.ingest.days import iso_day
from rasid.lexicon.lexicon import load
from rasid.model import Event
from rasid.record import part, to_json
from rasid.store import rows
from rasid.store.shape import fault
from rasid.store.tables import corrections

LARGEST = 1_000_000_000
REVIEW = "review"
"""The field that holds a person's word on the event as a whole."""
EVENT = "event"
"""The field of an event that a person added: see `rasid.store.additions`."""
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
    return insert(db, handle(telling), field, (old, new), (note, by, at), None)


def undo(db: Connection, id: int, *, of: str, by: str, at: str, note: str = "") -> int:
    """Take a correction of a report back, or an undoing; the id of the row that does. StoreError
    when the report has none of this id.
    """
    wanted = (corrections.c.id == id, corrections.c.report == of)
    row = db.execute(select(corrections).where(*wanted)).one_or_none()
    if row is None:
        raise StoreError(f"correction {id}: {of} has none of this number")
    one = _correction(row)
    return insert(db, one.on, one.field, (one.new, one.old), (note, by, at), id)


def insert(
    db: Connection,
    on: Handle,
    field: str,
    values: tuple[Any, Any],
    who: tuple[str, str, str],
    undoes: int | None,
) -> int:
    """Keep a correction as it is: values are old and new, `who` is note, author and moment."""
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


def applied(
    told: Sequence[Correction], tellings: Sequence[Telling]
) -> dict[str, tuple[Event, str]]:
    """The event and its review state, for each telling (by id) of a report that has corrections;
    `told` are all of the report, the oldest first.
    """
    home = finder(told, tellings)
    added = {one.on.telling: one.on.sha256 for one in told if one.field == EVENT}
    held: dict[str, list[Correction]] = {t.id: [] for t in tellings if t.id in added}
    for one in in_force(told):
        found = home(one)
        if found is not None and one.field != EVENT:
            held.setdefault(found.id, []).append(one)
    by_id = {telling.id: telling for telling in tellings}
    return {id: _applied(by_id[id], found, added.get(id)) for id, found in held.items()}


def finder(
    told: Sequence[Correction], tellings: Sequence[Telling]
) -> Callable[[Correction], Telling | None]:
    """What finds the telling that a correction is about, among those that stand now."""
    added = {one.on.telling for one in told if one.field == EVENT}
    by_id = {telling.id: telling for telling in tellings}
    read = [telling for telling in tellings if telling.id not in added]

    def home(one: Correction) -> Telling | None:
        if one.on.telling in added:
            return by_id.get(one.on.telling)
        return found_again(one.on, read)[0]

    return home


def by_telling(
    told: Sequence[Correction], tellings: Sequence[Telling]
) -> dict[str, list[Correction]]:
    """All corrections of a report, undone ones too, by the telling that each is about now."""
    home = finder(told, tellings)
    out: dict[str, list[Correction]] = {}
    for one in told:
        found = home(one)
        if found is not None:
            out.setdefault(found.id, []).append(one)
    return out


def _applied(telling: Telling, told: Sequence[Correction], added: str | None) -> tuple[Event, str]:
    """`added` is the hash of the text in which a person added the event, None for other events."""
    here = telling.report.sha256
    current = [one for one in told if one.on.sha256 == here]
    event = event_of(telling)
    begun = rows.OPEN if added is None else rows.CONFIRMED if added == here else rows.STALE
    if told and not current:
        return event, rows.STALE
    review = begun
    for one in current:
        if one.field == REVIEW:
            review = one.new
            continue
        try:
            event = corrected(event, one.field, one.new, telling.report.outlet)
        except InputError:  # the row that it was about is no longer there
            return event_of(telling), rows.STALE
        review = rows.CORRECTED if review in (rows.OPEN, rows.STALE) else review
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
    return checked(data, field, outlet)


def checked(data: dict[str, Any], field: str, outlet: str | None = None) -> Event:
    """The event of its JSON, with the codes and the summary that follow from its values.

    InputError, which names `field`, when a value does not fit.
    """
    wrong = fault(data, Event) or _unkeepable(data, field)
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
    return replace(event, codes=coded(event, party), summary=told)


def _unkeepable(data: Any, at: str) -> str | None:
    """What is wrong with a number that counts no people, minutes or kilometres, or with a text that
    is none.
    """
    if isinstance(data, dict):
        return next(filter(None, (_unkeepable(v, f"{at}.{k}") for k, v in data.items())), None)
    if isinstance(data, list):
        return next(filter(None, (_unkeepable(one, at) for one in data)), None)
    if isinstance(data, (int, float)) and abs(data) > LARGEST:
        return f"{at} is more than {LARGEST:,}"
    if isinstance(data, str) and not is_writable(data):
        return f"{at} has half a character"
    return None


def is_writable(text: str) -> bool:
    """Whether a text can be written as UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _agrees_with_itself(event: Event) -> None:
    """InputError when bounds stand in the wrong order, or a day is none."""
    for row in event.casualties:
        if row.max is not None and row.min > row.max:
            raise InputError(f"casualties: at least {row.min} and at most {row.max} cannot be")
    time = event.time
    for day in (time.start, time.end) if time else ():
        if day is not None and iso_day(day) is None:
            raise InputError(f"time: {day!r} is no day")
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
