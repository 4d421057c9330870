"""Whether an event is one that an alert rule asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rasid.errors import RasidError
from rasid.geo.find import find, point_of
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.sphere import km
from rasid.model import Event, Report
from rasid.store import naming, rows, words
from rasid.store.find import WIDE, Circle
from rasid.watch.config import AlertRule


@dataclass(frozen=True)
class Asked:
    """A rule with its names resolved. Make it with `resolved`."""

    rule: AlertRule
    circle: Circle | None = None
    actors: frozenset[str] = frozenset()
    words: tuple[str, ...] = field(default=())

    def fits(self, event: Event, report: Report, text: str) -> bool:
        """Whether an event is asked for; `text` is that of its report."""
        row = rows.row(event, report, rows.OPEN)
        rule = self.rule
        return (
            _is(event.type, rule.type)
            and _is(event.status, rule.status)
            and _is(row["country"], tuple(code.upper() for code in rule.country))
            and _is(row["admin1"], rule.admin1)
            and event.confidence >= rule.confidence
            and (rule.main is None or event.main == rule.main)
            and _reaches(row["killed_min"], rule.killed)
            and _reaches(row["injured_min"], rule.injured)
            and self._near(event)
            and self._by(event)
            and self._says(text)
        )

    def _near(self, event: Event) -> bool:
        """As the filter `--near` has it: the circles touch, and the place is no mere unit."""
        if self.circle is None:
            return True
        place = event.place
        if place is None or place.lat is None or place.lon is None or place.precision in WIDE:
            return False
        far = km(place.lat, place.lon, self.circle.lat, self.circle.lon)
        return far <= self.circle.km + (place.radius_km or 0.0)

    def _by(self, event: Event) -> bool:
        named = {rows.name_of(one) for one in event.agents}
        named |= {rows.name_of(one) for one in event.targets}
        return not self.actors or bool(self.actors & named)

    def _says(self, text: str) -> bool:
        if not self.words:
            return True
        told = f" {words.column(text)} "
        return any(f" {one} " in told for one in self.words)


def _is(value: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _reaches(value: int | None, least: float | None) -> bool:
    return least is None or (value is not None and value >= least)


def resolved(rule: AlertRule) -> tuple[Asked, list[str]]:
    """The rule with its names resolved, and what is wrong with them."""
    faults = list(_faults(rule))
    stems = tuple(words.column(one) for one in rule.words)
    actors = frozenset(naming.parties(rule.actor))
    return Asked(rule, _circle(rule), actors, tuple(filter(None, stems))), faults


def _faults(rule: AlertRule) -> Iterator[str]:
    if rule.near and _circle(rule) is None:
        yield f"near: {rule.near!r} is no place that is known; give LATITUDE,LONGITUDE"
    for name in rule.actor:
        if list(naming.parties([name])) == [name.casefold()]:
            yield f"actor: {name!r} is no actor that is known (rasid lexicon find tells names)"
    for one in rule.words:
        if not words.column(one):
            yield f"words: {one!r} has no word in it"


def _circle(rule: AlertRule) -> Circle | None:
    if rule.near is None:
        return None
    try:
        point = point_of(rule.near)
    except RasidError:
        return None
    if point is not None:
        return Circle(*point, rule.radius_km)
    found = find(Gazetteer.open(), rule.near)
    if not found:
        return None
    place = found[0].ranked.place
    return Circle(place.lat, place.lon, rule.radius_km)
