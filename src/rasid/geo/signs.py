"""The signs that speak for or against a place: named numbers, which `rasid.geo.rank` weighs.

Each function gives the signs of one kind of evidence as (name, value) pairs. Their weights are in
`data/models/places.yaml`, fitted by `scripts/fit_places.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, exp, log, log10, radians, sqrt

from rasid.geo.place import HANDWRITTEN, Candidate, GazetteerPlace
from rasid.geo.sphere import KM_PER_DEGREE, angle_between, bearing, flat_km
from rasid.geo.toponym import kind_class
from rasid.values import dataclass

Signs = tuple[tuple[str, float], ...]

UNIT_PEOPLE = {"admin1": 200_000, "country": 200_000, "region": 200_000}  # they count as, at most
CITY_POPULATION = 5_000
SEAT_POPULATION = 60_000  # a city that its governorate is told by
REACH_KM = 160.0  # beyond it a neighbour says nothing
FADE_KM = 40.0
BESIDE_KM = 50.0  # from a unit's middle: "the south" and its likes reach over its edge

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
    "hospital": frozenset(["castle", "landmark", "facility", "station", "prison"]),
    "airport": frozenset(["airport", "airbase"]),
    "base": frozenset(["base", "airbase", "airport"]),
    "hill": frozenset(["hill", "mountain"]),
}
REGION_REACH = 2.0  # a region has no border, and is no circle: how far it goes, in radii
LOOSE_TYPES = frozenset(["area", "front", "countryside", "desert", "road"])
"""Type words that are said of settlements as well."""


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


# ------------------------------------------------------------------ the place by itself
def spelling(candidate: Candidate) -> Signs:
    """`exactness` (natural log of the spelling's), `population` (power of ten), `handwritten`."""
    place = candidate.place
    size = ("population", log10(1 + _capped(place)))
    if candidate.exactness == 1.0:
        return (size, ("handwritten", 1.0)) if place.source == HANDWRITTEN else (size,)
    exact = ("exactness", log(candidate.exactness))
    if place.source == HANDWRITTEN:
        return (exact, size, ("handwritten", 1.0))
    return (exact, size)


def _capped(place: GazetteerPlace) -> int:
    # The people of a governorate or a country do not make it more likely than its seat.
    if kind_class(place.kind) == "settlement":
        return place.population or 0
    unknown = 1_000 if place.kind == "region" else 10**6  # tables call much a region
    return min(place.population or unknown, UNIT_PEOPLE.get(place.kind, 1_000))


def type_word(place: GazetteerPlace, kind: str | None) -> Signs:
    """How the place fits the type word before its name: `type.…`, one or none."""
    name = _type_sign(place, kind)
    return ((name, 1.0),) if name else ()


def _type_sign(place: GazetteerPlace, kind: str | None) -> str | None:
    alike = kind_class(place.kind)
    if kind is None:
        return "type.settlement" if alike in ("settlement", "country") else None
    if kind == "seat":  # what a countryside or a direction is told of
        return "type.exact" if place.kind == "admin1" or is_seat(place) else None
    if kind == "capital" and place.kind != "capital":
        return "type.no_capital"
    if kind == "city" and alike == "settlement" and not _is_city(place):
        return "type.like"
    if place.kind in SAID_OF.get(kind, (kind,)):
        return "type.exact"
    same = alike == kind_class(kind) or (
        alike == "settlement" and kind in ("district", "subdistrict")
    )
    if same or kind in LOOSE_TYPES:
        return "type.like" if alike == "settlement" or same else "type.loose"
    return "type.other"


def _is_city(place: GazetteerPlace) -> bool:
    return place.kind == "capital" or (place.population or 0) >= CITY_POPULATION


def is_seat(place: GazetteerPlace) -> bool:
    """Whether it is a city that its governorate is told by."""
    return place.kind == "capital" or (place.population or 0) >= SEAT_POPULATION


# ------------------------------------------------------------------ the other places of the report
def neighbour(place: GazetteerPlace, anchors: Sequence[Anchor], key: str) -> float:
    """How near the nearest sure place of another name is: 1 here, fading over 40 km to 0."""
    best, lat, lon = REACH_KM**2, place.lat, place.lon
    for anchor in anchors:
        north = (anchor.lat - lat) * KM_PER_DEGREE
        if -REACH_KM < north < REACH_KM and anchor.key != key:
            east = (anchor.lon - lon) * KM_PER_DEGREE * anchor.shrink
            best = min(best, north * north + east * east)
    return exp(-sqrt(best) / FADE_KM) if best < REACH_KM**2 else 0.0


# ------------------------------------------------------------------ a container
def in_country(place: GazetteerPlace, country: str) -> Signs:
    """`container.country` or `container.other_country`."""
    same = place.country == country
    return (("container.country" if same else "container.other_country", 1.0),)


def within(
    place: GazetteerPlace,
    container: GazetteerPlace,
    told: tuple[float | None, float | None],
    countries: Mapping[str, float],
) -> Signs:
    """How well the place lies in or by the container, `told` in a direction and at a distance."""
    if container.kind == "country":
        return in_country(place, container.country)
    far = flat_km(place.lat, place.lon, container.lat, container.lon)
    if container.kind == "region" and far < REGION_REACH * (container.radius_km or 0.0):
        return in_country(place, container.country)
    way = _direction(place, container, far, told[0])
    if told[1] is not None:
        off = min(8.0, abs(far - told[1]) / max(3.0, 0.15 * told[1]))
        return (*way, ("distance", 1.0 - off / 3.0))
    if place.country != container.country:
        return (_abroad(place, container, countries),)
    if container.kind == "admin1":
        return (*way, _unit(place, container, far))
    if is_seat(container) and place.admin1 and place.admin1 == container.admin1:
        return (*way, ("near", max(0.83, _nearness(far))))
    if place.admin1 and container.admin1 and place.admin1 != container.admin1:
        return (*way, ("near", _nearness(far)), ("unit.differs", 1.0))
    return (*way, ("near", _nearness(far)))


def _abroad(
    place: GazetteerPlace, container: GazetteerPlace, countries: Mapping[str, float]
) -> tuple[str, float]:
    """A container in another country speaks against the place, unless the report is about the
    place's country: then it is the container that no table has, and its namesake that was found.
    """
    own, other = countries.get(place.country, 0.0), countries.get(container.country, 0.0)
    return ("abroad.namesake", 1.0) if own > 2 * other else ("abroad", 1.0)


def _unit(place: GazetteerPlace, unit: GazetteerPlace, far: float) -> tuple[str, float]:
    if place.admin1:
        if place.admin1 == unit.admin1 and place.country == unit.country:
            return ("unit.same", 1.0)
        return ("unit.beside" if far < BESIDE_KM else "unit.other", 1.0)
    near = place.country == unit.country and far < (unit.radius_km or 60)
    return ("unit.near" if near else "unit.far", 1.0)


def _nearness(far: float) -> float:
    """From 1 close by, through 0 at 80 km, to -1.33 beyond 170 km."""
    return max(-4.0, 3.0 - max(0.0, far - 10) / 23) / 3.0


def _direction(
    place: GazetteerPlace, container: GazetteerPlace, far: float, told: float | None
) -> Signs:
    if told is None or far < 2:
        return ()
    off = angle_between(bearing(container.lat, container.lon, place.lat, place.lon), told)
    return (("direction", 1.0 if off <= 50 else 0.0 if off <= 95 else -1.0),)
