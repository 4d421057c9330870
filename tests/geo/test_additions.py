"""Adding tables: repeatable, all or nothing, and told in numbers."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest

from rasid.errors import GazetteerError
from rasid.geo.additions import add
from rasid.geo.gazetteer import STORE_FILE, Gazetteer
from rasid.geo.store import Store

HEADER = "id,name_ar,name_en,lat,lon,kind,country,admin1,admin1_ar\n"
BUQRUS = "1,بقرص,Buqrus,35.07,40.42,village,SY,Days Az Zawr,دير الزور\n"
NYALA = "2,,Nyala,12.05,24.88,town,SD,South Darfur,\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def write(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def names(home: Path, name: str) -> list[str]:
    known = Gazetteer([Store(home / STORE_FILE)])
    return [candidate.place.id for candidate in known.lookup(name)]


def test_places_are_found_after_adding(tmp_path: Path, home: Path) -> None:
    report = add(write(tmp_path, HEADER + BUQRUS + NYALA + "3,x,x,99,0,town,SY,,\n"), home)
    assert (report.added, report.named, report.replaced, report.skipped) == (2, 1, 0, 1)
    assert report.reasons == (("coordinate 99 is out of range", 1),)
    assert report.examples[0].line == 4
    assert names(home, "بقرص") == ["1"]


def test_units_get_their_one_name(tmp_path: Path, home: Path) -> None:
    add(write(tmp_path, HEADER + BUQRUS), home)
    (found,) = Gazetteer([Store(home / STORE_FILE)]).lookup("بقرص")
    assert found.place.admin1 == "Deir ez-Zor"


def test_the_next_version_takes_the_place_of_the_last(tmp_path: Path, home: Path) -> None:
    add(write(tmp_path, HEADER + BUQRUS + NYALA), home)
    again = add(write(tmp_path, HEADER + BUQRUS.replace("بقرص", "البقرص الجديدة")), home)
    assert (again.added, again.replaced) == (1, 2)
    assert names(home, "بقرص") == []
    assert names(home, "البقرص الجديدة") == ["1"]


def test_the_same_twice_is_the_same_once(tmp_path: Path, home: Path) -> None:
    table = write(tmp_path, HEADER + BUQRUS)
    first, second = add(table, home), add(table, home)
    assert (second.added, second.sha256) == (first.added, first.sha256)
    assert names(home, "بقرص") == ["1"]


def test_tables_live_side_by_side(tmp_path: Path, home: Path) -> None:
    add(write(tmp_path, HEADER + BUQRUS, "a.csv"), home)
    add(write(tmp_path, HEADER + BUQRUS.replace("35.07", "36.5"), "b.csv"), home)
    assert [d.name for d in Store(home / STORE_FILE).datasets()] == ["a", "b"]
    assert len(names(home, "بقرص")) == 2


@pytest.mark.parametrize("body", [HEADER, HEADER + "1,x,x,99,0,town,SY,,\n", "a,b\n1,2\n"])
def test_a_table_without_a_usable_place_changes_nothing(
    tmp_path: Path, home: Path, body: str
) -> None:
    add(write(tmp_path, HEADER + BUQRUS), home)
    before = (home / STORE_FILE).read_bytes()
    with pytest.raises(GazetteerError):
        add(write(tmp_path, body), home)
    assert (home / STORE_FILE).read_bytes() == before
    assert [path.name for path in home.iterdir()] == [STORE_FILE]


def test_a_cut_off_table_changes_nothing(tmp_path: Path, home: Path) -> None:
    add(write(tmp_path, HEADER + BUQRUS), home)
    packed = gzip.compress((HEADER + BUQRUS * 900).encode())
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(packed[: len(packed) - 20])
    with pytest.raises(GazetteerError, match="cut short"):
        add(cut, home)
    assert names(home, "بقرص") == ["1"]
    assert [path.name for path in home.iterdir()] == [STORE_FILE]


def test_a_damaged_store_is_told_of(tmp_path: Path, home: Path) -> None:
    home.mkdir()
    (home / STORE_FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(GazetteerError, match="gazetteer"):
        Gazetteer.open(home)
    with pytest.raises(GazetteerError, match="gazetteer"):
        add(write(tmp_path, HEADER + BUQRUS), home)


def test_keys_are_made_anew_when_the_rules_change(tmp_path: Path, home: Path) -> None:
    add(write(tmp_path, HEADER + BUQRUS), home)
    with sqlite3.connect(home / STORE_FILE) as db:
        db.execute("UPDATE name SET key = 'old'")
        db.execute("UPDATE meta SET value = 'old' WHERE name = 'rules'")
    assert Gazetteer.open(home).lookup("بقرص")
    assert names(home, "بقرص") == ["1"]
    assert [path.name for path in home.iterdir()] == [STORE_FILE]
