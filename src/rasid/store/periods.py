"""Days in bins of equal kind: days, weeks, months or years, few enough to draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

UNITS = ("day", "week", "month", "year")
DAYS = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}
MOST_BINS = 400
EARLIEST = "1900-01-01"
"""Before it, a day is a slip of the pen rather than the day of an act."""


@dataclass(frozen=True, slots=True)
class Bins:
    """From the bin of `first` to that of `last`, both ISO dates; `unit` is one of UNITS."""

    unit: str
    first: str
    last: str

    def starts(self) -> list[str]:
        """The first days of all bins, without a gap."""
        return list(_starts(self))


def bins(first: str, last: str, unit: str | None = None, most: int = MOST_BINS) -> Bins:
    """Bins of this unit, or of the finest that needs no more than `most` of them."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    finer = UNITS.index(unit) if unit else 0
    fitting = (one for one in UNITS[finer:] if days / DAYS[one] <= most)
    return Bins(next(fitting, UNITS[-1]), first, last)


def start(day: str, unit: str) -> str:
    """The first day of the bin that a day is in; weeks begin on Monday."""
    if unit == "year":
        return f"{day[:4]}-01-01"
    if unit == "month":
        return f"{day[:7]}-01"
    if unit == "week":
        told = date.fromisoformat(day)
        return (told - timedelta(told.weekday())).isoformat()
    return day


def _starts(told: Bins) -> Iterator[str]:
    day, last = date.fromisoformat(start(told.first, told.unit)), date.fromisoformat(told.last)
    while day <= last:
        yield day.isoformat()
        day = _next(day, told.unit)


def _next(day: date, unit: str) -> date:
    if unit == "year":
        return day.replace(year=day.year + 1)
    if unit == "month":
        return (day + timedelta(31)).replace(day=1)
    return day + timedelta(DAYS[unit])
