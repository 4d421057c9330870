"""Which words tell a place, how far the expression goes, and what its parts are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., list[Any]]
One = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # type words
        ("سقطت قذيفة على بلدة الشحيل صباحاً", "بلدة الشحيل", "الشحيل"),
        ("انفجار داخل مدينة الباب", "داخل مدينة الباب", "الباب"),
        ("قصف على حي جوبر بدمشق", "حي جوبر بدمشق", "جوبر"),
        ('عثر عليه في بلدة "ذيبان" أمس', 'بلدة "ذيبان"', "ذيبان"),
        ("استهدف منزلاً في قرية #بقرص", "قرية #بقرص", "بقرص"),
        ("اشتباكات في مدينة جسر الزهور", "مدينة جسر الزهور", "جسر الزهور"),
        # names longer than the one that the table has
        ("غارة على قرية نبل حج سالم في ريف حلب", "قرية نبل حج سالم في ريف حلب", "نبل حج سالم"),
        ("قصف بلدة نبل الحسن في ريف حلب", "بلدة نبل الحسن في ريف حلب", "نبل الحسن"),
        # containers
        ("قصف بلدة الشحيل بريف دير الزور الشرقي", "بلدة الشحيل بريف دير الزور الشرقي", "الشحيل"),
        ("غارة على مدينة سرمين شرقي إدلب", "مدينة سرمين شرقي إدلب", "سرمين"),
        ("قصف قرية كلجبرين التابعة لمدينة مارع شمالي حلب",
         "قرية كلجبرين التابعة لمدينة مارع شمالي حلب", "كلجبرين"),
        ("قتل شاب في قرية النخلة في ناحية مارع", "قرية النخلة في ناحية مارع", "النخلة"),
        ("قصف قرية النخلة بالقرب من بلدة سرمين", "قرية النخلة بالقرب من بلدة سرمين", "النخلة"),
        ("قصف بلدة بنش قرب مدينة إدلب", "بلدة بنش قرب مدينة إدلب", "بنش"),
        ("حريق في مخيم السنابل قرب بلدة سرمين", "مخيم السنابل قرب بلدة سرمين", "سرمين"),
        ("قصف على ضفة نهر الفرات في مدينة الميادين", "ضفة نهر الفرات في مدينة الميادين",
         "الميادين"),
        ("قصف قريتي بقرص والنخيلة في ريف دير الزور",
         "قريتي بقرص والنخيلة في ريف دير الزور", "بقرص"),
        # names with a type word in them
        ("قصف سد تشرين بالمدفعية", "سد تشرين", "سد تشرين"),
        ("استهدف مطار منغ العسكري بالصواريخ", "مطار منغ العسكري", "مطار منغ العسكري"),
        ("غارات على ريف دمشق", "ريف دمشق", "ريف دمشق"),
        ("قصف بلدة كفرنبل", "بلدة كفرنبل", "كفرنبل"),
        # sites that no table has give the town that they are in
        ("انفجار قرب دوار السنابل وسط مدينة عفرين", "قرب دوار السنابل وسط مدينة عفرين", "عفرين"),
        ("قصف سوق مدينة الباب", "مدينة الباب", "الباب"),
        # names alone
        ("غارات عنيفة على سرمين", "سرمين", "سرمين"),
        ("قصف مدفعي يستهدف بنش", "بنش", "بنش"),
        ("وصلت تعزيزات إلى الميادين", "الميادين", "الميادين"),
        ("مظاهرة في سوريا", "سوريا", "سوريا"),
    ],
)  # fmt: skip
def test_an_expression_is_taken_whole(one: One, text: str, quote: str, name: str) -> None:
    said = one(text)
    assert (said.quote, said.place.name) == (quote, name)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("قصف بلدة الشحيل", "in"),
        ("انفجار قرب بلدة الشحيل", "near"),
        ("قصف محيط بلدة الشحيل", "near"),
        ("اشتباكات على أطراف مدينة منبج", "outskirts"),
        ("غارات على ريف إدلب الجنوبي", "countryside"),
        ("هجوم في بادية الميادين", "area"),
        ("انفجار شرقي بلدة الشحيل", "near"),
        ("قصف شمال غربي سوريا", "area"),
        ("انفجار على بعد 5 كم من بلدة الشحيل", "distance"),
        ("قصف المنطقة الواقعة بين مارع وكلجبرين", "near"),
        ("انفجار على طريق حارم - باريشا", "road"),
        ("كمين على الطريق الواصل بين حارم وباريشا", "road"),
    ],
)
def test_relations(read: Read, text: str, relation: str) -> None:
    assert read(text)[-1].place.relation == relation


def test_countryside_takes_its_direction_after_the_name(one: One) -> None:
    said = one("غارات على ريف إدلب الجنوبي الغربي")
    assert (said.place.name, said.place.bearing) == ("إدلب", 225.0)


def test_a_part_after_the_name_is_its_countryside(one: One) -> None:
    said = one("قصف حمص بالريف الشمالي")
    assert (said.place.name, said.place.relation, said.place.bearing) == ("حمص", "countryside", 0.0)


def test_distance_and_direction(one: One) -> None:
    said = one("انفجار لغم على بعد 10 كم شرق مدينة الميادين")
    assert (said.place.distance_km, said.place.bearing) == (10.0, 90.0)
    assert said.place.name == "الميادين"


def test_a_list_takes_its_first_name(one: One) -> None:
    said = one("قصف بلدات سرمين وبنش ومعرة النعمان بريف إدلب")
    assert said.place.name == "سرمين"
    assert [name.key for name in said.expression.listed] == ["بنش", "معرهالنعمان"]
    assert said.quote == "بلدات سرمين وبنش ومعرة النعمان بريف إدلب"


def test_a_definite_plain_does_not_go_on_after_and(read: Read) -> None:
    said = read("غارات على سهل الغاب والسهول الشرقية وحي جوبر بدمشق")
    assert said[0].place.name == "سهل الغاب"
    assert all("و" not in s.place.name[:1] for s in said)


def test_a_road_has_two_ends(one: One) -> None:
    said = one("انفجار على الطريق الواصل بين مدينة حارم وقرية باريشا")
    assert said.place.name == "حارم"
    assert said.expression.other.key == "باريشا"


def test_a_dateline_holds_what_follows(read: Read) -> None:
    (said,) = read("إدلب - حارم: قصف بالمدفعية")
    assert (said.place.name, said.expression.container_keys) == ("حارم", ("ادلب",))
    heading, told = read("حلب: قصف على قرية الزيارة")
    assert heading.expression.dateline
    assert heading.expression.rank == 1
    assert told.place.admin1 == "Aleppo"


def test_the_larger_name_first_is_a_container(one: One) -> None:
    said = one("حلب مارع غارة على الحي الشرقي")
    assert (said.place.name, said.quote) == ("مارع", "حلب مارع")


def test_hashtags_and_clitics_are_no_part_of_the_name(read: Read) -> None:
    (said,) = read("قصف على #دير_الزور")
    assert said.place.name == "دير_الزور"
    (said,) = read("وقعت اشتباكات بمنبج")
    assert (said.place.name, said.expression.clitics) == ("منبج", ("in",))
    (said,) = read("مظاهرات في إدلب وبسرمين")
    assert [name.key for name in said.expression.listed] == ["سرمين"]


@pytest.mark.parametrize(
    "text",
    [
        "انفجار قرب سفارة لبنان",
        "استقبل رئيس العراق الوفد",
        "سيطرت قوات سوريا الديمقراطية على الحاجز",  # inside an organisation's name
        "أعلن لواء الميادين مسؤوليته",
        "قال أبو سرمين إن الوضع هادئ",  # inside a person's name
        "دعا البيان إلى السلام",  # an ordinary word
        "كتب على الجدار",
        "وصلت سوريا إلى النهائي",  # the state that acts
        "البلدة هادئة منذ أيام",  # no name at all
        "تقع القرية في سهل واسع",
        "عثر في مدينة قديمة على آثار",  # an adjective
        "احترقت مزرعة لتسمين العجول",  # what a farm is for
        "استشهاد سالم الشحيل",  # a person's name
        "مقتل حسن ذيبان",
        "بين المعتقلين علي حسن ذيبان",  # "Ali" is spelled like "on"
    ],
)
def test_what_is_no_place(read: Read, text: str) -> None:
    assert read(text) == []


def test_an_ordinary_word_counts_after_a_type_word(one: One) -> None:
    assert one("انفجار في قرية السلام بريف حمص").place.admin1 == "Homs"


def test_ranks(read: Read) -> None:
    def rank(text: str) -> int:
        return int(read(text)[0].expression.rank)

    assert rank("مظاهرة في سوريا") == 0
    assert rank("قصف على ريف حلب") == 1
    assert rank("قصف في محافظة إدلب") == 1
    assert rank("قصف على إدلب") == 1
    assert rank("قصف على مدينة إدلب") == 2
    assert rank("قصف على بنش") == 2


def test_keys_join_the_spellings(read: Read) -> None:
    first, second = (read(f"قصف بلدة {name} بريف حماة")[0] for name in ("كفرنبودة", "كفر نبودة"))
    assert first.expression.key == second.expression.key
    assert first.expression.container_keys == second.expression.container_keys != ()


def test_clitics_before_a_short_first_word(read: Read) -> None:
    (said,) = read("قصف بلدات مارع وتل رفعت وأم حوش بريف حلب")
    assert [name.key for name in said.expression.listed] == ["تلرفعت", "امحوش"]
    (said,) = read("وقعت اشتباكات بتل رفعت")
    assert said.place.name == "تل رفعت"


def test_and_the_act_led_to_is_no_valley(read: Read) -> None:
    (said,) = read("أدى القصف إلى حريق، وأدى الانفجار إلى جرح طفل في بلدة سرمين")
    assert said.place.name == "سرمين"
    (valley,) = read("قصف وادي النخيل")
    assert valley.place.name == "وادي النخيل"


def test_an_ordinary_word_before_a_list_of_places_is_one_of_them(read: Read) -> None:
    (said,) = read("غارات على السلام والرستن وتلبيسة")
    assert [name.key for name in said.expression.listed] == ["رستن", "تلبيسه"]
    assert not any(s.place.name == "السلام" for s in read("غارات على السلام وحدها"))


def test_who_rules_a_place_does_not_hold_it(one: One) -> None:
    said = one("قصف مدينة عفرين الخاضعة لسيطرة العراق")
    assert said.expression.container_keys == ()


def test_where_somebody_is_from_is_not_near_anything(read: Read) -> None:
    first, second = read("اعتقل شاب ينحدر من بلدة سرمين قرب مدينة إدلب")
    assert (first.quote, second.quote) == ("بلدة سرمين", "قرب مدينة إدلب")


def test_a_word_after_abd_and_its_name_is_a_family_name(read: Read) -> None:
    assert not read("مقتل عبد العزيز ذيبان برصاص مجهولين")


@pytest.mark.parametrize(
    "text",
    [
        "استهدف الطيران مخيماً يضم نازحين",
        "قصف على بلدتين متلاصقتين",
        "استهداف منطقة الإنزال بالرشاشات",
        "تحليق في أجواء المنطقة",
        "استهدفوا تجمع مخيمات للنازحين",
    ],
)
def test_what_follows_a_place_word_may_be_no_name(read: Read, text: str) -> None:
    assert not read(text)


def test_a_known_name_may_stand_beside_a_full_dual(one: One) -> None:
    assert one("قصف بلدتين سرمين وبنش").place.name == "سرمين"
