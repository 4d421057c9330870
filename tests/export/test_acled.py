"""ACLED's table as its codebook has it: order, precisions, sides, conservative fatalities."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from rasid.export import acled
from rasid.export.rows import When
from rasid.model import AcledCode, Codes

from .conftest import Exported, agent, day, event, killed, place, record, row, target

ORDER = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp"
).split()


def coded(kind: str, sub_event: str, disorder: str = "Political violence") -> Codes:
    own = event().codes
    return Codes(AcledCode(disorder, kind, sub_event), own.plover, own.ucdp)


def only(exported: Exported, told: Any, **options: Any) -> dict[str, str]:
    content, _ = exported("acled", record(told), **options)
    (found,) = csv.DictReader(io.StringIO(content.decode("utf-8")))
    return found


def test_the_31_columns_stand_in_order(exported: Exported) -> None:
    content, _ = exported("acled", record())
    assert content.decode().splitlines()[0].split(",") == ORDER
    assert len(ORDER) == 31


def test_an_attack_on_civilians(exported: Exported) -> None:
    found = only(exported, event())
    told = {
        "event_id_cnty": "SYR-rep-7:e1",
        "event_date": "2025-03-12",
        "year": "2025",
        "time_precision": "1",
        "actor1": "Syrian Armed Forces",
        "inter1": "State forces",
        "actor2": "Civilians (Syria)",
        "inter2": "Civilians",
        "interaction": "State forces-Civilians",
        "civilian_targeting": "Civilian targeting",
        "iso": "760",
        "region": "Middle East",
        "country": "Syria",
        "admin1": "Idlib",
        "location": "Saraqib",
        "geo_precision": "1",
        "fatalities": "3",
        "notes": "Shelling of Saraqib.",
        "timestamp": "1748779200",
    }
    assert {name: found[name] for name in told} == told


def test_codes_instead_of_labels(exported: Exported) -> None:
    found = only(exported, event(), codes=True)
    assert (found["inter1"], found["inter2"], found["interaction"]) == ("1", "7", "17")


@pytest.mark.parametrize(
    ("one", "other", "code", "label"),
    [
        (1, 0, 10, "State forces only"),
        (2, 1, 12, "State forces-Rebel group"),
        (8, 7, 78, "Civilians-External/Other forces"),
        (3, 3, 33, "Political militia-Political militia"),
        (0, 0, 0, None),
    ],
)
def test_interactions_have_the_lower_code_first(
    one: int, other: int, code: int, label: str | None
) -> None:
    assert acled.interaction(one, other, codes=True) == code
    assert acled.interaction(one, other, codes=False) == label


# ------------------------------------------------------------------ sides
def test_a_suspect_is_no_actor(exported: Exported) -> None:
    for certainty in ("suspected", "accused"):
        found = only(exported, event(agents=(agent(certainty=certainty),)))
        assert found["actor1"] == "Unidentified Armed Group (Syria)"
        assert found["inter1"] == "Political militia"
        assert "suspected or accused" in found["notes"]
        assert "Syrian Armed Forces" not in found["assoc_actor_1"]


def test_parties_of_a_clash_without_a_target_stand_against_each_other(exported: Exported) -> None:
    clash = event(
        type="armed_clash",
        agents=(agent(), agent("sy.hts")),
        targets=(),
        casualties=(),
        codes=coded("Battles", "Armed clash"),
    )
    found = only(exported, clash)
    assert (found["actor1"], found["actor2"]) == ("Syrian Armed Forces", "Hayat Tahrir al-Sham")
    assert found["interaction"] == "State forces-Rebel group"


def test_further_parties_are_associated(exported: Exported) -> None:
    found = only(exported, event(agents=(agent(), agent("sy.hts"))))
    assert found["assoc_actor_1"] == "Hayat Tahrir al-Sham"


def test_demonstrators_and_aircraft_without_a_name(exported: Exported) -> None:
    codes = coded("Protests", "Peaceful protest", "Demonstrations")
    protest = event(type="protest", agents=(), targets=(), casualties=(), codes=codes)
    found = only(exported, protest)
    assert (found["actor1"], found["interaction"]) == ("Protesters (Syria)", "Protesters only")
    codes = coded("Explosions/Remote violence", "Air/drone strike")
    strike = event(type="air_strike", agents=(), codes=codes)
    assert only(exported, strike)["actor1"] == "Unidentified Military Forces (Syria)"


def test_a_named_target_is_no_civilian(exported: Exported) -> None:
    found = only(exported, event(targets=(target("combatant", "Hayat Tahrir al-Sham", "sy.hts"),)))
    assert (found["actor2"], found["civilian_targeting"]) == ("Hayat Tahrir al-Sham", "")


# ------------------------------------------------------------------ numbers
def test_fatalities_are_the_least_and_the_notes_tell_the_range(exported: Exported) -> None:
    found = only(exported, event(casualties=(killed(5, 7), killed(2, None, "combatant"))))
    assert found["fatalities"] == "7"
    assert "7 or more reported" in found["notes"]
    found = only(exported, event(casualties=(killed(5, 7),)))
    assert "5 to 7 reported" in found["notes"]


def test_no_toll_is_no_fatality(exported: Exported) -> None:
    assert only(exported, event(casualties=()))["fatalities"] == "0"


# ------------------------------------------------------------------ when and where
@pytest.mark.parametrize(
    ("precision", "days", "code"),
    [
        *(("hour", 1, 1), ("part_of_day", 1, 1), ("day", 1, 1), ("week", 7, 2), ("month", 31, 3)),
        *(("range", 1, 1), ("range", 3, 2), ("range", 8, 3), ("range", 40, None)),
        *(("year", 365, None), ("published", 1, 2)),
    ],
)
def test_time_precision(precision: str, days: int, code: int | None) -> None:
    first = date(2025, 3, 1)
    last = date.fromordinal(first.toordinal() + days - 1)
    assert acled.time_precision(When(first, last, precision)) == code


@pytest.mark.parametrize(
    ("precision", "relation", "code"),
    [
        *(("settlement", "in", 1), ("neighbourhood", "in", 1), ("point", "in", 1)),
        *(("point", "distance", 2), ("area", "near", 2), ("road", "road", 2), ("admin2", "in", 2)),
        *(("admin1", "countryside", 3), ("country", "in", None), ("unresolved", "in", None)),
    ],
)
def test_geo_precision(precision: str, relation: str, code: int | None) -> None:
    assert acled.geo_precision(place(precision=precision, relation=relation)) == code


def test_the_day_of_publication_is_less_precise_and_noted(exported: Exported) -> None:
    found = only(exported, event(time=None))
    assert (found["event_date"], found["time_precision"]) == ("2025-03-13", "2")
    assert "publication" in found["notes"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"place": None}, "no_place"),
        ({"place": place(precision="unresolved", lat=None, lon=None)}, "no_place"),
        ({"place": place(precision="country")}, "place_too_vague"),
        ({"time": day("2024-01-01", "2024-12-31", "year")}, "day_too_vague"),
    ],
)
def test_what_has_no_row_says_why(exported: Exported, changes: Any, reason: str) -> None:
    assert acled.refusal(row(**changes)) == reason
    _, account = exported("acled", record(event(**changes)))
    assert account.dropped == {reason: ["rep-7:e1"]}
    assert account.out == 0


@pytest.mark.parametrize("status", ["planned", "denied", "possible"])
@pytest.mark.parametrize("form", ["acled", "ucdp-ged", "plover", "kml", "hxl"])
def test_what_did_not_happen_stays_behind(exported: Exported, form: str, status: str) -> None:
    _, account = exported(form, record(event(status=status)))
    assert account.dropped == {"not_happened": ["rep-7:e1"]}
