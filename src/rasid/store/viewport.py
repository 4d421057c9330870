"""Incidents on a map: in a box and at a zoom, gathered in cells so that an answer stays small.

A cell holds what would be drawn over each other at that zoom. Incidents that are told only of a
governorate or a country have no point: they are counted for the unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, hypot
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    Table,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from rasid.store.listing import IncidentPage, Row, page_of, rows_of
from rasid.store.rows import Box
from rasid.store.scope import (
    POINTED,
    READ,
    UNITS,
    Scope,
    any_of,
    conditions,
    fitting,
    inside,
    is_whole,
)
from rasid.store.sum_tables import points
from rasid.store.tables import UNPOINTED, incidents

Column = ColumnElement[Any]

CELL_PIXELS = 56
TILE_PIXELS = 512
CLOSE = 0.85
"""How many cells groups lie apart at least."""
LAT_SHARE = 0.8
"""Height of a cell over its width in degrees: about a square on the ground at 37 degrees."""
CLOSEST = 14
"""The zoom from which cells get no smaller: about 200 metres."""
MOST_CELLS = 1_500
FEW = 5_000
"""Incidents that are sorted rather than met on a walk through the days."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Incidents near each other: their mean point, the box around their points and the widest
    radius in kilometres. `type` is theirs when they all are of one; `only` is the incident when
    there is one alone.
    """

    lat: float
    lon: float
    box: Box
    radius_km: float
    count: int
    type: str | None
    only: Row | None


@dataclass(frozen=True, slots=True)
class Unit:
    """Incidents told of a whole governorate, or of a country when `admin1` is null."""

    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    count: int


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows: cells of the box, units of everywhere, and how many incidents fit that have
    no place. `total` counts those in the box; `cut` tells that there are more cells than are given.
    """

    cells: tuple[Cell, ...]
    units: tuple[Unit, ...]
    unplaced: int
    total: int
    cut: bool


def view(db: Connection, asked: Scope, box: Box, zoom: float) -> View:
    """The incidents that fit, as a map of this box and zoom shows them."""
    gathered = sorted(_gathered(db, asked, box, zoom), key=lambda one: -one.count)
    shown = gathered[:MOST_CELLS]
    alone = rows_of(db, [group.id for group in shown if group.count == 1])
    cells = tuple(_cell(group, alone) for group in shown)
    total = sum(group.count for group in gathered)
    units, unplaced = _units(db, asked)
    return View(cells, tuple(units), unplaced, total, len(gathered) > len(cells))


# ------------------------------------------------------------------ cells
@dataclass(frozen=True, slots=True)
class Group:
    """Incidents at one point, or at several near each other; `id` is one of them."""

    south: float
    north: float
    west: float
    east: float
    lat_sum: float
    lon_sum: float
    count: int
    types: frozenset[str]
    radius_km: float
    id: str


def _gathered(db: Connection, asked: Scope, box: Box, zoom: float) -> list[Group]:
    """The points of each cell together. Cells come in whole steps of zoom: panning keeps them."""
    step = min(max(floor(zoom), 0), CLOSEST)
    wide = 360.0 * CELL_PIXELS / TILE_PIXELS / float(2**step)
    summed = is_whole(asked, "types", "countries")
    cells = (_summed if summed else _counted)(asked, box, wide).subquery()
    return _apart([_group(*row) for row in db.execute(_named(cells, asked)).all()], wide)


def _group(*told: Any) -> Group:
    """A row of what `_extent` and the words after it ask for."""
    *place, first, last, radius_km, id = told
    south, north, west, east, lat_sum, lon_sum, count = place
    types = frozenset((first, last))
    return Group(south, north, west, east, lat_sum, lon_sum, count, types, radius_km or 0.0, id)


def _counted(asked: Scope, box: Box, wide: float) -> Select[Any]:
    """A group for each cell, `wide` degrees of longitude across."""
    c = incidents.c
    told = _extent(incidents, literal(1))
    query = fitting(select(*told), "map", asked).where(*inside(box))
    return query.group_by(*_key(c.lat, c.lon, wide))


def _summed(asked: Scope, box: Box, wide: float) -> Select[Any]:
    """The same from what is kept of sums, which are told apart by type and country."""
    s = points.c
    south, north, west, east = box
    listed = any_of((s.type, asked.types), (s.country, asked.countries))
    within = (s.lat.between(south, north), s.lon.between(west, east))
    query = select(*_extent(points, s.incidents)).where(s.incidents > 0, *listed, *within)
    return query.group_by(*_key(s.lat, s.lon, wide))


def _named(cells: Subquery, asked: Scope) -> Select[Any]:
    """The cells with the id of the incident that is alone in one: it is looked up by its point, so
    that nobody's id is carried along while they are gathered.
    """
    c, at = incidents.c, cells.c
    here = (c.lat == at.south, c.lon == at.west, c.precision.in_(POINTED), *conditions(asked))
    ids = select(func.min(c.id)).where(*here).correlate(cells)
    one = ids.with_hint(incidents, "INDEXED BY incidents_map", "sqlite").scalar_subquery()
    return select(*at, case((at.count == 1, one), else_=""))


def _key(lat: Column, lon: Column, wide: float) -> tuple[Column, Column]:
    """The cell of a point, counted from the south-west corner of the map."""
    across, up = (lon + 180.0) / wide, (lat + 90.0) / (wide * LAT_SHARE)
    return cast(across, Integer), cast(up, Integer)


def _extent(table: Table, count: Column) -> tuple[Column, ...]:
    """The box of the incidents of a cell, the sums of their points, how many they are, where a row
    stands for `count` incidents, and what is said of all of them.
    """
    lat, lon, kind = table.c.lat, table.c.lon, table.c.type
    return (
        func.min(lat).label("south"),
        func.max(lat).label("north"),
        func.min(lon).label("west"),
        func.max(lon).label("east"),
        func.sum(lat * count).label("lat_sum"),
        func.sum(lon * count).label("lon_sum"),
        func.sum(count).label("count"),
        func.min(kind).label("first"),
        func.max(kind).label("last"),
        func.max(table.c.radius_km).label("radius_km"),
    )


def _apart(groups: list[Group], wide: float) -> list[Group]:
    """Groups of neighbouring cells that would be drawn over each other are one."""
    kept: dict[tuple[int, int], list[Group]] = {}
    for one in sorted(groups, key=lambda group: -group.count):
        x, y = one.lon_sum / one.count / wide, one.lat_sum / one.count / (wide * LAT_SHARE)
        around = [(floor(x) + i, floor(y) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = ((key, n) for key in around for n, other in enumerate(kept.get(key, ()))
                if _far(x, y, other, wide) < CLOSE)  # fmt: skip
        key, n = next(near, ((floor(x), floor(y)), -1))
        if n < 0:
            kept.setdefault(key, []).append(one)
        else:
            kept[key][n] = _together((kept[key][n], one))
    return [group for groups in kept.values() for group in groups]


def _far(x: float, y: float, other: Group, wide: float) -> float:
    """How many cells lie between a point and the middle of a group."""
    lon, lat = other.lon_sum / other.count, other.lat_sum / other.count
    return hypot(x - lon / wide, y - lat / (wide * LAT_SHARE))


def _together(near: Sequence[Group]) -> Group:
    return Group(
        min(one.south for one in near),
        max(one.north for one in near),
        min(one.west for one in near),
        max(one.east for one in near),
        sum(one.lat_sum for one in near),
        sum(one.lon_sum for one in near),
        sum(one.count for one in near),
        frozenset().union(*(one.types for one in near)),
        max(one.radius_km for one in near),
        near[0].id,
    )


def _cell(group: Group, alone: dict[str, Row]) -> Cell:
    return Cell(
        lat=group.lat_sum / group.count,
        lon=group.lon_sum / group.count,
        box=(group.south, group.north, group.west, group.east),
        radius_km=group.radius_km,
        count=group.count,
        type=next(iter(group.types)) if len(group.types) == 1 else None,
        only=alone.get(group.id) if group.count == 1 else None,
    )


# ------------------------------------------------------------------ units
def _units(db: Connection, asked: Scope) -> tuple[list[Unit], int]:
    """The incidents of each unit, most first; and how many have no place at all."""
    c = incidents.c
    unit = (c.precision, c.country, c.admin1)
    told = (func.min(c.lat), func.min(c.lon), func.count())
    query = fitting(select(*unit, *told), "units", asked).where(UNPOINTED, READ).group_by(*unit)
    units: list[Unit] = []
    unplaced = 0
    for precision, country, admin1, lat, lon, count in db.execute(query):
        if precision in UNITS:
            units.append(Unit(country, admin1, lat, lon, count))
        else:
            unplaced += count
    return sorted(units, key=lambda one: (-one.count, str(one))), unplaced


# ------------------------------------------------------------------ the list beside the map
@dataclass(frozen=True, slots=True)
class Where:
    """Which of the incidents that fit a list shows: those in a box, those of a unit (country and
    admin1, each null if there is none), or those without a place; when nothing is set, all.
    """

    box: Box | None = None
    unit: tuple[str | None, str | None] | None = None
    unplaced: bool = False


def listed(
    db: Connection, asked: Scope, where: Where, limit: int = 50, after: str | None = None
) -> IncidentPage:
    """A page of the incidents that fit, the newest first. InputError when `after` begins none."""
    holding = [READ, *conditions(asked), *_where(where)]
    ids = select(incidents.c.id).where(*holding).limit(FEW)
    few = db.execute(select(func.count()).select_from(ids.subquery())).scalar_one() < FEW
    chosen = [incidents.c.id.in_(select(ids.subquery().c.id))] if few else holding
    return page_of(db, chosen, limit, after, few=few)


def _where(where: Where) -> list[ColumnElement[bool]]:
    c = incidents.c
    out: list[ColumnElement[bool]] = []
    if where.box:
        out += inside(where.box)
    if where.unit:
        country, admin1 = where.unit
        out += [c.precision.in_(UNITS), c.country.is_(country), c.admin1.is_(admin1)]
    if where.unplaced:
        out.append(or_(c.precision.is_(None), c.precision == "unresolved"))
    return out


@dataclass(frozen=True, slots=True)
class Toll:
    """People over several incidents: the sums of lower bounds, best supported numbers and upper
    bounds; `open` incidents tell no upper bound, so that the sum may be greater.
    """

    low: int
    best: int
    high: int
    open: int


def killed(db: Connection, asked: Scope, where: Where) -> Toll | None:
    """Those killed in the incidents that happened; null when none is told."""
    c = incidents.c
    high = func.coalesce(c.killed_high, c.killed_best)
    open_ended = func.count(case((c.killed_high.is_(None), 1)))
    query = select(func.sum(c.killed_low), func.sum(c.killed_best), func.sum(high), open_ended)
    holding = [*conditions(asked), *_where(where), c.killed_best.is_not(None)]
    low, *rest = db.execute(query.where(*holding, c.status == "happened")).one()
    return None if low is None else Toll(low, *rest)
