"""Boundaries as GeoJSON: Who's On First extracts, OCHA COD-AB, geoBoundaries and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rasid.geo.areas import Area
from rasid.geo.importers.geojson import features, rings
from rasid.geo.importers.source import Edition, Item, arabic_names, is_arabic
from rasid.geo.table import Skipped

LICENSE = ""  # as many as there are sources: --license notes it
LEVELS = {
    "country": 0, "dependency": 0, "disputed": 0, "region": 1, "macroregion": 1, "county": 2,
    "localadmin": 3, "adm0": 0, "adm1": 1, "adm2": 2, "adm3": 3, "admin0": 0, "admin1": 1,
    "admin2": 2, "admin3": 3,
}  # fmt: skip
_PCODE = re.compile(r"adm(?:in)?(\d)_?pcode")
_STEM = re.compile(r"([a-z]{2})(?:[-_.].*)?", re.IGNORECASE)


def read(path: Path, country: str = "") -> Iterator[Item]:
    """The areas of a file; `country` (ISO code) where neither its features nor its name say it."""
    named = _STEM.fullmatch(path.name.split(".")[0])
    fallback = (country or (named[1] if named else "")).upper()
    for number, feature in enumerate(features(path), 1):
        try:
            about = {str(key).lower(): value for key, value in feature["properties"].items()}
            yield area_of(about, feature.get("geometry"), fallback)
            yield Edition(str(about.get("validon") or about.get("date") or "")[:10])
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            yield Skipped(number, str(error) if isinstance(error, ValueError) else "no properties")


def area_of(about: Mapping[str, Any], geometry: Any, fallback: str) -> Area:
    """The area of a feature with these properties (names in lower case).

    Raises ValueError when it has no outline, level, name or country.
    """
    level = _level(about)
    arabic = arabic_names(_texts(about, "name_ar", f"adm{level}_ar", "name:ara_x_preferred"))
    if not arabic and is_arabic(str(about.get("name", ""))):
        arabic = (str(about["name"]),)
    latin = _texts(about, "name_en", f"adm{level}_en", "shapename", "name", "wof:name")
    english = next((name for name in latin if not is_arabic(name)), "")
    if not arabic and not english:
        raise ValueError("no name")
    key = _first(about, f"adm{level}_pcode", "wof:id", "shapeid", "id")
    parent = _first(about, f"adm{level - 1}_pcode", "wof:parent_id", "parent")
    country = _country(about) or fallback
    if not country:
        raise ValueError("no country (give it with --country)")
    return Area(key, level, arabic[0] if arabic else "", english, country, parent, rings(geometry))


def _level(about: Mapping[str, Any]) -> int:
    for name in ("placetype", "wof:placetype", "shapetype", "level", "kind"):
        told = str(about.get(name, "")).lower()
        if told in LEVELS:
            return LEVELS[told]
    codes = (_PCODE.fullmatch(name) for name, value in about.items() if value)
    levels = [int(code[1]) for code in codes if code]
    if not levels:
        raise ValueError("no level (placetype, shapeType or ADMn_PCODE)")
    return max(levels)


def _country(about: Mapping[str, Any]) -> str:
    told = _first(about, "country", "iso", "iso:country", "wof:country", "adm0_pcode", "iso_a2")
    return told.upper() if len(told) == 2 and told.isalpha() else ""


def _first(about: Mapping[str, Any], *names: str) -> str:
    return next((str(about[name]) for name in names if about.get(name) not in (None, "")), "")


def _texts(about: Mapping[str, Any], *names: str) -> Iterable[str]:
    """Every text under these names, be it one or a list."""
    for name in names:
        value = about.get(name) or ()
        for text in (value,) if isinstance(value, str) else value:
            yield str(text)
