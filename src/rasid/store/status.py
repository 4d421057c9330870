"""Counts of what a workspace holds, and of what waits for a machine or a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, FromClause, func, select

from rasid.store import tables
from rasid.store.rows import CONFIRMED, CORRECTED, OPEN, REJECTED, STALE
from rasid.store.tables import HEAD

WAITING = {
    OPEN: "not looked at",
    CONFIRMED: "confirmed",
    CORRECTED: "corrected",
    REJECTED: "rejected",
    STALE: "to be looked at again: the report changed",
}
"""Review states in plain words."""


@dataclass(frozen=True, slots=True)
class Status:
    """`reviews` counts events by review state, `stale` incidents with decisions on texts that
    changed, `unmerged` tellings that are in no incident yet.
    """

    schema: str
    reports: int
    versions: int
    readings: int
    events: int
    reviews: dict[str, int]
    incidents: int
    stale: int
    unmerged: int
    judgements: int
    corrections: int

    def rows(self) -> Iterator[tuple[str, int]]:
        """What is counted, in plain words, and how many."""
        yield "reports", self.reports
        yield "versions of them", self.versions
        yield "readings", self.readings
        yield "events", self.events
        yield from ((f"  {WAITING[name]}", number) for name, number in self.reviews.items())
        yield "incidents", self.incidents
        yield "  to be looked at again: a report changed", self.stale
        yield "tellings to be merged (rasid merge)", self.unmerged
        yield "decisions on incidents, undone ones too", self.judgements
        yield "corrections of events, undone ones too", self.corrections


def status_of(db: Connection) -> Status:
    """The counts of a workspace."""
    documents, events, told = tables.documents, tables.events, tables.tellings
    by_review = select(events.c.review, func.count()).group_by(events.c.review)
    found: dict[str, int] = {row[0]: row[1] for row in db.execute(by_review)}
    return Status(
        schema=HEAD,
        reports=_count(db, select(documents).where(documents.c.version == 1).subquery()),
        versions=_count(db, documents),
        readings=_count(db, tables.readings),
        events=_count(db, events),
        reviews={review: found[review] for review in WAITING if review in found},
        incidents=_count(db, tables.incidents),
        stale=_count(db, select(tables.incidents).where(tables.incidents.c.stale > 0).subquery()),
        unmerged=_count(db, select(told).where(told.c.waiting.is_(True)).subquery()),
        judgements=_count(db, tables.judgements),
        corrections=_count(db, tables.corrections),
    )


def _count(db: Connection, counted: FromClause) -> int:
    return int(db.execute(select(func.count()).select_from(counted)).scalar_one())
