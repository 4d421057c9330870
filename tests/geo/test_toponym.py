"""Spellings of one name share a key; names that differ do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.geo.gazetteer import canonical_admin1
from rasid.geo.toponym import kind_class, toponym_rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الميادين", "ميادين"),
        ("دير الزور", "ديرالزور"),
        ("البوكمال", "أبو كمال"),
        ("البو كمال", "ابوكمال"),
        ("كفر نبودة", "كفرنبودة"),
        ("معرة النعمان", "معرةالنعمان"),
        ("السويداء", "السويدا"),
        ("إدلب", "ادلب"),
        ("بئر عجم", "بير عجم"),
        ("تل‌أبيض", "تل أبيض"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert toponym_rules().key(one) == toponym_rules().key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("نبل", "كفرنبل"), ("حمص", "حماة"), ("دوما", "الدوما أ")]
)
def test_names_that_differ(one: str, other: str) -> None:
    assert toponym_rules().key(one) != toponym_rules().key(other)


def test_inner_articles_are_free_in_the_loose_key() -> None:
    rules = toponym_rules()
    assert rules.loose_key_of(["تل", "الابيض"]) == rules.loose_key_of(["تل", "ابيض"])


def test_clitics_leave_a_word() -> None:
    splits = dict(toponym_rules().splits("وبقرص"))
    assert splits[0] == ()
    assert splits[1] == ("and",)
    assert 2 in splits  # w- and b-: the gazetteer tells which of them is right
    assert list(toponym_rules().splits("بنش")) == [(0, ())]


@given(st.text(max_size=30))
def test_any_text_has_a_key(name: str) -> None:
    rules = toponym_rules()
    assert isinstance(rules.key(name), str)
    assert rules.key_of(rules.words(name)) == rules.key(name)


@pytest.mark.parametrize(
    ("country", "name_en", "name_ar", "canonical"),
    [
        ("SY", "Hasaka (Al Haksa)", "الحسكة", "Hasakah"),
        ("SY", "Days Az Zawr", "دير الزور", "Deir ez-Zor"),
        ("SY", "", "ريف دمشق", "Rural Damascus"),
        ("SY", "As Suwayda'", "", "Suwayda"),
        ("IQ", "Ninawa", "نينوى", "Nineveh"),
        ("XX", "Somewhere", "", "Somewhere"),
    ],
)
def test_one_english_name_for_a_governorate(
    country: str, name_en: str, name_ar: str, canonical: str
) -> None:
    assert canonical_admin1(country, name_en, name_ar) == canonical


def test_kinds_have_classes() -> None:
    assert kind_class("village") == kind_class("capital") == "settlement"
    assert kind_class("airbase") == kind_class("dam") == "site"
    assert kind_class("desert") == "area"
    assert kind_class("admin1") == "admin1"
