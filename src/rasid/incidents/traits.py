"""What is compared of a telling, worked out once: days, place, kind, parties, tolls, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from rasid.extract.actors import actor_index, party
from rasid.extract.fold import FAMILY
from rasid.geo.skeleton import name_words, once, skeleton
from rasid.geo.toponym import toponym_rules
from rasid.incidents.model import Telling, Wording
from rasid.incidents.wording import hashes_of
from rasid.model import Casualty, Event, Place, Time

KINSHIPS = (
    "air_strike drone_strike shelling chemical_weapon",
    "ied suicide_bomb grenade",
    "armed_clash attack territory_gain",
    "arrest abduction",
)
KIN = {code: number for number, codes in enumerate(KINSHIPS) for code in codes.split()}
"""Types that reports of one act often take for each other."""
VAGUE = frozenset(("attack", "other"))
EXACT = frozenset(("point", "settlement", "neighbourhood"))
WIDE = frozenset(("admin2", "admin1", "country"))
DAYS = frozenset(("hour", "part_of_day", "day"))
LONGEST = 10
"""Days of the longest stretch that still tells when an act was."""
ANYBODY = frozenset(("unknown", "civilian"))
"""Kinds of targets that most reports name, so that they tell little."""
DAY_OF_NEWS = 1
"""Days between an act and the report of it, where the text does not tell."""


@dataclass(frozen=True, slots=True)
class Days:
    """Inclusive ordinal days; `told` when the text gives them, else from the publication."""

    first: int
    last: int
    told: bool


@dataclass(frozen=True, slots=True)
class Where:
    """A place as compared. `keys` are keys of its name, `words` hashes of its words; coordinates
    are null when it is unresolved; `exact` for settlements and points. `seat` are the units that go
    by its name.
    """

    id: str | None
    key: str
    words: frozenset[int]
    lat: float | None
    lon: float | None
    radius: float
    exact: bool
    wide: bool
    admin1: str | None
    admin2: str | None
    country: str | None
    seat: frozenset[str]

    def may_hold(self, other: Where) -> bool:
        """Whether this is a town by whose name the unit around it goes, and the other lies in that
        unit: headlines name the town, reports the village.
        """
        return not self.seat.isdisjoint((other.admin1, other.admin2))


@dataclass(frozen=True, slots=True)
class Toll:
    """People of one outcome: the bounds over all rows; `most` null when open-ended."""

    least: int
    most: int | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Traits:
    """A telling as compared. `agents` and `targets` are the actors with all their parents."""

    telling: str
    report: str
    outlet: str | None
    days: Days | None
    published: int | None
    words: frozenset[int]
    wording: Wording
    where: Where | None = None
    type: str = ""
    family: str = ""
    agents: frozenset[str] = frozenset()
    agent_lines: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    target_lines: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    tolls: Mapping[str, Toll] = field(default_factory=dict)


def traits(telling: Telling) -> Traits:
    """The traits of a telling."""
    event, bare = telling.event, _without_act(telling)
    if event is None:
        return bare
    published = _ordinal(telling.report.published)
    agents = _ids((a.actor_id, a.actor) for a in event.agents)
    targets = _ids((t.actor_id, t.actor) for t in event.targets)
    return replace(
        bare,
        days=_days(event.time, published),
        where=_where(event.place),
        type=event.type,
        family=FAMILY.get(event.type, "other"),
        agents=agents,
        agent_lines=lines(agents),
        targets=targets,
        target_lines=lines(targets),
        kinds=frozenset(t.kind for t in event.targets) - ANYBODY,
        weapons=frozenset(w.class_ for w in event.weapons),
        tolls=_tolls(event),
    )


def _without_act(telling: Telling) -> Traits:
    """What there is to compare of a report in which no act could be read: its day and its words."""
    report, wording = telling.report, telling.wording
    published = _ordinal(report.published)
    days, words = _days(None, published), frozenset(wording.words)
    return Traits(telling.id, report.id, report.outlet, days, published, words, wording)


def _days(time: Time | None, published: int | None) -> Days | None:
    first, last = (_ordinal(time.start), _ordinal(time.end)) if time else (None, None)
    if first is not None and last is not None and last - first <= LONGEST:
        return Days(first, last, True)
    return None if published is None else Days(published - DAY_OF_NEWS, published, False)


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day[:10]).toordinal() if day else None


@lru_cache(maxsize=50_000)
def _named(name: str) -> tuple[str, frozenset[int]]:
    return toponym_rules().key(name), hashes_of(name)


def _where(place: Place | None) -> Where | None:
    if place is None:
        return None
    key, words = _named(place.name)
    return Where(
        place.place_id,
        key,
        words,
        place.lat,
        place.lon,
        place.radius_km or 0.0,
        place.precision in EXACT,
        place.precision in WIDE,
        place.admin1,
        place.admin2,
        place.country,
        frozenset(unit for unit in (place.admin1, place.admin2) if unit and _seat(place, unit)),
    )


@lru_cache(maxsize=50_000)
def _spelled(name: str) -> frozenset[str]:
    """What is left of an English name when spellings of it are made one."""
    return frozenset((once("".join(name_words(name))), skeleton(name))) - {""}


def _seat(place: Place, unit: str) -> bool:
    told = _spelled(place.name_en or place.name) | _spelled(place.name)
    return place.precision not in WIDE and not told.isdisjoint(_spelled(unit))


def _ids(actors: Iterable[tuple[str | None, str | None]]) -> frozenset[str]:
    """Ids of known actors; a party that the lexicon does not know goes by its name."""
    return frozenset(
        id or name for id, name in actors if name and name != "Unknown" and (id or name)
    )


@lru_cache(maxsize=50_000)
def _line(id: str) -> frozenset[str]:
    actor = party(id)
    return actor_index().lineage(actor) if actor is not None else frozenset((id,))


def lines(ids: Iterable[str]) -> frozenset[str]:
    """Actors with all of whom they are a part."""
    return frozenset(above for id in ids for above in _line(id))


def _tolls(event: Event) -> dict[str, Toll]:
    rows: dict[str, list[Casualty]] = {}
    for row in event.casualties:
        rows.setdefault(row.outcome, []).append(row)
    return {outcome: _toll(told) for outcome, told in rows.items()}


def _toll(rows: Iterable[Casualty]) -> Toll:
    """All rows of one outcome together; a row that counts people of another row is not told
    apart, so the bounds run from the greatest row to the sum.
    """
    told = list(rows)
    least, total = max(r.min for r in told), sum(r.min for r in told)
    if any(r.max is None for r in told):
        return Toll(least, None, False)
    most = sum(r.max or 0 for r in told)
    return Toll(least, most, len(told) == 1 and most == total)
