"""What the reports say of a party, a place or an outlet, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Select, and_, func, literal_column, select

from rasid.store.find import Filter, Ids, by_id_or_walk
from rasid.store.incident_rows import AGENT, TARGET
from rasid.store.tables import events, incidents, members, parties, voices

MOST = 20_000
"""Of more events, the newest are counted."""
MOST_MONTHS = 36
MOST_NAMES = 10
COPIED = ("exact", "near", "part")


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


def profile(db: Connection, asked: Filter) -> Profile:
    """The figures of the events that fit."""
    ids = _newest(db, asked)
    c = events.c
    months = func.substr(c.day, 1, 7)
    query = select(months, func.count(), func.min(c.day), func.max(c.day)).where(c.id.in_(ids))
    found = db.execute(query.group_by(months)).all()
    counts = {month: number for month, number, *_ in found if len(month) == 7}
    days = [day for *_, first, last in found for day in (first, last) if day]
    told, killed = _incidents(db, ids)
    return Profile(
        sum(number for _, number, *_ in found),
        told,
        killed,
        _without_gaps(counts),
        min(days, default=None),
        max(days, default=None),
    )


def _newest(db: Connection, asked: Filter) -> Ids:
    ids, walked = by_id_or_walk(db, asked)
    day = events.c.day if walked else literal_column("+events.day")
    return ids.order_by(day.desc()).limit(MOST)


def _incidents(db: Connection, ids: Ids) -> tuple[int, tuple[int, int, int] | None]:
    c = incidents.c
    homes = _homes(ids)
    most = func.coalesce(c.killed_high, c.killed_best)
    sums = (func.sum(one) for one in (c.killed_low, c.killed_best, most))
    query = select(func.count(), func.count(c.killed_best), *sums).where(c.id.in_(homes))
    told, with_toll, low, best, high = db.execute(query).one()
    return int(told), (int(low), int(best), int(high)) if with_toll else None


def _homes(ids: Ids) -> Select[tuple[str]]:
    joined = events.join(members, members.c.telling == events.c.telling)
    return select(members.c.incident).select_from(joined).where(events.c.id.in_(ids)).distinct()


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


def independence(db: Connection, asked: Filter) -> Independence:
    """How the reports of an outlet stand to those of others; `asked` are its events."""
    ids = _newest(db, asked)
    joined = events.join(members, members.c.telling == events.c.telling).join(
        voices,
        and_(voices.c.incident == members.c.incident, voices.c.telling == members.c.telling),
    )
    c = voices.c
    query = select(c.copy, c.repeats, c.outlet, func.count()).select_from(joined)
    found = db.execute(query.where(events.c.id.in_(ids)).group_by(c.copy, c.repeats, c.outlet))
    kinds: Counter[str] = Counter()
    whose: Counter[str] = Counter()
    for copy, repeats, outlet, number in found:
        kinds[copy] += number
        if repeats and repeats != outlet:
            whose[repeats] += number
    copies = sum(kinds[one] for one in COPIED)
    return Independence(
        kinds["original"], copies, kinds["relay"], tuple(whose.most_common(MOST_NAMES))
    )
