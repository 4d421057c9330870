"""A small base map in detail: one vector tile of the world, in a real PMTiles file.

The tile is written by the Mapbox Vector Tile specification 2.1: keys of the protobuf messages stand
as (number << 3 | kind), numbers as varints, points as zigzag steps in a grid of 4096.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asinh, pi, radians, tan
from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

GRID = 4096
MOVE, LINE, CLOSE = 1, 2, 7
LINES, AREAS = 2, 3
Shape = Sequence[tuple[float, float]]
"""Longitudes and latitudes."""


def write_map(path: Path, areas: dict[str, Shape], lines: dict[str, Shape]) -> None:
    """A PMTiles file whose one tile has these layers, each of one shape."""
    layers = [_layer(name, AREAS, shape) for name, shape in areas.items()]
    layers += [_layer(name, LINES, shape) for name, shape in lines.items()]
    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(0, 0, 0), b"".join(_field(3, one) for one in layers))
        told = {"tile_type": TileType.MVT, "tile_compression": Compression.NONE,
                "min_zoom": 0, "max_zoom": 0, "min_lon_e7": -1800000000, "max_lon_e7": 1800000000,
                "min_lat_e7": -850000000, "max_lat_e7": 850000000,
                "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0}  # fmt: skip
        names = [{"id": name, "fields": {}} for name in (*areas, *lines)]
        writer.finalize(told, {"name": "invented", "vector_layers": names})


def _layer(name: str, kind: int, shape: Shape) -> bytes:
    feature = _number(3, kind) + _field(4, b"".join(map(_varint, _drawn(shape, kind))))
    told = _field(1, name.encode()) + _field(2, feature)
    return _number(15, 2) + told + _number(5, GRID)


def _drawn(shape: Shape, kind: int) -> list[int]:
    """The commands that draw a shape."""
    points = [_on_grid(lon, lat) for lon, lat in shape]
    steps, here = [], (0, 0)
    for x, y in points:
        steps += [_zigzag(x - here[0]), _zigzag(y - here[1])]
        here = (x, y)
    out = [MOVE | 1 << 3, *steps[:2], LINE | (len(points) - 1) << 3, *steps[2:]]
    return [*out, CLOSE | 1 << 3] if kind == AREAS else out


def _on_grid(lon: float, lat: float) -> tuple[int, int]:
    """Web Mercator, from the north-west."""
    y = (1 - asinh(tan(radians(lat))) / pi) / 2
    return round((lon + 180) / 360 * GRID), round(y * GRID)


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _number(key: int, value: int) -> bytes:
    return _varint(key << 3) + _varint(value)


def _field(key: int, told: bytes) -> bytes:
    return _varint(key << 3 | 2) + _varint(len(told)) + told
