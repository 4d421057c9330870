"""Which country or first-level unit is meant by a name, in Arabic or English, or by a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from rasid.errors import InputError
from rasid.geo import basemap
from rasid.geo.toponym import toponym_rules
from rasid.situation.model import Area

LISTED = 5


def area(asked: str) -> Area:
    """The area of a code (SY), a name (Aleppo) or both (SY/Aleppo).

    InputError when there is none, or several of the name.
    """
    code, _, name = asked.rpartition("/")
    found = [one for one in _areas() if _fits(one, name.strip())]
    found = [one for one in found if not code or one.country == code.strip().upper()]
    if not found:
        raise InputError(f"--area {asked}: no country or governorate of the region is called so")
    whole = [one for one in found if not one.admin1]
    if len(whole or found) == 1:
        return (whole or found)[0]
    told = ", ".join(sorted(f"{one.country}/{one.name_en}" for one in found)[:LISTED])
    raise InputError(f"--area {asked}: several are called so; give one of: {told}")


def names(lang: str) -> Mapping[tuple[str, str], str]:
    """Names by country code and English name of the unit; of countries that one is empty."""
    return _names()[lang]


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Mapping[tuple[str, str], str]]:
    told: dict[str, dict[tuple[str, str], str]] = {"ar": {}, "en": {}}
    for one in _areas():
        told["ar"][one.country, one.admin1] = one.name_ar
        told["en"][one.country, one.admin1] = one.name_en
    return told


def _fits(one: Area, name: str) -> bool:
    if not one.admin1 and one.country == name.upper():
        return True
    key = toponym_rules().key
    return name.casefold() == one.name_en.casefold() or key(name) == key(one.name_ar)


@lru_cache(maxsize=1)
def _areas() -> tuple[Area, ...]:
    """Countries, then the units of those that have some; each once."""
    told = [*map(_country, _about("countries")), *map(_unit, _about("admin1"))]
    return tuple({(one.country, one.admin1): one for one in told}.values())


def _about(layer: str) -> Iterator[Mapping[str, Any]]:
    return (feature["properties"] for feature in basemap.layer(layer)["features"])


def _country(about: Mapping[str, Any]) -> Area:
    return Area(about["country"], "", about["name_ar"], about["name_en"])


def _unit(about: Mapping[str, Any]) -> Area:
    return Area(about["country"], about["name_en"], about["name_ar"], about["name_en"])
