"""Areas with a boundary: how they are kept, and which one a point lies in.

Corners are whole millionths of a degree (0.1 m), packed; a box around each area is indexed, so that
only the few areas whose box holds a point are unpacked and cast a ray through.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from rasid.values import dataclass

MICRO = 1_000_000
Ring: TypeAlias = "array[int]"
"""Longitude and latitude of each corner in turn, in millionths of a degree."""


@dataclass(frozen=True, slots=True)
class Area:
    """A country (level 0), first- or second-level unit (1, 2) and so on, with its outline.

    `parent` is the id of the area it belongs to, empty where a table does not say.
    """

    id: str
    level: int
    name_ar: str
    name_en: str
    country: str
    parent: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """The units that a point lies in; empty texts where no boundary is known."""

    country: str
    admin1: str
    admin1_ar: str
    admin2: str
    admin2_ar: str


def ring_of(corners: Iterable[Sequence[float]]) -> Ring:
    """A ring from pairs of longitude and latitude in degrees.

    Raises ValueError when it has less than three corners or one that is not on the earth.
    """
    ring = array("i")
    for lon, lat, *_ in corners:
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError(f"corner {lon}, {lat} is out of range")
        ring.append(round(lon * MICRO))
        ring.append(round(lat * MICRO))
    if len(ring) < 6:
        raise ValueError("an outline with less than three corners")
    return ring


def box(rings: Sequence[Ring]) -> tuple[float, float, float, float]:
    """South, north, west and east edge in degrees."""
    lats = [edge(ring[1::2]) for ring in rings for edge in (min, max)]
    lons = [edge(ring[::2]) for ring in rings for edge in (min, max)]
    return min(lats) / MICRO, max(lats) / MICRO, min(lons) / MICRO, max(lons) / MICRO


def pack(rings: Sequence[Ring]) -> bytes:
    """The rings as bytes: how many, how long each is, then their corners."""
    head = array("i", [len(rings), *(len(ring) for ring in rings)])
    return head.tobytes() + b"".join(ring.tobytes() for ring in rings)


def unpack(packed: bytes) -> tuple[Ring, ...]:
    """What `pack` was given."""
    numbers = array("i")
    numbers.frombytes(packed)
    at, rings = 1 + numbers[0], []
    for length in numbers[1 : 1 + numbers[0]]:
        rings.append(numbers[at : at + length])
        at += length
    return tuple(rings)


class Shape:
    """An outline made ready for many questions: its edges in bands of latitude."""

    def __init__(self, rings: Sequence[Ring]) -> None:
        lats = [y for ring in rings for y in (min(ring[1::2]), max(ring[1::2]))]
        corners = sum(len(ring) for ring in rings) // 2
        self._south, count = min(lats), max(1, min(256, corners // 8))
        self._height = (max(lats) - self._south) // count + 1
        self._bands = [array("i") for _ in range(count)]
        for ring in rings:
            ax, ay = ring[-2], ring[-1]
            for bx, by in zip(ring[::2], ring[1::2], strict=True):
                for band in range(self._band(min(ay, by)), self._band(max(ay, by)) + 1):
                    self._bands[band].extend((ax, ay, bx, by))
                ax, ay = bx, by

    def _band(self, y: int) -> int:
        return (y - self._south) // self._height

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a ray from the point crosses the outline an odd number of times: the point is in
        the area and in no hole of it.
        """
        x, y = round(lon * MICRO), round(lat * MICRO)
        band = self._band(y)
        if not 0 <= band < len(self._bands):
            return False
        odd, edges = False, iter(self._bands[band])
        for ax, ay, bx, by in zip(edges, edges, edges, edges, strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
        return odd


def middle(rings: Sequence[Ring]) -> tuple[float, float]:
    """The centre of gravity of the largest ring, latitude and longitude in degrees."""
    ring = max(rings, key=len)
    x0, y0 = ring[0], ring[1]
    twice = east = north = 0.0
    ax, ay = float(ring[-2] - x0), float(ring[-1] - y0)
    for x, y in zip(ring[::2], ring[1::2], strict=True):
        bx, by = float(x - x0), float(y - y0)
        cross = ax * by - bx * ay
        twice, east, north = twice + cross, east + (ax + bx) * cross, north + (ay + by) * cross
        ax, ay = bx, by
    if not twice:
        return y0 / MICRO, x0 / MICRO
    return (y0 + north / (3 * twice)) / MICRO, (x0 + east / (3 * twice)) / MICRO
