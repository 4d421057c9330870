"""What the reports say of a party, a place or an outlet, in figures, over all of them.

Events are counted in indexes, by day, and incidents by who is named or quoted in them or by where
they were: no row is read for its own sake, however many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from rasid.store.find import WIDE, Circle
from rasid.store.incident_rows import AGENT, TARGET
from rasid.store.rows import ACTOR, SOURCE, around
from rasid.store.scope import POINTED
from rasid.store.sum_tables import points, published, tellers
from rasid.store.tables import VAST, VAST_KM, events, facets, incidents, parties

MOST_MONTHS = 36
MOST_NAMES = 10
COPIED = ("exact", "near", "part")
Toll = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Profile:
    """`killed` are the least, best supported and greatest numbers over all incidents that are told,
    null where none tells a toll; `months` are the last ones, without a gap, with the events that
    began in each.
    """

    events: int
    incidents: int
    killed: tuple[int, int, int] | None
    months: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Independence:
    """What an outlet tells: its own reports, copies of others, and others' accounts that it passes
    on; and whose they are, with how often.
    """

    own: int
    copies: int
    relays: int
    repeats: tuple[tuple[str, int], ...]


def of_party(db: Connection, named: Collection[str]) -> Profile:
    """The figures of what names one of these parties in any role."""
    ids = select(parties.c.incident).where(parties.c.actor.in_(named)).distinct()
    return _profile(db, _by_day(ACTOR, named), incidents.c.id.in_(ids))


def of_outlet(db: Connection, names: Collection[str]) -> Profile:
    """The figures of what one of these sources publishes or is quoted in."""
    ids = select(tellers.c.incident).where(tellers.c.source.in_(names)).distinct()
    return _profile(db, _by_day(SOURCE, names), incidents.c.id.in_(ids))


def of_place(db: Connection, around: Circle) -> Profile:
    """The figures of what lies around a place: events as they are told, incidents as their place is
    best supported.
    """
    return _profile(db, _near_by_day(around), _near(db, around))


def _profile(db: Connection, by_day: Select[Any], of: ColumnElement[bool]) -> Profile:
    counts: Counter[str] = Counter()
    days = []
    for day, number in db.execute(by_day):
        counts[day[:7]] += number
        days.append(day)
    told, killed = _incidents(db, of)
    dated = {month: number for month, number in counts.items() if len(month) == 7}
    known = [day for day in days if day]
    first, last = min(known, default=None), max(known, default=None)
    return Profile(counts.total(), told, killed, _without_gaps(dated), first, last)


def _by_day(kind: str, values: Collection[str]) -> Select[Any]:
    """Events that have one of these facets, each counted once."""
    c = facets.c
    number = func.count() if len(values) == 1 else func.count(c.event.distinct())
    return select(c.day, number).where(c.kind == kind, c.value.in_(values)).group_by(c.day)


def _incidents(db: Connection, of: ColumnElement[bool]) -> tuple[int, Toll | None]:
    c = incidents.c
    most = func.coalesce(c.killed_high, c.killed_best)
    sums = (func.sum(one) for one in (c.killed_low, c.killed_best, most))
    query = select(func.count(), func.count(c.killed_best), *sums).where(of)
    told, with_toll, low, best, high = db.execute(query).one()
    return int(told), (int(low), int(best), int(high)) if with_toll else None


# ------------------------------------------------------------------ around a place
def _touches(lat: Any, lon: Any, radius: Any, circle: Circle) -> ColumnElement[bool]:
    far = func.km(lat, lon, circle.lat, circle.lon)
    touches: ColumnElement[bool] = far <= circle.km + func.coalesce(radius, 0.0)
    return touches


def _boxed(lat: Any, lon: Any, circle: Circle, more_km: float) -> ColumnElement[bool]:
    south, north, west, east = around(circle.lat, circle.lon, circle.km + more_km)
    return and_(lat.between(south, north), lon.between(west, east))


def _near_by_day(circle: Circle) -> Select[Any]:
    """Events around a circle: their few places are found first, so that each is measured once."""
    c = events.c
    where = (c.lat, c.lon, c.radius_km, c.precision)
    local = or_(c.precision.is_(None), c.precision.not_in(WIDE))
    near = select(*where).where(local, _boxed(c.lat, c.lon, circle, VAST_KM)).group_by(*where)
    vast = select(*where).where(VAST).group_by(*where)
    told = near.with_hint(events, "INDEXED BY events_at", "sqlite").union(vast).subquery()
    t = told.c
    here = select(told).where(_touches(t.lat, t.lon, t.radius_km, circle)).subquery()
    same = and_(*(c[one.name].is_not_distinct_from(one) for one in here.c))
    return select(c.day, func.count()).select_from(here.join(events, same)).group_by(c.day)


def _near(db: Connection, circle: Circle) -> ColumnElement[bool]:
    """That an incident lies around a circle."""
    p, c = points.c, incidents.c
    widest = db.execute(select(func.max(p.radius_km)).where(p.incidents > 0)).scalar() or 0.0
    boxed = _boxed(p.lat, p.lon, circle, widest)
    where = select(p.lat, p.lon, p.radius_km).distinct()
    touched = where.where(boxed, p.incidents > 0, _touches(p.lat, p.lon, p.radius_km, circle))
    here = touched.subquery().c
    same = (c.lat == here.lat, c.lon == here.lon)
    at = (c.precision.in_(POINTED), func.coalesce(c.radius_km, 0.0) == here.radius_km)
    return c.id.in_(select(c.id).where(*same, *at))


def _without_gaps(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """The last months up to that of the newest event."""
    if not counts:
        return ()
    year, month = map(int, max(counts).split("-"))
    last = year * 12 + month - 1
    first_year, first_month = map(int, min(counts).split("-"))
    first = max(first_year * 12 + first_month - 1, last - MOST_MONTHS + 1)
    names = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]
    return tuple((name, counts.get(name, 0)) for name in names)


def roles(db: Connection, actors: Collection[str]) -> tuple[int, int]:
    """How many incidents name one of these parties as the doer, and how many as the target."""
    c = parties.c
    query = select(c.role, func.count(c.incident.distinct())).where(c.actor.in_(actors))
    found = dict(map(tuple, db.execute(query.group_by(c.role))))
    return found.get(AGENT, 0), found.get(TARGET, 0)


def independence(db: Connection, names: Collection[str]) -> Independence:
    """How the reports of an outlet stand to those of others; it goes by one of these names."""
    c = published.c
    query = select(c.outlet, c.copy, c.repeats, c.tellings).where(c.tellings > 0)
    known: Iterable[str] = db.execute(select(c.outlet).distinct()).scalars()
    own = {name for name in known if name.casefold() in names}
    kinds: Counter[str] = Counter()
    whose: Counter[str] = Counter()
    for outlet, copy, repeats, number in db.execute(query.where(c.outlet.in_(own))):
        kinds[copy] += number
        if repeats and repeats != outlet:
            whose[repeats] += number
    copies = sum(kinds[one] for one in COPIED)
    return Independence(
        kinds["original"], copies, kinds["relay"], tuple(whose.most_common(MOST_NAMES))
    )
