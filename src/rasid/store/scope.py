"""Which incidents a map or a figure is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from rasid.store.rows import Box
from rasid.store.tables import incidents, parties
from rasid.store.wanted import Wanted

POINTED = ("point", "settlement", "neighbourhood", "area", "road", "admin2")
"""Precisions with a centre and a radius that say where an incident was."""
UNITS = ("admin1", "country")
"""Precisions that name a unit and nothing within it."""

READ = incidents.c.confidence.is_not(None)
"""That an act was read: reports without any make incidents too, by their words."""


@dataclass(frozen=True, slots=True)
class Scope(Wanted):
    """What incidents must have: `killed` is the least best supported number, `confidence` that of
    the surest telling.
    """

    grades: tuple[str, ...] = ()


def is_whole(asked: Scope, *but: str) -> bool:
    """Whether nothing is asked for, save for these fields."""
    return all(one.name in but or not getattr(asked, one.name) for one in fields(asked))


def conditions(asked: Scope) -> list[ColumnElement[bool]]:
    """What must hold of a row of `incidents`."""
    return list(_conditions(asked))


def _conditions(asked: Scope) -> Iterator[ColumnElement[bool]]:
    c = incidents.c
    if asked.confidence:
        yield c.confidence >= asked.confidence
    yield from any_of(
        (c.type, asked.types),
        (c.status, asked.statuses),
        (c.country, asked.countries),
        (c.admin1, asked.admin1),
        (c.review, asked.reviews),
        (c.grade, asked.grades),
    )
    if asked.since:
        yield c.last_day >= asked.since
    if asked.until:
        yield c.day <= asked.until
    if asked.killed is not None:
        yield c.killed_best >= asked.killed
    if asked.actors:
        yield c.id.in_(_named(asked))


def _named(asked: Scope) -> Select[tuple[str]]:
    """The incidents that name one of the parties, once for each role."""
    return select(parties.c.incident).where(parties.c.actor.in_(asked.actors))


def any_of(*listed: tuple[ColumnElement[str], tuple[str, ...]]) -> Iterator[ColumnElement[bool]]:
    """That each column has one of its values; of no values nothing is asked."""
    return (column.in_(values) for column, values in listed if values)


def fitting(query: Select[Any], name: str, asked: Scope) -> Select[Any]:
    """The query, of the incidents that fit, in the order of an index that holds all that it asks
    for: nothing is sorted. Incidents of a party are looked up one by one instead, each once, unless
    the days leave few to walk.
    """
    index = f"incidents_{name}"
    if asked.actors and not asked.since:
        named = _named(asked).distinct().subquery("named")
        query = query.select_from(named.join(incidents, incidents.c.id == named.c.incident))
        index, asked = "sqlite_autoindex_incidents_1", replace(asked, actors=())
    return query.where(*conditions(asked)).with_hint(incidents, f"INDEXED BY {index}", "sqlite")


def inside(box: Box) -> tuple[ColumnElement[bool], ...]:
    """That an incident has a point and that it lies in a box."""
    c = incidents.c
    south, north, west, east = box
    return c.precision.in_(POINTED), c.lat.between(south, north), c.lon.between(west, east)
