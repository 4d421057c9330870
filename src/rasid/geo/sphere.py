"""Distances and directions on the earth, taken as a sphere: good to half a per cent."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0
KM_PER_DEGREE = radians(1) * EARTH_KM
HALF_DEGREE = radians(1) / 2


def km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    across = sin(radians(lon_b - lon_a) / 2) ** 2 * cos(phi_a) * cos(phi_b)
    return 2 * EARTH_KM * asin(min(1.0, sqrt(sin((phi_b - phi_a) / 2) ** 2 + across)))


def flat_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """The same on a flat map: quick, and good to a per cent up to some 300 km."""
    north = (lat_b - lat_a) * KM_PER_DEGREE
    east = (lon_b - lon_a) * KM_PER_DEGREE * cos((lat_a + lat_b) * HALF_DEGREE)
    return sqrt(north * north + east * east)


def bearing(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Degrees clockwise from north in which b lies from a."""
    phi_a, phi_b, turn = radians(lat_a), radians(lat_b), radians(lon_b - lon_a)
    east = sin(turn) * cos(phi_b)
    north = cos(phi_a) * sin(phi_b) - sin(phi_a) * cos(phi_b) * cos(turn)
    return degrees(atan2(east, north)) % 360


def point_at(lat: float, lon: float, degrees_: float, distance_km: float) -> tuple[float, float]:
    """The point `distance_km` away in the direction `degrees_`."""
    phi, way, far = radians(lat), radians(degrees_), distance_km / EARTH_KM
    phi_b = asin(sin(phi) * cos(far) + cos(phi) * sin(far) * cos(way))
    turn = atan2(sin(way) * sin(far) * cos(phi), cos(far) - sin(phi) * sin(phi_b))
    return degrees(phi_b), (lon + degrees(turn) + 180) % 360 - 180


def midpoint(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> tuple[float, float]:
    """The point halfway between two points."""
    half = km(lat_a, lon_a, lat_b, lon_b) / 2
    return point_at(lat_a, lon_a, bearing(lat_a, lon_a, lat_b, lon_b), half)


def angle_between(first: float, second: float) -> float:
    """How far two directions lie apart, 0 to 180 degrees."""
    return abs((first - second + 180) % 360 - 180)


def mean_bearing(bearings: tuple[float, ...]) -> float:
    """The direction between several (north and west: north-west)."""
    east = sum(sin(radians(b)) for b in bearings)
    north = sum(cos(radians(b)) for b in bearings)
    return round(degrees(atan2(east, north)) % 360, 1)
