"""What to look at next: events that wait for a person, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, literal_column, select, text, tuple_

from rasid.errors import InputError
from rasid.store import rows
from rasid.store.find import DIGITS, Filter, Ids, Listed, by_id_or_walk
from rasid.store.tables import corrections, documents, events, incidents, members

WAITING = (rows.OPEN, rows.STALE)
NEW_DAYS = 3
LOW_CONFIDENCE = 0.6
HIGH_TOLL = 10
MUCH_DISAGREEMENT = 0.25
REASONS = ("stale", "again", "contested", "disagree", "toll", "unsure", "unlocated", "new")
"""Why an event is looked at before others, the weightiest first."""
_WAITS = text("events.review IN ('open', 'stale')")  # as the index says it


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits. `report` is the number of its report in addresses; the rest is of its
    incident, null before it is merged: `told` is how many tellings it has.
    """

    event: Listed
    report: int
    added: str
    grade: str | None
    disagreement: float | None
    stale: int | None
    told: int | None
    urgency: float

    def reasons(self, now: datetime) -> tuple[str, ...]:
        """Those of REASONS that hold."""
        one = self.event
        told = (
            one.review == rows.STALE,
            bool(self.stale),
            self.grade == "contested",
            self.grade != "contested" and (self.disagreement or 0.0) >= MUCH_DISAGREEMENT,
            (one.killed_min or 0) >= HIGH_TOLL,
            one.confidence < LOW_CONFIDENCE,
            one.precision == "unresolved",
            (now - datetime.fromisoformat(self.added)).days < NEW_DAYS,
        )
        return tuple(reason for reason, holds in zip(REASONS, told, strict=True) if holds)


@dataclass(frozen=True, slots=True)
class Queue:
    """Some of what waits, the most urgent first; `after` begins the next page, null on the last."""

    waiting: tuple[Waiting, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Events that a person has decided on, of all; and on how many since a moment."""

    reviewed: int
    events: int
    lately: int


def waiting(db: Connection, asked: Filter, limit: int = 20, after: str | None = None) -> Queue:
    """A page of the events that fit and wait. InputError when `after` begins no page."""
    ids = _ids(db, asked)
    if after:
        ids = ids.where(tuple_(events.c.urgency, events.c.id) < _mark(after))
    found = [_waiting(row) for row in db.execute(_shown(ids.limit(limit + 1)))]
    shown = tuple(found[:limit])
    more = len(found) > limit
    return Queue(shown, f"{shown[-1].urgency!r}~{shown[-1].event.id}" if more else None)


def _ids(db: Connection, asked: Filter) -> Ids:
    """The ids of all that fit and wait, the most urgent first."""
    ids, walked = by_id_or_walk(db, asked)
    if walked:
        ids = ids.where(_WAITS).with_hint(events, "INDEXED BY events_queue", "sqlite")
        return ids.order_by(events.c.urgency.desc(), events.c.id.desc())
    review: Any = literal_column("+events.review")
    urgency: Any = literal_column("+events.urgency")
    return ids.where(review.in_(WAITING)).order_by(
        urgency.desc(), literal_column("+events.id").desc()
    )


def _mark(after: str) -> Any:
    urgency, _, id = after.partition("~")
    try:
        told = float(urgency)
    except ValueError:
        told = None
    if told is None or not id.isdecimal() or len(id) > DIGITS:
        raise InputError(f"{after!r} begins no page; give what the page before ends with")
    return tuple_(bindparam("urgency", told), bindparam("id", int(id)))


_LISTED = [field.name for field in fields(Listed)]


def _shown(ids: Ids) -> Select[Any]:
    first = documents.alias("first")
    joined = (
        events.join(documents, documents.c.id == events.c.document)
        .join(first, (first.c.source == documents.c.source) & (first.c.version == 1))
        .outerjoin(members, members.c.telling == events.c.telling)
        .outerjoin(incidents, incidents.c.id == members.c.incident)
    )
    homes = dict.fromkeys(("source", "outlet", "published"), documents)
    listed = [homes.get(name, events).c[name] for name in _LISTED[:-1]]
    i = incidents.c
    beside = (first.c.id.label("n"), documents.c.retrieved_at, i.grade, i.disagreement, i.stale)
    columns = (*listed, members.c.incident, *beside, i.tellings, events.c.urgency)
    chosen = select(*columns).select_from(joined).where(events.c.id.in_(ids))
    return chosen.order_by(events.c.urgency.desc(), events.c.id.desc())


def _waiting(row: Any) -> Waiting:
    return Waiting(Listed(*row[: len(_LISTED)]), *row[len(_LISTED) :])


# ------------------------------------------------------------------ progress
def progress(db: Connection, since: str) -> Progress:
    """How far the review is, and how many events were decided on since an ISO moment."""
    c = corrections.c
    gone = select(c.undoes).where(c.at >= since, c.undoes.is_not(None))
    lately = select(func.count(c.telling.distinct())).where(
        c.at >= since, c.undoes.is_(None), c.id.not_in(gone)
    )
    decided = events.c.review.in_((rows.CONFIRMED, rows.REJECTED, rows.CORRECTED))
    reviewed = select(func.count()).select_from(events).where(decided)
    total = select(func.count()).select_from(events)
    numbers = (db.execute(query).scalar_one() for query in (reviewed, total, lately))
    return Progress(*map(int, numbers))


def today() -> str:
    """The moment at which the day began, as the workspace writes moments."""
    return datetime.now(UTC).strftime("%Y-%m-%dT00:00:00.000+00:00")
