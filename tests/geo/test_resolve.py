"""Which place is meant, where its point is, and what stays open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rasid import model
from rasid.geo.expressions import PlaceExpression
from rasid.geo.gazetteer import Gazetteer
from rasid.geo.placename import PlaceName
from rasid.geo.reader import GeoReader
from rasid.geo.sphere import bearing, km

Read = Callable[..., list[Any]]
One = Callable[..., Any]


def test_the_container_decides(one: One) -> None:
    assert one("قصف قرية الزيارة بريف حلب الشمالي").place.place_id == "t:zyara-al"
    assert one("قصف قرية الزيارة في سهل الغاب").place.place_id == "t:zyara-hm"
    assert one("قتيل في بلدة ذيبان بريف دير الزور").place.place_id == "t:diban-dz"
    assert one("قتيل في بلدة ذيبان بريف الرقة").place.place_id == "t:diban-rq"


def test_neighbours_decide(read: Read) -> None:
    said = read("اشتباكات في مدينة الميادين. ثم امتدت إلى بلدة ذيبان")
    assert said[1].place.place_id == "t:diban-dz"


def test_the_type_word_decides(one: One) -> None:
    assert one("قصف على مدينة إدلب").place.place_id == "t:idlib"
    assert one("قصف في محافظة إدلب").place.place_id == "a:idlib"


def test_size_decides_when_nothing_else_does(one: One) -> None:
    assert one("غارات على مدينة دوما").place.place_id == "t:duma-sy"
    assert one("غارات على الموصل").place.country == "IQ"


def test_a_countrys_name_decides(one: One) -> None:
    assert one("توتر في بلدة دوما شمالي لبنان").place.candidates == 3
    assert one("قتيل في مدينة الموصل في اليمن").place.place_id == "t:mosul-ye"


def test_the_outlet_lends_its_country(read: Read) -> None:
    (said,) = read("إطلاق نار في بلدة ذيبان", outlet="Syria Today")
    assert said.place.country == "SY"


def test_a_container_told_once_holds_for_the_report(read: Read) -> None:
    said = read("انفجار في ذيبان بريف الرقة. وشوهد الدخان فوق بلدة ذيبان")
    assert {s.place.place_id for s in said} == {"t:diban-rq"}


def test_a_country_lies_in_no_other(read: Read) -> None:
    said = read("العراق - قال شهود إن قصفا طال قرى في سوريا قرب الحدود")
    assert [s.place.country for s in said if s.place.name == "سوريا"] == ["SY"]


def test_what_is_told_of_a_city_elsewhere_does_not_unmake_it(read: Read) -> None:
    said = read("تجدد القصف على مدينة إدلب في لبنان. واشتباكات في إدلب")
    assert said[-1].place.place_id in {"t:idlib", "a:idlib"}


def test_fields_are_filled(one: One) -> None:
    place = one("قصف بلدة الشحيل بريف دير الزور الشرقي").place
    assert (place.name_en, place.admin1, place.country) == ("Ash Shuhayl", "Deir ez-Zor", "SY")
    assert (place.precision, place.radius_km, place.candidates) == ("settlement", 3.0, 1)
    assert (place.lat, place.lon) == (35.092, 40.454)


@pytest.mark.parametrize(
    ("text", "precision", "radius"),
    [
        ("قصف مدينة حلب", "settlement", 12.9),
        ("قصف حي جوبر بدمشق", "neighbourhood", 1.0),
        ("قصف سد تشرين", "point", 1.5),
        ("غارات على ريف دمشق", "admin1", 75.0),
        ("قصف في شمال سوريا", "country", 240.0),
        ("قصف محيط بلدة الشحيل", "area", 5.0),
        ("غارات على ريف إدلب", "area", 30.0),
        ("غارات على ريف بلدة الشحيل", "area", 15.0),
        ("هجوم في بادية الميادين", "area", 40.0),
    ],
)
def test_precision_and_radius(one: One, text: str, precision: str, radius: float) -> None:
    place = one(text).place
    assert (place.precision, place.radius_km) == (precision, radius)


def test_a_distance_with_a_direction_is_a_point(one: One) -> None:
    place = one("انفجار على بعد 20 كم جنوب مدينة الميادين").place
    assert km(35.025, 40.428, place.lat, place.lon) == pytest.approx(20, abs=0.1)
    assert bearing(35.025, 40.428, place.lat, place.lon) == pytest.approx(180, abs=1)
    assert place.precision == "point"


def test_a_distance_alone_is_an_area(one: One) -> None:
    place = one("انفجار على بعد 2 كم من قرية بقرص").place
    assert (place.lat, place.lon, place.precision, place.radius_km) == (35.07, 40.42, "area", 4.0)


def test_between_is_the_middle(one: One) -> None:
    place = one("اشتباكات بين بلدتي حارم وباريشا").place
    to_one = km(place.lat, place.lon, 36.208, 36.519)
    assert to_one == pytest.approx(km(place.lat, place.lon, 36.170, 36.638), abs=0.1)
    assert place.radius_km == pytest.approx(to_one, abs=0.1)


@pytest.mark.parametrize("text", ["قصف على ريف حمص الشمالي", "تحليق في سماء ريف حمص الشمالي"])
def test_a_part_of_a_countryside_lies_in_its_direction(one: One, text: str) -> None:
    whole, part = one("قصف على ريف حمص").place, one(text).place
    assert (part.relation, part.precision) == ("countryside", "area")
    assert bearing(whole.lat, whole.lon, part.lat, part.lon) == pytest.approx(0, abs=0.1)
    away = km(whole.lat, whole.lon, part.lat, part.lon)
    assert whole.radius_km / 2 < away < whole.radius_km
    assert part.radius_km < whole.radius_km


def test_an_unknown_name_keeps_its_words(one: One) -> None:
    place = one("قصف قرية النخلة بريف حلب").place
    assert (place.name, place.precision, place.candidates) == ("النخلة", "unresolved", 0)
    assert (place.lat, place.lon, place.radius_km, place.place_id) == (None, None, None, None)
    assert (place.admin1, place.country) == ("Aleppo", "SY")


def test_an_unknown_quarter_is_somewhere_in_its_city(one: One) -> None:
    place = one("قصف حي النخلة بمدينة حلب").place
    assert (place.name, place.precision, place.place_id) == ("النخلة", "settlement", None)
    assert km(place.lat, place.lon, 36.206, 37.152) < 0.1


def test_a_place_that_its_container_contradicts_is_not_taken(one: One) -> None:
    place = one("قصف قرية بقرص بريف إدلب").place
    assert (place.precision, place.admin1, place.candidates) == ("unresolved", "Idlib", 1)


def test_a_distance_finds_what_no_table_has(one: One) -> None:
    place = one("انفجار في قرية النخلة التي تبعد 10 كم شرق مدينة منبج").place
    assert place.name == "النخلة"
    assert km(36.526, 37.951, place.lat, place.lon) == pytest.approx(10, abs=0.1)


def test_relations_and_precisions_are_the_records(read: Read) -> None:
    text = "قصف ريف حلب وطريق حارم - باريشا ومحيط سد تشرين وقرية النخلة شرق سوريا"
    for said in read(text):
        assert said.place.relation in model.PLACE_RELATIONS
        assert said.place.precision in model.PLACE_PRECISIONS


def test_reading_keeps_no_state(read: Read) -> None:
    before = read("قتيل في بلدة ذيبان")[0].place
    read("قصف الرقة. قصف الرقة. قصف بلدة ذيبان بريف الرقة")
    assert read("قتيل في بلدة ذيبان")[0].place == before


def test_a_part_told_alone_has_the_name_of_its_owner(read: Read) -> None:
    part = read("حمص: غارات على مواقع بالريف الغربي")[-1].place
    assert (part.name, part.relation, part.place_id) == ("حمص", "countryside", "t:homs")
    assert part.span.text == "بالريف الغربي"


def test_a_quarter_lies_in_its_town(one: One) -> None:
    place = one("انفجار في حي الزيارة في مدينة حلب").place  # the table knows villages of the name
    assert (place.name, place.place_id, place.precision) == ("الزيارة", None, "settlement")
    assert km(place.lat, place.lon, 36.2, 37.15) < 5


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("انفجار في مخيم النسيم قرب بلدة الشحيل", "الشحيل", "near"),
        ("قصف مزرعة الورد بالقرب من مدينة مارع", "مارع", "near"),
        ("غارة على قرية الوردات قرب بلدة الشحيل", "الوردات", "in"),
    ],
)
def test_what_no_table_has_is_beside_what_it_has(
    one: One, text: str, name: str, relation: str
) -> None:
    place = one(text).place
    assert (place.name, place.relation, place.precision) == (name, relation, "area")


def test_what_no_table_has_lies_in_a_direction_of_a_town_but_not_of_a_city(one: One) -> None:
    place = one("غارة على تل الوردات جنوب بلدة الشحيل").place
    assert (place.place_id, place.precision, place.radius_km) == (None, "area", 7.0)
    assert place.lat < 35.092
    assert one("غارة على تل الوردات جنوب مدينة حلب").place.lat is None  # its governorate's south


def test_a_road_near_a_town_is_the_part_there(one: One) -> None:
    place = one("انفجار على طريق حارم قرب باريشا").place
    assert place.precision == "road"


def test_a_container_that_is_only_alike_tells_no_unit(one: One) -> None:
    place = one("غارة على قرية الوردات شرق مدينة الميادينز").place
    assert (place.lat, place.admin1) == (None, None)


def test_a_little_place_abroad_is_no_namesake_of_what_the_report_tells(read: Read) -> None:
    said = read("اشتباك عند حاجز الجدار. ونقل الجرحى إلى مارع ثم إلى عفرين ومنبج", None)
    assert all(s.place.country != "YE" for s in said)


def test_an_unknown_village_of_a_small_town_is_around_it(one: One) -> None:
    place = one("قصف قرية النخلة بريف بلدة سرمين").place
    assert (place.precision, place.radius_km, place.place_id) == ("area", 15.0, None)
    assert (place.lat, place.lon) == (35.904, 36.724)


def test_an_unknown_village_of_a_governorate_has_no_point(one: One) -> None:
    place = one("قصف قرية النخلة بريف إدلب الجنوبي").place
    assert (place.precision, place.lat, place.admin1) == ("unresolved", None, "Idlib")


def test_an_unknown_village_near_a_town_is_beside_it(one: One) -> None:
    place = one("قصف قرية النخلة قرب بلدة سرمين").place
    assert (place.name, place.precision, place.radius_km) == ("النخلة", "area", 7.0)


def test_the_names_of_a_list_are_neighbours(read: Read) -> None:
    assert read("قصف قرى ذيبان والشحيل")[0].place.place_id == "t:diban-dz"
    assert read("قصف بلدات دوما وجوبر")[0].place.place_id == "t:duma-sy"


def test_a_quarter_is_in_the_city_that_its_list_goes_on_with(read: Read) -> None:
    place = read("قصف حي السنابل وحلب")[0].place
    assert (place.name, place.precision, place.admin1) == ("السنابل", "settlement", "Aleppo")


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [({"RU": 2.0}, "t:duma-sy"), ({"IL": 2.0, "PS": 2.0}, "t:duma-ps")],
)
def test_forces_abroad_tell_where_they_are(
    gazetteer: Gazetteer, spoken: dict[str, float], expected: str
) -> None:
    small = [c for c in gazetteer.lookup("دوما") if c.place.id != "t:duma-lb"]
    alike = tuple(replace(c, place=replace(c.place, population=None)) for c in small)
    name = PlaceName(0, 1, 0, (), alike, "دوما", "town")
    told = PlaceExpression(0, 1, name, 0, 4, "town")
    (found,) = GeoReader(gazetteer).resolve([told], None, spoken)
    assert found.best is not None
    assert found.best.id == expected


def test_a_street_is_no_town(one: One) -> None:
    """What bears a town's name in another town gives no point of the namesake."""
    assert one("انفجار في شارع الموصل").place.precision == "unresolved"
    assert one("انفجار في مدينة الموصل").place.place_id == "t:mosul"
