"""What all incidents add up to, kept in the same transaction as the incidents themselves.

An incident is added when it has been written with its parties and voices, and taken off before it
is taken apart; so the sums are those of the incidents that stand, at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.sqlite import Insert, insert

from rasid.store import rows
from rasid.store.incident_rows import AGENT, TARGET
from rasid.store.periods import EARLIEST, UNITS
from rasid.store.scope import POINTED, READ
from rasid.store.sum_tables import (
    OUTCOMES,
    SUMMED,
    pairs,
    periods,
    points,
    published,
    standings,
    tellers,
)
from rasid.store.tables import events, facets, incidents, members, parties, voices

UNDATED = "undated"
STEPS = 10
"""Steps of confidence, each a tenth."""
NOBODY = ""
Counts = Select[Any] | CompoundSelect[Any]


def add(db: Connection, ids: Collection[str]) -> None:
    """Count incidents that have just been written."""
    put_back(db, ids)
    db.execute(_TELLING, {"ids": sorted(ids)})


def take_off(db: Connection, ids: Collection[str]) -> None:
    """Count incidents no more that are about to be taken apart."""
    _run(db, -1, ids)


def put_back(db: Connection, ids: Collection[str]) -> None:
    """Count incidents again that were taken off for a change of what they are counted by."""
    _run(db, 1, ids)


def anew(db: Connection) -> None:
    """Work out all of it again."""
    forget(db)
    for table, query in _queries(true()):
        db.execute(_added(table, query, 1))
    db.execute(_told_by(true()))


def forget(db: Connection) -> None:
    """Leave nothing, as when all incidents are made anew."""
    for table in SUMMED:
        db.execute(delete(table))


def _run(db: Connection, sign: int, ids: Collection[str]) -> None:
    for statement in _statements(sign):
        db.execute(statement, {"ids": sorted(ids)})


@cache
def _statements(sign: int) -> tuple[Insert, ...]:
    """What counts the incidents of some ids, once for each, or takes them off; built once, which
    takes longer than to run it for one.
    """
    return tuple(_added(table, query, sign) for table, query in _queries(_CHOSEN))


def _added(table: Table, query: Counts, sign: int) -> Insert:
    added = insert(table).from_select([one.name for one in table.columns], query)
    keys = [one.name for one in table.primary_key]
    sums = {
        one.name: one + sign * added.excluded[one.name]
        for one in table.columns
        if not one.primary_key
    }
    return added.on_conflict_do_update(index_elements=keys, set_=sums)


def _queries(chosen: ColumnElement[bool]) -> Iterator[tuple[Table, Counts]]:
    """What the chosen incidents add to each table, in the order of its columns."""
    c = incidents.c
    read = and_(READ, chosen)
    dated = (_of_period(unit, start(unit), and_(read, c.day >= EARLIEST)) for unit in UNITS)
    undated = _of_period(UNDATED, literal(""), and_(read, c.day < EARLIEST))
    yield periods, union_all(*dated, undated)
    at = (c.lat, c.lon, c.type, country(), func.coalesce(c.radius_km, 0.0))
    placed = and_(chosen, c.precision.in_(POINTED), c.lat.is_not(None), c.lon.is_not(None))
    yield points, _counted(at, placed)
    yield standings, _counted((c.grade, c.review, country(), step()), read)
    yield pairs, _of_pairs(read)
    yield published, _of_outlets(read)


def _counted(by: Collection[ColumnElement[Any]], holding: ColumnElement[bool]) -> Select[Any]:
    return select(*by, func.count()).select_from(incidents).where(holding).group_by(*by)


def _of_period(unit: str, first: ColumnElement[str], holding: ColumnElement[bool]) -> Select[Any]:
    c = incidents.c
    by = (first, c.type, c.status, country())
    sums = (one for outcome in OUTCOMES for one in tolls(outcome))
    return select(literal(unit), *by, func.count(), *sums).where(holding).group_by(*by)


def tolls(outcome: str) -> tuple[ColumnElement[int], ...]:
    """The toll of many incidents, in the order of `sum_tables.BOUNDS`."""
    low, best, high = (incidents.c[f"{outcome}_{bound}"] for bound in ("low", "best", "high"))
    sums = (func.sum(low), func.sum(best), func.sum(func.coalesce(high, best)))
    open_ended = func.count(low) - func.count(high)
    return (func.count(low), *(func.coalesce(one, 0) for one in sums), open_ended)


def start(unit: str) -> ColumnElement[str]:
    """The first day of the bin that an incident began in, as `periods.start` has it."""
    day = incidents.c.day
    if unit == "year":
        return func.substr(day, 1, 4) + "-01-01"
    if unit == "month":
        return func.substr(day, 1, 7) + "-01"
    return func.date(day, "weekday 0", "-6 days") if unit == "week" else day


def country() -> ColumnElement[str]:
    """The country, empty when it is unknown."""
    return func.coalesce(incidents.c.country, "")


def step() -> ColumnElement[int]:
    """The tenth of confidence that an incident is in."""
    return func.min(cast(incidents.c.confidence * STEPS, Integer), STEPS - 1)


def _of_pairs(holding: ColumnElement[bool]) -> Select[Any]:
    """Each agent with each target; an incident that names none counts for nobody."""
    agent, target = parties.alias("agent"), parties.alias("target")
    joined = incidents.outerjoin(
        agent, and_(agent.c.incident == incidents.c.id, agent.c.role == AGENT)
    ).outerjoin(target, and_(target.c.incident == incidents.c.id, target.c.role == TARGET))
    by = tuple(func.coalesce(side.c.actor, NOBODY) for side in (agent, target))
    return select(*by, func.count()).select_from(joined).where(holding).group_by(*by)


def _of_outlets(holding: ColumnElement[bool]) -> Select[Any]:
    c = voices.c
    joined = incidents.join(voices, c.incident == incidents.c.id)
    by = (func.coalesce(c.outlet, NOBODY), c.copy, func.coalesce(c.repeats, NOBODY))
    return select(*by, func.count()).select_from(joined).where(holding).group_by(*by)


def _told_by(chosen: ColumnElement[bool]) -> Insert:
    joined = (
        incidents.join(members, members.c.incident == incidents.c.id)
        .join(events, events.c.telling == members.c.telling)
        .join(facets, facets.c.event == events.c.id)
    )
    told = select(incidents.c.id, facets.c.value).select_from(joined).distinct()
    told = told.where(chosen, facets.c.kind == rows.SOURCE)
    # Without statistics of the file SQLite would read the sources of all events instead.
    told = told.with_hint(facets, "INDEXED BY facets_event", "sqlite")
    return insert(tellers).from_select(["incident", "source"], told)


_CHOSEN = incidents.c.id.in_(bindparam("ids", expanding=True))
_TELLING = _told_by(_CHOSEN)
