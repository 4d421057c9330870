"""A person says which tellings are of one act; the incidents that this touches are made anew.

One decision may need several judgements: all that one person says at one moment belong together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from sqlalchemy import Connection, select

from rasid.errors import InputError, StoreError
from rasid.incidents.model import Judgement, Telling, judgement
from rasid.incidents.model import undo as undo_of
from rasid.incidents.undoing import taken_back
from rasid.store import judgements, merging
from rasid.store.membership import apart, incidents_of
from rasid.store.reports import MARK
from rasid.store.tables import documents, events, tellings


@dataclass(frozen=True, slots=True)
class Done:
    """The first judgement of a decision, and the incidents that came of it."""

    judgement: str
    incidents: tuple[str, ...]


def join(db: Connection, ids: Sequence[str], *, by: str, at: str) -> Done:
    """Say that all tellings of some incidents are of one act. InputError for fewer than two."""
    found = {one.id: one for one in (merging.shown(db, id)[0] for id in ids)}
    if len(found) < 2:
        raise InputError("incidents join: give two incidents or more")
    told = [telling for one in found.values() for telling in one.tellings]
    first = next(telling for telling in told if telling.event is not None)
    others = (telling for telling in told if telling.id != first.id)
    return _decided(db, [judgement(first, one, "same", by=by, at=at) for one in others])


def split(db: Connection, id: str, wanted: Collection[str], *, by: str, at: str) -> Done:
    """Say that events (`report#e1`) are of another act than all other tellings of their incident.

    StoreError when one of them is not in it, InputError when none would be left.
    """
    out, rest = _taken_out(db, id, wanted)
    if not rest:
        raise InputError("incidents split: something must be left of the incident")
    pairs = product(out, rest)
    return _decided(db, [judgement(*pair, "different", by=by, at=at) for pair in pairs])


def move(db: Connection, id: str, wanted: Collection[str], to: str, *, by: str, at: str) -> Done:
    """Say that events are of the act of another incident, and not of their own: one decision.

    StoreError when one of them is not in the incident, InputError when both incidents are one.
    """
    out, rest = _taken_out(db, id, wanted)
    there = merging.shown(db, to)[0].tellings
    if {one.id for one in there} & {one.id for one in (*out, *rest)}:
        raise InputError("incidents move: give another incident than the one they are in")
    home = next((one for one in there if one.event is not None), there[0])
    said = [judgement(*pair, "different", by=by, at=at) for pair in product(out, rest)]
    return _decided(db, [*said, *(judgement(one, home, "same", by=by, at=at) for one in out)])


def _taken_out(
    db: Connection, id: str, wanted: Collection[str]
) -> tuple[list[Telling], list[Telling]]:
    """The tellings of an incident that are wanted, by what people call them, and the rest."""
    found, _ = merging.shown(db, id)
    named = names(db, {telling.id for telling in found.tellings})
    missing = sorted(set(wanted) - set(named.values()))
    if missing:
        told = ", ".join(named.values())
        raise StoreError(f"{missing[0]}: is not told in incident {found.id}, but {told}")
    out = [one for one in found.tellings if named[one.id] in wanted]
    return out, [one for one in found.tellings if named[one.id] not in wanted]


def undo(db: Connection, id: str, *, by: str, at: str) -> Done:
    """Take back all that was decided with a judgement. StoreError when there is none of this id, or
    it has been taken back already.
    """
    one = judgements.by_id(db, id)
    together = judgements.decided_with(db, one)
    beside = judgements.on(db, _reports(together))
    gone = taken_back(beside)
    if one.id in gone:
        raise StoreError(f"judgement {one.id}: has been taken back already")
    return _decided(db, [undo_of(j, by=by, at=at) for j in together if j.id not in gone])


def touched(db: Connection, id: str) -> list[str]:
    """The incidents that the reports of a decision are told in. StoreError when there is none."""
    together = judgements.decided_with(db, judgements.by_id(db, id))
    told = _tellings(db, _reports(together))
    return sorted(db.execute(incidents_of(list(told))).scalars())


def _reports(said: Iterable[Judgement]) -> set[str]:
    return {side.report for one in said for side in (one.left, one.right)}


def _decided(db: Connection, said: list[Judgement]) -> Done:
    """Keep judgements and place anew the tellings that they are about."""
    judgements.add(db, said)
    told = list(_tellings(db, _reports(said)))
    apart(db, incidents_of(told))
    db.execute(tellings.update().where(tellings.c.telling.in_(told)).values(waiting=True))
    merging.place(db)
    return Done(said[0].id, tuple(sorted(db.execute(incidents_of(told)).scalars())))


def _tellings(db: Connection, reports: Iterable[str]) -> Iterable[str]:
    joined = tellings.join(documents, documents.c.id == tellings.c.document)
    query = select(tellings.c.telling).select_from(joined)
    return db.execute(query.where(documents.c.source.in_(sorted(reports)))).scalars()


def names(db: Connection, ids: Collection[str]) -> dict[str, str]:
    """How people call tellings: by report and event, or by report where no act could be read."""
    joined = tellings.join(documents, documents.c.id == tellings.c.document).outerjoin(
        events, events.c.telling == tellings.c.telling
    )
    query = select(tellings.c.telling, documents.c.source, events.c.number).select_from(joined)
    found = db.execute(query.where(tellings.c.telling.in_(ids)).order_by(documents.c.id))
    return {id: f"{source}{MARK}{number}" if number else source for id, source, number in found}
