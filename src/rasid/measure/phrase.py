"""An expression of time as it was read, before it is resolved against a date."""

from __future__ import annotations

from rasid.values import dataclass


@dataclass(slots=True)
class Phrase:
    """What the words at tokens [start, end) say; a slot that they leave open is null.

    `role` tells how an act lies to the time: `at` it, `since` it, `until` it, lasting a `duration`,
    or at a day told before (`anaphor`). Numbers are as read and may be impossible (31 February).
    """

    start: int
    end: int
    role: str = "at"
    offset: int | None = None  # days from the day of the report
    weekday: int | None = None
    weekday_to: int | None = None
    day: int | None = None
    day_to: int | None = None  # of a holiday: which of its days
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    lean: str | None = None  # past | next | this: where a weekday, date or unit lies
    year_lean: str | None = None
    part: str | None = None
    night: str | None = None  # eve | small_hours | last | before: how a night lies to its day
    hour: int | None = None
    minute: int = 0
    unit: str | None = None
    count: float | None = None  # how many units; null with `stretch` means not told
    stretch: str | None = None  # ago | last | next | whole: how units lie to the report
    portion: str | None = None  # early | middle | late
    minutes: int | None = None  # length of a duration
    holiday: int | None = None
    season: int | None = None
    bare: bool = False  # a month name that nothing around it confirms
    other: Phrase | None = None  # the far end of a range

    @property
    def kind(self) -> str:
        """The kind of quantity that a number in the expression is."""
        if self.role == "duration" or self.stretch in ("ago", "last", "next"):
            return "duration"
        return "clock" if self.hour is not None and self.day is None else "date"

    @property
    def dayed(self) -> bool:
        """Does it tell a day?"""
        return (
            self.offset is not None
            or self.weekday is not None
            or self.day is not None
            or self.holiday is not None
        )

    @property
    def dated(self) -> bool:
        """Does it tell a day, or a longer time of the calendar?"""
        return (
            self.dayed
            or self.month is not None
            or self.year is not None
            or self.unit is not None
            or self.season is not None
        )
