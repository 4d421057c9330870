"""GeoPackage and GeoParquet, checked against what their specifications ask of a reader.

GeoPackage: OGC 12-128r17, requirements 1-11, 18-33 (geopackage.org/spec130). GeoParquet: version
1.1.0 (geoparquet.org/releases/v1.1.0), whose JSON schema of the metadata is modelled below.
"""

from __future__ import annotations

import io
import json
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow.parquet
import pytest

from rasid.export import events, rtree
from rasid.export.geometry import around
from rasid.export.geoparquet import metadata

from .conftest import Exported, event, place, record

GEO = {
    "type": "object",
    "required": ["version", "primary_column", "columns"],
    "properties": {
        "version": {"const": "1.1.0"},
        "primary_column": {"type": "string", "minLength": 1},
        "columns": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "type": "object",
                "required": ["encoding", "geometry_types"],
                "properties": {
                    "encoding": {"pattern": "^(WKB|point|linestring|polygon)$"},
                    "geometry_types": {
                        "type": "array",
                        "uniqueItems": True,
                        "items": {"pattern": "^(Point|LineString|Polygon)( Z)?$"},
                    },
                    "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4},
                    "covering": {
                        "type": "object",
                        "required": ["bbox"],
                        "properties": {
                            "bbox": {
                                "type": "object",
                                "required": ["xmin", "xmax", "ymin", "ymax"],
                            }
                        },
                    },
                },
            },
        },
    },
}


def three() -> Any:
    unresolved = place(precision="unresolved", lat=None, lon=None)
    far = place(lat=15.3547, lon=44.2066, country="YE")
    return record(event(), event(place=far), event(place=unresolved))


@pytest.fixture
def package(exported: Exported, tmp_path: Path) -> Path:
    path = tmp_path / "x.gpkg"
    path.write_bytes(exported("gpkg", three())[0])
    return path


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def test_the_header_says_what_it_is(package: Path) -> None:
    header = package.read_bytes()[:100]
    assert header.startswith(b"SQLite format 3\0")
    assert header[68:72] == b"GPKG"
    assert int.from_bytes(header[60:64]) == 10300


def test_it_is_whole_and_keeps_its_foreign_keys(package: Path) -> None:
    assert asked(package, "PRAGMA integrity_check") == [("ok",)]
    assert asked(package, "PRAGMA foreign_key_check") == []
    assert asked(package, "PRAGMA freelist_count") == [(0,)]


def test_the_systems_that_must_be_there(package: Path) -> None:
    found = asked(package, "SELECT srs_id, organization, definition FROM gpkg_spatial_ref_sys")
    told = {row[0]: row[1:] for row in found}
    assert told[-1] == ("NONE", "undefined")
    assert told[0] == ("NONE", "undefined")
    assert told[4326][0] == "EPSG"


def test_the_table_is_described(package: Path) -> None:
    contents = "table_name, data_type, srs_id, min_x, min_y, max_x, max_y"
    box = (36.80591, 15.3547, 44.2066, 35.86437)
    assert asked(package, f"SELECT {contents} FROM gpkg_contents") == [
        ("events", "features", 4326, *box)
    ]
    geometry = "table_name, column_name, geometry_type_name, srs_id, z, m"
    assert asked(package, f"SELECT {geometry} FROM gpkg_geometry_columns") == [
        ("events", "geom", "POINT", 4326, 0, 0)
    ]
    columns = asked(package, "PRAGMA table_info(events)")
    assert [column[1] for column in columns] == ["fid", "geom", *(c.name for c in events.COLUMNS)]
    assert [column[1] for column in columns if column[5]] == ["fid"]
    allowed = {"INTEGER", "TEXT", "REAL", "BOOLEAN", "POINT"}
    assert {column[2] for column in columns} <= allowed


def test_the_last_change_is_a_time_of_the_format(package: Path) -> None:
    assert asked(package, "SELECT last_change FROM gpkg_contents") == [
        ("2025-06-01T12:00:00.000Z",)
    ]


def test_points_are_blobs_of_the_format(package: Path) -> None:
    (first,), (second,), (third,) = asked(package, "SELECT geom FROM events ORDER BY fid")
    magic, version, flags, system = struct.unpack_from("<2sBBi", first)
    assert (magic, version, flags, system) == (b"GP", 0, 1, 4326)
    assert struct.unpack_from("<BIdd", first, 8) == (1, 1, 36.80591, 35.86437)
    assert len(first) == 8 + 21
    assert struct.unpack_from("<dd", second, 13) == (44.2066, 15.3547)
    assert third is None


def test_values_have_their_types(package: Path) -> None:
    query = "SELECT id, typeof(confidence), typeof(killed_min), main, typeof(bearing) FROM events"
    assert asked(package, query)[0] == ("rep-7:e1", "real", "integer", 1, "null")


def test_points_are_indexed_as_the_extension_says(package: Path) -> None:
    assert asked(package, "SELECT * FROM gpkg_extensions") == [
        ("events", "geom", rtree.NAME, rtree.DEFINITION, "write-only")
    ]
    near = "SELECT id FROM rtree_events_geom WHERE maxx > 36 AND minx < 37 AND maxy > 35"
    assert asked(package, near) == [(1,)]
    assert asked(package, "SELECT COUNT(*) FROM rtree_events_geom") == [(2,)]
    assert asked(package, "SELECT rtreecheck('rtree_events_geom')") == [("ok",)]


def corner(number: int) -> Callable[[bytes], float]:
    return lambda blob: float(struct.unpack_from("<dd", blob, 13)[number])


def test_the_index_stays_true_when_points_are_edited(package: Path) -> None:
    """With the functions that map programs bring along."""
    with closing(sqlite3.connect(package)) as db:
        db.create_function("ST_IsEmpty", 1, lambda blob: int(blob is None))
        for name, number in (("MinX", 0), ("MaxX", 0), ("MinY", 1), ("MaxY", 1)):
            db.create_function(f"ST_{name}", 1, corner(number))

        def indexed() -> list[tuple[int, float, float]]:
            found = db.execute("SELECT id, minx, miny FROM rtree_events_geom ORDER BY id")
            return [(id, round(x, 1), round(y, 1)) for id, x, y in found]

        saraqib, far = (1, 36.8, 35.9), (2, 44.2, 15.4)
        assert indexed() == [saraqib, far]
        db.execute("UPDATE events SET geom = (SELECT geom FROM events WHERE fid = 2) WHERE fid = 3")
        assert indexed() == [saraqib, far, (3, *far[1:])]
        db.execute("UPDATE events SET geom = (SELECT geom FROM events WHERE fid = 1) WHERE fid = 3")
        assert indexed() == [saraqib, far, (3, *saraqib[1:])]
        db.execute("UPDATE events SET fid = 9 WHERE fid = 3")
        assert indexed() == [saraqib, far, (9, *saraqib[1:])]
        db.execute("UPDATE events SET geom = NULL WHERE fid = 9")
        db.execute("DELETE FROM events WHERE fid = 1")
        assert indexed() == [far]


def test_nothing_gives_a_table_without_a_box(exported: Exported, tmp_path: Path) -> None:
    path = tmp_path / "empty.gpkg"
    path.write_bytes(exported("gpkg", record(event(type="riot")))[0])
    path.write_bytes(exported("gpkg")[0])
    assert asked(path, "SELECT min_x FROM gpkg_contents") == [(None,)]
    assert asked(path, "SELECT COUNT(*) FROM events") == [(0,)]


# ------------------------------------------------------------------ GeoParquet
def read(content: bytes) -> Any:
    return pyarrow.parquet.ParquetFile(io.BytesIO(content))


def test_the_metadata_are_of_the_format(exported: Exported) -> None:
    file = read(exported("geoparquet", three())[0])
    told = json.loads(file.metadata.metadata[b"geo"])
    jsonschema.validate(told, GEO)
    assert told["columns"]["geometry"]["bbox"] == [36.80591, 15.3547, 44.2066, 35.86437]
    column = file.schema.column(file.schema.names.index("geometry"))
    assert column.physical_type == "BYTE_ARRAY"


def test_rows_of_parquet(exported: Exported) -> None:
    first, second, third = read(exported("geoparquet", three())[0]).read().to_pylist()
    assert struct.unpack("<BIdd", first["geometry"]) == (1, 1, 36.80591, 35.86437)
    edges = {"xmin": 44.2066, "ymin": 15.3547, "xmax": 44.2066, "ymax": 15.3547}
    assert second["bbox"] == edges
    assert (third["geometry"], third["bbox"]) == (None, None)
    assert (first["killed_min"], first["main"], first["bearing"]) == (3, True, None)


def test_many_rows_are_many_groups(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.export.geoparquet.TOGETHER", 2)
    file = read(exported("geoparquet", three())[0])
    assert (file.metadata.num_row_groups, file.metadata.num_rows) == (2, 3)


def test_without_points_there_is_no_box() -> None:
    assert "bbox" not in metadata(None)["columns"]["geometry"]
    assert around(None, (2.0, 1.0)) == (1.0, 2.0, 1.0, 2.0)


def test_no_pyarrow_is_one_clear_line(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasid.errors import InputError

    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"rasid\[parquet\]"):
        exported("geoparquet", three())
