"""Each published format is known by its content and read into places, areas and skipped rows."""

from __future__ import annotations

import builtins
import csv
import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rasid.errors import GazetteerError
from rasid.geo.additions import ImportReport, add
from rasid.geo.gazetteer import STORE_FILE, Gazetteer
from rasid.geo.importers.detect import detect, is_alternates
from rasid.geo.place import GazetteerPlace
from rasid.geo.store import Store

from .tables import (
    BUQRUS,
    collection,
    feature,
    geonames_line,
    geonames_text,
    names_text,
    square,
    wof_database,
    wof_record,
    wof_records,
    wof_tree,
    zipped,
)

COD = "ADM2_PCODE,ADM2_EN,ADM2_AR,ADM1_PCODE,ADM1_EN,ADM1_AR,ADM0_PCODE,validOn"
UNIT_ROW = "SY09,Deir-ez-Zor,دير الزور,35.3,40.1\n"
COD_ROW = "SY0902,Al Mayadin,الميادين,SY09,Deir-ez-Zor,دير الزور,SY,2024-02-03"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def place(home: Path, name: str) -> GazetteerPlace:
    (found,) = Gazetteer([Store(home / STORE_FILE)]).lookup(name)
    return found.place


def known(home: Path, name: str) -> bool:
    return bool(Gazetteer([Store(home / STORE_FILE)]).lookup(name))


def reasons(report: ImportReport) -> dict[str, int]:
    return dict(report.reasons)


# ------------------------------------------------------------------ GeoNames
def test_a_country_file_with_its_names_by_language(tmp_path: Path, home: Path) -> None:
    table = zipped(tmp_path / "SY.zip", "SY.txt", geonames_text())
    names = zipped(tmp_path / "names" / "SY.zip", "SY.txt", names_text())
    report = add(table, home, alternates=(names,))
    found = place(home, "بقرص")
    assert (found.id, found.kind, found.population) == ("gn:171196", "town", 4000)
    assert (found.name_ar, found.name_en) == ("بقرص", "Buqras")  # the preferred ones
    assert (found.admin1, found.admin1_ar) == ("Deir ez-Zor", "محافظة دير الزور")
    assert place(home, "البقرصية") == found  # a name of old is known, but not shown
    assert not known(home, "بقرصفارسی")
    assert (report.format, report.dataset) == ("geonames", "geonames-SY")
    assert report.version == "2025-01-02"
    assert "CC BY 4.0" in report.license


def test_a_country_file_alone_gives_its_untagged_arabic_names(tmp_path: Path, home: Path) -> None:
    add(zipped(tmp_path / "SY.zip", "SY.txt", geonames_text()), home)
    found = place(home, "بقرص")
    assert (found.name_ar, found.name_en) == ("بقرص", "Buqruş")


def test_a_country_file_that_was_unpacked_is_the_same_table(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_text(geonames_text(), encoding="utf-8")
    assert add(path, home).dataset == "geonames-SY"


def test_geonames_rows_that_are_skipped_say_why(tmp_path: Path, home: Path) -> None:
    more = (
        geonames_line(BUQRUS),  # once more
        geonames_line(BUQRUS.replace("PPL", "PPLQ").replace("171196", "2")),
        geonames_line(
            BUQRUS.replace("PPL", "WLL").replace("\tP\t", "\tH\t").replace("171196", "3")
        ),
        geonames_line(BUQRUS.replace("35.07", "95.07").replace("171196", "4")),
        geonames_line(BUQRUS.replace("35.07\t40.42", "40.42\t35.07").replace("171196", "5")),
        geonames_line(BUQRUS.replace("171196", "x")),
        "too\tfew\n",
    )
    report = add(zipped(tmp_path / "SY.zip", "SY.txt", geonames_text(*more)), home)
    assert (report.added, report.skipped) == (2, 7)
    assert reasons(report) == {
        "id occurs before in this table": 1,
        "a place that is no more": 1,
        "a kind of place that reports do not name (WLL)": 1,
        "coordinate 95.07 is out of range": 1,
        "latitude and longitude are swapped: the point is not in SY, the swapped one is": 1,
        "id 'x' is no number": 1,
        "not 19 columns": 1,
    }


def test_names_of_other_countries_are_passed_over(tmp_path: Path, home: Path) -> None:
    names = zipped(tmp_path / "names.zip", "SY.txt", names_text("9\t1\tar\tمكان آخر\t\t\t\t"))
    add(zipped(tmp_path / "SY.zip", "SY.txt", geonames_text()), home, alternates=(names,))
    assert not known(home, "مكان آخر")


def test_alternate_names_are_told_from_a_country_file(tmp_path: Path) -> None:
    assert is_alternates(zipped(tmp_path / "a.zip", "SY.txt", names_text()))
    assert not is_alternates(zipped(tmp_path / "b.zip", "SY.txt", geonames_text()))


# ------------------------------------------------------------------ OCHA COD-AB
def test_a_cod_table_with_coordinates(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "syr_adm2.csv"
    path.write_text(f"{COD},lat,lon\n{COD_ROW},35.01,40.45\n", encoding="utf-8")
    report = add(path, home)
    found = place(home, "الميادين")
    assert (found.id, found.kind, found.country) == ("cod:SY0902", "admin2", "SY")
    assert (found.admin1, found.admin2) == ("Deir ez-Zor", "Al Mayadin")
    assert (report.format, report.version) == ("cod-ab", "2024-02-03")


@pytest.mark.parametrize(
    "header",
    [
        "admin2Pcode,admin2Name_en,admin2Name_ar,admin1Pcode,admin1Name_en,admin1Name_ar,x,date",
        "adm2_pcode,adm2_name,adm2_name1,adm1_pcode,adm1_name,adm1_name1,x0,date",
    ],
)
def test_cod_columns_are_known_under_all_their_names(
    tmp_path: Path, home: Path, header: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{header},center_lat,center_lon\n{COD_ROW},35.01,40.45\n", encoding="utf-8")
    add(path, home)
    assert place(home, "الميادين").admin1_ar == "دير الزور"


def test_cod_units_without_coordinates_lie_in_their_boundary(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{COD}\n{COD_ROW}\nSY0999,Nowhere,,SY09,,,SY,\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="no coordinates"):
        add(path, home)
    about = {"ADM2_PCODE": "SY0902", "ADM2_EN": "Al Mayadin", "ADM1_PCODE": "SY09"}
    add(collection(tmp_path / "sy.geojson", feature(about, square(40.0, 34.0, 1.0))), home)
    report = add(path, home)
    found = place(home, "الميادين")
    assert (round(found.lat, 3), round(found.lon, 3)) == (34.5, 40.5)
    assert (report.added, report.skipped) == (1, 1)


def test_a_cod_workbook_has_a_sheet_a_level(tmp_path: Path, home: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["about", "this file"])
    sheet = book.create_sheet("ADM2")
    sheet.append([*COD.split(","), "lat", "lon"])
    sheet.append([*COD_ROW.split(","), 35.01, 40.45])
    sheet.append(["SY0903", "Far", None, "SY09", None, None, "SY", None, 135.01, 40.45])
    path = tmp_path / "syr.xlsx"
    book.save(path)
    report = add(path, home)
    assert place(home, "الميادين").lat == 35.01
    assert reasons(report) == {"coordinate 135.01 is out of range": 1}


def test_an_archive_of_cod_tables_is_read_whole(tmp_path: Path, home: Path) -> None:
    path = zipped(
        tmp_path / "syr.zip", "tables/adm2.csv", f"{COD},lat,lon\n{COD_ROW},35.01,40.45\n"
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("tables/adm1.csv", "ADM1_PCODE,ADM1_EN,ADM1_AR,lat,lon\n" + UNIT_ROW)
        archive.writestr("notes.csv", "about,this\narchive,\n")
    report = add(path, home)
    assert (report.format, report.added, report.skipped) == ("cod-ab", 2, 0)
    assert (place(home, "الميادين").kind, place(home, "دير الزور").kind) == ("admin2", "admin1")


def test_an_archive_may_hold_a_cod_workbook(tmp_path: Path, home: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append([*COD.split(","), "lat", "lon"])
    book.active.append([*COD_ROW.split(","), 35.01, 40.45])
    book.save(tmp_path / "inner.xlsx")
    path = tmp_path / "syr_gazetteer.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "inner.xlsx", "syr_adm.xlsx")
    assert add(path, home).added == 1
    assert place(home, "الميادين").id == "cod:SY0902"


def test_an_archive_without_any_table_says_what_can_be_added(tmp_path: Path, home: Path) -> None:
    path = zipped(tmp_path / "other.zip", "notes.csv", "about,this\narchive,\n")
    with pytest.raises(GazetteerError, match="none with p-codes in the archive"):
        add(path, home)


def test_a_workbook_without_openpyxl_says_what_to_install(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest)

    path = zipped(tmp_path / "syr.xlsx", "xl/workbook.xml", "<x/>")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(GazetteerError, match=r"rasid\[xlsx\]"):
        add(path, home)


# ------------------------------------------------------------------ Who's On First
@pytest.mark.parametrize("form", ["tree", "database"])
def test_whos_on_first_records(tmp_path: Path, home: Path, form: str) -> None:
    records = wof_records()
    made = wof_tree if form == "tree" else wof_database
    report = add(made(tmp_path / "admin-sy", records), home)
    found = place(home, "بقرص")
    assert (found.id, found.kind, found.name_en) == ("wof:12", "town", "Buqrus")
    assert (found.admin1, found.admin1_ar, found.admin2) == ("Deir ez-Zor", "دير الزور", "Mayadin")
    assert (report.added, report.areas, report.version) == (3, 1, "2025-01-01")
    assert reasons(report) == {"a place that is no more": 1, "replaced by another record": 1}
    units = Gazetteer([Store(home / STORE_FILE)]).area_at(35.07, 40.42)
    assert units is not None
    assert units.admin1 == "Deir ez-Zor"


def test_a_damaged_record_harms_no_other(tmp_path: Path, home: Path) -> None:
    folder = wof_tree(tmp_path / "wof", [wof_record(1, "locality", 35, 40)])
    (folder / "data" / "cut.geojson").write_text('{"properties": {"wof', encoding="utf-8")
    assert (add(folder, home).added, add(folder, home).skipped) == (1, 1)


# ------------------------------------------------------------------ boundaries
def test_a_point_is_in_its_area_but_not_in_a_hole(tmp_path: Path, home: Path) -> None:
    region = {"placetype": "region", "id": 1, "name_ar": ["حمص"], "name_en": ["Homs"]}
    county = {"placetype": "county", "id": 2, "name": "Tadmur", "parent": 1}
    path = collection(
        tmp_path / "sy.geojson",
        feature(region, square(36, 33, 4), square(39, 36, 0.5)),
        feature(county, square(38, 34, 1)),
    )
    assert add(path, home).areas == 2
    known = Gazetteer([Store(home / STORE_FILE)])
    inner, outer = known.area_at(34.5, 38.5), known.area_at(33.5, 36.5)
    assert inner is not None
    assert outer is not None
    assert (inner.country, inner.admin1, inner.admin2) == ("SY", "Homs", "Tadmur")
    assert (outer.admin1, outer.admin2) == ("Homs", "")
    assert known.area_at(36.2, 39.2) is None
    assert known.area_at(-80.0, 0.0) is None


def test_boundaries_may_be_gzipped_and_larger_than_a_chunk(tmp_path: Path, home: Path) -> None:
    about = {"shapeType": "ADM1", "shapeName": "Unit", "note": "ن" * 400_000}
    shapes = [feature({**about, "shapeID": str(i)}, square(36 + i, 33, 1)) for i in range(3)]
    plain = collection(tmp_path / "iq.geojson", *shapes)
    packed = tmp_path / "iq.geojson.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    report = add(packed, home)
    assert (report.areas, report.dataset) == (3, "boundaries-iq")


def test_outlines_that_cannot_be_read_are_skipped(tmp_path: Path, home: Path) -> None:
    about = {"placetype": "region", "id": 1, "name": "A"}
    point = {"type": "Point", "coordinates": [1, 2]}
    path = collection(
        tmp_path / "sy.geojson",
        feature(about, square(36, 33, 1)),
        feature({**about, "id": 2}, [[36, 33], [37, 33]]),
        feature({**about, "id": 3}, square(400_000, 33, 1)),  # metres, not degrees
        {"type": "Feature", "properties": about, "geometry": point},
        feature({"name": "no level"}, square(36, 33, 1)),
        feature({"placetype": "region"}, square(36, 33, 1)),
    )
    report = add(path, home)
    assert (report.areas, report.skipped) == (1, 5)


def test_boundaries_without_a_country_need_one(tmp_path: Path, home: Path) -> None:
    about = {"placetype": "region", "id": 1, "name": "A"}
    path = collection(tmp_path / "outlines.geojson", feature(about, square(36, 33, 1)))
    with pytest.raises(GazetteerError, match="--country"):
        add(path, home)
    assert add(path, home, country="sy").areas == 1


# ------------------------------------------------------------------ what is none of them
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"a,b\n1,2\n"),
        ("b.json", b'{"a": 1}'),
        ("c.zip", b"PK\x05\x06" + b"\0" * 18),
        ("d.sqlite", b"SQLite format 3\0"),
        ("e.bin", bytes(range(256))),
        ("f.csv", b""),
    ],
)
def test_a_file_of_no_known_format_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=name):
        detect(path)


def test_an_empty_folder_and_a_missing_file_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"no \.geojson"):
        detect(tmp_path)
    with pytest.raises(GazetteerError, match="No such file"):
        detect(tmp_path / "none.zip")


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.97])
@pytest.mark.parametrize("kind", ["geonames", "names", "boundaries", "xlsx", "database", "csv"])
def test_truncated_files_change_nothing(tmp_path: Path, home: Path, kind: str, kept: float) -> None:
    add(zipped(tmp_path / "SY.zip", "SY.txt", geonames_text()), home)
    before = (home / STORE_FILE).read_bytes()
    path = tmp_path / f"cut-{kind}"
    whole = _whole(tmp_path, kind)
    path.write_bytes(whole[: int(len(whole) * kept)])
    alternates = (path,) if kind == "names" else ()
    table = tmp_path / "SY.zip" if kind == "names" else path
    with pytest.raises(GazetteerError, match="cut-"):
        add(table, home, alternates=alternates)
    assert (home / STORE_FILE).read_bytes() == before
    assert [left.name for left in home.iterdir()] == [STORE_FILE]


def _whole(folder: Path, kind: str) -> bytes:
    more = [geonames_line(BUQRUS.replace("171196", str(i))) for i in range(300)]
    if kind in ("geonames", "names"):
        text = geonames_text(*more) if kind == "geonames" else names_text() * 50
        return zipped(folder / "whole.zip", "SY.txt", text).read_bytes()
    if kind == "boundaries":
        shapes = [feature({"placetype": "region", "id": i, "name": "A"}, square(36, 33, 1))
                  for i in range(200)]  # fmt: skip
        return gzip.compress(collection(folder / "w.geojson", *shapes).read_bytes())
    if kind == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.active.append([*COD.split(","), "lat", "lon"])
        for _ in range(200):
            book.active.append([*COD_ROW.split(","), 35.01, 40.45])
        book.save(folder / "w.xlsx")
        return (folder / "w.xlsx").read_bytes()
    if kind == "database":
        records = [wof_record(i, "locality", 35, 40, note="x" * 400) for i in range(60)]
        return wof_database(folder / "w.sqlite", records).read_bytes()
    header = "id,name_ar,name_en,lat,lon,kind,country\n"
    rows = "".join(f"{i},بقرص,B,35,40,town,SY\n" for i in range(500))
    return gzip.compress((header + rows).encode())


def test_mixed_encodings_skip_only_their_rows(tmp_path: Path, home: Path) -> None:
    rows = [geonames_line(BUQRUS).encode(), geonames_line(BUQRUS).encode("cp1256", "replace")]
    path = tmp_path / "SY.txt"
    path.write_bytes(b"".join(rows))
    report = add(path, home)
    assert reasons(report) == {"bytes that are not UTF-8": 1}
    assert known(home, "بقرص")


def test_a_table_with_its_two_columns_exchanged_is_refused(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "name_ar", "name_en", "lat", "lon", "kind", "country"])
        for i in range(10):
            writer.writerow([i, "قرية", "Village", 40 + i / 10, 35, "town", "SY"])
    with pytest.raises(GazetteerError, match="exchange the two columns"):
        add(path, home)
    assert not (home / STORE_FILE).exists()


def test_a_feature_collection_may_name_its_features_late(tmp_path: Path, home: Path) -> None:
    about = {"placetype": "region", "id": 1, "name": "A"}
    shapes = [feature(about, square(36, 33, 1))]
    text = json.dumps({"type": "FeatureCollection", "name": "x" * 300_000, "features": shapes})
    path = tmp_path / "sy.geojson"
    path.write_text(text, encoding="utf-8")
    assert add(path, home).areas == 1
