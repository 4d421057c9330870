"""How much an event wants to be looked at by a person, as one number that lists are sorted by.

The number is a sum of points and of the day on which the report was added, DAYS_A_POINT of which
are worth one: so the newer comes first among equals, what matters more overtakes it, and the order
holds without being worked out anew each day. Pages tell the reasons, never the number.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, Connection, case, func, literal, select, update

from rasid.store import rows
from rasid.store.tables import documents, events, incidents, members

STALE = 4.0
"""A person decided on an earlier text of the report."""
ASKS_AGAIN = 2.0
"""The incident has decisions that were made on earlier texts."""
CONTESTED = 2.0
"""Sources contradict each other about who did it, or whether it happened."""
DISAGREEMENT = 2.0
"""For an incident whose sources disagree altogether; in proportion for less."""
DOUBT = 3.0
"""For a confidence of 0; in proportion for more, nothing at 1."""
MAIN = 1.0
"""The report exists to tell it."""
UNLOCATED = 0.5
"""The words of its place could not be found on the map."""
TOLLS = ((50, 4.0), (10, 3.0), (3, 2.0), (1, 1.0))
"""Killed at least so many, and what that is worth."""
DAYS_A_POINT = 30.0
EPOCH = "2000-01-01"


def rank(db: Connection, which: ColumnElement[bool]) -> None:
    """Work out the urgency of the events of which `which` holds."""
    db.execute(update(events).where(which).values(urgency=_points()))


@cache
def _points() -> ColumnElement[float]:
    c = events.c
    stale = case((c.review == rows.STALE, STALE), else_=0.0)
    doubt = DOUBT * (1.0 - c.confidence)
    main = case((c.main.is_(True), MAIN), else_=0.0)
    unlocated = case((c.precision == "unresolved", UNLOCATED), else_=0.0)
    toll = case(*((c.killed_min >= least, worth) for least, worth in TOLLS), else_=0.0)
    return stale + doubt + main + unlocated + toll + _of_incident() + _added()


def _of_incident() -> ColumnElement[float]:
    """What the incident adds that the event is told in; nothing while it is in none."""
    c = incidents.c
    contested = case((c.grade == "contested", CONTESTED), else_=0.0)
    again = case((c.stale > 0, ASKS_AGAIN), else_=0.0)
    told = select(contested + again + DISAGREEMENT * func.min(c.disagreement, 1.0)).where(
        c.id == members.c.incident, members.c.telling == events.c.telling
    )
    return func.coalesce(told.correlate(events).scalar_subquery(), literal(0.0))


def _added() -> ColumnElement[float]:
    at = select(documents.c.retrieved_at).where(documents.c.id == events.c.document)
    day = func.julianday(func.substr(at.correlate(events).scalar_subquery(), 1, 10))
    days: ColumnElement[float] = day - func.julianday(EPOCH)
    return func.coalesce(days / DAYS_A_POINT, literal(0.0))
