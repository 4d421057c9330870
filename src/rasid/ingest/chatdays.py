"""Days as chats are exported (3/4/25): the whole chat tells whether the day or month is first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rasid.ingest.days import FIRST_YEAR, LAST_YEAR

CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """The three numbers of a day as written; `arabic` when digits or marks around are Arabic."""

    first: str
    second: str
    third: str
    arabic: bool = False

    def as_day(self, month_first: bool) -> date | None:
        """The day under an order; a first number of four digits is a year whatever the order."""
        first, second, third = int(self.first), int(self.second), int(self.third)
        if len(self.first) == len("2025"):
            year, month, day = first, second, third
        else:
            year = third if len(self.third) == len("2025") else CENTURY + third
            month, day = (first, second) if month_first else (second, first)
        try:
            return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
        except ValueError:
            return None


@dataclass(slots=True)
class _Trial:
    """One order, tried: how many days are none, and how often time would run backwards."""

    month_first: bool
    none: int = 0
    back: int = 0
    last: date | None = None

    def see(self, written: Written) -> None:
        day = written.as_day(self.month_first)
        self.none += day is None
        self.back += bool(day and self.last and day < self.last)
        self.last = day or self.last


@dataclass(slots=True)
class Order:
    """Whether the day or the month comes first, by all days of a chat; a chat goes forward in time.

    Where both would do, one written in Arabic has the day first, and another stays unknown.
    """

    _days: _Trial = field(default_factory=lambda: _Trial(False))
    _months: _Trial = field(default_factory=lambda: _Trial(True))
    _arabic: bool = False
    _same: bool = True

    def see(self, written: Written) -> None:
        """Take in one day."""
        self._days.see(written)
        self._months.see(written)
        self._arabic |= written.arabic
        self._same &= written.as_day(False) == written.as_day(True)

    def unknown(self) -> bool:
        """Whether the days cannot be told."""
        return self._month_first() is None

    def day(self, written: Written) -> str | None:
        """The ISO day; None where it cannot be told."""
        month_first = self._month_first()
        day = None if month_first is None else written.as_day(month_first)
        return day.isoformat() if day else None

    def _month_first(self) -> bool | None:
        days, months = self._days, self._months
        for one, other in ((days.none, months.none), (days.back, months.back)):
            if (one == 0) != (other == 0):
                return other == 0
        return False if self._arabic or self._same else None
