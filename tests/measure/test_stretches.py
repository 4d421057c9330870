"""Stretches of time: how long, from when to when, since and until."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rasid.measure import When

OneTime = Callable[..., When]
Days = Callable[[When], tuple[str | None, str | None]]
REPORT = date(2024, 3, 13)

# text, minutes
DURATIONS = [
    ("استمرت ثلاث ساعات", 180),
    ("استمر الاشتباك لأكثر من ساعة", 60),
    ("دامت ساعتين", 120),
    ("استمرت ساعة ونصف", 90),
    ("استمر نصف ساعة", 30),
    ("استمرت قرابة ساعتين", 120),
    ("استمرت ساعة واحدة", 60),
    ("استمرت ساعتين وعشرين دقيقة", 140),
    ("على مدى يومين", 2880),
    ("لمدة أسبوع", 10080),
    ("لثلاثة أيام", 4320),
    ("ليومين", 2880),
    ("طيلة 20 دقيقة", 20),
    ("خلال 24 ساعة", 1440),
    ("استمرت عدة ساعات", None),
]

# text, first, last
RANGES = [
    ("بين 3 و5 آذار", "2024-03-03", "2024-03-05"),
    ("من 3 حتى 5 آذار", "2024-03-03", "2024-03-05"),
    ("من 3 إلى 5 آذار 2016", "2016-03-03", "2016-03-05"),
    ("3-5 آذار 2016", "2016-03-03", "2016-03-05"),
    ("في 3 و4 آذار", "2024-03-03", "2024-03-04"),
    ("بين السبت والاثنين", "2024-03-09", "2024-03-11"),
    ("من السبت حتى الاثنين", "2024-03-09", "2024-03-11"),
    ("من ظهر السبت حتى مساء الاثنين الماضيين", "2024-03-09", "2024-03-11"),
    ("من 28 شباط حتى 3 آذار", "2024-02-28", "2024-03-03"),
    ("من 28 شباط حتى 3 آذار 2016", "2016-02-28", "2016-03-03"),
    ("من 30 كانون الأول إلى 2 كانون الثاني 2020", "2019-12-30", "2020-01-02"),
    ("بين آذار وأيار 2015", "2015-03-01", "2015-05-31"),
    ("بين عامي 2014 و2016", "2014-01-01", "2016-12-31"),
    ("عامي 2015 و2016", "2015-01-01", "2016-12-31"),
    ("بين سنتي 2012 و2013", "2012-01-01", "2013-12-31"),
    ("يومي السبت والأحد", "2024-03-09", "2024-03-10"),
    ("منذ صباح أمس حتى فجر اليوم", "2024-03-12", "2024-03-13"),
    ("بين 24/11/2015 و 2/12/2015", "2015-11-24", "2015-12-02"),
]

# text, first
SINCE = [
    ("منذ بداية العام", "2024-01-01"),
    ("منذ مطلع العام الجاري", "2024-01-01"),
    ("منذ بداية العام الحالي 2023", "2023-01-01"),
    ("منذ مطلع 2023", "2023-01-01"),
    ("منذ بداية الشهر الجاري", "2024-03-01"),
    ("منذ بداية شهر شباط", "2024-02-01"),
    ("منذ عام 2011", "2011-01-01"),
    ("منذ 2011", "2011-01-01"),
    ("منذ صباح اليوم", "2024-03-13"),
    ("منذ مساء أمس", "2024-03-12"),
    ("منذ السبت", "2024-03-09"),
    ("منذ يوم الأربعاء الماضي", "2024-03-06"),
    ("منذ 24 تموز 2015", "2015-07-24"),
    ("منذ 8 كانون الأول", "2023-12-08"),
    ("منذ عدة أشهر", None),
    ("منذ سنوات", None),
]


@pytest.mark.parametrize(("text", "minutes"), DURATIONS)
def test_a_duration_has_no_dates(one_time: OneTime, text: str, minutes: int | None) -> None:
    when = one_time(text)
    assert (when.duration_min, when.role) == (minutes, "duration")
    assert (when.first, when.last) == (None, None)


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range_has_both_ends(
    one_time: OneTime, days: Days, text: str, first: str, last: str
) -> None:
    when = one_time(text)
    assert (*days(when), when.precision) == (first, last, "range")


@pytest.mark.parametrize(("text", "first"), SINCE)
def test_since_reaches_up_to_the_report(
    one_time: OneTime, days: Days, text: str, first: str | None
) -> None:
    when = one_time(text)
    assert (*days(when), when.role) == (first, REPORT.isoformat(), "since")


def test_until_has_an_open_beginning(one_time: OneTime) -> None:
    when = one_time("استمر القصف حتى فجر اليوم")
    assert (when.role, when.first, when.last) == ("until", None, REPORT)
