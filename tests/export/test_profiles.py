"""Sharing without harm: what a profile removes cannot be found again in any byte of any format."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid import model
from rasid.export.account import REMOVED
from rasid.export.files import sidecar
from rasid.export.formats import FORMATS
from rasid.export.measures import MEASURES
from rasid.export.profiles import PROFILES, Sharing
from rasid.export.rows import Item, Merged, spans
from rasid.export.run import Request, export
from rasid.export.select import Filters
from rasid.lexicon.lexicon import load
from rasid.model import Casualty, Source, Weapon

from .conftest import (
    Exported,
    agent,
    day,
    event,
    place,
    record,
    report,
    shared,
    span,
    target,
    unpacked,
)

SHARED = ("partner", "public")
KM_PER_DEGREE = 111.2
WORDS = "zqagent zqtarget zqweapon zqplace zqtime zqtoll zqsource zqlink".split()
SITE = ("zqcampname", "مخيم النخلة السرية", "35.86437", "36.80591", "35.864", "35.86", "9171")
SOCIAL = ("t.me/zqchannel", "zqchannel", "@zqhandle", "zqhandle", "zqtitle")
PEOPLE = ("Zq Correspondent", "Zq Witness")


def secret() -> model.Record:
    """An act in a camp, told by a social account; each value has a word of its own."""
    where = place(
        name="مخيم النخلة السرية",
        name_en="zqcampname",
        precision="settlement",
        radius_km=1.37,
        relation="distance",
        distance_km=2.91,
        bearing=213.0,
        span=span("zqplace"),
    )
    told = event(
        agents=(replace(agent(), span=span("zqagent")),),
        targets=(replace(target("camp", None), span=span("zqtarget")),),
        weapons=(Weapon("artillery", span("zqweapon")),),
        place=where,
        time=replace(day("2025-03-12"), span=span("zqtime")),
        casualties=(Casualty("killed", 3, 3, "civilian", 1, None, None, None, span("zqtoll")),),
        sources=(
            Source("correspondent", "Zq Correspondent", span("zqsource")),
            Source("witness", "Zq Witness", span("zqsource")),
            Source("outlet", "@zqhandle", span("zqsource")),
        ),
        trigger=span("zqtrigger"),
        summary=model.Summary("zqcampname zqsource", "zqcampname, Zq Witness, @zqhandle"),
    )
    found = record(
        told,
        id="t.me/zqchannel/55",
        url="https://t.me/zqchannel/55",
        outlet="@zqhandle",
        title="zqtitle",
    )
    return replace(found, relations=(model.Relation("caused", "e1", "e1", span("zqlink")),))


def removed(profile: str) -> tuple[str, ...]:
    common = (*WORDS, *SITE, *SOCIAL, *PEOPLE, "2.91", "213", "1.37", "ab" * 32)
    return (*common, "zqtrigger") if profile == "public" else common


def cases() -> Iterator[tuple[str, str]]:
    for profile in SHARED:
        for form in FORMATS:
            if not (FORMATS[form].quotes_only and profile == "public"):
                yield form, profile


NUMBERS = (35.86437, 36.80591, 1.37, 2.91, 213.0)


def found_in(content: bytes, profile: str) -> list[object]:
    """What of the removed values stands in the bytes: as text in two encodings, as an escape of
    JSON, as a number of either byte order.
    """
    whole = unpacked(content)
    low = whole.lower()
    texts = [
        told
        for told in removed(profile)
        for form in (told, json.dumps(told)[1:-1])
        if any(form.lower().encode(code) in low for code in ("utf-8", "utf-16-le"))
    ]
    packed = [n for n in NUMBERS for order in "<>" if struct.pack(f"{order}d", n) in whole]
    return [*texts, *packed]


@pytest.mark.parametrize(("form", "profile"), list(cases()))
def test_nothing_that_was_removed_can_be_found(exported: Exported, form: str, profile: str) -> None:
    content, account = exported(form, secret(), profile=profile)
    assert found_in(content, profile) == []
    beside = json.dumps(account.to_json(), ensure_ascii=False)
    assert found_in(beside.encode(), profile) == []


def telling() -> model.Report:
    """A second report of the act, by somebody with a phone number."""
    return report(
        id="wa 00963 912 345 678",
        url="https://mail.example/?to=zqmail%40daily.example",
        outlet="zqoutlet +963 912 345 678",
        title="zqtitle",
        published="2025-03-14",
    )


SECOND = ("912 345 678", "zqmail", "zqoutlet", "zqreason", "zqinternal")


@pytest.mark.parametrize(("form", "profile"), list(cases()))
def test_nothing_can_be_found_of_an_incident(form: str, profile: str) -> None:
    if FORMATS[form].of_reports:
        return
    told, out = secret(), io.BytesIO()
    merged = Merged("zqinternal", "alias1", "fair", ("zqreason",), (), 2,
                    (told.report, telling()), True, 0.0, ())  # fmt: skip
    item = Item(replace(told, report=replace(told.report, id="zqinternal")), merged)
    request = Request.of(form, profile, incidents=True, delay=0)
    account = export([item], request, out)
    assert account.out + len(account.dropped) == 1
    beside = json.dumps(sidecar(account, request, {"near": "35.86437,36.80591"})).encode()
    low = unpacked(out.getvalue()).lower()
    assert [word for word in SECOND if word.encode() in low or word.encode() in beside] == []
    assert found_in(out.getvalue(), profile) + found_in(beside, profile) == []


@pytest.mark.parametrize("form", ["gpkg", "geoparquet", "xlsx", "uwazi"])
def test_the_search_finds_what_is_there(exported: Exported, form: str) -> None:
    found = found_in(exported(form, secret())[0], "public")
    assert {"zqcampname", "t.me/zqchannel"} <= set(found)
    if form in ("gpkg", "geoparquet"):
        assert {35.86437, 36.80591} <= set(found)


def test_internal_holds_all_of_it_so_that_the_search_can_fail(exported: Exported) -> None:
    text = exported("csv", secret())[0].decode()
    hidden = {"35.864", "35.86", "9171", "zqlink", "ab" * 32, "zqchannel"}
    assert [told for told in removed("public") if told not in text and told not in hidden] == []
    assert "zqtrigger" in exported("csv", secret(), profile="partner")[0].decode()


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.says_status])
def test_internal_changes_nothing(exported: Exported, form: str) -> None:
    _, account = exported(form, secret())
    assert not account.removed
    assert Sharing("internal", load).shared(secret(), 1)[0] == secret()


# ------------------------------------------------------------------ places
def where(profile: str, **changes: Any) -> model.Place:
    found = shared(profile, event(place=place(**changes))).place
    assert found is not None
    return found


def test_partner_rounds_a_town_and_keeps_its_name() -> None:
    found = where("partner")
    assert (found.lat, found.lon, found.name_en) == (35.86, 36.81, "Saraqib")
    assert found.radius_km is not None
    assert found.radius_km > 2.0


@pytest.mark.parametrize(
    "changes",
    [
        {"precision": "point"},
        {"precision": "neighbourhood"},
        {"name_en": "Al-Amal Camp"},
        {"name_en": "Saraqib Hospital"},
        {"name_en": None, "name": "مخيم الأمل"},
        {"span": span("مشفى المدينة")},
        {"span": span("قرب مدرسة الشهداء")},
        {"span": span("مسجد الرحمن")},
    ],
)
def test_partner_coarsens_exact_sites(changes: Any) -> None:
    found = where("partner", **changes)
    assert (found.lat, found.lon) == (35.9, 36.8)
    assert found.radius_km is not None
    assert found.radius_km >= 10
    assert (found.name, found.name_en) == ("Saraqib District", "Saraqib District")
    assert (found.precision, found.place_id, found.candidates) == ("area", None, 0)


def test_public_knows_districts_and_a_grid() -> None:
    found = where("public")
    assert (found.lat, found.lon, found.name_en) == (35.9, 36.8, "Saraqib District")
    assert where("public", admin2=None).name_en == "Idlib"
    assert where("public", admin2=None).name == "إدلب"
    country = where("public", admin2=None, admin1=None)
    assert (country.name, country.name_en) == ("سوريا", "Syria")
    assert where("public", admin2=None, admin1=None, country=None).name_en == "withheld"


def test_public_keeps_a_unit_but_not_the_words_for_a_part_of_it() -> None:
    told: dict[str, Any] = {"precision": "admin1", "name": "إدلب", "name_en": "Idlib"}
    assert where("public", **told).name == "إدلب"
    found = where("public", **told, relation="countryside")
    assert (found.name, found.relation, found.precision) == ("إدلب", "in", "admin1")


@pytest.mark.parametrize("kind", ["hospital", "camp", "school", "mosque", "civilian_object"])
def test_public_gives_no_point_of_an_act_against_an_exact_site(kind: str) -> None:
    found = shared("public", event(targets=(target(kind, None),))).place
    assert found is not None
    assert (found.lat, found.lon, found.radius_km) == (None, None, None)
    assert found.precision == "admin2"


def test_public_drops_the_words_of_an_unresolved_place() -> None:
    unresolved = place(precision="unresolved", lat=None, lon=None)
    assert shared("public", event(place=unresolved)).place is None


@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(0, 400),
    st.sampled_from(model.PLACE_PRECISIONS[:-1]),
    st.sampled_from(SHARED),
)
def test_no_finer_point_goes_out(
    lat: float, lon: float, radius: float, precision: str, profile: str
) -> None:
    """Whatever came in: at most two digits, one for exact sites; the radius covers the truth."""
    found = where(profile, lat=lat, lon=lon, radius_km=radius, precision=precision)
    exact = precision in ("point", "neighbourhood")
    if profile == "public" and exact:
        assert (found.lat, found.lon, found.radius_km) == (None, None, None)
        return
    assert found.lat is not None
    assert found.lon is not None
    assert found.radius_km is not None
    digits = 1 if exact or profile == "public" else 2
    assert (found.lat, found.lon) == (round(found.lat, digits), round(found.lon, digits))
    off = ((found.lat - lat) ** 2 + (found.lon - lon) ** 2) ** 0.5 * KM_PER_DEGREE
    assert found.radius_km + 0.1 >= radius + off
    assert digits == 2 or (found.radius_km >= 10 and found.radius_km % 5 == 0)


# ------------------------------------------------------------------ words, sources, reports
@pytest.mark.parametrize("profile", SHARED)
def test_spans_are_withheld_with_their_offsets(profile: str) -> None:
    found = shared(profile, secret().events[0])
    left = {slot: s for slot, _, s in spans(found) if (s.text, s.start, s.end) != ("", 0, 0)}
    assert set(left) == ({"trigger"} if profile == "partner" else set())


def test_local_sources_are_one_kind() -> None:
    kinds = ("correspondent", "local", "witness", "unnamed", "medical")
    sources = tuple(Source(kind, None, span("قال")) for kind in kinds)
    assert [s.kind for s in shared("partner", event(sources=sources)).sources] == ["local"]


def test_known_organisations_keep_their_names_for_partners() -> None:
    sources = (Source("monitor", "Harbour Monitor", span("المرصد")),)
    assert shared("partner", event(sources=sources)).sources[0].name == "Harbour Monitor"
    assert shared("public", event(sources=sources)).sources[0] == Source(
        "monitor", None, model.Span(0, 0, "")
    )


def test_public_reports_are_numbers() -> None:
    found = Sharing("public", load).shared(record(), 12)[0].report
    kept = (found.id, found.url, found.outlet, found.title, found.sha256)
    assert kept == ("r12", None, None, None, "")
    assert found.published == report().published


@pytest.mark.parametrize("profile", SHARED)
def test_summaries_are_written_anew(profile: str) -> None:
    told = shared(profile, event(agents=(agent(certainty="suspected"),))).summary
    assert "suspected" in told.en
    assert "«»" not in told.ar
    assert ("Saraqib (" in told.en) == (profile == "partner")


# ------------------------------------------------------------------ delay and account
def test_young_events_are_dropped_by_their_day_or_that_of_the_report(exported: Exported) -> None:
    before = Filters(before=date(2025, 3, 13))
    _, account = exported(
        "csv",
        record(event(), published="2025-03-12"),
        record(event(), published="2025-03-13", id="late"),
        record(event(time=None), published=None, id="undated"),
        filters=before,
    )
    assert account.dropped == {"too_recent": ["late:e1"], "no_day": ["undated:e1"]}


def test_what_was_taken_is_counted(exported: Exported) -> None:
    _, account = exported("csv", secret(), profile="public")
    assert set(account.removed) <= set(REMOVED)
    told = {"coordinates_removed", "place_names", "quotes", "titles", "urls", "outlets"}
    assert told | {"report_ids", "sources", "summaries"} == set(account.removed)
    assert account.removed["quotes"] == 11


def test_a_record_that_stays_behind_whole_is_not_counted(exported: Exported) -> None:
    filters = Filters(types=frozenset(("riot",)))
    _, account = exported("csv", secret(), profile="public", filters=filters)
    assert not account.removed
    assert account.dropped == {"type": ["r1:e1"]}


def test_every_measure_is_told_for_every_profile() -> None:
    assert all(set(measures) == set(PROFILES) for measures in MEASURES.values())


def test_spreadsheets_are_searched_part_by_part() -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "needle " * 50)
    assert b"needle needle" not in packed.getvalue()
    assert b"needle needle" in unpacked(packed.getvalue())
