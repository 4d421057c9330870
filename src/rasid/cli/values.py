"""The values of an event in reading order, in plain words, each with the words it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rasid.model import Agent, Casualty, Event, Place, Span, Target, Time

HEADINGS = {
    "trigger": "act",
    "agent": "who",
    "target": "to whom",
    "place": "where",
    "time": "when",
    "weapon": "with",
    "toll": "toll",
    "source": "told by",
}
"""Every field and the question that it answers, in reading order."""
HEDGES = {"suspected": "suspected", "claimed": "claims it", "accused": "accused by another"}


@dataclass(frozen=True, slots=True)
class Value:
    """A value as shown: what it is, what qualifies it, and its words; `detail` is for who asks."""

    field: str
    label: str
    note: str
    span: Span
    detail: str = ""

    @property
    def heading(self) -> str:
        return HEADINGS[self.field]


def values(event: Event) -> Iterator[Value]:
    """All values of the event."""
    yield Value("trigger", words(event.type), _standing(event), event.trigger)
    yield from map(_agent, event.agents)
    yield from map(_target, event.targets)
    if event.place is not None:
        yield _place(event.place)
    if event.time is not None:
        yield _time(event.time)
    for weapon in event.weapons:
        yield Value("weapon", words(weapon.class_), "", weapon.span)
    yield from map(_toll, event.casualties)
    for source in event.sources:
        kind = words(source.kind)
        yield Value("source", source.name or kind, kind if source.name else "", source.span)


def words(code: str) -> str:
    """A code of a vocabulary as words."""
    return code.replace("_", " ")


def _standing(event: Event) -> str:
    told = [event.status] if event.status != "happened" else []
    return ", ".join(told + ([] if event.main else ["background"]))


def _agent(agent: Agent) -> Value:
    return Value("agent", agent.actor, HEDGES.get(agent.certainty, ""), agent.span)


def _target(target: Target) -> Value:
    kind = words(target.kind)
    return Value("target", target.actor or kind, kind if target.actor else "", target.span)


# ------------------------------------------------------------------ where and when
def _place(place: Place) -> Value:
    above = ", ".join(dict.fromkeys(v for v in (place.admin2, place.admin1, place.country) if v))
    lies = _relation(place) if place.relation != "in" else ""
    note = "; ".join(part for part in (lies, above) if part)
    return Value("place", place.name_en or place.name, note, place.span, _point(place))


def _point(place: Place) -> str:
    if place.lat is None or place.lon is None:
        return "not located"
    point = f"{place.lat:.3f}, {place.lon:.3f} ± {place.radius_km or 0:g} km"
    others = place.candidates - 1
    return f"{point}, one of {place.candidates} of this name" if others > 0 else point


def _relation(place: Place) -> str:
    if place.distance_km is None:
        return place.relation
    bearing = "" if place.bearing is None else f" at {place.bearing:g}°"
    return f"{place.distance_km:g} km from it{bearing}"


def _time(time: Time) -> Value:
    days = " to ".join(dict.fromkeys(day for day in (time.start, time.end) if day))
    told = [words(time.part_of_day)] if time.part_of_day else []
    if time.duration_min is not None:
        told.append(_duration(time.duration_min))
    return Value("time", days or "day not known", ", ".join(told), time.span)


def _duration(minutes: int) -> str:
    for size, unit in ((1440, "days"), (60, "hours")):
        if minutes >= 2 * size and minutes % size == 0:
            return f"{minutes // size} {unit} long"
    return f"{minutes} min long"


# ------------------------------------------------------------------ tolls
def _toll(row: Casualty) -> Value:
    group = "" if row.group == "unknown" else f" {row.group}"
    told = list(_parts(row))
    if row.side:
        told.append(f"of {row.side}")
    return Value("toll", f"{number(row)}{group} {row.outcome}", ", ".join(told), row.span)


def _parts(row: Casualty) -> Iterator[str]:
    counted = ((row.children, "child", "children"), (row.women, "woman", "women"))
    for count, one, several in (*counted, (row.men, "man", "men")):
        if count:
            yield f"{count} {one if count == 1 else several}"


def number(row: Casualty) -> str:
    """How many: 3, 2–5, or 2+ when open-ended."""
    return bounds(row.min, row.max)


def bounds(least: int | None, most: int | None) -> str:
    """The same for bare bounds; empty when nothing is told."""
    if least is None:
        return ""
    if most is None:
        return f"{least}+"
    return str(least) if most == least else f"{least}–{most}"
