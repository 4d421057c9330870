"""Names in texts, layers, and the shipped table."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from rasid.geo.gazetteer import Gazetteer, shipped
from rasid.geo.place import GazetteerPlace
from rasid.geo.store import Store, TableRow
from rasid.text.tokens import words_of

Stored = Callable[[Sequence[TableRow]], Store]
PLACES = files("rasid") / "data" / "places"


def matched(gazetteer: Gazetteer, text: str) -> list[str]:
    words: Sequence[str] = words_of(text)
    out, i = [], 0
    while i < len(words):
        hit = gazetteer.match(words, i)
        if hit:
            out.append(" ".join(words[hit.start : hit.end])[hit.cut :])
        i = hit.end if hit else i + 1
    return out


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("في دير الزور", ["دير الزور"]),
        ("في ديرالزور", ["ديرالزور"]),
        ("وصلوا إلى ابو كمال", ["ابو كمال"]),
        ("قصف كفرنبودة", ["كفرنبوده"]),
        ("مدينة معرة النعمان", ["معره النعمان"]),
        ("سيطروا على بقرص وبالميادين", ["بقرص", "الميادين"]),
        ("الطريق للميادين", ["ميادين"]),
        ("بنش", ["بنش"]),
        ("كلام بلا أماكن", []),
    ],
)
def test_names_in_a_text(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert matched(gazetteer, text) == names


def test_names_do_not_run_over_marks(gazetteer: Gazetteer) -> None:
    assert matched(gazetteer, "دير ، الزور") == []


def test_exact_spellings_come_first(gazetteer: Gazetteer) -> None:
    exact, variant = gazetteer.lookup("الميادين"), gazetteer.lookup("ميادين")
    assert exact[0].exactness == 1.0 > variant[0].exactness
    assert exact[0].place.id == variant[0].place.id


def test_all_homonyms_are_candidates(gazetteer: Gazetteer) -> None:
    assert {c.place.country for c in gazetteer.lookup("دوما")} == {"SY", "PS", "LB"}


def row(id_: str, lat: float, **fields: object) -> TableRow:
    given = {"kind": "town", "admin1": "", "population": None, "source": "x", **fields}
    place = GazetteerPlace(
        id_, "سراقب", str(given.get("name_en", "")), lat, 36.8, str(given["kind"]), "SY",
        str(given["admin1"]), "", "", given["population"], str(given["source"]),  # type: ignore[arg-type]
    )  # fmt: skip
    return TableRow(place, ())


def test_layers_that_know_a_place_make_one_candidate(stored: Stored) -> None:
    first = stored([row("a", 35.86, admin1="Idlib", population=34000, name_en="Saraqib")])
    (found,) = Gazetteer([first, stored([row("b", 35.862)])]).lookup("سراقب")
    assert (found.place.id, found.place.lat) == ("b", 35.862)  # the later layer's point
    assert (found.place.admin1, found.place.population) == ("Idlib", 34000)


def test_places_far_apart_stay_two(stored: Stored) -> None:
    both = Gazetteer([stored([row("a", 35.86)]), stored([row("b", 36.5)])])
    assert len(both.lookup("سراقب")) == 2


def test_a_town_and_its_governorate_stay_two(gazetteer: Gazetteer) -> None:
    assert {c.place.kind for c in gazetteer.lookup("إدلب")} == {"town", "admin1"}


def test_a_unit_is_not_called_by_the_name_of_another(stored: Stored) -> None:
    """Some tables list the name of one governorate among those of its neighbours."""
    own, other = row("a", 35.8, kind="admin1"), row("b", 36.2, kind="admin1")
    other = TableRow(replace(other.place, name_ar="المسطومة"), ("سراقب",))
    town = row("c", 35.86)
    found = Gazetteer([stored([own, other, town])]).lookup("سراقب")
    assert [one.place.id for one in found] == ["a", "c"]
    assert [one.place.id for one in Gazetteer([stored([other])]).lookup("سراقب")] == ["b"]


def test_a_hamlet_is_not_taken_for_in_a_region(stored: Stored) -> None:
    hamlet = TableRow(replace(row("a", 35.8).place, name_ar="بحران"), ())
    region = TableRow(replace(row("b", 32.6, kind="region").place, name_ar="حران"), ())
    town = TableRow(replace(region.place, id="c", kind="town"), ())
    for known, wanted in (([hamlet, region], ["حران"]), ([hamlet, town], ["بحران"])):
        assert matched(Gazetteer([stored(known)]), "بحران") == wanted


def test_outlets_speak_of_countries(gazetteer: Gazetteer) -> None:
    assert gazetteer.outlet_countries("Syria News Daily") == ["SY"]
    assert gazetteer.outlet_countries("الوكالة السورية") == ["SY"]
    assert gazetteer.outlet_countries("Daily News") == []
    assert gazetteer.outlet_countries(None) == []


# ------------------------------------------------------------------ what ships
@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    return list(csv.DictReader(PLACES.joinpath("shipped.csv").read_text("utf-8").splitlines()))


def test_shipped_table_is_as_the_manifest_says(table: list[dict[str, str]]) -> None:
    body = PLACES.joinpath("shipped.csv").read_bytes()
    manifest = json.loads(PLACES.joinpath("SOURCES.json").read_text("utf-8"))
    assert manifest["places"] == len(table)
    assert manifest["sha256"] == hashlib.sha256(body).hexdigest()
    assert all(source["license"] for source in manifest["made_from"])
    assert len(body) < 1_500_000


def test_shipped_rows_are_sound(table: list[dict[str, str]]) -> None:
    assert not [id_ for id_, n in Counter(r["id"] for r in table).items() if n > 1]
    assert all(r["name_ar"] and r["kind"] and r["source"] for r in table)
    assert all(-90 <= float(r["lat"]) <= 90 and -180 <= float(r["lon"]) <= 180 for r in table)
    assert not [r["name_ar"] for r in table if set(r["name_ar"]) & set("پچژگکیەۆێ")]


def test_governorates_are_spelled_one_way(table: list[dict[str, str]]) -> None:
    units = {r["admin1"] for r in table if r["country"] == "SY" and r["admin1"]}
    assert units == set(
        "Aleppo|Idlib|Raqqa|Deir ez-Zor|Hasakah|Homs|Hama|Latakia|Tartus|Damascus|Rural Damascus"
        "|Daraa|Suwayda|Quneitra".split("|")
    )


def test_shipped_layer_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_CACHE", str(tmp_path / "cache"))
    Gazetteer([shipped()])
    (compiled,) = (tmp_path / "cache").iterdir()
    stamp = compiled.stat().st_mtime_ns
    known = Gazetteer([shipped()])
    assert compiled.stat().st_mtime_ns == stamp
    assert {c.place.country for c in known.lookup("الموصل")} >= {"IQ"}
    assert {d.name for d in known.datasets()} == {"shipped"}


def test_a_damaged_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_CACHE", str(tmp_path))
    shipped()
    (compiled,) = tmp_path.iterdir()
    compiled.write_bytes(b"cut off")
    assert Gazetteer([shipped()]).lookup("حلب")


def test_without_a_cache_folder_the_layer_lives_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setenv("RASID_CACHE", str(blocked / "cache"))
    assert Gazetteer([shipped()]).lookup("حلب")


def test_coverage_counts_by_country(gazetteer: Gazetteer) -> None:
    coverage = {row.country: row for row in gazetteer.coverage()}
    assert coverage["PS"].places == coverage["PS"].named == 1
