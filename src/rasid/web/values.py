"""The values of an event in reading order, each with its words, in the language of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rasid.model import Agent, Casualty, Event, Place, Source, Span, Target, Time, Weapon
from rasid.record import part
from rasid.web.naming import Naming

FIELDS = ("trigger", "agents", "targets", "place", "time", "weapons", "casualties", "sources")
"""What a value may be of, in reading order."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as shown. `path` is what a correction of it names (`agents.0`); `note` qualifies it,
    `detail` is for who asks.
    """

    field: str
    path: str
    label: str
    note: str
    detail: str
    span: Span


PARTS: dict[str, type] = {
    "agents": Agent,
    "targets": Target,
    "place": Place,
    "time": Time,
    "weapons": Weapon,
    "casualties": Casualty,
    "sources": Source,
}
"""What the record has in each field, in lists but for place and time."""
NOTHING = "—"


def values(event: Event, naming: Naming) -> Iterator[Value]:
    """All values of the event."""
    told = _Told(naming)
    yield Value("trigger", "type", naming.code("type", event.type), "", "", event.trigger)
    for field in FIELDS[1:]:
        held = getattr(event, field)
        if isinstance(held, tuple):
            for number, one in enumerate(held):
                yield told.value(field, f"{field}.{number}", one)
        elif held is not None:
            yield told.value(field, field, held)


def in_words(path: str, value: Any, naming: Naming) -> str:
    """The JSON of a field, or of a part of one, in a few words: as histories tell it."""
    field = path.partition(".")[0]
    if value is None:
        return NOTHING
    if field in ("type", "status", "review"):
        return naming.code(field, str(value))
    if field == "main":
        return naming.language.say("report.main" if value else "report.background")
    if field == "event":
        if not isinstance(value, dict):  # the acts that stood beside it when it was added
            return NOTHING
        return f"{naming.code('type', value['type'])} «{value['trigger']['text']}»"
    if isinstance(value, list):
        return naming.comma.join(in_words(field, one, naming) for one in value) or NOTHING
    if isinstance(value, dict) and "span" in value:
        told = _Told(naming).value(field, path, part(value, PARTS[field]))
        return f"{told.label} ({told.note})" if told.note else told.label
    return str(value)


Texts = tuple[str, ...]
"""Label, note and, where there is one, detail of a value."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Each method is named as the field that it tells."""

    naming: Naming

    def value(self, field: str, path: str, told: Any) -> Value:
        label, note, *detail = getattr(self, field)(told)
        return Value(field, path, label, note, "".join(detail), told.span)

    def agents(self, agent: Agent) -> Texts:
        sure = agent.certainty == "stated"
        note = "" if sure else self.naming.code("certainty", agent.certainty)
        return self.naming.actor(agent.actor), note

    def targets(self, target: Target) -> Texts:
        kind = self.naming.code("target", target.kind)
        if target.actor is None:
            return kind, ""
        return self.naming.actor(target.actor), kind

    def place(self, place: Place) -> Texts:
        lies = self._lies(place)
        note = self.naming.comma.join(filter(None, (lies, self.naming.within(place))))
        return self.naming.place(place), note, self._point(place)

    def _lies(self, place: Place) -> str:
        if place.relation == "in":
            return ""
        if place.distance_km is None:
            return self.naming.code("relation", place.relation)
        return self.naming.language.say("report.km_from", km=f"{place.distance_km:g}")

    def _point(self, place: Place) -> str:
        say = self.naming.language.say
        if place.lat is None or place.lon is None:
            return say("report.not_located")
        told = [self.naming.code("precision", place.precision)]
        if place.radius_km:
            told.append(say("report.radius", km=f"{place.radius_km:g}"))
        if place.candidates > 1:
            told.append(say("report.candidates", n=place.candidates))
        return self.naming.comma.join(told)

    def time(self, time: Time) -> Texts:
        told = [self.naming.code("part_of_day", time.part_of_day)] if time.part_of_day else []
        if time.duration_min is not None:
            told.append(self.naming.language.say("report.minutes", n=time.duration_min))
        return self.naming.days(time), self.naming.comma.join(told)

    def weapons(self, weapon: Weapon) -> Texts:
        return self.naming.code("weapon", weapon.class_), ""

    def casualties(self, row: Casualty) -> Texts:
        return self.naming.toll(row), self.naming.actor(row.side) if row.side else ""

    def sources(self, source: Source) -> Texts:
        kind = self.naming.code("source", source.kind)
        if source.name is None:
            return kind, ""
        return self.naming.actor(source.name), kind
