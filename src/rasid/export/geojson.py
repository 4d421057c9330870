"""GeoJSON (RFC 7946): a feature per event, WGS84, longitude first.

A place that could not be resolved gives a feature whose geometry is null (section 3.2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from rasid.export import events, merged
from rasid.export.rows import Row, Setting, point

IN_GEOMETRY = frozenset(("id", "incident", "latitude", "longitude"))
COLUMNS = tuple(column for column in events.COLUMNS if column.name not in IN_GEOMETRY)
"""The properties of a feature; lists are arrays."""


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """A FeatureCollection, a feature a line."""
    out.write(b'{"type": "FeatureCollection", "features": [')
    for number, row in enumerate(rows):
        line = json.dumps(_feature(row, setting), ensure_ascii=False)
        out.write((",\n" if number else "\n").encode() + line.encode("utf-8", "replace"))
    out.write(b"\n]}\n")


def _feature(row: Row, setting: Setting) -> dict[str, Any]:
    at, cells = point(row), merged.cells_of(row, setting)
    told = (column.name for column in merged.columns(setting))
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": {"type": "Point", "coordinates": [at[1], at[0]]} if at else None,
        "properties": {name: cells[name] for name in told if name not in IN_GEOMETRY},
    }
