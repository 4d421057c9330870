"""Reading stretches counted in units: last week, the past three days, the years 2014 and 2016."""

from __future__ import annotations

from rasid.measure.amounts import MINUTES
from rasid.measure.cardinals import cardinal
from rasid.measure.dates import MONTH_ROLES, after_year, read_year
from rasid.measure.phrase import Phrase
from rasid.measure.tape import Mark, Tape

LEANS = {"past": "past", "past_weak": "past", "next": "next", "this": "this"}


def numbered_stretch(tape: Tape, phrase: Phrase, token: int) -> int:
    """'the 24 past hours' with the number first; 0 when it is no stretch."""
    if tape.article(token):
        token += 1
    number = cardinal(tape, token)
    if number is None:
        return 0
    unit = tape.at(number.end)
    if unit is None or unit.when != "unit":
        return 0
    lean = tape.at(unit.end)
    if lean is None or lean.when not in ("past", "past_weak", "next"):
        return 0
    phrase.unit = unit.name
    phrase.count = number.amount if number.high is not None else None
    phrase.stretch = "next" if lean.when == "next" else "last"
    return lean.end


def read_unit(tape: Tape, phrase: Phrase, unit: Mark) -> int:
    """A unit with what points at it ('last month') or with its year; 0 if neither follows."""
    if unit.name == "year" and unit.plurality == "sg":
        end = _numbered_year(tape, phrase, unit)
        if end:
            return end
    if not unit.the or (phrase.dated and not (unit.name == "year" and phrase.month)):
        return 0
    count, token = _count(tape, unit)
    lean = tape.at(token)
    if lean is None or lean.when not in LEANS or lean.joined:
        return _of_portion(phrase, unit)
    weak = lean.when == "past_weak" and phrase.portion is None
    if unit.plurality == "sg" and (weak or unit.name in ("minute", "hour")):
        return 0
    _point(phrase, unit, count, LEANS[lean.when])
    return _told_year(tape, phrase, lean.end) if unit.name == "year" else lean.end


def after_portion(tape: Tape, phrase: Phrase, token: int) -> int:
    """The token after what points at a unit that has been taken as the present one."""
    lean = tape.at(token)
    if lean is not None and lean.when in LEANS and not lean.joined:
        phrase.lean, token = LEANS[lean.when], lean.end
    return _told_year(tape, phrase, token) if phrase.unit == "year" else token


def _told_year(tape: Tape, phrase: Phrase, token: int) -> int:
    """'the present year 2023': the number decides."""
    year = read_year(tape, token)
    if year is None:
        return token
    phrase.year = year[0]
    phrase.unit = phrase.stretch = phrase.lean = None
    return after_year(tape, year[1])


def _numbered_year(tape: Tape, phrase: Phrase, unit: Mark) -> int:
    """'the year 2014'."""
    year = read_year(tape, unit.end)
    if year is None or phrase.year is not None or (phrase.dated and not phrase.month):
        return 0
    phrase.year, phrase.bare = year[0], False
    return after_year(tape, year[1])


def _count(tape: Tape, unit: Mark) -> tuple[float | None, int]:
    """How many units, and the token where what points at them stands."""
    count = {"sg": 1.0, "du": 2.0}.get(unit.plurality or "")
    token = unit.end
    if unit.plurality == "pl":
        start = token + tape.article(token)
        number = cardinal(tape, start)
        if number is not None and number.high is not None:
            count, token = number.amount, number.end
    while tape.when(token) == "filler":
        token += 1
    return count, token


def _point(phrase: Phrase, unit: Mark, count: float | None, lean: str) -> None:
    if unit.name == "year" and phrase.month is not None:
        phrase.year_lean, phrase.bare = lean, False
        return
    phrase.unit, phrase.count = unit.name, count
    if unit.plurality == "sg":
        phrase.stretch, phrase.lean = "whole", lean
    else:
        phrase.stretch = "next" if lean == "next" else "last"


def _of_portion(phrase: Phrase, unit: Mark) -> int:
    """'the beginning of the year': of the present one."""
    if phrase.portion is None or unit.plurality != "sg" or MINUTES[unit.name] < MINUTES["week"]:
        return 0
    phrase.unit, phrase.stretch, phrase.lean = unit.name, "whole", "this"
    return unit.end


def read_pair(tape: Tape, phrase: Phrase, pair: Mark) -> int:
    """Two years, months, days or nights named after their unit in the dual; 0 when they are not."""
    near, far = Phrase(pair.end, pair.end), Phrase(pair.end, pair.end)
    token = _member(tape, near, pair, pair.end)
    joint = _pair_joint(tape, token)
    far.end = _member(tape, far, pair, joint) if token and joint else 0
    if not far.end:
        return 0
    phrase.year, phrase.month, phrase.hijri = near.year, near.month, near.hijri
    phrase.weekday, phrase.other = near.weekday, far
    if pair.name == "month":
        _share_year(tape, phrase, far)
    if pair.name == "night":
        phrase.part = far.part = "night"
    return far.end


def _pair_joint(tape: Tape, token: int) -> int:
    """The token of the second member: after a separate 'and' or 'to', or joined; 0 when neither."""
    mark = tape.at(token)
    if tape.conjunction(token) or (mark is not None and mark.role in ("to", "until")):
        return token + 1
    return token if mark is not None and mark.joined else 0


def _member(tape: Tape, phrase: Phrase, pair: Mark, token: int) -> int:
    mark = tape.at(token)
    if mark is None:
        return 0
    if pair.name == "year":
        value = mark.whole if mark.digits is not None else None
        if value is None or not 1900 <= value <= 2100:
            return 0
        phrase.year = value
        return mark.end
    if pair.name == "month" and mark.when in MONTH_ROLES:
        phrase.month, phrase.hijri = mark.index, mark.when == "hijri_month"
        return mark.end
    if pair.name in ("day", "night") and mark.when == "weekday":
        phrase.weekday = mark.index
        return mark.end
    return 0


def _share_year(tape: Tape, phrase: Phrase, far: Phrase) -> None:
    """'the months of March and April 2015': the year is that of both."""
    year = read_year(tape, far.end)
    if year is not None:
        phrase.year = far.year = year[0]
        far.end = after_year(tape, year[1])
