"""FollowTheMoney, Uwazi and Bayanat: what goes out is what their own programs take.

FollowTheMoney's model is asked itself. Uwazi: the checks of app/api/csv (validateColumns,
importThesauri, csvDefinitions) of huridocs/uwazi, modelled here. Bayanat: the request models of
enferno/admin/validation/models.py of sjacorg/bayanat, which forbid fields that they do not name.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from rasid.export.bayanat import link
from rasid.export.rows import Item, Merged, Toll
from rasid.export.run import Request, export
from rasid.model import EVENT_TYPES

from .conftest import Exported, agent, day, event, place, record, report, target
from .payloads import REQUESTS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of followthemoney's parts

ENGLISH, ARABIC = "English", "Arabic"


def merged(**changes: Any) -> Merged:
    told = Merged(
        "inc1",
        "alias1",
        "fair",
        ("2 independent sources tell it, none denies it",),
        (Toll("killed", "all", 3, 4, 7), Toll("killed", "civilian", 3, 4, None)),
        2,
        (report(), report(id="rep-8", url="https://daily.example/8", published="2025-03-15")),
        True,
        0.4,
        ("casualties",),
    )
    return replace(told, **changes)


Incident = Callable[..., bytes]


@pytest.fixture
def incident() -> Incident:
    """`incident("ftm")` is the file of one incident."""

    def run(form: str, profile: str = "internal", **changes: Any) -> bytes:
        out = io.BytesIO()
        item = Item(record(event(), id="inc1"), merged(**changes))
        export([item], Request.of(form, profile, incidents=True, delay=0), out)
        return out.getvalue()

    return run


# ------------------------------------------------------------------ FollowTheMoney
def entities(content: bytes) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in content.splitlines():
        entity = json.loads(line)
        found.setdefault(entity["schema"], []).append(entity)
    return found


def several() -> Any:
    """What the model could stumble over: a month, a hedge, no place, a clash of two parties."""
    return record(
        event(),
        event(time=day("2025-03-01", "2025-03-31", "month")),
        event(agents=(agent(certainty="suspected"),), place=None),
        event(targets=(target("combatant", "Hezbollah", "lb.hezbollah"),)),
        event(place=place(precision="unresolved", lat=None, lon=None)),
    )


def test_the_model_itself_takes_every_entity(exported: Exported, incident: Incident) -> None:
    import followthemoney

    content = exported("ftm", several())[0] + incident("ftm")
    for line in content.splitlines():
        data = json.loads(line)
        proxy = followthemoney.model.get_proxy(data, cleaned=False)
        proxy.schema.validate(data)
        for name, values in data["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (name, values)


def test_events_point_at_parties_and_places_that_are_there(exported: Exported) -> None:
    found = entities(exported("ftm", several())[0])
    ids = {entity["id"] for entities in found.values() for entity in entities}
    assert len(found["Event"]) == 5
    for told in found["Event"]:
        properties = told["properties"]
        assert set(properties.get("involved", ())) <= ids
        assert set(properties.get("addressEntity", ())) <= ids


def test_who_is_only_suspected_is_not_involved(exported: Exported) -> None:
    told = entities(exported("ftm", several())[0])["Event"][2]["properties"]
    assert "involved" not in told
    assert any("is suspected" in note for note in told["notes"])


def test_a_month_is_a_month(exported: Exported) -> None:
    told = entities(exported("ftm", several())[0])["Event"][1]["properties"]
    assert told["startDate"] == ["2025-03"]


def test_bounds_of_an_incident_are_notes(incident: Incident) -> None:
    (told,) = entities(incident("ftm"))["Event"]
    assert "killed: 4 best supported, 3 to 7 told" in told["properties"]["notes"]
    assert len(told["properties"]["sourceUrl"]) == 2


# ------------------------------------------------------------------ Uwazi
def members(content: bytes) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        return {n: list(csv.reader(io.StringIO(archive.read(n).decode()))) for n in names}


def test_columns_are_those_that_uwazi_accepts(exported: Exported) -> None:
    found = members(exported("uwazi", record())[0])
    head = found["import.csv"][0]
    kinds = {row[0]: row[1] for row in found["template.csv"][1:]} | {"title": "text"}
    translated: dict[str, set[str]] = {}
    for column in head:
        name, mark, language = column.partition("__")
        assert re.fullmatch("[a-z0-9_]+", name)
        assert name in kinds, "every column is a property of the template"
        if mark:
            translated.setdefault(name, set()).add(language)
    plain = {column for column in head if "__" not in column}
    assert not plain & translated.keys(), "a property has languages or none"
    assert all(languages == {"en", "ar"} for languages in translated.values())
    takes_languages = {"text", "markdown", "select", "multiselect", "link"}
    assert all(kinds[name] in takes_languages for name in translated)


def test_rows_are_as_uwazi_reads_them(exported: Exported) -> None:
    rows = members(exported("uwazi", record())[0])["import.csv"]
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["location"] == "35.86437|36.80591"
    assert date.fromisoformat(row["date_from"]) == date(2025, 3, 12)
    assert row["title__en"] == "Shelling, Saraqib, 2025-03-12"
    assert row["title__ar"].endswith("سراقب - 2025-03-12")
    assert row["source_link"] == "Plain Daily|https://daily.example/7"
    assert (row["killed_min"], row["killed_max"]) == ("3", "3")


def test_a_point_in_the_south_is_no_formula(exported: Exported) -> None:
    south = record(event(place=place(lat=-1.2921, lon=36.8219)))
    rows = members(exported("uwazi", south)[0])["import.csv"]
    assert dict(zip(rows[0], rows[1], strict=True))["location"] == "-1.2921|36.8219"


def test_values_of_selects_are_in_their_thesauri(exported: Exported) -> None:
    found = members(exported("uwazi", several())[0])
    rows = [dict(zip(found["import.csv"][0], row, strict=True)) for row in found["import.csv"][1:]]
    for name, kind, thesaurus in found["template.csv"][1:]:
        if "select" not in kind:
            continue
        head, *values = found[f"thesauri/{thesaurus}.csv"]
        for number, language in enumerate(head):
            ending = {ENGLISH: "__en", ARABIC: "__ar"}[language]
            column = f"{name}{ending}" if f"{name}{ending}" in rows[0] else name
            told = {value for row in rows for value in row[column].split("|") if value}
            assert told <= {value[number] for value in values}, name
    assert len(found["thesauri/Rasid event types.csv"]) == len(EVENT_TYPES) + 1


def test_both_languages_of_parties_are_filled(exported: Exported) -> None:
    head, *rows = members(exported("uwazi", several())[0])["thesauri/Rasid parties.csv"]
    assert head == [ENGLISH, ARABIC]
    assert ["Syrian Armed Forces (suspected)", "الجيش السوري (suspected)"] in rows
    assert all(len(row) == 2 and all(row) and not row[0].startswith("-") for row in rows)


# ------------------------------------------------------------------ Bayanat
def payloads(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def test_payloads_are_of_the_request_models(exported: Exported, incident: Incident) -> None:
    for profile in ("internal", "partner", "public"):
        told = payloads(exported("bayanat", several(), profile=profile)[0])
        for line in told + payloads(incident("bayanat", profile)):
            jsonschema.validate(line["body"], REQUESTS[line["path"]])


def test_a_bulletin_is_a_report_with_its_events(exported: Exported) -> None:
    (told,) = payloads(exported("bayanat", several())[0])
    item = told["body"]["item"]
    assert (item["originid"], item["source_link"]) == ("rep-7", "https://daily.example/7")
    assert [e["estimated"] for e in item["events"]] == [False, True, False, False, False]
    assert [e["from_date"] for e in item["events"]][:2] == ["2025-03-12", "2025-03-01"]
    assert len(item["geoLocations"]) == 3


def test_an_incident_gathers_its_bulletins(incident: Incident) -> None:
    one, other, last = payloads(incident("bayanat"))
    assert (one["path"], last["path"]) == ("/admin/api/bulletin/", "/admin/api/incident/")
    assert last["bulletins"] == [one["line"], other["line"]]
    assert "3 to 7 told" in last["body"]["item"]["description"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ("a.example/1", "NA"),
        (None, "NA"),
        ("not an address", "NA"),
    ],
)
def test_addresses_that_bayanat_takes(url: str | None, told: str) -> None:
    assert link(url) == told
