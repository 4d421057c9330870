"""Which place a name means: a sum of inspectable signs over the candidates.

Every sign is a named weight; the place with the highest sum is the one that is meant. Weights are
in units that can be compared: about 1 for a sign that usually decides between two like places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, exp, log, log10, radians, sqrt

from rasid.geo.place import HANDWRITTEN, Candidate, GazetteerPlace
from rasid.geo.sphere import KM_PER_DEGREE, angle_between, bearing, flat_km
from rasid.geo.toponym import kind_class

UNIT_PEOPLE = {"admin1": 200_000, "country": 200_000}  # what they count as at most
CITY_POPULATION = 5_000
REACH_KM = 160.0  # beyond it a neighbour says nothing
SEAT_POPULATION = 60_000  # a city that its governorate is told by

WEIGHTS: Mapping[str, float] = {
    "exactness": 2.5,  # per natural log of the spelling's exactness
    "population": 0.25,  # per power of ten
    "handwritten": 0.5,
    "settlement": 0.2,  # a name alone is a settlement's before it is an area's
    "country": 3.0,  # share of the report's country votes
    "neighbour": 2.0,  # fading over 40 km
    "type_exact": 2.5,
    "type_like": 1.2,
    "type_other": -1.0,
    "unit_same": 3.0,
    "unit_other": -3.0,
    "country_same": 3.0,
    "country_other": -5.0,
    "direction": 0.8,
}

# What a type word announces -> kinds of the table it is said of.
SAID_OF: Mapping[str, frozenset[str]] = {
    "village": frozenset(["town", "village", "hamlet"]),
    "town": frozenset(["town", "village", "city"]),
    "city": frozenset(["town", "city", "capital"]),
    "neighbourhood": frozenset(["neighbourhood", "suburb"]),
    "governorate": frozenset(("admin1",)),
    "region": frozenset(["admin1", "region"]),
    "country": frozenset(("country",)),
    "capital": frozenset(("capital",)),
    "district": frozenset(["admin2", "admin3"]),
    "subdistrict": frozenset(["admin3", "admin2"]),
    "landmark": frozenset(["castle", "landmark", "facility", "station", "prison"]),
    "airport": frozenset(["airport", "airbase"]),
    "base": frozenset(["base", "airbase", "airport"]),
    "hill": frozenset(["hill", "mountain"]),
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the report is sure of, under the key of its name. `shrink`: how much shorter a
    degree of longitude is there than one of latitude.
    """

    key: str
    lat: float
    lon: float
    shrink: float

    @classmethod
    def at(cls, key: str, place: GazetteerPlace) -> Anchor:
        return cls(key, place.lat, place.lon, cos(radians(place.lat)))


@dataclass(frozen=True, slots=True)
class Clue:
    """What a container says: its own candidates with their plausibility, direction and distance."""

    candidates: tuple[tuple[GazetteerPlace, float], ...]
    bearing: float | None = None
    country: str | None = None
    distance_km: float | None = None
    key: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Situation:
    """What bears on one expression's candidates, but for the neighbours."""

    kind: str | None
    clues: tuple[Clue, ...]
    countries: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its sum and the signs that made it; `held` is what the containers say."""

    place: GazetteerPlace
    score: float
    held: float


def rank(candidates: Iterable[Candidate], situation: Situation) -> list[Ranked]:
    """The candidates, best first. Ties keep the gazetteer's order."""
    ranked = [_ranked(candidate, situation) for candidate in candidates]
    return sorted(ranked, key=lambda r: -r.score)


def _ranked(candidate: Candidate, situation: Situation) -> Ranked:
    place = candidate.place
    held = sum(
        clue.weight * agreement(place, clue, situation.countries) for clue in situation.clues
    )
    score = prior(candidate) + type_sign(place, situation.kind) + held
    score += WEIGHTS["country"] * situation.countries.get(place.country, 0.0)
    return Ranked(place, score, held)


def rank_again(ranked: Sequence[Ranked], anchors: Sequence[Anchor], key: str) -> list[Ranked]:
    """The same with the sure places of the report in view; `key` is the name's own."""
    known = [
        Ranked(r.place, r.score + neighbour_sign(r.place, anchors, key), r.held) for r in ranked
    ]
    return sorted(known, key=lambda r: -r.score)


def prior(candidate: Candidate) -> float:
    """What spelling, size and source say before any context."""
    place = candidate.place
    size = WEIGHTS["population"] * log10(1 + _capped(place))
    own = WEIGHTS["handwritten"] if place.source == HANDWRITTEN else 0.0
    return WEIGHTS["exactness"] * log(candidate.exactness) + size + own


def _capped(place: GazetteerPlace) -> int:
    # The people of a governorate or a country do not make it more likely than its seat.
    if kind_class(place.kind) == "settlement":
        return place.population or 0
    return min(place.population or 10**6, UNIT_PEOPLE.get(place.kind, 1_000))


def type_sign(place: GazetteerPlace, kind: str | None) -> float:
    """How the place fits the type word before its name."""
    alike = kind_class(place.kind)
    if kind is None:
        return WEIGHTS["settlement"] if alike in ("settlement", "country") else 0.0
    if kind == "seat":  # what a countryside or a direction is told of
        return WEIGHTS["type_exact"] if place.kind == "admin1" or _is_seat(place) else 0.0
    if kind == "capital" and place.kind != "capital":
        return 2 * WEIGHTS["type_other"]
    if kind == "city" and alike == "settlement" and not _is_city(place):
        return WEIGHTS["type_like"]
    if place.kind in SAID_OF.get(kind, (kind,)):
        return WEIGHTS["type_exact"]
    same = alike == kind_class(kind) or (
        alike == "settlement" and kind in ("district", "subdistrict")
    )
    if same or kind in ("area", "front", "countryside", "desert", "road"):
        return WEIGHTS["type_like"] if alike == "settlement" or same else 0.5
    return WEIGHTS["type_other"]


def _is_city(place: GazetteerPlace) -> bool:
    return place.kind == "capital" or (place.population or 0) >= CITY_POPULATION


def _is_seat(place: GazetteerPlace) -> bool:
    return place.kind == "capital" or (place.population or 0) >= SEAT_POPULATION


def neighbour_sign(place: GazetteerPlace, anchors: Sequence[Anchor], key: str) -> float:
    """How near the place is to the nearest sure place of another name."""
    best, lat, lon = REACH_KM**2, place.lat, place.lon
    for anchor in anchors:
        north = (anchor.lat - lat) * KM_PER_DEGREE
        if -REACH_KM < north < REACH_KM and anchor.key != key:
            east = (anchor.lon - lon) * KM_PER_DEGREE * anchor.shrink
            best = min(best, north * north + east * east)
    return WEIGHTS["neighbour"] * exp(-sqrt(best) / 40) if best < REACH_KM**2 else 0.0


def agreement(place: GazetteerPlace, clue: Clue, countries: Mapping[str, float]) -> float:
    """What one container says of the place, under the container's most fitting reading."""
    if clue.country is not None:
        same = place.country == clue.country
        return WEIGHTS["country_same"] if same else WEIGHTS["country_other"]
    readings = (within(place, c, clue, countries) + plausible for c, plausible in clue.candidates)
    return max(readings, default=0.0)


def within(
    place: GazetteerPlace,
    container: GazetteerPlace,
    clue: Clue,
    countries: Mapping[str, float],
) -> float:
    """How well the place lies in or by the container."""
    if container.kind == "country":
        same = place.country == container.country
        return WEIGHTS["country_same"] if same else WEIGHTS["country_other"]
    far = flat_km(place.lat, place.lon, container.lat, container.lon)
    way = _direction(place, container, far, clue.bearing)
    if clue.distance_km is not None:
        return way + 3.0 - min(8.0, abs(far - clue.distance_km) / max(3.0, 0.15 * clue.distance_km))
    if place.country != container.country:
        return _abroad(place, container, countries)
    if container.kind == "admin1":
        return way + _unit(place, container, far)
    if _is_seat(container) and place.admin1 and place.admin1 == container.admin1:
        return way + max(2.5, _nearness(far))
    return way + _nearness(far) + _other_unit(place, container)


def _abroad(
    place: GazetteerPlace, container: GazetteerPlace, countries: Mapping[str, float]
) -> float:
    """A container in another country speaks against the place, unless the report is about the
    place's country: then it is the container that no table has, and its namesake that was found.
    """
    own, other = countries.get(place.country, 0.0), countries.get(container.country, 0.0)
    return -1.0 if own > 2 * other else -4.0


def _unit(place: GazetteerPlace, unit: GazetteerPlace, far: float) -> float:
    if place.admin1:
        same = place.admin1 == unit.admin1 and place.country == unit.country
        return WEIGHTS["unit_same"] if same else WEIGHTS["unit_other"]
    near = place.country == unit.country and far < (unit.radius_km or 60)
    return 1.5 if near else -2.0


def _other_unit(place: GazetteerPlace, container: GazetteerPlace) -> float:
    if not place.admin1 or not container.admin1 or place.admin1 == container.admin1:
        return 0.0
    return -0.7


def _nearness(far: float) -> float:
    """From 3 close by, through 0 at 80 km, to -4 beyond 160 km."""
    return max(-4.0, 3.0 - max(0.0, far - 10) / 23)


def _direction(
    place: GazetteerPlace, container: GazetteerPlace, far: float, told: float | None
) -> float:
    if told is None or far < 2:
        return 0.0
    off = angle_between(bearing(container.lat, container.lon, place.lat, place.lon), told)
    return WEIGHTS["direction"] * (1.0 if off <= 50 else 0.0 if off <= 95 else -1.0)
