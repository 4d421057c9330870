"""Who's On First: a folder of GeoJSON records, or the SQLite distribution of the same records."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from math import prod
from pathlib import Path
from typing import Any, TypeAlias

from rasid.errors import GazetteerError
from rasid.geo.importers.boundaries import LEVELS, area_of
from rasid.geo.importers.lines import damaged
from rasid.geo.importers.source import Edition, Item, arabic_names, is_arabic
from rasid.geo.place import GazetteerPlace
from rasid.geo.store import TableRow
from rasid.geo.table import Skipped, degrees, name_of, population

LICENSE = "CC BY 4.0 and others, Who's On First (whosonfirst.org/docs/licenses)"
_KINDS = {
    "country": "country", "dependency": "country", "region": "admin1", "macroregion": "admin1",
    "county": "admin2", "localadmin": "admin3", "locality": "town", "borough": "neighbourhood",
    "macrohood": "neighbourhood", "neighbourhood": "neighbourhood", "campus": "facility",
    "microhood": "neighbourhood",
}  # fmt: skip
_UNIT = re.compile(rb'"wof:placetype"\s*:\s*"(?:region|county)"')
_LANGUAGE = {"ara": "ar", "arb": "ar", "eng": "en"}
_TAGS = ("preferred", "variant", "colloquial", "historical")

Bodies: TypeAlias = Callable[[], Iterator[tuple[int, bytes]]]
_Names: TypeAlias = dict[str, tuple[str, str]]
_Unreadable = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


# ------------------------------------------------------------------ where the records are
def tree(folder: Path) -> Bodies:
    """The records of a folder, in the order of their paths; alternative outlines are passed over.

    Going through them raises GazetteerError when one cannot be read.
    """

    def bodies() -> Iterator[tuple[int, bytes]]:
        number = 0
        for root, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                if name.endswith(".geojson") and "-alt" not in name:
                    number += 1
                    yield number, _file(Path(root) / name)

    return bodies


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror}; give a folder to be read") from error


def database(path: Path) -> Bodies:
    """The records of a SQLite distribution.

    Going through them raises GazetteerError when the file is damaged.
    """

    def bodies() -> Iterator[tuple[int, bytes]]:
        try:
            with closing(_open(path)) as db:
                columns = {row[1] for row in db.execute("PRAGMA table_info(geojson)")}
                main = " WHERE NOT is_alt" if "is_alt" in columns else ""
                rows = db.execute(f"SELECT body FROM geojson{main} ORDER BY id")
                for number, (body,) in enumerate(rows, 1):
                    yield number, body if isinstance(body, bytes) else str(body).encode()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise GazetteerError(f"{path}: {error}; the file is damaged, get it again") from error

    return bodies


def is_database(path: Path) -> bool:
    """Whether a SQLite file is such a distribution. Raises GazetteerError when it is damaged."""
    try:
        with closing(_open(path)) as db:
            sizes = (db.execute(f"PRAGMA page_{each}").fetchone()[0] for each in ("count", "size"))
            if path.stat().st_size < prod(sizes):
                raise damaged(path)
            sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            return "geojson" in {name for (name,) in db.execute(sql)}
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: {error}; the file is damaged, get it again") from error


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


# ------------------------------------------------------------------ reading records
def read(bodies: Bodies) -> Iterator[Item]:
    """The places of all records, and the outlines of units among them."""
    units = _units(bodies)
    for number, body in bodies():
        try:
            feature = json.loads(body)
            about = feature["properties"]
            yield _place(about, units)
        except _Unreadable as error:
            known = type(error) is ValueError
            yield Skipped(number, str(error) if known else "no record of Who's On First")
            continue
        if about["wof:placetype"] in LEVELS:
            yield from _area(number, about, feature.get("geometry"))
        yield Edition(_date(about.get("wof:lastmodified")))


def _area(number: int, about: Mapping[str, Any], geometry: Any) -> Iterator[Item]:
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        return  # a unit whose outline nobody has drawn
    try:
        yield area_of({key.lower(): value for key, value in about.items()}, geometry, "")
    except _Unreadable as error:
        yield Skipped(number, str(error))


def _units(bodies: Bodies) -> _Names:
    """Id of a region or county -> its English and Arabic name."""
    units: _Names = {}
    for _, body in bodies():
        if not _UNIT.search(body):
            continue
        try:
            about = json.loads(body)["properties"]
            arabic = _tagged(about, "ar")
            units[str(about["wof:id"])] = (_english(about), arabic[0] if arabic else "")
        except _Unreadable:
            continue  # told of when its place is read
    return units


def _place(about: Mapping[str, Any], units: _Names) -> TableRow:
    kind = _KINDS.get(about["wof:placetype"])
    if kind is None:
        raise ValueError(f"a kind of place that reports do not name ({about['wof:placetype']})")
    if about.get("mz:is_current") == 0 or _told(about.get("edtf:deprecated")):
        raise ValueError("a place that is no more")
    if about.get("wof:superseded_by"):
        raise ValueError("replaced by another record")
    country = str(about.get("iso:country") or about.get("wof:country") or "").upper()
    if len(country) != 2:
        raise ValueError("no country")
    arabic = _tagged(about, "ar")
    if not arabic and not _english(about):
        raise ValueError("no name")
    (admin1, admin1_ar), (admin2, _) = (_of(about, units, level) for level in ("region", "county"))
    lat, lon = (str(about.get(f"lbl:{d}") or about[f"geom:{d}"]) for d in ("latitude", "longitude"))
    people = str(about.get("wof:population") or about.get("gn:population") or "")
    place = GazetteerPlace(
        f"wof:{about['wof:id']}", arabic[0] if arabic else "", name_of(_english(about)),
        degrees(lat, 90), degrees(lon, 180), kind, country, admin1, admin1_ar, admin2,
        population(people) or None, "whosonfirst",
    )  # fmt: skip
    return TableRow(place, tuple(name_of(name) for name in arabic[1:]))


def _of(about: Mapping[str, Any], units: _Names, level: str) -> tuple[str, str]:
    branches = about.get("wof:hierarchy") or [{}]
    return units.get(str(branches[0].get(f"{level}_id")), ("", ""))


def _tagged(about: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """Names in a language, the preferred ones first; Arabic ones by their letters as well."""
    codes = [code for code, spoken in _LANGUAGE.items() if spoken == language]
    keys = [f"name:{code}_x_{tag}" for tag in _TAGS for code in codes]
    names = [str(name) for key in keys for name in about.get(key) or ()]
    return arabic_names(names) if language == "ar" else tuple(names)


def _english(about: Mapping[str, Any]) -> str:
    own = str(about.get("wof:name") or "")
    latin = "" if is_arabic(own) else own
    return next(iter(_tagged(about, "en")), latin)


def _told(date: Any) -> bool:
    return bool(date) and str(date) not in ("uuuu", "..", "")


def _date(seconds: Any) -> str:
    if not isinstance(seconds, int):
        return ""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
