"""Sums with their bounds. Nothing that is unsure is added up without being counted as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rasid.situation.model import NOT_ADDED, Act, Period, Toll

LONG_PERIOD = 45
"""Days from which on trends are told by week."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Sum:
    """People of one outcome over several incidents.

    `low` and `high` add up the bounds, `best` what is best supported. `open` counts incidents whose
    upper bound nobody tells: with any, `high` is itself only a lower bound of the most. `acts`
    counts the incidents added, `single` those people of `best` whom one source alone tells,
    `inside` incidents left out because the toll of another holds theirs.
    """

    outcome: str
    low: int = 0
    best: int = 0
    high: int = 0
    open: int = 0
    acts: int = 0
    single: int = 0
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What some incidents come to.

    `acts` counts those that happened, `sums` are over these; `left` counts the others by why
    they are not added up, with their tolls of killed; `grades` and `types` count those that
    happened.
    """

    acts: int
    sums: Mapping[str, Sum]
    civilians: Mapping[str, Sum]
    left: Mapping[str, int]
    left_killed: Mapping[str, Sum]
    grades: Mapping[str, int]
    types: Mapping[str, int]


def figures(acts: Sequence[Act], outcomes: Iterable[str]) -> Figures:
    """All figures of some incidents."""
    added = [one for one in acts if one.not_added is None]
    outcomes = tuple(outcomes)
    by = {why: [one for one in acts if one.not_added == why] for why in NOT_ADDED}
    happened = [*added, *by["long"]]
    return Figures(
        len(happened),
        {outcome: total(added, outcome) for outcome in outcomes},
        {outcome: total(added, outcome, _civilians) for outcome in outcomes},
        {why: len(some) for why, some in by.items() if some},
        {why: total(some, "killed") for why, some in by.items() if some},
        Counter(one.grade for one in happened),
        Counter(one.type for one in happened),
    )


def _all(act: Act, outcome: str) -> Toll | None:
    return act.toll(outcome)


def _civilians(act: Act, outcome: str) -> Toll | None:
    return next((toll for toll in act.civilians if toll.outcome == outcome), None)


def total(
    acts: Sequence[Act],
    outcome: str,
    toll_of: Callable[[Act, str], Toll | None] = _all,
) -> Sum:
    """The sum of one outcome. A part of another incident among them, whose toll holds that of the
    part, is left out.
    """
    told = {act.id: toll for act in acts if (toll := toll_of(act, outcome)) is not None}
    inside = {act.id for act in acts if act.id in told and not told.keys().isdisjoint(act.parts_of)}
    added = [(act, told[act.id]) for act in acts if act.id in told.keys() - inside]
    tolls = [toll for _, toll in added]
    return Sum(
        outcome,
        sum(toll.low for toll in tolls),
        sum(toll.best for toll in tolls),
        sum(max(toll.best, toll.low) if toll.high is None else toll.high for toll in tolls),
        sum(toll.high is None for toll in tolls),
        len(added),
        sum(toll.best for act, toll in added if len(act.voices) == 1),
        len(inside),
    )


# ------------------------------------------------------------------ units and days
def by_unit(acts: Iterable[Act]) -> dict[tuple[str, str], list[Act]]:
    """Incidents by country code and first-level unit, those with most killed first."""
    groups: dict[tuple[str, str], list[Act]] = {}
    for act in acts:
        groups.setdefault((act.country, act.admin1), []).append(act)

    def weight(unit: tuple[str, str]) -> tuple[bool, int, int, tuple[str, str]]:
        some = groups[unit]
        added = [one for one in some if one.not_added is None]
        return unit == ("", ""), -total(added, "killed").best, -len(some), unit

    return {unit: groups[unit] for unit in sorted(groups, key=weight)}


@dataclass(frozen=True, slots=True)
class Step:
    """A day or a week of a trend: its first day, incidents by type, and the sum of killed."""

    day: date
    types: Mapping[str, int]
    killed: Sum


def steps(acts: Iterable[Act], period: Period) -> list[Step]:
    """The days of a period, or its weeks when it is long; those without incidents too."""
    width = 1 if period.days <= LONG_PERIOD else WEEK
    count = -(-period.days // width)
    groups: list[list[Act]] = [[] for _ in range(count)]
    for act in acts:
        if act.not_added is None:
            groups[(date.fromisoformat(act.day) - period.start).days // width].append(act)
    return [
        Step(
            period.start + timedelta(width * number),
            Counter(act.type for act in group),
            total(group, "killed"),
        )
        for number, group in enumerate(groups)
    ]
