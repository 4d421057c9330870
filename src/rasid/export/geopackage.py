"""GeoPackage 1.3 (OGC 12-128r17): one table of points in a SQLite file, as map programs read it.

The database is made in memory and written out whole, so that no page of it ever held anything else.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, BinaryIO

from rasid.export import events, merged
from rasid.export.geometry import LITTLE_ENDIAN, Box, around, wkb
from rasid.export.rows import Cell, Column, Row, Setting, point
from rasid.export.rtree import Point, index
from rasid.export.tables import shown

APPLICATION, VERSION = 0x47504B47, 10300
"""`GPKG` and 1.3.0, in the header of the file (requirement 2)."""
WGS84 = 4326
FID, GEOMETRY = "fid", "geom"
COLUMNS = (
    Column(FID, "running number in the file", kind="integer"),
    Column(GEOMETRY, "point, longitude first; null where there is none", "place.lat, place.lon"),
    *events.COLUMNS,
)
TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN"}
DEFINITION = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""
SYSTEMS = (
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, DEFINITION, "longitude and latitude in degrees"),
    ("Undefined cartesian", -1, "NONE", -1, "undefined", "undefined cartesian"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "undefined geographic"),
)
"""The three systems that every file must have (requirement 11)."""


def write(rows: Iterable[Row], out: BinaryIO, setting: Setting) -> None:
    """A file of one table, `events` or `incidents`; rows without a point have no geometry."""
    table = "incidents" if setting.incidents else "events"
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
        _describe(db, table, setting)
        points = _fill(db, table, rows, setting)
        box: Box | None = None
        for _, *at in points:
            box = around(box, (at[0], at[1]))
        if box is not None:
            edges = "min_x = ?, min_y = ?, max_x = ?, max_y = ?"
            db.execute(f"UPDATE gpkg_contents SET {edges}", box)
        index(db, table, FID, GEOMETRY, points)
        db.commit()
        out.write(db.serialize())


def _describe(db: sqlite3.Connection, table: str, setting: Setting) -> None:
    columns = merged.columns(setting)
    typed = ", ".join(f'"{column.name}" {TYPES[column.kind]}' for column in columns)
    db.execute(
        f"CREATE TABLE {table} ({FID} INTEGER PRIMARY KEY NOT NULL, {GEOMETRY} POINT, {typed})"
    )
    made = setting.made.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    contents = "table_name, data_type, identifier, description, last_change, srs_id"
    told = (table, "features", table, f"{table} by Rasid", made, WGS84)
    db.execute(f"INSERT INTO gpkg_contents ({contents}) VALUES (?, ?, ?, ?, ?, ?)", told)
    geometry = (table, GEOMETRY, "POINT", WGS84, 0, 0)
    db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", geometry)


def _fill(db: sqlite3.Connection, table: str, rows: Iterable[Row], setting: Setting) -> list[Point]:
    """Write the rows; the points of those that have one."""
    points = []
    marks = ", ".join("?" * (len(merged.columns(setting)) + 2))
    for number, row in enumerate(rows, start=1):
        at = point(row)
        values = (number, blob(at) if at else None, *_values(row, setting))
        db.execute(f"INSERT INTO {table} VALUES ({marks})", values)
        if at:
            points.append((number, *at))
    return points


def blob(at: tuple[float, float]) -> bytes:
    """A point with the header of the format (2.1.3): no envelope, little-endian."""
    return struct.pack("<2sBBi", b"GP", 0, LITTLE_ENDIAN, WGS84) + wkb(at)


def _values(row: Row, setting: Setting) -> Iterator[Any]:
    cells = merged.cells_of(row, setting)
    yield from (value(cells[column.name]) for column in merged.columns(setting))


def value(cell: Cell) -> str | int | float | bool | None:
    """A cell as a typed table holds it: numbers as they are, lists joined, nothing for nothing."""
    if isinstance(cell, bool | int | float) or cell is None:
        return cell
    return shown(cell).encode("utf-8", "replace").decode("utf-8") or None
