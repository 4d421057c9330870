"""Finding events: filters, the newest first, page after page, in a store of any size.

How a page is found hangs on how many events each condition leaves by itself, counted no further
than FEW: the rarest of those that leave fewer is looked up and what it gives is filtered and
sorted; when none does, the days are walked from the newest on, in an index that holds all that
conditions ask for, until the page is full.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from rasid.errors import InputError
from rasid.store import rows
from rasid.store.rows import Box
from rasid.store.tables import documents, events, facets, members
from rasid.store.wanted import Wanted

FEW = 20_000
MANY = 80_000
"""Reports with the words of a search, from which on most pages fill up soon."""
LONGEST_DAYS = 366
"""Events told as longer than this are found by the first days of theirs alone."""
FIRST, LAST = "0001-01-01", "9999-12-31"
DIGITS = 18
"""Of the greatest number of a row, so that it fits SQLite's integers."""
WIDE = ("admin1", "country")
"""Places that say nothing of how near an event was."""

Ids = Select[tuple[int]]
_boxes = table("boxes", *map(column, ("event", "south", "north", "west", "east")))
_words = table("words", column("rowid"))


@dataclass(frozen=True, slots=True)
class Circle:
    """A point in degrees and how far around it, in kilometres."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Filter(Wanted):
    """What events must have.

    `actors` and `sources` are facet values, of which one must be there (see `rasid.store.rows`);
    `killed` and `injured` the least number told; `near` asks that the circle in which the event
    lies touches another; `within` that its point lies in a box; `words` is an expression of
    `words.expression`.
    """

    sources: tuple[str, ...] = ()
    main: bool | None = None
    injured: int | None = None
    near: Circle | None = None
    within: Box | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An event as lists show it; `source` is its report, `incident` null until it is merged."""

    id: int
    telling: str
    source: str
    number: str
    outlet: str | None
    published: str | None
    type: str
    main: bool
    status: str
    confidence: float
    day: str
    last_day: str
    time_precision: str | None
    place: str | None
    precision: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    admin1: str | None
    country: str | None
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    review: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, the newest first; `after` begins the next page, null on the last."""

    events: tuple[Listed, ...]
    after: str | None


def find(db: Connection, asked: Filter, limit: int = 50, after: str | None = None) -> Page:
    """A page of the events that fit, the newest first. InputError when `after` is no such mark."""
    ids = _ids(db, asked)
    if after:
        ids = ids.where(tuple_(events.c.day, events.c.id) < _mark(after))
    found = list(db.execute(_listed(ids.limit(limit + 1))))
    shown = tuple(Listed(*row) for row in found[:limit])
    more = len(found) > limit
    return Page(shown, f"{shown[-1].day}~{shown[-1].id}" if more else None)


def count(db: Connection, asked: Filter, most: int = 10_000) -> int:
    """How many events fit, counted no further than `most`."""
    return _size(db, _ids(db, asked).order_by(None), most)


def _mark(after: str) -> Any:
    day, _, id = after.partition("~")
    if not id.isdecimal() or len(id) > DIGITS:
        raise InputError(f"{after!r} begins no page; give what the page before ends with")
    return tuple_(bindparam("day", day), bindparam("id", int(id)))


def _listed(ids: Ids) -> Select[Any]:
    joined = events.join(documents, documents.c.id == events.c.document).outerjoin(
        members, members.c.telling == events.c.telling
    )
    homes = dict.fromkeys(("source", "outlet", "published"), documents)
    columns = [homes.get(f.name, events).c[f.name] for f in fields(Listed)[:-1]]
    chosen = select(*columns, members.c.incident).select_from(joined)
    return chosen.where(events.c.id.in_(ids)).order_by(events.c.day.desc(), events.c.id.desc())


# ------------------------------------------------------------------ the plan
def _ids(db: Connection, asked: Filter) -> Ids:
    """The ids of all that fit, the newest first, by the way that costs least."""
    ids, walked = by_id_or_walk(db, asked)
    if walked:
        return ids.order_by(events.c.day.desc(), events.c.id.desc())
    by_day: ColumnElement[str] = literal_column("+events.day").desc()  # sorted, not walked
    return ids.order_by(by_day, literal_column("+events.id").desc())


def by_id_or_walk(db: Connection, asked: Filter) -> tuple[Ids, bool]:
    """The ids of all that fit, in no order; and whether they are many, so that an index that is in
    the wanted order is to be walked, rather than what is looked up be sorted.
    """
    conditions = list(_conditions(db, asked))
    holding = [one.holds for one in conditions]
    sizes = [(_size(db, one.counted, FEW), number) for number, one in enumerate(conditions)]
    size, chosen = min(sizes, default=(FEW, 0))
    if size >= FEW:
        return select(events.c.id).where(*holding), True
    return select(events.c.id).where(events.c.id.in_(conditions[chosen].ids), *holding), False


def _size(db: Connection, ids: Ids, most: int) -> int:
    return int(
        db.execute(select(func.count()).select_from(ids.limit(most).subquery())).scalar_one()
    )


# ------------------------------------------------------------------ conditions
@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of an event, put so that no index is used for it; the ids of all for which it
    may, from an index of its own; and what to count to know how many these are, roughly.
    """

    holds: ColumnElement[bool]
    ids: Ids
    counted: Ids


def _conditions(db: Connection, asked: Filter) -> Iterator[Condition]:
    """All conditions; those that cost most to test come last."""
    yield from _columns(asked)
    if asked.since or asked.until:
        yield _days(asked.since or FIRST, asked.until or LAST)
    for kind, values in ((rows.ACTOR, asked.actors), (rows.SOURCE, asked.sources)):
        if values:
            yield _named(kind, values)
    if asked.within:
        yield _inside(asked.within)
    if asked.near:
        yield _touching(asked.near)
    if asked.words:
        yield _saying(db, asked.words)


def _columns(asked: Filter) -> Iterator[Condition]:
    c = events.c
    listed = (
        (c.type, asked.types),
        (c.status, asked.statuses),
        (c.country, asked.countries),
        (c.admin1, asked.admin1),
        (c.review, asked.reviews),
    )
    for one, values in listed:
        if values:
            yield _plain(_beside(one).in_(values), one.in_(values))
    for one, least in ((c.killed_min, asked.killed), (c.injured_min, asked.injured)):
        if least is not None:
            yield _plain(_beside(one) >= least, one >= least)
    if asked.main is not None:
        yield _plain(c.main.is_(asked.main), c.main.is_(asked.main))
    if asked.confidence:
        yield _plain(c.confidence >= asked.confidence, c.confidence >= asked.confidence)


def _plain(holds: ColumnElement[bool], found: ColumnElement[bool]) -> Condition:
    ids = select(events.c.id).where(found)
    return Condition(holds, ids, ids)


def _beside(one: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column, but so that SQLite takes no index on it."""
    return UnaryExpression(one, operator=custom_op("+"), type_=one.type)


def _days(since: str, until: str) -> Condition:
    """Events that lie in these days at least in part, those of several days among them."""
    c = events.c
    earliest = func.date(since, f"-{LONGEST_DAYS} days")
    holds = and_(c.day >= earliest, c.last_day >= since, c.day <= until)
    long = and_(c.last_day > c.day, c.last_day >= since, c.day < since)
    found = union_all(
        select(c.id).where(c.day.between(since, until)), select(c.id).where(long)
    ).subquery()
    ids = select(found.c.id)
    return Condition(holds, ids, ids)


def _named(kind: str, values: tuple[str, ...]) -> Condition:
    named = and_(facets.c.kind == kind, facets.c.value.in_(values))
    this = and_(facets.c.day == events.c.day, facets.c.event == events.c.id)
    holds = select(1).where(named, this).correlate(events).exists()
    ids = select(facets.c.event).where(named)
    return Condition(holds, ids, ids)


def _inside(box: Box) -> Condition:
    south, north, west, east = box
    lat, lon = map(_beside, (events.c.lat, events.c.lon))
    holds = and_(lat.between(south, north), lon.between(west, east))
    return Condition(holds, _overlapping(box), _overlapping(box))


def _touching(circle: Circle) -> Condition:
    c = events.c
    reach = rows.around(circle.lat, circle.lon, circle.km)
    far = func.km(c.lat, c.lon, circle.lat, circle.lon)
    known = and_(c.lat.is_not(None), or_(c.precision.is_(None), c.precision.not_in(WIDE)))
    touches = and_(known, far <= circle.km + func.coalesce(c.radius_km, 0.0))
    return Condition(touches, _overlapping(reach), _overlapping(reach))


def _overlapping(box: Box) -> Ids:
    c = _boxes.c
    south, north, west, east = box
    return select(c.event).where(c.south <= north, c.north >= south, c.west <= east, c.east >= west)


def _saying(db: Connection, words: str) -> Condition:
    """Reports with these words are listed once; when they are very many, each is asked instead."""
    match = text("words MATCH :expression").bindparams(expression=words)
    reports = select(_words.c.rowid).where(match)
    ids = select(events.c.id).where(events.c.document.in_(reports))
    if _size(db, reports, MANY) < MANY:
        return Condition(_beside(events.c.document).in_(reports), ids, reports)
    here = select(1).select_from(_words).where(match, _words.c.rowid == events.c.document)
    return Condition(here.correlate(events).exists(), ids, reports)
