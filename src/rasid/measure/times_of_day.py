"""Reading clocks: ten thirty, the third hour and a half, 9:17 pm."""

from __future__ import annotations

from rasid.measure.cardinals import cardinal
from rasid.measure.phrase import Phrase
from rasid.measure.tape import Mark, Tape

HOURS = range(25)
PARTS = frozenset(("part_of_day", "part_either", "part_alone"))


def read_clock(tape: Tape, phrase: Phrase, token: int) -> int:
    """The token after an hour that follows 'the hour'; 0 when none does."""
    if phrase.hour is not None:
        return 0
    mark = tape.at(token)
    if mark is None:
        return 0
    end = _digital(phrase, mark) or _spoken(tape, phrase, mark)
    return _meridiem(tape, phrase, end) if end else 0


def read_meridiem(tape: Tape, phrase: Phrase, token: int) -> bool:
    """A clock of digits by itself: counts after a day or before a part of the day."""
    mark = tape.at(token)
    if mark is None or mark.digits is None or mark.digits.shape != "clock":
        return False
    follows = tape.when(mark.end) in PARTS or tape.when(mark.end) == "meridiem"
    return bool((phrase.dayed or phrase.part or follows) and _digital(phrase, mark))


def _digital(phrase: Phrase, mark: Mark) -> int:
    digits = mark.digits
    if digits is None or digits.shape not in ("clock", "decimal", "int"):
        return 0
    hour, minute = digits.parts if digits.parts else (digits.value, 0)
    if hour not in HOURS or minute >= 60:
        return 0
    phrase.hour, phrase.minute = hour % 24, minute
    return mark.end


def _spoken(tape: Tape, phrase: Phrase, mark: Mark) -> int:
    """'the third', 'the tenth and twenty minutes', 'the fourth and a half'."""
    if mark.role == "ordinal" and mark.number is not None:
        hour, end = mark.number.value or 0, mark.end
    else:
        number = cardinal(tape, mark.start, terms=1)
        if number is None or number.high is None or not mark.the:
            return 0
        hour, end = number.low, number.end
    if hour not in HOURS:
        return 0
    phrase.hour = hour % 24
    return _minutes(tape, phrase, end)


def _minutes(tape: Tape, phrase: Phrase, token: int) -> int:
    """'and a half', 'and twenty minutes'."""
    mark = tape.at(token)
    if mark is None or not mark.joined:
        return token
    if mark.role == "fraction" and mark.number is not None:
        phrase.minute = 60 // (mark.number.value or 1)
        return mark.end
    number = cardinal(tape, token)
    if number is None or number.low >= 60:
        return token
    unit = tape.at(number.end)
    if unit is None or unit.when != "unit" or unit.name != "minute":
        return token
    phrase.minute = number.low
    return unit.end


def _meridiem(tape: Tape, phrase: Phrase, token: int) -> int:
    """'am', 'pm' right after the clock."""
    mark = tape.at(token)
    if mark is None or mark.when != "meridiem" or phrase.hour is None:
        return token
    if mark.name == "pm" and phrase.hour < 12:
        phrase.hour += 12
    elif mark.name == "am" and phrase.hour == 12:
        phrase.hour = 0
    return mark.end


def twenty_four(hour: int, part: str | None) -> int | None:
    """The hour on the 24-hour clock; null when 'three' may be either half of the day."""
    if hour == 0 or hour > 12:
        return hour
    if part in ("dawn", "morning"):
        return hour % 12 if part == "dawn" else hour
    if part == "noon":
        return hour if hour >= 10 else hour + 12
    if part in ("afternoon", "evening"):
        return hour % 12 + 12
    if part in ("night", "midnight"):
        return hour % 12 if hour <= 5 or hour == 12 else hour + 12
    return None
