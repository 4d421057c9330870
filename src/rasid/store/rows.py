"""An event as a row to filter by, the facets that it has several of, the box that it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians
from typing import Any

from rasid.geo.sphere import KM_PER_DEGREE
from rasid.incidents.tolls import people
from rasid.model import Agent, Event, Place, Report, Target
from rasid.record import to_json

Box = tuple[float, float, float, float]
"""South, north, west and east edge in degrees."""
ACTOR, SOURCE = "actor", "source"
"""The kinds of facets: a party to the act in any role; whoever tells it, and of what kind they are.
"""
OPEN, CONFIRMED, REJECTED, CORRECTED, STALE = REVIEWS = (
    "open",
    "confirmed",
    "rejected",
    "corrected",
    "stale",
)
"""Review states of an event: no person decided yet; its values are right; it is none; a value was
put right; decided on an earlier text of the report, and to be looked at again.
"""


def row(event: Event, report: Report, review: str) -> dict[str, Any]:
    """The columns of `events` that an event itself gives."""
    first = event.time.start if event.time else None
    last = event.time.end if event.time else None
    day = first or report.published or ""
    return {
        "number": event.id,
        "type": event.type,
        "main": event.main,
        "status": event.status,
        "confidence": event.confidence,
        "day": day,
        "last_day": max(day, last or ""),
        "time_precision": event.time.precision if event.time and first else None,
        **_place(event.place),
        **_toll(event, "killed"),
        **_toll(event, "injured"),
        "review": review,
    }


def _place(place: Place | None) -> dict[str, Any]:
    names = ("precision", "lat", "lon", "radius_km", "admin1", "country")
    values = {name: getattr(place, name, None) for name in names}
    return {"place": (place.name_en or place.name) if place else None, **values}


def _toll(event: Event, outcome: str) -> dict[str, int | None]:
    """Bounds of how many; both null when nobody is told, the upper when it is open-ended."""
    told = [one for one in event.casualties if one.outcome == outcome]
    least, most = people(map(to_json, told)) if told else (None, None)
    return {f"{outcome}_min": least, f"{outcome}_max": most}


def facets(event: Event, report: Report) -> set[tuple[str, str]]:
    """Kind and value of each facet."""
    return {(kind, value) for kind, value in _facets(event, report) if value}


def _facets(event: Event, report: Report) -> Iterator[tuple[str, str]]:
    yield from ((ACTOR, name_of(agent)) for agent in event.agents)
    yield from ((ACTOR, name_of(target)) for target in event.targets)
    for source in event.sources:
        yield SOURCE, source.kind
        yield SOURCE, (source.name or "").casefold()
    yield SOURCE, (report.outlet or "").casefold()


def name_of(party: Agent | Target) -> str:
    """What a party is found by: its id, else its name."""
    return party.actor_id or (party.actor or "").casefold()


def box(place: Place | None) -> Box | None:
    """The box around the circle that an event lies in; None when it has no point."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return around(place.lat, place.lon, place.radius_km or 0.0)


def around(lat: float, lon: float, radius_km: float) -> Box:
    """The box around a circle."""
    high = radius_km / KM_PER_DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    return lat - high, lat + high, lon - wide, lon + wide
