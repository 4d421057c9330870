"""Tables of what incidents add up to, so that figures of all of them need not look at each.

They are kept with every incident that is made or taken apart: see `rasid.store.sums`. A row of
which no incident is left stays with zeros.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table, Text

from rasid.store.columns import metadata, number

OUTCOMES = ("killed", "injured")
BOUNDS = ("told", "low", "best", "high", "open")
"""How many incidents tell a toll, the sums of its bounds, and how many tell no upper one."""


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _place(name: str) -> Column[float]:
    return Column(name, Float, primary_key=True)


periods = Table(
    "sums_of_periods",
    metadata,
    _key("unit"),  # of rasid.store.periods.UNITS; `undated` for those of no day
    _key("start"),
    _key("type"),
    _key("status"),
    _key("country"),  # empty when it is unknown
    number("incidents"),
    *(number(f"{outcome}_{bound}") for outcome in OUTCOMES for bound in BOUNDS),
    sqlite_with_rowid=False,
)

points = Table(
    "sums_of_points",
    metadata,
    *map(_place, ("lat", "lon")),
    _key("type"),
    _key("country"),
    _place("radius_km"),
    number("incidents"),
    sqlite_with_rowid=False,
)

standings = Table(
    "sums_of_standings",
    metadata,
    _key("grade"),
    _key("review"),
    _key("country"),
    Column("step", Integer, primary_key=True),  # tenths of confidence
    number("incidents"),
    sqlite_with_rowid=False,
)

pairs = Table(
    "sums_of_pairs",
    metadata,
    _key("agent"),  # empty when nobody is named
    _key("target"),
    number("incidents"),
    sqlite_with_rowid=False,
)

published = Table(
    "sums_of_outlets",
    metadata,
    _key("outlet"),  # empty when it is unknown
    _key("copy"),
    _key("repeats"),
    number("tellings"),
    sqlite_with_rowid=False,
)

tellers = Table(
    "tellers",
    metadata,
    Column("incident", ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    _key("source"),
    Index("tellers_source", "source", "incident"),
    sqlite_with_rowid=False,
)
"""Whose word an incident is told by, as the facets of its events have it."""

SUMS = (periods, points, standings, pairs, published)
SUMMED = (*SUMS, tellers)
"""Tables that can be made anew from incidents alone."""
