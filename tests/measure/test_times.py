"""Which words of a sentence are a time, and which are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rasid.measure import When

OneTime = Callable[..., When]
Days = Callable[[When], tuple[str | None, str | None]]
Read = Callable[..., list[tuple[str, When]]]

# names with a date, verbs and nouns that look like times
NO_TIMES = [
    "مدرسة 8 آذار",
    "شارع 17 نيسان",
    "ساحة 6 تشرين",
    "حي 8 آذار",
    "ثورة 25 يناير",
    "قوى 14 آذار",
    "ملعب 6 تشرين",
    "سوق الجمعة",
    "فجر انتحاري نفسه",
    "ظهر المسلحون في البلدة",
    "أصيب في الظهر",
    "مارس ضغوطا",
    "أب لثلاثة أطفال",
    "الأمين العام السابق",
    "القائد العام",
    "قبل قوات النظام",
    "منذ بداية الأزمة",
    "طفل عمره 5 سنوات",
    "الشاب سالم 20 عاما",
    "بعد ساعات من الهجوم",
    "قبل يومين من الهجوم",
    "قصف بلدة 7 12",
    "قتل 5 وأصيب 7",
    "لليوم الثالث على التوالي",
    "المادة 5 من الاتفاق",
    "حتى الآن",
    "فجر يوم الحادث",
]

ANAPHORA = [
    "في اليوم نفسه",
    "منذ ذلك الحين",
    "في ذلك اليوم",
    "في اليوم التالي",
    "تلك الليلة",
    "صباح اليوم نفسه",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_names_and_homographs_are_no_times(read_times: Read, text: str) -> None:
    assert read_times(text) == []


@pytest.mark.parametrize("text", ANAPHORA)
def test_a_day_told_before_has_no_date_of_its_own(one_time: OneTime, text: str) -> None:
    when = one_time(text)
    assert (when.role, when.first, when.last) == ("anaphor", None, None)


def test_the_span_is_the_whole_expression(read_times: Read) -> None:
    for text, words in [
        ("قال المراسل اليوم السبت 6 كانون الثاني إن القصف", "اليوم السبت 6 كانون الثاني"),
        ("قصفت مساء اليوم السبت (6 آب 2022) البلدة", "مساء اليوم السبت ( 6 اب 2022 )"),
        ("وقع ذلك منذ بداية العام الحالي 2023 في البلدة", "منذ بدايه العام الحالي 2023"),
        ("نفذت ليل السبت - الأحد غارة", "ليل السبت - الاحد"),
    ]:
        assert [found for found, _ in read_times(text)] == [words]


def test_two_days_are_two_times(read_times: Read, days: Days) -> None:
    found = read_times("قصف السبت البلدة، وقتل الأحد عاملا")
    assert [days(w)[0] for _, w in found] == ["2024-03-09", "2024-03-10"]
    found = read_times("هجوم يوم السبت، صباح الأحد وقع آخر")
    assert [(days(w)[0], w.part_of_day) for _, w in found] == [
        ("2024-03-09", None),
        ("2024-03-10", "morning"),
    ]
