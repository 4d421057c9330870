"""Adding tables: repeatable, all or nothing, and told in numbers."""

from __future__ import annotations

import gzip
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rasid.errors import GazetteerError
from rasid.geo.additions import add
from rasid.geo.corrections import CORRECTIONS_FILE, OWN, correct
from rasid.geo.gazetteer import STORE_FILE, Gazetteer
from rasid.geo.place import CORRECTED, GazetteerPlace
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


# ------------------------------------------------------------------ one import and another
def test_an_id_that_comes_twice_is_added_once(tmp_path: Path, home: Path) -> None:
    report = add(write(tmp_path, HEADER + BUQRUS + BUQRUS), home)
    assert (report.added, report.reasons) == (1, (("id occurs before in this table", 1),))


def test_what_a_table_is_is_noted(tmp_path: Path, home: Path) -> None:
    report = add(write(tmp_path, HEADER + BUQRUS), home, license="CC0")
    (noted,) = Store(home / STORE_FILE).datasets()
    assert (noted.name, noted.format, noted.license, noted.places) == ("mine", "csv", "CC0", 1)
    assert (noted.sha256, noted.version) == (report.sha256, report.version)
    assert len(noted.sha256) == 64


def test_a_point_far_from_its_country_is_skipped(tmp_path: Path, home: Path) -> None:
    report = add(write(tmp_path, HEADER + BUQRUS + NYALA.replace("12.05", "52.05")), home)
    assert report.reasons == (("the point is far outside of SD", 1),)


def test_only_one_import_runs_at_a_time(tmp_path: Path, home: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    home.mkdir()
    with (home / f"{STORE_FILE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(GazetteerError, match="another import"):
            add(write(tmp_path, HEADER + BUQRUS), home)


KILLED = """
import os, signal, sys
from pathlib import Path
from rasid.geo import additions, store
real, count = store.insert, 0
def insert(*given):
    global count
    count += 1
    if count == 200:
        given[0].commit()
        os.kill(os.getpid(), signal.SIGKILL)
    real(*given)
store.insert = insert
if sys.argv[3] == "sync":
    additions._sync = lambda path: os.kill(os.getpid(), signal.SIGKILL)
    store.insert = real
additions.add(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("when", ["rows", "sync"])
def test_a_killed_import_changes_nothing_and_leaves_nothing(
    tmp_path: Path, home: Path, when: str
) -> None:
    add(write(tmp_path, HEADER + BUQRUS), home)
    before = (home / STORE_FILE).read_bytes()
    rows = "".join(f"{i},قرية {i},V,35,40,town,SY,,\n" for i in range(400))
    table = write(tmp_path, HEADER + rows, "many.csv")
    done = subprocess.run([sys.executable, "-c", KILLED, table, home, when], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (home / STORE_FILE).read_bytes() == before
    assert names(home, "بقرص") == ["1"]
    assert add(table, home).added == 400
    assert [path.name for path in home.iterdir()] == [STORE_FILE]


# ------------------------------------------------------------------ corrections
def corrected(home: Path, name: str, *, id: str = "", lat: float = 35.5) -> None:
    own = id or f"{OWN}SY:{name}"
    correct(
        GazetteerPlace(own, name, "", lat, 40.0, "town", "SY", "", "", "", None, CORRECTED), home
    )


def points(home: Path, name: str) -> list[float]:
    return [candidate.place.lat for candidate in Gazetteer.open(home).lookup(name)]


def test_a_correction_stands_for_all_places_of_its_name(tmp_path: Path, home: Path) -> None:
    add(
        write(tmp_path, HEADER + BUQRUS + BUQRUS.replace("1,", "9,", 1).replace("35.", "36.")), home
    )
    corrected(home, "بقرص")
    assert points(home, "بقرص") == [35.5]


def test_the_last_correction_counts(tmp_path: Path, home: Path) -> None:
    corrected(home, "بقرص")
    corrected(home, "بقرص", lat=35.7)
    assert points(home, "بقرص") == [35.7]


def test_a_correction_by_id_moves_only_that_place(tmp_path: Path, home: Path) -> None:
    other = BUQRUS.replace("1,", "9,", 1).replace("35.", "36.").replace("Days Az Zawr", "Homs")
    add(write(tmp_path, HEADER + BUQRUS + other), home)
    corrected(home, "بقرص", id="9", lat=34.0)
    found = sorted(points(home, "بقرص"))
    assert found == [34.0, 35.07]


def test_a_correction_leaves_other_countries_alone(tmp_path: Path, home: Path) -> None:
    iraqi = "7,بقرص,Buqrus,33.0,44.0,town,IQ,,\n"
    add(write(tmp_path, HEADER + BUQRUS + iraqi), home)
    corrected(home, "بقرص")
    assert sorted(points(home, "بقرص")) == [33.0, 35.5]


def test_corrections_edited_by_hand_are_read(tmp_path: Path, home: Path) -> None:
    corrected(home, "بقرص")
    path = home / CORRECTIONS_FILE
    path.write_text(path.read_text("utf-8").rstrip("\n"), encoding="utf-8")  # a lost line end
    corrected(home, "الشحيل")
    assert points(home, "بقرص") == points(home, "الشحيل") == [35.5]
    path.write_text("name,where\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="no column"):
        Gazetteer.open(home)
