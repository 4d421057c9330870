"""Why a place was chosen, and relations that make a point of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rasid.geo.place import Candidate, GazetteerPlace
from rasid.geo.rank import WEIGHTS, Situation, rank

Read = Callable[..., list[Any]]
One = Callable[..., Any]


def place(name: str, kind: str = "town", people: int | None = None) -> GazetteerPlace:
    return GazetteerPlace(name, name, name, 34.0, 36.0, kind, "SY", "", "", "", people, "test")


def test_reasons_add_up_to_the_score() -> None:
    candidates = [Candidate(place("a", people=9000), 0.85), Candidate(place("b", "admin1"), 1.0)]
    for ranked in rank(candidates, Situation("town", (), {"SY": 1.0})):
        assert sum(much for _, much in ranked.reasons) == pytest.approx(ranked.score, abs=0.01)
        assert {name for name, _ in ranked.reasons} <= set(WEIGHTS)


def test_the_strongest_reason_comes_first() -> None:
    (ranked,) = rank([Candidate(place("a"), 1.0)], Situation("town", (), {"SY": 1.0}))
    strengths = [abs(much) for _, much in ranked.reasons]
    assert strengths == sorted(strengths, reverse=True)


def test_a_border_of_two_countries_is_an_area(one: One) -> None:
    said = one("إطلاق نار على الحدود السورية العراقية").place
    assert (said.precision, said.radius_km) == ("area", 250)


def test_a_part_told_alone_is_of_the_governorate_that_heads_it(read: Read) -> None:
    said = read("حلب: قتلى بغارات على الريف الغربي")
    assert (said[1].place.relation, said[1].place.bearing) == ("countryside", 270.0)
    assert said[1].place.admin1 == "Aleppo"


def test_an_adjective_after_an_act_is_no_place(read: Read) -> None:
    assert [s.place.name for s in read("مجزرة جديدة في مدينة دوما")] == ["دوما"]


def test_a_family_name_is_no_place(read: Read) -> None:
    assert not [s for s in read("مقتل خالد الباب برصاص مجهولين") if s.place.name == "الباب"]


def test_a_dateline_may_name_what_the_place_lies_in(read: Read) -> None:
    said = read("الميادين - دير الزور: غارتان")
    assert "الميادين" in [s.place.name for s in said]
