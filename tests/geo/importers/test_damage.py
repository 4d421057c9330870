"""Whatever a file holds, adding it either works or says in plain words why not."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasid.errors import GazetteerError
from rasid.geo.additions import add
from rasid.geo.gazetteer import STORE_FILE, Gazetteer
from rasid.geo.store import Store

from .tables import (
    collection,
    feature,
    geonames_text,
    names_text,
    square,
    wof_database,
    wof_records,
    zipped,
)

CSV = "id,name_ar,name_en,lat,lon,kind,country\n1,بقرص,Buqrus,35.07,40.42,town,SY\n"
COD = "ADM1_PCODE,ADM1_EN,ADM1_AR,lat,lon\nSY09,Deir-ez-Zor,دير الزور,35.3,40.1\n"


def shapes(folder: Path) -> bytes:
    about = {"placetype": "region", "id": 1, "name": "A"}
    return collection(folder / "s.geojson", feature(about, square(36, 33, 1))).read_bytes()


MADE: dict[str, Callable[[Path], bytes]] = {
    "sy.csv": lambda folder: CSV.encode(),
    "cod.csv": lambda folder: COD.encode(),
    "SY.txt": lambda folder: geonames_text().encode(),
    "SY.zip": lambda folder: zipped(folder / "a.zip", "SY.txt", geonames_text()).read_bytes(),
    "sy.geojson": shapes,
    "sy.geojson.gz": lambda folder: gzip.compress(shapes(folder)),
    "wof.db": lambda folder: wof_database(folder / "w.db", wof_records()).read_bytes(),
}


@lru_cache(maxsize=len(MADE))
def whole(name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return MADE[name](Path(folder))


def try_to_add(name: str, content: bytes, alternates: bytes = b"") -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, home, names = (Path(folder) / part for part in (name, "home", "names.txt"))
        path.write_bytes(content)
        names.write_bytes(alternates)
        told = ""
        try:
            add(path, home, alternates=(names,) if alternates else ())
            Gazetteer([Store(home / STORE_FILE)]).lookup("بقرص")
        except GazetteerError as error:
            told = str(error)
        if told:
            assert told.startswith(folder)
            assert not home.exists() or list(home.iterdir()) == []


FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", MADE)
@given(st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), min_size=1, max_size=12))
@FEW
def test_a_file_with_some_bytes_changed(name: str, changes: list[tuple[float, int]]) -> None:
    content = bytearray(whole(name))
    for where, byte in changes:
        content[int(where * len(content))] = byte
    try_to_add(name, bytes(content))


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.zip", "a.geojson", "a.xlsx"]))
@FEW
def test_a_file_of_any_bytes(content: bytes, name: str) -> None:
    try_to_add(name, content)


@given(st.binary(max_size=60), st.integers(0, 200))
@FEW
def test_alternate_names_with_bytes_put_in(junk: bytes, at: int) -> None:
    names = names_text().encode()
    try_to_add("SY.txt", geonames_text().encode(), names[:at] + junk + names[at:])
