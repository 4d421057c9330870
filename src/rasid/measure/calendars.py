"""Calendar arithmetic, Gregorian and Hijri. What is no date is None."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Gregorian, Hijri

Span = tuple[date, date]
"""First and last day, both included."""

TOLERANCE = 2
"""Days that a date without a year may lie after the report: posts are dated by other clocks."""

LEAP_REACH = 8
"""29 February comes back within so many years."""


def day(year: int, month: int, day_of_month: int) -> date | None:
    """The Gregorian date; None when there is none."""
    try:
        return date(year, month, day_of_month)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, day_of_month: int) -> date | None:
    """The Gregorian date of a Hijri date (Umm al-Qura, 1343 to 1500); None outside."""
    try:
        found = Hijri(year, month, day_of_month).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def shifted(origin: date, days: int) -> date | None:
    """So many days later; None beyond the calendar."""
    try:
        return origin + timedelta(days=days)
    except OverflowError:
        return None


def span(first: date | None, last: date | None) -> Span | None:
    """Both days in order, or None."""
    if first is None or last is None or first > last:
        return None
    return first, last


def month_span(year: int, month: int, hijri: bool = False) -> Span | None:
    """First and last day of a month."""
    make = hijri_day if hijri else day
    first = make(year, month, 1)
    following = make(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
    return span(first, shifted(following, -1) if following is not None else None)


def month_of(any_day: date | None, hijri: bool) -> Span | None:
    """The month in which a day lies."""
    if any_day is None:
        return None
    if not hijri:
        return month_span(any_day.year, any_day.month)
    try:
        at = Gregorian(any_day.year, any_day.month, any_day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return month_span(int(at.year), int(at.month), True)


def year_span(year: int, hijri: bool = False) -> Span | None:
    """First and last day of a year."""
    if not hijri:
        return span(day(year, 1, 1), day(year, 12, 31))
    following = hijri_day(year + 1, 1, 1)
    return span(hijri_day(year, 1, 1), shifted(following, -1) if following else None)


def months_before(origin: date, months: int) -> Span | None:
    """The calendar month so many months before (negative: after)."""
    index = origin.year * 12 + origin.month - 1 - months
    return month_span(index // 12, index % 12 + 1)


def nearest_year(
    published: date, make: Callable[[int], date | None], lean: str | None, hijri: bool
) -> date | None:
    """The date of the yearly day that a report means: past before future.

    `make` gives the date of a year. `past` is before the report, `next` after it; with no lean
    the latest that is not more than TOLERANCE days ahead.
    """
    middle = _year_of(published, hijri)
    if middle is None:
        return None
    years: Iterable[int] = range(middle + 1, middle - LEAP_REACH - 1, -1)
    if lean == "next":
        years = range(middle, middle + LEAP_REACH + 1)
    for year in years:
        found = make(year)
        if found is not None and _leans(found, published, lean):
            return found
    return None


def _leans(found: date, published: date, lean: str | None) -> bool:
    ahead = (found - published).days
    if lean == "next":
        return ahead > 0
    return ahead < 0 if lean == "past" else ahead <= TOLERANCE


def _year_of(published: date, hijri: bool) -> int | None:
    if not hijri:
        return published.year
    try:
        return int(Gregorian(published.year, published.month, published.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def weekday_before(published: date, weekday: int, lean: str | None) -> date | None:
    """The weekday that a report means: the latest not after it, unless it leans."""
    back = (published.weekday() - weekday) % 7
    if lean == "past":
        return shifted(published, -(back or 7))
    if lean == "next":
        return shifted(published, 7 - back)
    return shifted(published, -back)


def weekday_near(origin: date, weekday: int) -> date | None:
    """The weekday that is nearest to a day."""
    ahead = (weekday - origin.weekday() + 3) % 7 - 3
    return shifted(origin, ahead)
