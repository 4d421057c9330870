"""What many incidents add up to: over time, people killed, who against whom, how well attested.

Answers are bounded. What has to look at each telling looks at those of the newest MOST incidents
and says so. Tolls are never added up without their bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    and_,
    cast,
    func,
    literal_column,
    select,
)

from rasid.store import periods
from rasid.store.incident_rows import AGENT, TARGET
from rasid.store.periods import EARLIEST, Bins
from rasid.store.scope import READ, Scope, by_index, conditions
from rasid.store.tables import incidents, parties, voices
from rasid.store.viewport import Toll

MOST = 20_000
MOST_NAMES = 12
MOST_OUTLETS = 20
STEPS = 10
"""Steps of confidence, each a tenth."""


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
def timeline(db: Connection, asked: Scope, unit: str | None = None) -> Timeline:
    """Incidents and tolls over time, in bins of `unit` or the finest that is not too many."""
    holding = [READ, *conditions(asked)]
    told = _span(db, holding)
    undated = _count(db, [*holding, incidents.c.day < EARLIEST])
    if told is None:
        return Timeline(unit or "day", (), {}, (), (), 0, undated)
    chosen = periods.bins(*told, unit)
    starts = chosen.starts()
    counts = _by_type(db, holding, chosen)
    happened = holding if asked.statuses else [*holding, incidents.c.status == "happened"]
    killed, injured = _tolls(db, happened, chosen)
    total = sum(counts.values())
    by_type: Counter[str] = Counter()
    for (_, kind), number in counts.items():
        by_type[kind] += number
    return Timeline(
        chosen.unit,
        tuple(starts),
        {kind: tuple(counts[day, kind] for day in starts) for kind, _ in by_type.most_common()},
        tuple(map(killed.get, starts)),
        tuple(map(injured.get, starts)),
        total,
        undated,
    )


def days(db: Connection, asked: Scope, most: int) -> tuple[Bins, tuple[int, ...]] | None:
    """How many incidents began in each of at most so many bins; None without any."""
    holding = [READ, *conditions(asked)]
    told = _span(db, holding)
    if told is None:
        return None
    chosen = periods.bins(*told, most=most)
    day = incidents.c.day
    query = select(day, func.count()).where(*holding, day >= EARLIEST).group_by(day)
    counts: Counter[str] = Counter()
    for one, number in db.execute(by_index(query, "days")):
        counts[_start(one, chosen.unit)] += number
    return chosen, tuple(counts[one] for one in chosen.starts())


def _span(db: Connection, holding: list[ColumnElement[bool]]) -> tuple[str, str] | None:
    """The first and the last day on which something began."""
    day = incidents.c.day
    query = select(day).where(*holding, day >= EARLIEST).limit(1)
    first = db.execute(query.order_by(day)).scalar()
    last = db.execute(query.order_by(day.desc())).scalar()
    return None if first is None or last is None else (first[:10], last[:10])


def _count(db: Connection, holding: Iterable[ColumnElement[bool]]) -> int:
    return int(db.execute(select(func.count()).select_from(incidents).where(*holding)).scalar_one())


@lru_cache(maxsize=50_000)
def _start(day: str, unit: str) -> str:
    return periods.start(day, unit)


def _by_type(
    db: Connection, holding: list[ColumnElement[bool]], chosen: Bins
) -> Counter[tuple[str, str]]:
    c = incidents.c
    query = select(c.day, c.type, func.count()).where(*holding, c.day >= EARLIEST)
    out: Counter[tuple[str, str]] = Counter()
    for one, kind, number in db.execute(by_index(query.group_by(c.day, c.type), "days")):
        out[_start(one, chosen.unit), kind] += number
    return out


_SUMS = (
    "sum({0}_low)", "sum({0}_best)", "sum(coalesce({0}_high, {0}_best))",
    "count({0}_low) - count({0}_high)", "count({0}_low)",
)  # fmt: skip


def _tolls(
    db: Connection, holding: list[ColumnElement[bool]], chosen: Bins
) -> tuple[dict[str, Toll], dict[str, Toll]]:
    """The killed and the injured of each bin in which some are told."""
    day = incidents.c.day
    sums: list[ColumnElement[Any]] = [
        literal_column(one.format(what)) for what in ("killed", "injured") for one in _SUMS
    ]
    query = select(day, *sums).where(*holding, day >= EARLIEST).group_by(day)
    out: tuple[dict[str, Toll], dict[str, Toll]] = ({}, {})
    for one, *told in db.execute(by_index(query, "days")):
        at = _start(one, chosen.unit)
        for tolls, values in zip(out, (told[:5], told[5:]), strict=True):
            if values[-1]:
                tolls[at] = added(tolls.get(at), Toll(*values[:4]))
    return out


def added(one: Toll | None, other: Toll) -> Toll:
    """Two tolls together, bound by bound."""
    if one is None:
        return other
    return Toll(
        one.low + other.low, one.best + other.best, one.high + other.high, one.open + other.open
    )


# ------------------------------------------------------------------ who, whom; who repeats whom
def _newest(asked: Scope) -> Select[tuple[str]]:
    c = incidents.c
    query = select(c.id).where(READ, *conditions(asked)).order_by(c.day.desc()).limit(MOST)
    return by_index(query, "days")


def _looked_at(db: Connection, asked: Scope) -> int:
    query = select(func.count()).select_from(_newest(asked).subquery())
    return int(db.execute(query).scalar_one())


def matrix(db: Connection, asked: Scope) -> Matrix:
    """Agents and targets that are named most, and how often together."""
    chosen = _newest(asked).subquery()
    agent, target = parties.alias("agent"), parties.alias("target")
    joined: FromClause = chosen
    for one, role in ((agent, AGENT), (target, TARGET)):
        joined = joined.outerjoin(one, and_(one.c.incident == chosen.c.id, one.c.role == role))
    pair = (agent.c.actor, target.c.actor)
    query = select(*pair, func.count()).select_from(joined).group_by(*pair)
    counts = Counter({(who, whom): number for who, whom, number in db.execute(query)})
    agents, targets = _named(counts, 0), _named(counts, 1)
    cells = tuple(tuple(counts[who, whom] for whom in targets) for who in agents)
    return Matrix(agents, targets, cells, _looked_at(db, asked))


def _named(counts: Counter[tuple[Any, Any]], side: int) -> tuple[str | None, ...]:
    """Those that are named most on a side; nobody comes last."""
    out: Counter[Any] = Counter()
    for pair, number in counts.items():
        out[pair[side]] += number
    unnamed = (None,) if out.pop(None, 0) else ()
    ranked = sorted(out, key=lambda name: (-out[name], name))
    return (*ranked[:MOST_NAMES], *unnamed)


def sources(db: Connection, asked: Scope) -> Sources:
    """Outlets with their own reports and those that repeat others."""
    chosen = _newest(asked).subquery()
    c = voices.c
    joined = chosen.join(voices, c.incident == chosen.c.id)
    query = select(c.outlet, c.copy, c.repeats, func.count()).select_from(joined)
    found = db.execute(query.group_by(c.outlet, c.copy, c.repeats)).all()
    published: dict[str | None, Counter[str]] = {}
    repeated: Counter[tuple[str | None, str | None]] = Counter()
    for outlet, copy, repeats, number in found:
        published.setdefault(outlet, Counter())[copy] += number
        if copy != "original" and repeats != outlet:
            repeated[outlet, repeats] += number
    outlets = sorted(published, key=lambda one: (-published[one].total(), one or ""))
    shown = tuple(_outlet(one, published[one]) for one in outlets[:MOST_OUTLETS])
    pairs = sorted(repeated.items(), key=lambda one: (-one[1], str(one[0])))[:MOST_OUTLETS]
    return Sources(shown, tuple(Repeat(*pair, n) for pair, n in pairs), _looked_at(db, asked))


def _outlet(name: str | None, told: Counter[str]) -> Outlet:
    copies = sum(told[copy] for copy in ("exact", "near", "part"))
    return Outlet(name, told["original"], copies, told["relay"])


# ------------------------------------------------------------------ how well attested
def attested(db: Connection, asked: Scope) -> Attested:
    """How incidents are spread over grades, review states and confidence."""
    c = incidents.c
    step = cast(c.confidence * STEPS, Integer)
    query = select(c.grade, c.review, step, func.count()).where(READ, *conditions(asked))
    grades: Counter[str] = Counter()
    reviews: Counter[str] = Counter()
    steps = [0] * STEPS
    for grade, review, at, number in db.execute(
        by_index(query.group_by(c.grade, c.review, step), "days")
    ):
        grades[grade] += number
        reviews[review] += number
        steps[min(at, STEPS - 1)] += number
    return Attested(dict(grades), dict(reviews), tuple(steps))
