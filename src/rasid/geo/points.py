"""From the anchor's place to the point that is meant, with its precision and radius."""

from __future__ import annotations

from math import pi, radians, sin, sqrt

from rasid.geo.expressions import PlaceExpression
from rasid.geo.place import GazetteerPlace
from rasid.geo.signs import is_seat
from rasid.geo.sphere import km, midpoint, point_at
from rasid.geo.toponym import kind_class
from rasid.values import dataclass

PEOPLE_PER_KM2 = 4_000  # a built-up area of the region
RADIUS_KM = {
    "town": 3.0, "village": 2.0, "hamlet": 1.5, "neighbourhood": 1.0, "camp": 1.5, "city": 5.0,
    "capital": 8.0, "admin1": 60.0, "admin2": 20.0, "admin3": 10.0, "country": 300.0,
    "desert": 40.0, "mountain": 10.0, "area": 10.0, "region": 40.0, "airport": 2.5,
    "airbase": 2.5, "base": 2.0, "field": 4.0,
    "river": 30.0, "lake": 8.0, "valley": 10.0, "island": 5.0, "front": 5.0, "road": 15.0,
}  # fmt: skip
SITE_RADIUS_KM = 1.5
PRECISION = {
    "settlement": "settlement", "area": "area", "site": "point", "road": "road",
    "admin1": "admin1", "admin2": "admin2", "admin3": "admin2", "country": "country",
}  # fmt: skip
# Relation -> what it makes of a settlement: precision and the radius to which it widens.
WIDENED = {"near": ("area", 5.0), "outskirts": ("area", 4.0), "countryside": ("area", 15.0)}
SEAT_COUNTRYSIDE_KM = 30.0
"""The countryside of a governorate's seat, or a part of it, is that of the governorate."""
HALF_PART = radians(45.0)
"""A part of the countryside told by a direction is the quarter of the circle that lies there."""
DESERT_RADIUS_KM = 40.0
BESIDE_KM = 4.0
"""How far from a town a village is that is told only as beside it."""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees WGS84, a radius in kilometres, one of model.PLACE_PRECISIONS."""

    lat: float
    lon: float
    radius_km: float
    precision: str


def radius_of(place: GazetteerPlace) -> float:
    """How far a place reaches from its point, in kilometres."""
    if place.radius_km:
        return place.radius_km
    usual = RADIUS_KM.get(place.kind, SITE_RADIUS_KM)
    if kind_class(place.kind) == "settlement" and place.population:
        return round(max(usual, sqrt(place.population / PEOPLE_PER_KM2 / pi)), 1)
    return usual


def point_of(
    expression: PlaceExpression, place: GazetteerPlace, other: GazetteerPlace | None
) -> Point:
    """The point and its uncertainty, as the expression's relation makes them from the anchor."""
    if other is not None:
        return _between(expression, place, other)
    if expression.distance_km is not None:
        return point_at_distance(place, expression.distance_km, expression.bearing)
    return point_by_relation(place, expression.relation, expression.kind, expression.bearing)


def far_point(place: GazetteerPlace, distance: float, bearing: float) -> Point:
    """So many kilometres from a place in a direction: good to a third of the way."""
    lat, lon = point_at(place.lat, place.lon, bearing, distance)
    return Point(lat, lon, round(max(radius_of(place), 0.3 * distance), 1), "point")


def beside_point(place: GazetteerPlace, bearing: float | None) -> Point:
    """Near a town, or a little way from it in a direction."""
    lat, lon = place.lat, place.lon
    if bearing is not None:
        lat, lon = point_at(lat, lon, bearing, BESIDE_KM)
    return Point(lat, lon, round(radius_of(place) + BESIDE_KM, 1), "area")


def countryside_point(place: GazetteerPlace) -> Point:
    """Somewhere in the countryside of a small town."""
    precision, radius = WIDENED["countryside"]
    return Point(place.lat, place.lon, max(radius_of(place), radius), precision)


def holder_point(place: GazetteerPlace) -> Point:
    """Somewhere in a settlement."""
    return Point(place.lat, place.lon, radius_of(place), "settlement")


def road_point(place: GazetteerPlace) -> Point:
    """The part of a road that is by a place."""
    return Point(place.lat, place.lon, max(5.0, radius_of(place)), "road")


def _between(expression: PlaceExpression, a: GazetteerPlace, b: GazetteerPlace) -> Point:
    lat, lon = midpoint(a.lat, a.lon, b.lat, b.lon)
    half = km(a.lat, a.lon, b.lat, b.lon) / 2
    precision = "road" if expression.relation == "road" else "area"
    return Point(lat, lon, round(max(2.0, half), 1), precision)


def point_at_distance(place: GazetteerPlace, distance: float, bearing: float | None) -> Point:
    """So many kilometres from a place; without a bearing anywhere that far around it."""
    if bearing is None:
        return Point(place.lat, place.lon, round(radius_of(place) + distance, 1), "area")
    return far_point(place, distance, bearing)


def point_by_relation(
    place: GazetteerPlace, relation: str, kind: str | None = None, bearing: float | None = None
) -> Point:
    """Where an act is that lies so to a place (one of model.PLACE_RELATIONS); `kind` is what a type
    word announces, `bearing` the part of its countryside in degrees.
    """
    own, precision = radius_of(place), PRECISION[kind_class(place.kind)]
    if place.kind in ("neighbourhood", "suburb"):
        precision = "neighbourhood"
    if precision in ("admin1", "country"):
        return Point(place.lat, place.lon, own, precision)
    if kind == "desert":
        return Point(place.lat, place.lon, max(own, DESERT_RADIUS_KM), "area")
    if relation == "road":
        return Point(place.lat, place.lon, max(own, RADIUS_KM["road"]), "road")
    widened, radius = WIDENED.get(relation, (precision, own))
    if relation == "countryside" and is_seat(place):
        radius = SEAT_COUNTRYSIDE_KM
    if relation == "countryside" and bearing is not None and radius > own:
        return part_point(place, own, radius, bearing)
    if relation == "area" and precision == "settlement":
        widened, radius = "area", own + 3.0
    return Point(place.lat, place.lon, max(own, radius), widened)


def part_point(place: GazetteerPlace, inner: float, outer: float, bearing: float) -> Point:
    """The part in a direction of the countryside that lies from `inner` to `outer` kilometres
    around a town: its centre of gravity, and how far its corners are.
    """
    mean = (outer**3 - inner**3) / (outer**2 - inner**2) * 2 / 3 * sin(HALF_PART) / HALF_PART
    lat, lon = point_at(place.lat, place.lon, bearing, mean)
    return Point(lat, lon, round(outer * sin(HALF_PART), 1), WIDENED["countryside"][0])
