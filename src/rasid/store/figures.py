"""What many incidents add up to: over time, people killed, who against whom, how well attested.

Answers are bounded. Those about all incidents are read from what is kept of their sums. With a
filter, what has to look at each telling looks at those of the newest MOST incidents and says so.
Tolls are never added up without their bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    func,
    select,
)

from rasid.store import periods, sum_tables, sums
from rasid.store.incident_rows import AGENT, TARGET
from rasid.store.periods import EARLIEST, Bins
from rasid.store.scope import READ, Scope, any_of, conditions, fitting, is_whole
from rasid.store.sums import STEPS
from rasid.store.tables import incidents, parties, voices
from rasid.store.viewport import Toll

MOST = 20_000
SUMMED = ("types", "statuses", "countries")
"""What sums of periods are told apart by."""
MOST_NAMES = 12
MOST_OUTLETS = 20


@dataclass(frozen=True, slots=True)
class Timeline:
    """Incidents by the bin of their first day. `counts` has for each type, the most frequent first,
    a number a bin; `killed` and `injured` a toll a bin, null where none is told; they leave out
    what did not happen unless the scope asks for a status. `undated` incidents have no day.
    """

    unit: str
    starts: tuple[str, ...]
    counts: dict[str, tuple[int, ...]]
    killed: tuple[Toll | None, ...]
    injured: tuple[Toll | None, ...]
    total: int
    undated: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many incidents name an agent and a target together; null stands for nobody named. An
    incident with two agents counts for both. `looked_at` is how many incidents were counted.
    """

    agents: tuple[str | None, ...]
    targets: tuple[str | None, ...]
    counts: tuple[tuple[int, ...], ...]
    looked_at: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """What an outlet published: by `rasid.incidents.model.COPIES`; `own` is its own reports."""

    name: str | None
    own: int
    copies: int
    relays: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often an outlet repeats the word of another source."""

    outlet: str | None
    repeats: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The outlets that publish most, and who repeats whom most often."""

    outlets: tuple[Outlet, ...]
    repeats: tuple[Repeat, ...]
    looked_at: int


@dataclass(frozen=True, slots=True)
class Attested:
    """How well incidents are attested: how many of each grade and review state, and how many in
    each of STEPS of `confidence` from 0 to 1.
    """

    grades: dict[str, int]
    reviews: dict[str, int]
    confidence: tuple[int, ...]


# ------------------------------------------------------------------ over time
Tolls = tuple[dict[str, Toll], dict[str, Toll]]


def timeline(db: Connection, asked: Scope, unit: str | None = None) -> Timeline:
    """Incidents and tolls over time, in bins of `unit` or the finest that is not too many."""
    summed = is_whole(asked, *SUMMED)
    told = _span(db, asked)
    undated = _undated(db, asked)
    if told is None:
        return Timeline(unit or "day", (), {}, (), (), 0, undated)
    chosen = periods.bins(*told, unit)
    starts = chosen.starts()
    counts = (_summed if summed else _by_type)(db, asked, chosen)
    happened = asked if asked.statuses else replace(asked, statuses=("happened",))
    killed, injured = (_summed_tolls if summed else _tolls)(db, happened, chosen)
    by_type: Counter[str] = Counter()
    for (_, kind), number in counts.items():
        by_type[kind] += number
    return Timeline(
        chosen.unit,
        tuple(starts),
        {kind: tuple(counts[day, kind] for day in starts) for kind, _ in by_type.most_common()},
        tuple(map(killed.get, starts)),
        tuple(map(injured.get, starts)),
        counts.total(),
        undated,
    )


def days(db: Connection, asked: Scope, most: int) -> tuple[Bins, tuple[int, ...]] | None:
    """How many incidents began in each of at most so many bins; None without any."""
    told = _span(db, asked)
    if told is None:
        return None
    chosen = periods.bins(*told, most=most)
    counts: Counter[str] = Counter()
    if is_whole(asked, *SUMMED):
        for (start, _), number in _summed(db, asked, chosen).items():
            counts[start] += number
        return chosen, tuple(counts[one] for one in chosen.starts())
    day = incidents.c.day
    query = _dated(select(day, func.count()), asked).group_by(day)
    for one, number in db.execute(query):
        counts[_start(one, chosen.unit)] += number
    return chosen, tuple(counts[one] for one in chosen.starts())


def _dated(query: Select[Any], asked: Scope) -> Select[Any]:
    return fitting(query, "days", asked).where(READ, incidents.c.day >= EARLIEST)


def _span(db: Connection, asked: Scope) -> tuple[str, str] | None:
    """The first and the last day on which something began."""
    day = incidents.c.day
    query = select(day).where(READ, *conditions(asked), day >= EARLIEST).limit(1)
    first = db.execute(query.order_by(day)).scalar()
    last = db.execute(query.order_by(day.desc())).scalar()
    return None if first is None or last is None else (first[:10], last[:10])


def _undated(db: Connection, asked: Scope) -> int:
    holding = [READ, *conditions(asked), incidents.c.day < EARLIEST]
    return int(db.execute(select(func.count()).select_from(incidents).where(*holding)).scalar_one())


@lru_cache(maxsize=50_000)
def _start(day: str, unit: str) -> str:
    return periods.start(day, unit)


def _by_type(db: Connection, asked: Scope, chosen: Bins) -> Counter[tuple[str, str]]:
    c = incidents.c
    query = _dated(select(c.day, c.type, func.count()), asked).group_by(c.day, c.type)
    out: Counter[tuple[str, str]] = Counter()
    for one, kind, number in db.execute(query):
        out[_start(one, chosen.unit), kind] += number
    return out


def _tolls(db: Connection, asked: Scope, chosen: Bins) -> Tolls:
    """The killed and the injured of each bin in which some are told."""
    day = incidents.c.day
    told = (one for outcome in sum_tables.OUTCOMES for one in sums.tolls(outcome))
    found = db.execute(_dated(select(day, *told), asked).group_by(day))
    return _by_bin((_start(one, chosen.unit), *values) for one, *values in found)


def _by_bin(found: Iterable[tuple[Any, ...]]) -> Tolls:
    out: Tolls = ({}, {})
    for at, *values in found:
        for tolls, (told, *bounds) in zip(out, (values[:5], values[5:]), strict=True):
            if told:
                tolls[at] = added(tolls.get(at), Toll(*bounds))
    return out


def _of_sums(asked: Scope, chosen: Bins) -> tuple[ColumnElement[bool], ...]:
    c = sum_tables.periods.c
    listed = ((c.type, asked.types), (c.status, asked.statuses), (c.country, asked.countries))
    return (c.unit == chosen.unit, *any_of(*listed))


def _summed(db: Connection, asked: Scope, chosen: Bins) -> Counter[tuple[str, str]]:
    c = sum_tables.periods.c
    query = select(c.start, c.type, func.sum(c.incidents)).where(*_of_sums(asked, chosen))
    found = db.execute(query.group_by(c.start, c.type))
    return Counter({(at, kind): number for at, kind, number in found if number})


def _summed_tolls(db: Connection, asked: Scope, chosen: Bins) -> Tolls:
    c = sum_tables.periods.c
    names = [f"{who}_{bound}" for who in sum_tables.OUTCOMES for bound in sum_tables.BOUNDS]
    query = select(c.start, *(func.sum(c[name]) for name in names))
    return _by_bin(map(tuple, db.execute(query.where(*_of_sums(asked, chosen)).group_by(c.start))))


def added(one: Toll | None, other: Toll) -> Toll:
    """Two tolls together, bound by bound."""
    if one is None:
        return other
    return Toll(
        one.low + other.low, one.best + other.best, one.high + other.high, one.open + other.open
    )


# ------------------------------------------------------------------ who, whom; who repeats whom
def _chosen(asked: Scope) -> Select[tuple[str]]:
    return fitting(select(incidents.c.id), "days", asked).where(READ)


def _newest(asked: Scope) -> Select[tuple[str]]:
    return _chosen(asked).order_by(incidents.c.day.desc()).limit(MOST)


def _looked_at(db: Connection, asked: Scope) -> int:
    if is_whole(asked):
        of = sum_tables.standings.c.incidents
        return int(db.execute(select(func.coalesce(func.sum(of), 0))).scalar_one())
    some = _chosen(asked).limit(MOST).subquery()
    return int(db.execute(select(func.count()).select_from(some)).scalar_one())


def matrix(db: Connection, asked: Scope) -> Matrix:
    """Agents and targets that are named most, and how often together."""
    counts = _summed_pairs(db) if is_whole(asked) else _pairs(db, asked)
    agents, targets = _named(counts, 0), _named(counts, 1)
    cells = tuple(tuple(counts[who, whom] for whom in targets) for who in agents)
    return Matrix(agents, targets, cells, _looked_at(db, asked))


Pairs = Counter[tuple[str | None, str | None]]


def _pairs(db: Connection, asked: Scope) -> Pairs:
    chosen = _newest(asked).subquery()
    agent, target = parties.alias("agent"), parties.alias("target")
    joined: FromClause = chosen
    for one, role in ((agent, AGENT), (target, TARGET)):
        joined = joined.outerjoin(one, and_(one.c.incident == chosen.c.id, one.c.role == role))
    pair = (agent.c.actor, target.c.actor)
    query = select(*pair, func.count()).select_from(joined).group_by(*pair)
    return Counter({(who, whom): number for who, whom, number in db.execute(query)})


def _summed_pairs(db: Connection) -> Pairs:
    c = sum_tables.pairs.c
    found = db.execute(select(c.agent, c.target, c.incidents).where(c.incidents > 0))
    return Counter({(who or None, whom or None): number for who, whom, number in found})


def _named(counts: Pairs, side: int) -> tuple[str | None, ...]:
    """Those that are named most on a side; nobody comes last."""
    out: Counter[Any] = Counter()
    for pair, number in counts.items():
        out[pair[side]] += number
    unnamed = (None,) if out.pop(None, 0) else ()
    ranked = sorted(out, key=lambda name: (-out[name], name))
    return (*ranked[:MOST_NAMES], *unnamed)


def sources(db: Connection, asked: Scope) -> Sources:
    """Outlets with their own reports and those that repeat others."""
    published: dict[str | None, Counter[str]] = {}
    repeated: Counter[tuple[str | None, str | None]] = Counter()
    for outlet, copy, repeats, number in _published(db, asked):
        published.setdefault(outlet, Counter())[copy] += number
        if copy != "original" and repeats != outlet:
            repeated[outlet, repeats] += number
    outlets = sorted(published, key=lambda one: (-published[one].total(), one or ""))
    shown = tuple(_outlet(one, published[one]) for one in outlets[:MOST_OUTLETS])
    pairs = sorted(repeated.items(), key=lambda one: (-one[1], str(one[0])))[:MOST_OUTLETS]
    return Sources(shown, tuple(Repeat(*pair, n) for pair, n in pairs), _looked_at(db, asked))


def _published(db: Connection, asked: Scope) -> Iterator[tuple[str | None, str, str | None, int]]:
    """Outlet, how it stands to its source, whose word it repeats, and in how many tellings."""
    if is_whole(asked):
        s = sum_tables.published.c
        for outlet, *rest, repeats, number in db.execute(
            select(s.outlet, s.copy, s.repeats, s.tellings).where(s.tellings > 0)
        ):
            yield outlet or None, *rest, repeats or None, number
        return
    chosen = _newest(asked).subquery()
    c = voices.c
    query = select(c.outlet, c.copy, c.repeats, func.count()).select_from(
        chosen.join(voices, c.incident == chosen.c.id)
    )
    yield from map(tuple, db.execute(query.group_by(c.outlet, c.copy, c.repeats)))


def _outlet(name: str | None, told: Counter[str]) -> Outlet:
    copies = sum(told[copy] for copy in ("exact", "near", "part"))
    return Outlet(name, told["original"], copies, told["relay"])


# ------------------------------------------------------------------ how well attested
def attested(db: Connection, asked: Scope) -> Attested:
    """How incidents are spread over grades, review states and confidence."""
    grades: Counter[str] = Counter()
    reviews: Counter[str] = Counter()
    steps = [0] * STEPS
    for grade, review, at, number in db.execute(_standings(asked)):
        grades[grade] += number
        reviews[review] += number
        steps[at] += number
    return Attested(dict(grades), dict(reviews), tuple(steps))


def _standings(asked: Scope) -> Select[Any]:
    if is_whole(asked, "grades", "reviews", "countries"):
        s = sum_tables.standings.c
        listed = ((s.grade, asked.grades), (s.review, asked.reviews), (s.country, asked.countries))
        holding = (s.incidents > 0, *any_of(*listed))
        return select(s.grade, s.review, s.step, s.incidents).where(*holding)
    c = incidents.c
    by = (c.grade, c.review, sums.step())
    return fitting(select(*by, func.count()), "days", asked).where(READ).group_by(*by)
