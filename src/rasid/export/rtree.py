"""The index of a GeoPackage's points: its R-tree extension (OGC 12-128r17, annex F.3).

The triggers keep the index true for whoever edits the file; they are the set of version 1.4, which
mends upserts and is what GDAL writes into 1.3 too. They call functions that programs for GeoPackage
bring along and plain SQLite does not have: so they are made last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

Point = tuple[int, float, float]
"""The number of a row, its latitude and longitude."""
NAME, SCOPE = "gpkg_rtree_index", "write-only"
DEFINITION = "http://www.geopackage.org/spec130/#extension_rtree"
EXTENSIONS = """
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
"""
HAS = "({row}.{geom} NOTNULL AND NOT ST_IsEmpty({row}.{geom}))"
LACKS = "({row}.{geom} ISNULL OR ST_IsEmpty({row}.{geom}))"
NEW, NO_NEW = HAS.replace("{row}", "NEW"), LACKS.replace("{row}", "NEW")
OLD, NO_OLD = HAS.replace("{row}", "OLD"), LACKS.replace("{row}", "OLD")
EDGES = "ST_MinX(NEW.{geom}), ST_MaxX(NEW.{geom}), ST_MinY(NEW.{geom}), ST_MaxY(NEW.{geom})"
PUT = f"INSERT OR REPLACE INTO {{index}} VALUES (NEW.{{id}}, {EDGES});"
MOVE = (
    "UPDATE {index} SET minx = ST_MinX(NEW.{geom}), maxx = ST_MaxX(NEW.{geom}), "
    "miny = ST_MinY(NEW.{geom}), maxy = ST_MaxY(NEW.{geom}) WHERE id = NEW.{id};"
)
TAKE = "DELETE FROM {index} WHERE id = OLD.{id};"
SAME, OTHER = "OLD.{id} = NEW.{id}", "OLD.{id} != NEW.{id}"
OF = "UPDATE OF {geom}"
TRIGGERS = {
    "insert": ("INSERT", NEW, PUT),
    "update2": (OF, f"{SAME} AND {NO_NEW}", TAKE),
    "update4": ("UPDATE", f"{OTHER} AND {NO_NEW}",
                "DELETE FROM {index} WHERE id IN (OLD.{id}, NEW.{id});"),
    "update5": ("UPDATE", f"{OTHER} AND {NEW}", f"{TAKE} {PUT}"),
    "update6": (OF, f"{SAME} AND {NEW} AND {OLD}", MOVE),
    "update7": (OF, f"{SAME} AND {NEW} AND {NO_OLD}", PUT),
    "delete": ("DELETE", "OLD.{geom} NOTNULL", TAKE),
}  # fmt: skip
"""Suffix of the name: after what, when, and what is done."""


def index(db: sqlite3.Connection, table: str, id: str, geom: str, points: Iterable[Point]) -> None:
    """Index points that the table has, and keep the index true. Nothing is done where this SQLite
    was built without R-trees: the index is optional.
    """
    name = f"rtree_{table}_{geom}"
    try:
        db.execute(f"CREATE VIRTUAL TABLE {name} USING rtree(id, minx, maxx, miny, maxy)")
    except sqlite3.OperationalError:
        return
    rows = ((number, lon, lon, lat, lat) for number, lat, lon in points)
    db.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?)", rows)
    db.execute(EXTENSIONS)
    told = (table, geom, NAME, DEFINITION, SCOPE)
    db.execute("INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", told)
    for suffix, (event, when, action) in TRIGGERS.items():
        made = f"CREATE TRIGGER {name}_{suffix} AFTER {event} ON {{table}} WHEN {when}"
        made += f" BEGIN {action} END"
        db.execute(made.format(index=name, table=table, id=id, geom=geom))
