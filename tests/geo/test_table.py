"""Tables are read row by row: what is wrong is skipped with a reason, or the table refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from rasid.errors import GazetteerError
from rasid.geo.store import TableRow
from rasid.geo.table import Skipped, read_table

HEADER = "id,name_ar,other_ar,name_en,lat,lon,kind,country,admin1,population\n"
GOOD = "1,بقرص,بقرص فوقاني|بقرص تحتاني,Buqrus,35.07,40.42,village,SY,Deir ez-Zor,\n"


def table(folder: Path, body: bytes | str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


def test_a_row_is_read(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, "\ufeff" + HEADER + GOOD))
    assert isinstance(row, TableRow)
    assert (row.place.name_ar, row.place.country, row.place.population) == ("بقرص", "SY", None)
    assert row.other_ar == ("بقرص فوقاني", "بقرص تحتاني")


def test_gzip_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = table(tmp_path, gzip.compress((HEADER + GOOD).encode()), "t.bin")
    assert len(list(read_table(path))) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,ا,,A,95,40,town,SY,,\n", "out of range"),
        ("2,ا,,A,35,400,town,SY,,\n", "out of range"),
        ("2,ا,,A,nan,40,town,SY,,\n", "out of range"),
        ("2,ا,,A,north,40,town,SY,,\n", "no number"),
        ("2,ا,,A,35,40,town,,,\n", "no country"),
        ("2,,,,35,40,town,SY,,\n", "no name"),
        (",ا,,A,35,40,town,SY,,\n", "no id"),
        ("2,ا,,A,35,40,town,SY,,many\n", "population"),
        ("2,ا,,A,35,40,town,SY,,1,2,3\n", "more fields"),
        ("2," + "ا" * 300 + ",,A,35,40,town,SY,,\n", "letters"),
    ],
)
def test_a_bad_row_is_skipped_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    good, bad = read_table(table(tmp_path, HEADER + GOOD + row))
    assert isinstance(good, TableRow)
    assert isinstance(bad, Skipped)
    assert bad.line == 3
    assert reason in bad.reason


def test_rows_in_another_encoding_are_skipped(tmp_path: Path) -> None:
    cp1256 = "2,حلب,,Aleppo,36,37,town,SY,,\n".encode("cp1256")
    rows = list(read_table(table(tmp_path, (HEADER + GOOD).encode() + cp1256)))
    assert isinstance(rows[1], Skipped)
    assert "UTF-8" in rows[1].reason


def test_a_latin_name_alone_is_kept(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, HEADER + "1,,,Nyala,12.05,24.88,town,SD,,\n"))
    assert isinstance(row, TableRow)
    assert row.place.name_ar == ""


@pytest.mark.parametrize(
    "body",
    ["", "id,name,lat,lon\n1,x,1,1\n", "{}", HEADER.replace(",lat", "")],
)
def test_wrong_columns_are_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(GazetteerError, match="no column"):
        list(read_table(table(tmp_path, body)))


def test_a_cut_off_gzip_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress((HEADER + GOOD * 500).encode())
    with pytest.raises(GazetteerError, match="cut short"):
        list(read_table(table(tmp_path, packed[: len(packed) // 2])))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="read"):
        list(read_table(tmp_path / "none.csv"))
