"""From degrees to the frame of a map: projection, and what of a shape lies in the frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

from rasid.geo.sphere import KM_PER_DEGREE
from rasid.situation.canvas import Point

LEAST_STEP = 0.35
"""Points: corners nearer than this to the last one are not drawn."""
MARGIN = 4.0
"""Points around the frame in which lines still run, so that their ends are not seen."""


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east and north edges in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A plate carrée with its true scale at the middle latitude, in a frame of points."""

    box: Box
    width: float
    height: float

    @classmethod
    def around(cls, box: Box, width: float, lowest: float, highest: float) -> Frame:
        """The frame of this width that holds the box; the box grows to fill it."""
        mid = (box.south + box.north) / 2
        squeeze = cos(radians(mid))
        wide, high = (box.east - box.west) * squeeze, box.north - box.south
        height = min(max(width * high / wide, lowest), highest)
        scale = min(width / wide, height / high)
        half_x, half_y = width / scale / squeeze / 2, height / scale / 2
        x = (box.west + box.east) / 2
        return cls(Box(x - half_x, mid - half_y, x + half_x, mid + half_y), width, height)

    @property
    def points_per_km(self) -> float:
        return self.height / (self.box.north - self.box.south) / KM_PER_DEGREE

    def at(self, lon: float, lat: float) -> Point:
        """Where a place is drawn."""
        box = self.box
        x = (lon - box.west) / (box.east - box.west) * self.width
        return x, (box.north - lat) / (box.north - box.south) * self.height

    def holds(self, point: Point) -> bool:
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height

    # ------------------------------------------------------------------ shapes
    def outlines(self, geometry: dict[str, Any]) -> Iterator[list[Point]]:
        """The rings of an area, cut to the frame."""
        for polygon in parts(geometry):
            for ring in polygon:
                cut = self._cut(self._thinned(ring))
                if len(cut) > 2:
                    yield cut

    def lines(self, geometry: dict[str, Any]) -> Iterator[list[Point]]:
        """The runs of lines that are in the frame, with one corner beyond it at each end."""
        for line in parts(geometry):
            run: list[Point] = []
            for start, end in pairwise(self._thinned(line)):
                if self._near(start, end):
                    run = [*(run or [start]), end]
                elif run:
                    yield run
                    run = []
            if run:
                yield run

    def _thinned(self, corners: Iterable[Sequence[float]]) -> list[Point]:
        out: list[Point] = []
        last: Point = (0.0, 0.0)
        for lon, lat, *_ in corners:
            last = self.at(lon, lat)
            if not out or max(abs(last[0] - out[-1][0]), abs(last[1] - out[-1][1])) >= LEAST_STEP:
                out.append(last)
        return [*out, last] if out and out[-1] != last else out

    def _near(self, start: Point, end: Point) -> bool:
        left, right = sorted((start[0], end[0]))
        top, bottom = sorted((start[1], end[1]))
        return right >= 0 and left <= self.width and bottom >= 0 and top <= self.height

    def _cut(self, ring: list[Point]) -> list[Point]:
        """Sutherland and Hodgman: the part of a ring within the frame and its margin."""
        sides = (
            (0, -MARGIN, 1), (0, self.width + MARGIN, -1),
            (1, -MARGIN, 1), (1, self.height + MARGIN, -1),
        )  # fmt: skip
        for axis, edge, sign in sides:
            ring = _half(ring, axis, edge, sign)
        return ring


def _half(ring: list[Point], axis: int, edge: float, sign: int) -> list[Point]:
    out: list[Point] = []
    for start, end in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, now = (start[axis] - edge) * sign >= 0, (end[axis] - edge) * sign >= 0
        if was != now:
            share = (edge - start[axis]) / (end[axis] - start[axis])
            across = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            out.append((edge, across) if axis == 0 else (across, edge))
        if now:
            out.append(end)
    return out


def parts(geometry: dict[str, Any]) -> list[Any]:
    """The polygons, lines or points of a GeoJSON geometry."""
    coordinates = geometry["coordinates"]
    return list(coordinates) if geometry["type"].startswith("Multi") else [coordinates]


def corners(geometry: dict[str, Any]) -> Iterator[Sequence[float]]:
    """The corners of the outer rings of an area."""
    for polygon in parts(geometry):
        yield from polygon[0]


def box_of(points: Iterable[Sequence[float]], pad: float, least: float) -> Box | None:
    """The box around points, `pad` of its size wider on all sides, at least `least` degrees wide
    and high; None without points.
    """
    told = [(point[0], point[1]) for point in points]
    if not told:
        return None
    xs, ys = [x for x, _ in told], [y for _, y in told]
    wide, high = max(max(xs) - min(xs), least), max(max(ys) - min(ys), least)
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    half_x, half_y = wide * (0.5 + pad), high * (0.5 + pad)
    return Box(x - half_x, max(y - half_y, -85.0), x + half_x, min(y + half_y, 85.0))
