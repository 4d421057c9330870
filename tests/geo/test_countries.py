"""Places of other countries, homonyms among them, with the gazetteer that ships."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from rasid.geo.gazetteer import Gazetteer, shipped
from rasid.geo.sphere import km
from rasid.lexicon.lexicon import Lexicon

FOLDER = Path(__file__).parent / "countries"
FLOOR = 0.9
LEAST = 40
Reading = Callable[[str], list[Any]]


@pytest.fixture(scope="module")
def read_shipped(lexicon: Lexicon, reading: Callable[[Gazetteer, Lexicon], Reading]) -> Reading:
    return reading(Gazetteer([shipped()]), lexicon)


@pytest.mark.parametrize("country", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_places_of_a_country_are_found(read_shipped: Reading, country: str) -> None:
    cases = yaml.safe_load((FOLDER / f"{country}.yaml").read_text(encoding="utf-8"))
    missed = [case["text"] for case in cases if not _found(read_shipped(case["text"]), case)]
    assert len(cases) >= LEAST
    assert 1 - len(missed) / len(cases) >= FLOOR, missed


def _found(said: list[Any], case: dict[str, Any]) -> bool:
    """Whether the first place of that name that is told lies where it should."""
    for place in (s.place for s in said):
        if place.name == case["name"]:
            return place.lat is not None and near(place, case)
    return False


def near(place: Any, case: dict[str, Any]) -> bool:
    return km(place.lat, place.lon, case["lat"], case["lon"]) <= float(case["km"])


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قصف مدفعي على ريف القنيطرة الأوسط", "SY"),
        ("توغلت قوة راجلة في القنيطرة", "SY"),
        ("انفجار في مدينة القنيطرة المغربية", "MA"),
        ("حريق في القنيطرة. وصلت فرق الإطفاء من مدينة الرباط", "MA"),
        ("قصف على مدينة الصدر", "IQ"),
    ],
)
def test_a_namesake_at_peace_needs_words_of_its_country(
    read_shipped: Reading, text: str, country: str
) -> None:
    assert read_shipped(text)[0].place.country == country


def test_between_begins_no_hamlets_name(read_shipped: Reading) -> None:
    said = read_shipped("اشتباكات في طرابلس بين اللواء الأول والكتيبة الثانية")
    assert {s.place.country for s in said} <= {"LY", "LB"}


@pytest.mark.parametrize(
    ("said", "name_en", "country"),
    [
        ("هجوم على حاجز في سيناء", "Sinai Peninsula", "EG"),
        ("معارك عنيفة في إقليم دارفور", "Darfur", "SD"),
        ("اشتباكات في فزان", "Fezzan", "LY"),
        ("هجوم على دورية في إقليم كردستان", "Kurdistan Region", "IQ"),
        ("قصف قرى شرق الفرات", "East of the Euphrates (Syria)", "SY"),
        ("استهداف سفينة في البحر الأحمر", "Red Sea", None),
        ("استهداف ناقلة في خليج عدن", "Gulf of Aden", None),
    ],
)
def test_a_region_or_sea_lies_in_no_governorate(
    read_shipped: Reading, said: str, name_en: str, country: str | None
) -> None:
    place = read_shipped(said)[0].place
    assert (place.name_en, place.country, place.admin1) == (name_en, country, None)
    assert place.precision == "area"
    assert place.radius_km >= 30


def test_the_governorate_is_not_the_sea(read_shipped: Reading) -> None:
    assert read_shipped("انفجار في محافظة البحر الأحمر")[0].place.precision == "admin1"


def test_a_town_told_within_its_region_is_meant(read_shipped: Reading) -> None:
    place = read_shipped("قصف على مدينة جسر الشغور شمال غربي سوريا")[0].place
    assert (place.precision, place.admin1) == ("settlement", "Idlib")


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ("هجوم مسلح في الرياض", "SA"),
        ("انفجار وسط أنقرة", "TR"),
        ("سقط صاروخ في تل أبيب", "IL"),
        ("هاجم مسلحون حافلة بالقاهرة", "EG"),
    ],
)
def test_a_capital_after_a_preposition_is_a_place(
    read_shipped: Reading, said: str, country: str
) -> None:
    (told,) = read_shipped(said)
    assert (told.place.country, told.place.precision) == (country, "settlement")


@pytest.mark.parametrize(
    "said",
    ["قالت واشنطن إن الغارة نجحت", "فصائل مدعومة من أنقرة", "أزمة بين الرباط وباريس"],
)
def test_a_capital_that_stands_for_its_state_is_none(read_shipped: Reading, said: str) -> None:
    assert not read_shipped(said)


def test_a_quoted_person_is_no_place(read_shipped: Reading) -> None:
    (told,) = read_shipped('قتل الشاب "علي القامشلي" برصاص مجهولين في مدينة منبج')
    assert told.quote == "مدينة منبج"
