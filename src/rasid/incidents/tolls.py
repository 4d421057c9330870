"""Reconciled tolls: low, best and high of each outcome, and the rule that chose the best.

What one source tells replaces what it told before; sources, not publications, are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from rasid.incidents.model import Claim, Finding
from rasid.model import OUTCOMES

ALL = "all"
"""The key of people of all groups together."""


@dataclass(frozen=True, slots=True)
class Count:
    """What one source tells last: at least, at most (null when open-ended), on which day, and by
    which claims.
    """

    day: str
    least: int
    most: int | None
    claims: tuple[str, ...]

    @property
    def exact(self) -> bool:
        return self.most == self.least

    def holds(self, number: int) -> bool:
        """Whether the number is within what the source tells."""
        return self.least <= number and (self.most is None or number <= self.most)


@dataclass(frozen=True, slots=True)
class Choice:
    """The best number, the rule that chose it (docs/incidents.md), and what it did in words."""

    best: int
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Of:
    """Whom a count is of: a group, or ALL; or those of a side who are no civilians."""

    group: str = ALL
    side: str | None = None

    def takes(self, row: Mapping[str, object]) -> bool:
        """Whether a row of casualties counts."""
        if self.side is not None:
            return row["side"] == self.side and row["group"] != "civilian"
        return self.group in (ALL, row["group"])


Told = Sequence[Sequence[tuple[str, Sequence[Claim]]]]
"""For each source its tellings: the day of publication (of a copy that of its original) and the
claims.
"""


def tolls(told: Told) -> Iterator[Finding]:
    """One finding for each outcome, and one for each group that is told apart in it."""
    for outcome in OUTCOMES:
        for group in (ALL, "civilian", "combatant"):
            latest = (_latest(tellings, outcome, Of(group)) for tellings in told)
            counts = [count for count in latest if count is not None]
            if counts:
                yield _finding(outcome, group, counts)


def by_side(told: Told, outcome: str) -> Iterator[tuple[str, int]]:
    """The best number of each side whose own people are counted, civilians apart."""
    rows = (c.value for tellings in told for _, claims in tellings for c in claims if _is_toll(c))
    for side in sorted({row["side"] for row in rows if row["side"]}):
        latest = (_latest(tellings, outcome, Of(side=side)) for tellings in told)
        counts = [count for count in latest if count is not None]
        if counts:
            yield side, _choose(counts).best


def people(rows: Iterable[Mapping[str, object]]) -> tuple[int, int | None]:
    """How many the rows of one telling count together.

    Rows of one group and side count the same people told twice, so the greatest holds. Civilians
    and combatants add up; people of no group may be the same as those, so again the greatest holds.
    """
    bounds: dict[tuple[object, object], tuple[int, int | None]] = {}
    for row in rows:
        key = row["group"], row["side"]
        least, most = int(str(row["min"])), row["max"]
        bounds[key] = _wider(bounds.get(key), (least, None if most is None else int(str(most))))
    known = [b for (group, _), b in bounds.items() if group != "unknown"]
    vague = [b for (group, _), b in bounds.items() if group == "unknown"]
    return _wider(_sum(known), _sum(vague))


def _sum(bounds: Sequence[tuple[int, int | None]]) -> tuple[int, int | None]:
    most = [m for _, m in bounds]
    total = None if None in most else sum(m for m in most if m is not None)
    return sum(least for least, _ in bounds), total


def _wider(
    one: tuple[int, int | None] | None, other: tuple[int, int | None]
) -> tuple[int, int | None]:
    """The greater of two counts; an open end wins."""
    if one is None:
        return other
    most = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return max(one[0], other[0]), most


def _latest(
    tellings: Sequence[tuple[str, Sequence[Claim]]], outcome: str, whom: Of
) -> Count | None:
    """What a source told last of an outcome; of one day the greatest, since tolls rise."""
    told = (_count(day, claims, outcome, whom) for day, claims in tellings)
    known = [count for count in told if count is not None]
    return max(known, key=lambda c: (c.day, c.least, c.most is None, c.most or 0), default=None)


def _count(day: str, claims: Sequence[Claim], outcome: str, whom: Of) -> Count | None:
    rows = [c for c in claims if _is_toll(c) and c.value["outcome"] == outcome]
    rows = [c for c in rows if whom.takes(c.value)]
    if not rows:
        return None
    least, most = people(c.value for c in rows)
    return Count(day, least, most, tuple(c.id for c in rows))


def _is_toll(claim: Claim) -> bool:
    return claim.field == "casualties"


def _finding(outcome: str, group: str, counts: Sequence[Count]) -> Finding:
    choice = _choose(counts)
    open_ended = any(c.most is None for c in counts)
    high = None if open_ended else max(c.most for c in counts if c.most is not None)
    best = {"outcome": outcome, "group": group, "number": choice.best}
    return Finding(
        "casualties",
        f"{outcome}/{group}",
        best,
        min(c.least for c in counts),
        high,
        choice.rule,
        choice.words,
        tuple(id for c in counts if c.holds(choice.best) for id in c.claims),
        tuple(id for c in counts if not c.holds(choice.best) for id in c.claims),
        _disagreement(counts),
    )


def _choose(counts: Sequence[Count]) -> Choice:
    """The first rule that applies."""
    if len(counts) == 1:
        only = counts[0]
        last = "its latest count" if only.exact else "the least that it tells"
        return Choice(only.least, "toll.one_source", f"one source counts them: {last}")
    exact = Counter(c.least for c in counts if c.exact)
    floor = max(c.least for c in counts)
    if all(c.holds(floor) for c in counts):
        return Choice(floor, "toll.agree", f"{len(counts)} sources agree")
    if exact:
        (first, votes), *rest = exact.most_common()
        if votes > 1 and (not rest or rest[0][1] < votes):
            words = f"{votes} of {len(counts)} sources tell this number"
            return Choice(first, "toll.most_sources", words)
    newest = max(counts, key=lambda c: (c.day, c.least))
    if newest.least == floor and all(c.day < newest.day for c in counts if c is not newest):
        return Choice(floor, "toll.latest", "the latest count of a toll that rose")
    middle = median_low(c.least for c in counts)
    return Choice(middle, "toll.median", f"the middle of {len(counts)} sources")


def _disagreement(counts: Sequence[Count]) -> float:
    """By how much the sources' nearest bounds miss each other, as a share of the greatest count."""
    highest_floor = max(c.least for c in counts)
    closed = [c.most for c in counts if c.most is not None]
    lowest_ceiling = min(closed, default=highest_floor)
    gap = max(0, highest_floor - lowest_ceiling)
    return round(gap / highest_floor, 3) if gap else 0.0
