"""GeoParquet 1.1: columns with types, points as well-known binary, a box for every row.

Written in parts, so that any number of rows needs little memory. Longitude and latitude are in
OGC:CRS84, which the format takes for granted where no system is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from rasid.errors import InputError
from rasid.export import events, merged
from rasid.export.geometry import Box, around, wkb
from rasid.export.geopackage import value
from rasid.export.rows import Column, Row, Setting, point

GEOMETRY, BBOX = "geometry", "bbox"
COLUMNS = (
    *events.COLUMNS,
    Column(GEOMETRY, "point as well-known binary; null where there is none",
           "place.lat, place.lon"),
    Column(BBOX, "xmin, ymin, xmax, ymax of the row", "place.lat, place.lon"),
)  # fmt: skip
TOGETHER = 10_000
"""Rows of one row group."""
EDGES = ("xmin", "ymin", "xmax", "ymax")


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """One file; rows without a point have null geometry."""
    pyarrow, parquet = _pyarrow()
    schema = _schema(pyarrow, setting)
    box: Box | None = None
    told = iter(rows)
    with parquet.ParquetWriter(out, schema) as writer:
        while some := list(islice(told, TOGETHER)):
            for at in filter(None, map(point, some)):
                box = around(box, at)
            writer.write_batch(
                pyarrow.RecordBatch.from_pylist(list(_lines(some, setting)), schema=schema)
            )
        writer.add_key_value_metadata({"geo": json.dumps(metadata(box))})


def metadata(box: Box | None) -> dict[str, Any]:
    """The file metadata under the key `geo`."""
    column = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {BBOX: {edge: [BBOX, edge] for edge in EDGES}},
        **({"bbox": list(box)} if box else {}),
    }
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _lines(rows: Iterable[Row], setting: Setting) -> Iterator[dict[str, Any]]:
    for row in rows:
        at, cells = point(row), merged.cells_of(row, setting)
        yield {
            **{column.name: value(cells[column.name]) for column in merged.columns(setting)},
            GEOMETRY: wkb(at) if at else None,
            BBOX: dict(zip(EDGES, around(None, at), strict=True)) if at else None,
        }


def _schema(pyarrow: Any, setting: Setting) -> Any:
    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    box = pyarrow.struct([(edge, pyarrow.float64()) for edge in EDGES])
    columns = [(column.name, types[column.kind]) for column in merged.columns(setting)]
    return pyarrow.schema([*columns, (GEOMETRY, pyarrow.binary()), (BBOX, box)])


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError(
            "geoparquet needs pyarrow: pip install 'rasid[parquet]', or use --to gpkg"
        ) from error
    return pyarrow, pyarrow.parquet
