"""GeoJSON, KML, PLOVER and Web Annotations as their specifications have them."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from rasid.export.formats import FORMATS
from rasid.export.plover import QUAD
from rasid.lexicon.rules import codes
from rasid.model import Article, Codes, PloverCode, Record, Summary

from .conftest import Exported, agent, day, event, killed, place, record, target

KML = "{http://www.opengis.net/kml/2.2}"


# ------------------------------------------------------------------ GeoJSON
def features(exported: Exported, *events: Any) -> list[Any]:
    content, _ = exported("geojson", record(*events))
    collection = json.loads(content)
    assert collection["type"] == "FeatureCollection"
    found: list[Any] = collection["features"]
    return found


def test_a_feature_has_its_point_longitude_first(exported: Exported) -> None:
    (found,) = features(exported, event())
    assert (found["type"], found["id"]) == ("Feature", "rep-7:e1")
    assert found["geometry"] == {"type": "Point", "coordinates": [36.80591, 35.86437]}
    assert found["properties"]["radius_km"] == 2.0
    assert found["properties"]["place_precision"] == "settlement"
    assert found["properties"]["agents"] == ["Syrian Armed Forces"]


def test_what_is_not_resolved_has_null_geometry(exported: Exported) -> None:
    unresolved = place(precision="unresolved", lat=None, lon=None, radius_km=None)
    for found in features(exported, event(place=None), event(place=unresolved)):
        assert found["geometry"] is None


def test_no_event_is_an_empty_collection(exported: Exported) -> None:
    content, _ = exported("geojson", Record(record().report, (), ()))
    assert json.loads(content) == {"type": "FeatureCollection", "features": []}


def test_properties_are_those_of_the_dictionary(exported: Exported) -> None:
    (found,) = features(exported, event())
    assert list(found["properties"]) == [column.name for column in FORMATS["geojson"].columns]


# ------------------------------------------------------------------ KML
def test_a_placemark_has_a_point_and_a_span_of_days(exported: Exported) -> None:
    told = event(time=day("2025-03-10", "2025-03-12", "range"), summary=Summary("", "A & <b>"))
    root = ElementTree.fromstring(exported("kml", record(told))[0])
    (mark,) = root.iter(f"{KML}Placemark")
    assert mark.findtext(f"{KML}description") == "A & <b>"
    assert mark.findtext(f"{KML}TimeSpan/{KML}begin") == "2025-03-10"
    assert mark.findtext(f"{KML}TimeSpan/{KML}end") == "2025-03-12"
    assert mark.findtext(f"{KML}Point/{KML}coordinates") == "36.80591,35.86437"
    data = {d.get("name"): d.findtext(f"{KML}value") for d in mark.iter(f"{KML}Data")}
    assert data["place"] == "سراقب"
    assert data["killed_min"] == "3"
    assert None not in data.values()


def test_kml_leaves_out_what_has_no_point(exported: Exported) -> None:
    _, account = exported("kml", record(event(place=None)))
    assert account.dropped == {"no_place": ["rep-7:e1"]}


def test_control_characters_do_not_break_kml(exported: Exported) -> None:
    content, _ = exported("kml", record(event(), outlet="a\x01b"))
    assert "<value>ab</value>" in content.decode()
    ElementTree.fromstring(content)


# ------------------------------------------------------------------ PLOVER
def plover(exported: Exported, told: Any) -> dict[str, Any]:
    content, _ = exported("plover", record(told))
    (line,) = content.decode().splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_plover_record(exported: Exported) -> None:
    found = plover(exported, event())
    assert found["actor"] == [
        {
            "code": "SYR",
            "sector": "MIL",
            "entity_text": "قوات",
            "identifier_text": "Syrian Armed Forces",
        }
    ]
    assert found["recipient"][0]["sector"] == "CVL"
    assert (found["event"], found["mode"], found["quad_code"]) == (
        ["ASSAULT"],
        ["heavy-weapons"],
        4,
    )
    assert found["size"] == {"dead": 3}
    assert found["event_loc"]["country_code"] == "SYR"
    assert found["event_loc"]["resolution"] == 4
    assert found["event_text"] == ["قصف"]


def test_text_info_points_at_the_words_trigger_first(exported: Exported) -> None:
    found = plover(exported, event())["text_info"]
    assert found[0] == {"sequence": 1, "start": 0, "end": 3}
    assert [one["sequence"] for one in found] == list(range(1, len(found) + 1))
    assert {(one["start"], one["end"]) for one in found} >= {(12, 16), (20, 31)}


def test_fields_are_those_of_the_dictionary(exported: Exported) -> None:
    told = event(time=day("2025-03-10", "2025-03-12", "range"))
    known = {column.name for column in FORMATS["plover"].columns}
    assert set(plover(exported, told)) == known


def test_a_suspect_is_in_the_comment_alone(exported: Exported) -> None:
    found = plover(exported, event(agents=(agent(certainty="suspected"),), time=None))
    assert found["actor"] == []
    assert "Syrian Armed Forces is suspected." in found["comment"]
    assert "publication" in found["comment"]


def test_every_event_of_plover_has_a_quad() -> None:
    told = {code.plover_event for code in codes().values() if code.plover_event}
    assert told <= set(QUAD)


def test_what_plover_cannot_code_stays_behind(exported: Exported) -> None:
    own = event().codes
    uncoded = event(codes=Codes(own.acled, PloverCode(None, None), own.ucdp))
    _, account = exported("plover", record(uncoded))
    assert account.dropped == {"no_code": ["rep-7:e1"]}


def test_sizes_are_the_least_numbers(exported: Exported) -> None:
    hurt = killed(4, None, outcome="injured")
    found = plover(exported, event(casualties=(killed(2, 6), hurt), targets=(target("hospital"),)))
    assert found["size"] == {"dead": 2, "injured": 4}
    assert found["recipient"][0]["sector"] == "MED"


# ------------------------------------------------------------------ Web Annotations
def annotations(content: bytes) -> list[Any]:
    page = json.loads(content)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    found: list[Any] = page["items"]
    return found


def test_annotations_find_the_words_in_the_report(
    exported: Exported, demo: list[tuple[Article, Record]]
) -> None:
    article, told = demo[0]
    items = annotations(exported("annotations", told)[0])
    assert len(items) > 10
    for item in items:
        position, words = item["target"]["selector"]
        assert article.text[position["start"] : position["end"]] == words["exact"]
    assert len({item["id"] for item in items}) == len(items)


def test_bodies_tell_slot_value_status_and_summary(exported: Exported) -> None:
    first, second, *_ = annotations(exported("annotations", record(event(status="denied")))[0])
    assert [body["value"] for body in first["body"]] == [
        "trigger: shelling",
        "status: denied",
        "Shelling of Saraqib.",
        "ملخص",
    ]
    assert first["target"]["source"] == "https://daily.example/7"
    assert (second["motivation"], second["body"][0]["value"]) == (
        "tagging",
        "agent: Syrian Armed Forces",
    )


def test_the_source_without_an_address_is_a_urn(exported: Exported) -> None:
    items = annotations(exported("annotations", record(id="a b/c", url=None))[0])
    assert items[0]["target"]["source"] == "urn:rasid:a%20b%2Fc"


# ------------------------------------------------------------------ all formats
@pytest.mark.parametrize("form", list(FORMATS))
@pytest.mark.parametrize("profile", ["internal", "partner"])
def test_every_format_takes_what_rasid_reads(
    exported: Exported, demo: list[tuple[Article, Record]], form: str, profile: str
) -> None:
    records = [told for _, told in demo]
    _, account = exported(form, *records, profile=profile)
    dropped = sum(map(len, account.dropped.values()))
    assert account.out + dropped == account.events == sum(len(told.events) for told in records)
    assert account.out > 0
