"""UCDP GED as its codebook has it: order, precisions, deaths by side, deadly events only."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from rasid.export import ucdp
from rasid.export.rows import Item, Merged, Toll, When
from rasid.export.run import Request, export

from .conftest import Exported, agent, day, event, killed, place, record, target

ORDER = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low "
    "gwnoa gwnob"
).split()


def only(exported: Exported, told: Any, **options: Any) -> dict[str, str]:
    content, _ = exported("ucdp-ged", record(told), **options)
    (found,) = csv.DictReader(io.StringIO(content.decode("utf-8")))
    return found


def test_the_49_columns_stand_in_order(exported: Exported) -> None:
    content, _ = exported("ucdp-ged", record())
    assert content.decode().splitlines()[0].split(",") == ORDER
    assert len(ORDER) == 49


def test_one_sided_violence(exported: Exported) -> None:
    found = only(exported, event())
    told = {
        "id": "1",
        "relid": "rep-7:e1",
        "type_of_violence": "3",
        "side_a": "Syrian Armed Forces",
        "side_b": "Civilians",
        "gwnoa": "652",
        "gwnob": "",
        "where_prec": "1",
        "geom_wkt": "POINT (36.80591 35.86437)",
        "country": "Syria",
        "country_id": "652",
        "region": "Middle East",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2025-03-12 00:00:00.000",
        "deaths_civilians": "3",
        "best": "3",
        "source_article": 'Plain Daily, 2025-03-13, "Headline words"',
    }
    assert {name: found[name] for name in told} == told


def test_ids_of_ucdp_stay_empty(exported: Exported) -> None:
    found = only(exported, event())
    ids = [name for name in ORDER if name.endswith(("_dset_id", "_new_id"))]
    assert {found[name] for name in (*ids, "conflict_name", "active_year", "code_status")} == {""}


def test_rows_are_numbered(exported: Exported) -> None:
    content, _ = exported("ucdp-ged", record(event(), event()), record(event(), id="other"))
    found = csv.DictReader(io.StringIO(content.decode()))
    assert [line["id"] for line in found] == ["1", "2", "3"]


def test_deaths_by_side_add_up(exported: Exported) -> None:
    clash = event(
        targets=(target("combatant", "Hayat Tahrir al-Sham", "sy.hts"),),
        casualties=(
            killed(4, 6, "combatant", side="Syrian Armed Forces"),
            killed(2, 2, "combatant", side="Hayat Tahrir al-Sham"),
            killed(1, None, "civilian"),
            killed(5, 5, "unknown"),
        ),
    )
    found = {name: int(value) for name, value in only(exported, clash).items() if value.isdigit()}
    assert [found[name] for name in ucdp.DEATHS] == [4, 2, 1, 5]
    assert found["best"] == sum(found[name] for name in ucdp.DEATHS) == found["low"]
    assert found["high"] == 6 + 2 + 1 + 5


FIGHT = {
    "type": "armed_clash",
    "agents": (agent(),),
    "targets": (target("combatant", "Hayat Tahrir al-Sham", "sy.hts"),),
}
OF_SIDES = (("Syrian Armed Forces", 4), ("Hayat Tahrir al-Sham", 2), ("Nobody Known", 1))
KILLED = (Toll("killed", "all", 5, 9, 12), Toll("killed", "civilian", 1, 1, 1))
FIGHTERS = Toll("killed", "combatant", 5, 5, 5)


@pytest.mark.parametrize(
    ("changes", "tolls", "of_sides", "deaths"),
    [
        (FIGHT, KILLED, OF_SIDES, [4, 2, 1, 2]),
        (FIGHT, KILLED, (), [0, 0, 1, 8]),
        (FIGHT, (*KILLED, FIGHTERS), (), [0, 0, 1, 8]),
        ({**FIGHT, "type": "air_strike"}, (*KILLED, FIGHTERS), (), [0, 5, 1, 3]),
        ({"type": "air_strike"}, (*KILLED, FIGHTERS), (), [0, 0, 1, 8]),
        (FIGHT, (Toll("killed", "all", 3, 5, 7),), OF_SIDES, [0, 0, 0, 5]),
    ],
    ids=["told", "not told", "fighters of a clash", "of those aimed at", "of nobody", "differ"],
)
def test_deaths_of_an_incident_are_of_a_side_where_its_tolls_tell_it(
    changes: Any, tolls: Any, of_sides: Any, deaths: list[int]
) -> None:
    told = record(event(**changes))
    merged = Merged("i", "a", "fair", (), tolls, 2, (told.report,), True, 0.0, (), of_sides)
    out = io.BytesIO()
    request = Request.of("ucdp-ged", "internal", incidents=True, delay=0)
    export([Item(told, merged)], request, out)
    (found,) = csv.DictReader(io.StringIO(out.getvalue().decode()))
    assert [int(found[name]) for name in ucdp.DEATHS] == deaths
    assert int(found["best"]) == sum(deaths)


@pytest.mark.parametrize("casualties", [(), (killed(0, 0),), (killed(3, 3, outcome="injured"),)])
def test_an_event_without_a_death_is_none_of_ged(exported: Exported, casualties: Any) -> None:
    _, account = exported("ucdp-ged", record(event(casualties=casualties)))
    assert account.dropped == {"no_deaths": ["rep-7:e1"]}


def test_a_suspect_is_no_side(exported: Exported) -> None:
    found = only(exported, event(agents=(agent(certainty="accused"),)))
    assert (found["side_a"], found["gwnoa"]) == ("XXX", "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 1),
        ({"precision": "area", "relation": "near", "radius_km": 5.0}, 2),
        ({"precision": "settlement", "relation": "outskirts"}, 2),
        ({"precision": "admin2"}, 3),
        ({"precision": "admin1"}, 4),
        ({"precision": "area", "radius_km": 60.0}, 5),
        ({"precision": "road"}, 5),
        ({"precision": "country"}, 6),
    ],
)
def test_where_prec(changes: Any, code: int) -> None:
    assert ucdp.where_prec(place(**changes)) == code


@pytest.mark.parametrize(
    ("precision", "days", "code"),
    [
        *(("hour", 1, 1), ("day", 1, 1), ("range", 2, 2), ("range", 6, 2), ("range", 7, 3)),
        *(("week", 7, 3), ("month", 30, 4), ("range", 31, 4), ("range", 90, 5), ("year", 365, 5)),
        ("published", 1, 3),
    ],
)
def test_date_prec(precision: str, days: int, code: int) -> None:
    first = date(2025, 3, 1)
    last = date.fromordinal(first.toordinal() + days - 1)
    assert ucdp.date_prec(When(first, last, precision)) == code


def test_a_span_of_days_is_no_clear_event(exported: Exported) -> None:
    told = event(time=day("2025-03-01", "2025-03-05", "range"))
    found = only(exported, told)
    assert (found["event_clarity"], found["date_end"][:10]) == ("2", "2025-03-05")


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90.0, -180.0, 1), (-89.6, -179.4, 2), (-89.4, -180.0, 721), (90.0, 180.0, 259_200)],
)
def test_cells_of_priogrid(lat: float, lon: float, cell: int) -> None:
    assert ucdp.priogrid(lat, lon) == cell
