"""Resolving an expression of time against the day on which the report was published."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from rasid.measure import calendars
from rasid.measure.calendars import Span
from rasid.measure.phrase import Phrase
from rasid.values import dataclass

THIRDS = {"early": (1, 10), "middle": (11, 20), "late": (21, 31)}
"""Days of the month that its beginning, middle and end are."""

QUARTERS = {"early": (1, 3), "middle": (5, 8), "late": (10, 12)}
"""Months of the year that its beginning, middle and end are."""

WEEK_PARTS = {"early": (0, 1), "middle": (2, 4), "late": (4, 6)}
NIGHTS = ("night", "midnight")
HOLIDAY_DAYS = {1001: 3, 1210: 4}
DAYS = {"day": 1, "week": 7}
HOURS_OF_TODAY = 6
"""So many hours ago is taken as the same day."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """First and last day; either null when the words leave it open or cannot be resolved."""

    first: date | None
    last: date | None
    precision: str


def resolve(phrase: Phrase, published: date | None) -> Resolved:
    """What the phrase says, past before future. Never raises."""
    if phrase.role == "duration" or phrase.role == "anaphor":
        return Resolved(None, None, "range" if phrase.role == "duration" else "day")
    if phrase.other is not None:
        return _range(phrase, phrase.other, published)
    single = _single(phrase, published)
    if phrase.role == "since" and phrase.stretch != "ago":
        first = single.first
        last = published if published is not None and first and first <= published else None
        return Resolved(first, last, "range")
    if phrase.role == "until":
        return Resolved(None, single.last, "range")
    return single


def _range(near: Phrase, far: Phrase, published: date | None) -> Resolved:
    """From the beginning of one point to the end of the other."""
    last = _single(far, published).last
    inherits = near.year is None and (near.month or 0) > 0 and far.year is not None
    first = _single(near, last if inherits else published).first
    if first is not None and last is not None and first > last:
        anchored = _single(near, last).first
        first = anchored if anchored is not None and anchored <= last else None
    return Resolved(first, last, "range")


def _single(phrase: Phrase, published: date | None) -> Resolved:
    precision = _precision(phrase)
    if phrase.stretch == "ago":
        return _ago(phrase, published)
    if phrase.stretch in ("last", "next"):
        return _stretch(phrase, published)
    found = _days(phrase, published)
    if found is not None and phrase.part is not None and found[0] == found[1]:
        found = _night(phrase, found[0], published)
    return _resolved(found, precision)


def _resolved(found: Span | None, precision: str) -> Resolved:
    first, last = found if found is not None else (None, None)
    return Resolved(first, last, precision)


def _precision(phrase: Phrase) -> str:
    if phrase.hour is not None:
        return "hour"
    if (phrase.day_to and phrase.day) or phrase.portion is not None or phrase.season is not None:
        return "range"
    if phrase.part is not None:
        return "part_of_day"
    if phrase.dayed or (phrase.unit == "month" and phrase.day is not None):
        return "day"
    if phrase.month is not None:
        return "month"
    if phrase.year is not None:
        return "year"
    return phrase.unit if phrase.unit in ("week", "month", "year") else "day"


# ------------------------------------------------------------------ days
def _days(phrase: Phrase, published: date | None) -> Span | None:
    """First and last day, before parts of the day are looked at."""
    if phrase.day is not None:
        return _date(phrase, published)
    if phrase.weekday is not None or phrase.offset is not None:
        one = _named_day(phrase, published)
        return (one, one) if one is not None else None
    if phrase.holiday is not None:
        return _holiday(phrase, published)
    if phrase.season is not None:
        return _season(phrase, published)
    if phrase.month is not None:
        return _month(phrase, published)
    if phrase.year is not None:
        return _portion_of_year(phrase, phrase.year)
    if phrase.stretch == "whole":
        return _whole(phrase, published)
    return _bare_part(phrase, published)


def _date(phrase: Phrase, published: date | None) -> Span | None:
    first = _on(phrase, phrase.day or 0, published)
    if first is None:
        return None
    first = _corrected(phrase, first, published)
    if phrase.day_to is None:
        return first, first
    gap = phrase.day_to - (phrase.day or 0)
    last = _on(phrase, phrase.day_to, published)
    if last is None or gap <= 0:
        return None
    return calendars.span(calendars.shifted(last, -gap), last)


def _on(phrase: Phrase, number: int, published: date | None) -> date | None:
    """The day with this number."""
    if phrase.month is None:
        return _in_month(phrase, number, published)
    month, hijri = phrase.month, phrase.hijri
    make = calendars.hijri_day if hijri else calendars.day
    if phrase.year is not None:
        return make(phrase.year, month, number)
    if published is None:
        return None
    if phrase.year_lean is not None and not hijri:
        return make(published.year + _step(phrase.year_lean), month, number)
    return calendars.nearest_year(
        published, lambda year: make(year, month, number), phrase.lean, hijri
    )


def _step(lean: str | None) -> int:
    return {"past": -1, "next": 1}.get(lean or "", 0)


def _in_month(phrase: Phrase, number: int, published: date | None) -> date | None:
    """'the fifth of last month'."""
    if published is None:
        return None
    month = calendars.months_before(published, -_step(phrase.lean))
    return calendars.day(month[0].year, month[0].month, number) if month is not None else None


def _corrected(phrase: Phrase, told: date, published: date | None) -> date:
    """'today, 8 January 2024' in a report of 8 January 2025: last year's number is a slip."""
    if published is None or phrase.offset is None:
        return told
    meant = calendars.shifted(published, phrase.offset)
    if meant is not None and (meant.month, meant.day) == (told.month, told.day):
        return meant
    weekdays_apart = phrase.weekday is not None and told.weekday() != phrase.weekday
    if weekdays_apart and meant is not None and meant.weekday() == phrase.weekday:
        return meant
    return told


def _named_day(phrase: Phrase, published: date | None) -> date | None:
    if published is None:
        return None
    if phrase.offset is None:
        return calendars.weekday_before(published, phrase.weekday or 0, phrase.lean)
    near = calendars.shifted(published, phrase.offset)
    if near is None or phrase.weekday is None:
        return near
    return calendars.weekday_near(near, phrase.weekday)


def _night(phrase: Phrase, one: date, published: date | None) -> Span | None:
    """The days over which a night lies; other parts lie in their day."""
    if phrase.weekday_to is not None:
        after = calendars.shifted(one, 1)
        if phrase.night == "small_hours":
            return calendars.span(after, after)
        return calendars.span(one, after)
    if phrase.part not in NIGHTS or phrase.night == "small_hours":
        return one, one
    if phrase.night == "eve" and phrase.offset is None:
        return calendars.span(calendars.shifted(one, -1), one)
    after = calendars.shifted(one, 1)
    if published is not None and after is not None and one <= published < after:
        return one, one
    return calendars.span(one, after)


def _bare_part(phrase: Phrase, published: date | None) -> Span | None:
    """A part of the day or a clock alone: in the day of the report; a night began before it."""
    if published is None or (phrase.part is None and phrase.hour is None):
        return None
    if phrase.part in NIGHTS and phrase.night is None and phrase.hour is None:
        return calendars.span(calendars.shifted(published, -1), published)
    return published, published


# ------------------------------------------------------------------ longer than a day
def _holiday(phrase: Phrase, published: date | None) -> Span | None:
    if published is None or phrase.holiday is None:
        return None
    month, number = divmod(phrase.holiday, 100)
    first = calendars.nearest_year(
        published, lambda year: calendars.hijri_day(year, month, number), phrase.lean, True
    )
    if first is None:
        return None
    if phrase.day_to is not None:
        one = calendars.shifted(first, phrase.day_to - 1)
        return calendars.span(one, one)
    return calendars.span(first, first + timedelta(HOLIDAY_DAYS.get(phrase.holiday, 1) - 1))


def _season(phrase: Phrase, published: date | None) -> Span | None:
    """A season of a year; with 'last', the latest that was over before the report."""
    year, month = phrase.year, phrase.season or 0
    if year is None:
        if published is None:
            return None
        year = published.year - (published.month <= month + 2)
    first = calendars.month_span(year, month)
    last = calendars.month_span(year, month + 2)
    return calendars.span(first[0], last[1]) if first and last else None


def _month(phrase: Phrase, published: date | None) -> Span | None:
    month, hijri = phrase.month or 0, phrase.hijri
    year = phrase.year
    if year is None and phrase.year_lean is not None and published is not None:
        year = published.year + _step(phrase.year_lean)
    if year is not None:
        found = calendars.month_span(year, month, hijri)
    else:
        found = _month_without_year(phrase, published)
    return _third(phrase, found) if found is not None else None


def _month_without_year(phrase: Phrase, published: date | None) -> Span | None:
    if published is None:
        return None
    month, hijri = phrase.month or 0, phrase.hijri

    def end(year: int) -> date | None:
        found = calendars.month_span(year, month, hijri)
        return found[1] if found is not None else None

    def start(year: int) -> date | None:
        found = calendars.month_span(year, month, hijri)
        return found[0] if found is not None else None

    if phrase.lean == "past":
        last = calendars.nearest_year(published, end, "past", hijri)
        return calendars.month_of(last, hijri)
    first = calendars.nearest_year(published, start, phrase.lean, hijri)
    return calendars.month_of(first, hijri)


def _third(phrase: Phrase, month: Span) -> Span | None:
    if phrase.portion is None:
        return month
    first, last = THIRDS[phrase.portion]
    return calendars.span(
        calendars.shifted(month[0], first - 1),
        min(month[1], month[0] + timedelta(last - 1)),
    )


def _portion_of_year(phrase: Phrase, year: int) -> Span | None:
    if phrase.portion is None:
        return calendars.year_span(year, phrase.hijri or year < 1600)
    first, last = (calendars.month_span(year, m) for m in QUARTERS[phrase.portion])
    return calendars.span(first[0], last[1]) if first and last else None


def _whole(phrase: Phrase, published: date | None) -> Span | None:
    """'last week', 'this month', 'next year'."""
    if published is None:
        return None
    step = _step(phrase.lean)
    if phrase.unit == "year":
        return _portion_of_year(phrase, published.year + step)
    if phrase.unit == "month":
        month = calendars.months_before(published, -step)
        return _third(phrase, month) if month is not None else None
    if phrase.unit == "week":
        return _week(phrase, published, step)
    return calendars.span(calendars.shifted(published, step), calendars.shifted(published, step))


def _week(phrase: Phrase, published: date, step: int) -> Span | None:
    """The seven days before the report, after it, or up to it."""
    start = {-1: -7, 1: 1}.get(step, -6)
    first, last = WEEK_PARTS.get(phrase.portion or "", (0, 6))
    return calendars.span(
        calendars.shifted(published, start + first), calendars.shifted(published, start + last)
    )


def _ago(phrase: Phrase, published: date | None) -> Resolved:
    """'two days ago', 'months ago'."""
    unit, count = phrase.unit or "day", phrase.count
    if published is None:
        return Resolved(None, None, "day")
    if unit in ("second", "minute", "hour"):
        return _hours_ago(phrase, published)
    if count is None:
        return Resolved(None, published, "range")
    if unit in DAYS:
        found = calendars.shifted(published, -_bounded(count * DAYS[unit]))
        return Resolved(found, found, "day")
    if unit == "month":
        month = calendars.months_before(published, _bounded(count))
        return _resolved(month, "month")
    return _resolved(calendars.year_span(published.year - _bounded(count)), "year")


def _bounded(count: float) -> int:
    """A count that calendars can take."""
    return round(min(count, 10**7))


def _hours_ago(phrase: Phrase, published: date) -> Resolved:
    hours = phrase.count or 1
    if phrase.unit != "hour" or hours < HOURS_OF_TODAY:
        return Resolved(published, published, "hour")
    first = calendars.shifted(published, -ceil(_bounded(hours) / 24))
    return Resolved(first, published, "hour")


def _stretch(phrase: Phrase, published: date | None) -> Resolved:
    """'the past three days', 'the coming hours': open-ended when their number is not told."""
    if published is None:
        return Resolved(None, None, "range")
    edge = _edge(phrase, published)
    if phrase.stretch == "next":
        return Resolved(published, edge, "range")
    return Resolved(edge, published, "range")


def _edge(phrase: Phrase, published: date) -> date | None:
    sign = 1 if phrase.stretch == "next" else -1
    unit, count = phrase.unit or "day", phrase.count
    if unit in ("second", "minute", "hour"):
        return calendars.shifted(published, sign * ceil(_bounded(count or 24) / 24))
    if count is None:
        return None
    if unit in DAYS:
        return calendars.shifted(published, sign * _bounded(count * DAYS[unit]))
    months = _bounded(count) * (12 if unit == "year" else 1)
    month = calendars.months_before(published, -sign * months)
    if month is None:
        return None
    return min(month[1], month[0] + timedelta(published.day - 1))
