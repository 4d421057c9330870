"""Values in plain words, and the table that shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasid.cli.values import HEADINGS, Value, number, values
from rasid.model import Casualty, Event, Place, Span, Time

SPAN = Span(0, 2, "في")
HERE = Place(
    "سراقب", "Saraqib", "in", None, None, 35.864, 36.806, 3.0, "settlement",
    "Idlib", None, "SY", "gn:1", 1, SPAN,
)  # fmt: skip
TOLL = Casualty("killed", 3, 3, "civilian", None, None, None, None, SPAN)


@pytest.fixture(scope="module")
def event(strike: str) -> Event:
    import rasid

    return rasid.read(strike, published="2025-03-12").events[0]


def one(event: Event, field: str) -> Value:
    (value,) = [value for value in values(event) if value.field == field]
    return value


def test_values_come_in_the_order_of_the_headings(event: Event) -> None:
    order = list(HEADINGS)
    shown = [order.index(value.field) for value in values(event)]
    assert shown == sorted(shown)
    assert shown[0] == 0


@pytest.mark.parametrize(
    ("change", "note", "detail"),
    [
        ({}, "Idlib, SY", "35.864, 36.806 ± 3 km"),
        ({"relation": "near"}, "near; Idlib, SY", "35.864, 36.806 ± 3 km"),
        ({"candidates": 3}, "Idlib, SY", "35.864, 36.806 ± 3 km, one of 3 of this name"),
        (
            {"relation": "distance", "distance_km": 2.0, "bearing": 90.0},
            "2 km from it at 90°; Idlib, SY",
            "35.864, 36.806 ± 3 km",
        ),
        ({"lat": None, "lon": None, "admin1": None, "country": None}, "", "not located"),
    ],
)
def test_a_place_tells_how_sure_it_is(
    event: Event, change: dict[str, object], note: str, detail: str
) -> None:
    value = one(replace(event, place=replace(HERE, **change)), "place")
    assert (value.label, value.note, value.detail) == ("Saraqib", note, detail)


@pytest.mark.parametrize(
    ("time", "label", "note"),
    [
        (Time("2025-03-12", "2025-03-12", "day", "morning", None, SPAN), "2025-03-12", "morning"),
        (
            Time("2025-03-01", "2025-03-07", "week", None, None, SPAN),
            "2025-03-01 to 2025-03-07",
            "",
        ),
        (Time(None, None, "range", None, 120, SPAN), "day not known", "2 hours long"),
        (Time(None, None, "range", None, 45, SPAN), "day not known", "45 min long"),
        (Time(None, None, "range", None, 4320, SPAN), "day not known", "3 days long"),
    ],
)
def test_a_time_tells_what_is_known_of_it(event: Event, time: Time, label: str, note: str) -> None:
    value = one(replace(event, time=time), "time")
    assert (value.label, value.note) == (label, note)


@pytest.mark.parametrize(
    ("change", "told"),
    [({}, "3"), ({"max": 5}, "3–5"), ({"max": None}, "3+"), ({"min": 0, "max": 0}, "0")],
)
def test_numbers_keep_their_bounds(change: dict[str, object], told: str) -> None:
    assert number(replace(TOLL, **change)) == told


def test_a_toll_tells_who_is_among_them(event: Event) -> None:
    row = replace(TOLL, children=1, women=2, side="Syrian Armed Forces")
    value = one(replace(event, casualties=(row,)), "toll")
    assert value.label == "3 civilian killed"
    assert value.note == "1 child, 2 women, of Syrian Armed Forces"


def test_standing_is_told_with_the_act(event: Event) -> None:
    assert one(replace(event, main=True), "trigger").note == ""
    denied = replace(event, status="denied", main=False)
    assert one(denied, "trigger").note == "denied, background"
