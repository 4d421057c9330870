"""Points as well-known binary (OGC 06-103r4, 8.2), and the box around many."""

from __future__ import annotations

import struct

LITTLE_ENDIAN, POINT = 1, 1
Box = tuple[float, float, float, float]
"""West, south, east, north: least x and y, greatest x and y."""


def wkb(at: tuple[float, float]) -> bytes:
    """A point of latitude and longitude, x first."""
    lat, lon = at
    return struct.pack("<BIdd", LITTLE_ENDIAN, POINT, lon, lat)


def around(box: Box | None, at: tuple[float, float]) -> Box:
    """The box that holds another and a point."""
    lat, lon = at
    west, south, east, north = box or (lon, lat, lon, lat)
    return min(west, lon), min(south, lat), max(east, lon), max(north, lat)
