"""Small tables in the formats of their publishers, with places of our own choosing."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

UNIT = "170792\tDeir ez-Zor Governorate\tDeir ez-Zor\tدير الزور\t35.0\t40.5\tA\tADM1\tSY\t\t07"
BUQRUS = "171196\tBuqruş\tBuqrus\tBuqrus,بقرص,كةرص\t35.07\t40.42\tP\tPPL\tSY\t\t07"
COLLAPSED = "\t\t\t\t{people}\t\t200\tAsia/Damascus\t{day}"


def geonames_line(start: str, people: int = 0, day: str = "2024-05-01") -> str:
    """The 19 columns from the first 11."""
    return start + COLLAPSED.format(people=people, day=day) + "\n"


def geonames_text(*more: str) -> str:
    return geonames_line(UNIT) + geonames_line(BUQRUS, 4000, "2025-01-02") + "".join(more)


def names_text(*more: str) -> str:
    """alternateNamesV2: id, place, language, name, preferred, short, colloquial, historic."""
    rows = [
        "1\t171196\tar\tبقرص تحتاني\t\t\t\t\t\t",
        "2\t171196\tar\tبقرص\t1\t\t\t\t\t",
        "3\t171196\tar\tالبقرصية\t\t\t\t1\t\t",
        "4\t171196\tfa\tبقرصفارسی\t1\t\t\t\t\t",
        "5\t171196\ten\tBuqras\t1\t\t\t\t\t",
        "6\t170792\tar\tمحافظة دير الزور\t1\t\t\t\t\t",
        "7\t171196\tlink\thttps://example.org\t\t\t\t\t\t",
    ]
    return "".join(row + "\n" for row in (*rows, *more))


def zipped(path: Path, member: str, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "one line only\n")
        archive.writestr(member, text)
    return path


def square(west: float, south: float, size: float) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(about: Mapping[str, Any], ring: Sequence[Any], *holes: Sequence[Any]) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": [ring, *holes]}
    return {"type": "Feature", "properties": dict(about), "geometry": shape}


def collection(path: Path, *features: Mapping[str, Any]) -> Path:
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def wof_record(number: int, kind: str, lat: float, lon: float, **more: Any) -> dict[str, Any]:
    about: dict[str, Any] = {
        "wof:id": number, "wof:placetype": kind, "wof:name": "Somewhere", "iso:country": "SY",
        "geom:latitude": lat, "geom:longitude": lon, "mz:is_current": 1, "edtf:deprecated": "uuuu",
        "wof:lastmodified": 1735689600,
    }  # fmt: skip
    about.update({key.replace("__", ":"): value for key, value in more.items()})
    shape = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": number, "properties": about, "geometry": shape}


def wof_records() -> list[dict[str, Any]]:
    """A region with an outline, a county, a town in them, and two that are no more."""
    region = wof_record(10, "region", 35.0, 40.5, name__ara_x_preferred=["دير الزور"])
    region["properties"]["wof:name"] = "Deir ez-Zor"
    region["geometry"] = {"type": "Polygon", "coordinates": [square(39.5, 34.0, 2.0)]}
    county = wof_record(11, "county", 35.0, 40.4, name__eng_x_preferred=["Mayadin"])
    branch = [{"region_id": 10, "county_id": 11}]
    town = wof_record(
        12, "locality", 35.07, 40.42, wof__hierarchy=branch,
        name__ara_x_preferred=["Buqrus", "بقرص"], name__ara_x_variant=["البقرص"],
        name__eng_x_preferred=["Buqrus"],
    )  # fmt: skip
    old = wof_record(13, "locality", 35.1, 40.4, mz__is_current=0)
    other = wof_record(14, "locality", 35.1, 40.4, wof__superseded_by=[12])
    return [region, county, town, old, other]


def wof_tree(folder: Path, records: Sequence[Mapping[str, Any]]) -> Path:
    for record in records:
        number = str(record["properties"]["wof:id"])
        path = folder / "data" / number / f"{number}.geojson"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(record), encoding="utf-8")
        (path.parent / f"{number}-alt-other.geojson").write_text("{}", encoding="utf-8")
    return folder


def wof_database(path: Path, records: Sequence[Mapping[str, Any]]) -> Path:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE geojson (id INTEGER, body TEXT, source TEXT, is_alt BOOLEAN)")
    db.execute("CREATE TABLE spr (id TEXT, placetype TEXT)")
    db.execute("CREATE TABLE names (id INTEGER, language TEXT, name TEXT)")
    for record in records:
        row = (record["properties"]["wof:id"], json.dumps(record))
        db.execute("INSERT INTO geojson VALUES (?, ?, 'x', 0)", row)
        db.execute("INSERT INTO geojson VALUES (?, '{}', 'x', 1)", row[:1])
    db.commit()
    db.close()
    return path
