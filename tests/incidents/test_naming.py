"""Persons and facilities that reports name: found in any spelling, kept as numbers alone."""

from __future__ import annotations

import pytest

from rasid.incidents.wording import wording


def persons(text: str) -> set[int]:
    return set(wording(text).persons)


def facilities(text: str) -> set[int]:
    return set(wording(text).facilities)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قتل الطفل سامر خالد الدرويش بشظايا قذيفة.", "دفن أهالي القرية الطفل سامر الدرويش."),
        ("ومن بين الضحايا محمود العبيدي وزوجته.", "استشهاد المدني محمود العبيدي متأثراً بجراحه."),
        ("قتل ياسر الحلاق وأحمد النجار في الغارة.", "توفي أحمد النجار في المشفى."),
        ("مقتل الشاب إبراهيم الشلال برصاص قناص.", "تشييع ابراهيم الشلّال."),
        ("اغتيال الشاب جلبير القاطرجي.", "كان الشاب جلبير القاطرجي عائداً إلى بيته."),
    ],
)
def test_one_person_in_two_reports(one: str, other: str) -> None:
    assert persons(one) & persons(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قتل محمود العبيدي.", "قتل محمود الحلاق."),
        ("قتل محمود العبيدي.", "قتل خالد العبيدي."),
        ("سقطت قذائف على أطراف البلدة.", "سقطت قذائف على أطراف المدينة."),
        ("قتل الطفل في القصف.", "جرح الطفل في القصف."),
    ],
)
def test_others_are_others(one: str, other: str) -> None:
    assert not persons(one) & persons(other)


def test_a_facility_goes_by_its_kind_and_its_name() -> None:
    told = facilities("استهدف القصف مشفى الأندلس غربي البلدة.")
    assert told & facilities("خرج مستشفى الأندلس عن الخدمة.")
    assert not told & facilities("خرج مستشفى السلامة عن الخدمة.")
    assert not told & facilities("استهدف القصف مدرسة الأندلس.")
    assert not facilities("استهدف القصف مشفى، ثم مدرسة.")


def test_names_are_kept_as_numbers_of_32_bits() -> None:
    told = wording("قتل محمود العبيدي قرب مشفى الأندلس.")
    assert told.persons
    assert told.facilities
    assert all(0 <= n < 2**32 for n in (*told.persons, *told.facilities))
