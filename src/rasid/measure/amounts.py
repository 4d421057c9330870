"""Amounts of time: three days, two hours and a half, about a month, half an hour."""

from __future__ import annotations

from rasid.measure.cardinals import cardinal
from rasid.measure.tape import BOUNDS, Mark, Tape
from rasid.values import dataclass

MINUTES = {
    "second": 1 / 60,
    "minute": 1,
    "hour": 60,
    "day": 1440,
    "week": 7 * 1440,
    "month": 30 * 1440,
    "year": 365 * 1440,
}
"""Length of the units; a month is taken as 30 days and a year as 365."""

HEDGES = BOUNDS | {"roughly"}


@dataclass(slots=True)
class Amount:
    """So many units up to token `end`; `count` null when the words do not tell ('some days')."""

    count: float | None
    unit: str
    end: int
    extra: float = 0.0  # minutes told in a smaller unit

    @property
    def minutes(self) -> int | None:
        """The length; null when not told."""
        if self.count is None:
            return None
        return round(self.count * MINUTES[self.unit] + self.extra)


def amount(tape: Tape, start: int, joined: bool = False) -> Amount | None:
    """The amount of time that begins at a token, hedges included; none when units are definite."""
    token = start
    while tape.role(token) in HEDGES or tape.article(token):
        mark = tape.at(token)
        token = mark.end if mark is not None else token + 1
    read = _counted(tape, token) or _bare(tape, token)
    if read is None:
        return None
    return read if joined else _with_rest(tape, read)


def unit_at(tape: Tape, token: int) -> Mark | None:
    """The word for a unit of time at a token."""
    mark = tape.at(token)
    return mark if mark is not None and mark.when == "unit" else None


def _counted(tape: Tape, token: int) -> Amount | None:
    """A numeral or a fraction, then the unit."""
    mark = tape.at(token)
    if mark is not None and mark.role == "fraction" and mark.number is not None:
        unit = unit_at(tape, mark.end)
        return Amount(1 / (mark.number.value or 1), unit.name, unit.end) if unit else None
    number = cardinal(tape, token)
    if number is None:
        return None
    unit = unit_at(tape, number.end)
    if unit is None or unit.joined or unit.the:
        return None
    return Amount(number.amount if number.high is not None else None, unit.name, unit.end)


def _bare(tape: Tape, token: int) -> Amount | None:
    """A unit by itself: its dual is two, its singular one, its plural is not told."""
    unit = unit_at(tape, token)
    if unit is None or unit.the:
        return None
    count = {"sg": 1.0, "du": 2.0}.get(unit.plurality or "")
    return Amount(count, unit.name, unit.end)


def _with_rest(tape: Tape, read: Amount) -> Amount:
    """'an hour and a half', 'one hour', 'two hours and ten minutes'."""
    mark = tape.at(read.end)
    if mark is None:
        if not tape.conjunction(read.end):
            return read
        mark = tape.at(read.end + 1)
    elif mark.when == "filler" or (mark.role == "unit" and not mark.joined and not mark.the):
        read.end = mark.end
        return _with_rest(tape, read)
    if mark is None or not (mark.joined or mark.start > read.end):
        return read
    if mark.role == "fraction" and mark.number is not None and read.count is not None:
        read.count, read.end = read.count + 1 / (mark.number.value or 1), mark.end
        return read
    more = amount(tape, mark.start, joined=True)
    if more is not None and more.minutes is not None and MINUTES[more.unit] < MINUTES[read.unit]:
        read.extra, read.end = more.minutes, more.end
    return read
