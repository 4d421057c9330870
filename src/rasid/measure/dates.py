"""Reading calendar dates: 12 January 2019, the fifth of October, 24/11/2025, March 2015."""

from __future__ import annotations

from rasid.measure.cardinals import cardinal
from rasid.measure.phrase import Phrase
from rasid.measure.tape import Mark, Tape
from rasid.text.tables import COMMA

MONTH_ROLES = frozenset(("month", "month_weak", "hijri_month"))
YEARS = range(1900, 2101)
HIJRI_YEARS = range(1300, 1501)
SHORT_YEARS = range(10, 40)
"""Years written with two digits in a date with slashes: 24/11/25."""

LAST_DAY = 31
LEANS = frozenset(("past", "past_weak", "next", "this"))
YEAR_LEANS = {"past": "past", "next": "next", "this": "this"}


def is_year(value: int | None) -> bool:
    """Can the number be a year of either calendar?"""
    return value is not None and (value in YEARS or value in HIJRI_YEARS)


def read_year(tape: Tape, token: int) -> tuple[int, int] | None:
    """A year in four digits or in words, and the token after it."""
    mark = tape.at(token)
    if mark is None or mark.joined:
        return None
    if mark.digits is not None:
        value = mark.whole
        plain = value is not None and len(tape.word(token)) == 4
        return (value, mark.end) if value is not None and plain and is_year(value) else None
    if mark.role not in ("multiplier", "unit", "hundreds"):
        return None
    number = cardinal(tape, token)
    if number is None or number.high is None or not is_year(number.low):
        return None
    return number.low, number.end


def after_year(tape: Tape, token: int) -> int:
    """The token after the sign of the calendar that may follow a year."""
    return token + (tape.when(token) in ("era", "meridiem"))


def day_number(tape: Tape, token: int) -> tuple[int, int] | None:
    """A day of the month (digits, ordinal, numeral), and the token after it."""
    if tape.article(token):
        token += 1
    mark = tape.at(token)
    if mark is None:
        return None
    if mark.digits is not None:
        value = mark.whole
        return (value, mark.end) if value is not None and 0 < value < 100 else None
    if mark.role == "ordinal" and mark.number is not None:
        return _ordinal(tape, mark, mark.number.value or 0)
    if mark.role in ("unit", "tens") and mark.when != "weekday":
        number = cardinal(tape, token)
        if number is not None and number.low <= LAST_DAY:
            return number.low, number.end
    return None


def _ordinal(tape: Tape, mark: Mark, value: int) -> tuple[int, int]:
    """'the seventh', 'the twenty-seventh'."""
    tens = tape.at(mark.end)
    if tens is not None and tens.role == "tens" and tens.joined and tens.number is not None:
        return value + (tens.number.value or 0), tens.end
    return value, mark.end


class DateReader:
    """Fills day, month and year of a phrase; each reader gives the token after it, or 0."""

    def __init__(self, tape: Tape, phrase: Phrase) -> None:
        self.tape = tape
        self.phrase = phrase

    # -------------------------------------------------------------- beginning with the day
    def day_first(self, token: int) -> int:
        """A date that begins with a number."""
        numeric = self._numeric(token)
        if numeric:
            return numeric
        first = day_number(self.tape, token)
        if first is None:
            return 0
        day, end = first
        end_of_date = self._month_of(day, None, end)
        if end_of_date:
            return end_of_date
        second = self._second_day(end)
        return self._month_of(day, second[0], second[1]) if second is not None else 0

    def _second_day(self, token: int) -> tuple[int, int] | None:
        """'3 and 5 March', '3-5 March', 'from 3 to 5 March'."""
        mark = self.tape.at(token)
        if mark is not None and mark.joined:
            return day_number(self.tape, token)
        joint = mark is not None and mark.role in ("to", "until", "or")
        if joint or self.tape.word(token) == "-" or self.tape.conjunction(token):
            return day_number(self.tape, token + 1)
        return None

    def _month_of(self, day: int, day_to: int | None, token: int) -> int:
        """The month after the day: '/', 'of', 'month' may stand between."""
        tape, dashed = self.tape, False
        if tape.word(token) in ("/", "-", ",", "."):
            dashed = tape.word(token) != "/"
            token += 1
        if tape.role(token) == "from":
            token += 1
        month = tape.at(token)
        if month is not None and month.when == "unit" and month.name == "month":
            if month.the:
                return self._of_this_month(day, day_to, month)
            month = tape.at(month.end)
        elif month is not None and month.when == "demonstrative":
            return self._of_this_month(day, day_to, tape.at(month.end))
        if month is None or month.when not in MONTH_ROLES or month.joined:
            return 0
        if dashed and tape.word(month.end) not in ("-", ",", "."):
            return 0
        self._set(day, day_to)
        return self._with_month(month)

    def _of_this_month(self, day: int, day_to: int | None, unit: Mark | None) -> int:
        """'the fifth of last month', 'the fifth of this month'."""
        if unit is None or unit.when != "unit" or unit.name != "month" or day > LAST_DAY:
            return 0
        lean = self.tape.at(unit.end)
        told = lean is not None and lean.when in YEAR_LEANS
        demonstrated = self.tape.when(unit.start - 1) == "demonstrative"
        if not (told or demonstrated):
            return 0
        self._set(day, day_to)
        self.phrase.unit = "month"
        self.phrase.lean = YEAR_LEANS[lean.when] if told and lean is not None else "this"
        return lean.end if told and lean is not None else unit.end

    def _set(self, day: int, day_to: int | None) -> None:
        self.phrase.day, self.phrase.day_to = day, day_to

    # -------------------------------------------------------------- beginning with the month
    def month_first(self, month: Mark, named: bool) -> int:
        """A month with a year, or alone; in English, with the day after it.

        `named`: a word before it says that it is a month.
        """
        phrase = self.phrase
        english = self._day_after(month)
        if english:
            return english
        end = self._with_month(month)
        confirmed = named or phrase.year is not None or phrase.year_lean is not None
        if not confirmed:
            if month.when == "month_weak" and not self._leans(end):
                phrase.month, phrase.hijri = None, False
                return 0
            phrase.bare = phrase.weekday is None
        return end

    def _day_after(self, month: Mark) -> int:
        """'March 5', 'March 5, 2016'; after an Arabic name only with the year."""
        day = day_number(self.tape, month.end)
        if day is None or day[0] > LAST_DAY or month.when == "hijri_month":
            return 0
        end = self._year_after(day[1])
        if self.phrase.year is None and not self.tape.word(month.start).isascii():
            return 0
        self._set(day[0], None)
        self.phrase.month = month.index
        return end

    def _leans(self, token: int) -> bool:
        return self.tape.when(token) in LEANS

    def _with_month(self, month: Mark) -> int:
        self.phrase.month = month.index
        self.phrase.hijri = month.when == "hijri_month"
        return self._year_after(self._twin(month))

    def _twin(self, month: Mark) -> int:
        """The token after a month that is named twice: 'Ab/August', 'Ab (August)'."""
        token = month.end
        mark = self.tape.word(token)
        other = self.tape.at(token + 1 if mark in ("/", "(", "-") else token)
        if other is None or other.when not in MONTH_ROLES or other.index != month.index:
            return token
        return other.end + (mark == "(" and self.tape.word(other.end) == ")")

    def _year_after(self, token: int) -> int:
        """The token after the year, or after the month when no year follows."""
        tape, at = self.tape, token
        if tape.word(at) in ("/", ",", COMMA, "-", "."):
            at += 1
        if tape.role(at) == "from" or tape.when(at) == "demonstrative":
            at += 1
        mark = tape.at(at)
        if mark is not None and mark.when == "unit" and mark.name == "year":
            return self._year_word(mark) or token
        year = read_year(tape, at)
        if year is None:
            return token
        self._year(year[0])
        return after_year(tape, year[1])

    def _year_word(self, unit: Mark) -> int:
        """'of the year 2014', 'of last year', 'of this year'."""
        tape = self.tape
        if tape.when(unit.start - 1) == "demonstrative":
            self.phrase.year_lean = "this"
            return unit.end
        lean = tape.at(unit.end)
        if lean is not None and lean.when in YEAR_LEANS:
            self.phrase.year_lean = YEAR_LEANS[lean.when]
            return lean.end
        year = read_year(tape, unit.end)
        if year is None:
            return 0
        self._year(year[0])
        return after_year(tape, year[1])

    def _year(self, value: int) -> None:
        self.phrase.year = value
        self.phrase.hijri = self.phrase.hijri or value in HIJRI_YEARS

    # -------------------------------------------------------------- digits only
    def _numeric(self, token: int) -> int:
        """24/11/2025, 2025-11-24, 15 / 10 / 1436, 15 11 2015; 24/11 after a weekday."""
        mark = self.tape.at(token)
        if mark is None or mark.digits is None:
            return 0
        if mark.digits.shape == "parts":
            return mark.end if self._parts(mark.digits.parts, mark.digits.mark) else 0
        parts, sign, end = self._spread(token)
        return after_year(self.tape, end) if self._parts(parts, sign) else 0

    def _spread(self, token: int) -> tuple[tuple[int, ...], str, int]:
        """Up to three numbers in a row with one sign, or none, between them."""
        parts: list[int] = []
        sign, end = "", token
        while len(parts) < 3:
            mark = self.tape.at(token)
            value = mark.whole if mark is not None else None
            if value is None:
                break
            parts.append(value)
            end = token + 1
            word = self.tape.word(end)
            if len(parts) == 1 and word in ("/", "-", "."):
                sign = word
            if sign and word != sign:
                break
            token = end + bool(sign)
        return tuple(parts), sign, end

    def _parts(self, parts: tuple[int, ...], sign: str) -> bool:
        if len(parts) == 2:
            day, month = parts
            context = self.phrase.end > self.phrase.start or self._introduced()
            if sign != "/" or not context or not (day <= LAST_DAY and month <= 12):
                return False
            self.phrase.day, self.phrase.month = day, month
            return True
        if len(parts) != 3:
            return False
        first, month, last = parts
        if first > LAST_DAY:
            first, last = last, first
        short = sign == "/" and last in SHORT_YEARS and parts[0] <= LAST_DAY
        if not (short or is_year(last)) or first > 99 or month > 99:
            return False
        if not sign and not (first <= LAST_DAY and month <= 12 and last in YEARS):
            return False
        self._set(first, None)
        self.phrase.month = month
        self._year(last + 2000 if short else last)
        return True

    def _introduced(self) -> bool:
        """Does a weekday, 'the day', or 'on the date' stand before?"""
        mark = self.tape.before(self.phrase.start)
        return mark is not None and (
            mark.when in ("weekday", "dated", "day") or (mark.when == "unit" and mark.name == "day")
        )
