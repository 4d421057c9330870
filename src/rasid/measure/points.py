"""Reading one point of time: day words, weekdays, parts of the day, clocks, months, years."""

from __future__ import annotations

from collections.abc import Callable

from rasid.measure.dates import DateReader, after_year, read_year
from rasid.measure.lookahead import after_preposition, day_follows
from rasid.measure.phrase import Phrase
from rasid.measure.stretches import numbered_stretch, read_pair, read_unit
from rasid.measure.tape import Mark, Tape
from rasid.measure.times_of_day import read_clock, read_meridiem
from rasid.text.tables import COMMA

PART_ROLES = frozenset(["part_of_day", "part_either", "part_alone", "eve", "small_hours", "loose"])
LEANS = {"past": "past", "past_weak": "past", "next": "next", "this": "this"}
GLUE = frozenset((",", COMMA, "(", ")", ":"))
"""Marks that may stand between two parts of one expression."""

ALONE_WITH_ARTICLE = frozenset(("dawn", "morning", "evening", "night"))
"""Parts that, with article and preposition, are times; 'in the back', 'of the era' are not."""

NAMES_OF_NIGHTS = {"last_night": ("last", -1), "night_before": ("before", -2), "tonight": (None, 0)}


class Points:
    """A reader at a token: takes component after component into one phrase."""

    def __init__(self, tape: Tape, start: int) -> None:
        self.tape = tape
        self.pos = start
        self.phrase = Phrase(start, start)
        self._open_month = False
        self._open_year = False

    def read(self, open_month: bool = False, open_year: bool = False) -> Phrase | None:
        """The point that begins here. `open_month`, `open_year`: a bare month or year is enough."""
        self._open_month, self._open_year = open_month, open_year
        phrase = self.phrase
        while True:
            kept = self.pos
            if phrase.end > phrase.start and not self._glue():
                self.pos = kept
                break
            if not self._component():
                self.pos = kept
                break
            phrase.end = self.pos
        self._close_bracket()
        return phrase if self._enough() else None

    def _enough(self) -> bool:
        phrase = self.phrase
        if phrase.end == phrase.start or (phrase.bare and not self._open_month):
            return False
        if phrase.dated or phrase.role == "anaphor":
            return True
        if phrase.hour is not None:
            return True
        return phrase.part is not None and phrase.night != "eve"

    def _close_bracket(self) -> None:
        """A bracket that was opened inside the expression is closed with it."""
        words = self.tape.words[self.phrase.start : self.phrase.end]
        for _ in range(words.count("(") - words.count(")")):
            if self.tape.word(self.phrase.end) == ")":
                self.phrase.end += 1

    def _glue(self) -> bool:
        """Pass what may stand between components; False when it ends the expression."""
        for _ in range(3):
            word = self.tape.word(self.pos)
            if word in GLUE:
                self.pos += 1
            elif self._passable():
                mark = self.tape.at(self.pos)
                self.pos = mark.end if mark is not None else self.pos + 1
            else:
                return True
        return False

    def _passable(self) -> bool:
        mark = self.tape.at(self.pos)
        if mark is None or mark.joined:
            return False
        if mark.when in ("equal", "dated"):
            return True
        return mark.role == "from" and not mark.the and not self.phrase.bare

    # -------------------------------------------------------------- components
    def _component(self) -> bool:
        mark = self.tape.at(self.pos)
        if mark is None or (mark.joined and self.phrase.end > self.phrase.start):
            return False
        handler = _HANDLERS.get(mark.when)
        if handler is not None and handler(self, mark):
            return True
        return self._numeral(mark)

    def _numeral(self, mark: Mark) -> bool:
        """A date that begins with a number, a clock, a bare year where one is expected."""
        if mark.digits is None and not mark.role:
            return False
        if self.phrase.hour is None and read_meridiem(self.tape, self.phrase, self.pos):
            return self._to(mark.end)
        if mark.role == "ordinal" and self._day_of_holiday(mark):
            return True
        if self.phrase.day is None and self.phrase.month is None:
            end = DateReader(self.tape, self.phrase).day_first(self.pos)
            if end:
                return self._to(end)
        if (self._open_year or self.phrase.portion) and not self.phrase.dated:
            year = read_year(self.tape, self.pos)
            if year is not None:
                self.phrase.year = year[0]
                return self._to(after_year(self.tape, year[1]))
        return self._amount_before_lean(mark)

    def _day_of_holiday(self, mark: Mark) -> bool:
        """'the second day of the feast'."""
        days = self.tape.at(mark.end)
        feast = self.tape.at(days.end) if days is not None and days.when == "unit" else None
        if feast is None or feast.when != "holiday" or mark.number is None or self.phrase.dated:
            return False
        self.phrase.holiday, self.phrase.day_to = feast.index, mark.number.value
        return self._to(feast.end)

    def _amount_before_lean(self, mark: Mark) -> bool:
        """'the past 24 hours' where the number comes first."""
        if self.phrase.end > self.phrase.start:
            return False
        end = numbered_stretch(self.tape, self.phrase, mark.start)
        return self._to(end) if end else False

    def _to(self, end: int) -> bool:
        self.pos = end
        return True

    def _day(self, mark: Mark) -> bool:
        phrase = self.phrase
        if phrase.offset is not None:
            return False
        phrase.offset = mark.index
        return self._to(mark.end)

    def _weekday(self, mark: Mark) -> bool:
        phrase = self.phrase
        if phrase.weekday is None:
            phrase.weekday = mark.index
            self._to(mark.end)
            self._second_weekday()
            return True
        return False

    def _second_weekday(self) -> None:
        """'the night of Sunday - Monday': two days in a row with nothing or a dash between."""
        token = self.pos
        if self.tape.word(token) in ("-", "/") or self.tape.role(token) == "to":
            token += 1
        mark = self.tape.at(token)
        if mark is None or mark.when != "weekday" or mark.joined or self.phrase.part is None:
            return
        if self.phrase.weekday is not None and mark.index == (self.phrase.weekday + 1) % 7:
            self.phrase.weekday_to = mark.index
            self._to(mark.end)

    def _night(self, mark: Mark) -> bool:
        """Nights that have a name: last night, the night before last, tonight."""
        phrase = self.phrase
        if phrase.offset is not None or phrase.part is not None:
            return False
        phrase.night, phrase.offset = NAMES_OF_NIGHTS[mark.when]
        phrase.part = mark.name
        return self._to(mark.end)

    def _part(self, mark: Mark) -> bool:
        phrase = self.phrase
        if phrase.part is not None or (phrase.dayed and self._new_day(mark.end)):
            return False
        if not (phrase.dayed or phrase.hour is not None) and not self._stands(mark):
            return False
        phrase.part = mark.name
        if mark.when in ("eve", "small_hours"):
            phrase.night = mark.when
        return self._to(mark.end)

    def _stands(self, mark: Mark) -> bool:
        """May the part of the day open an expression: by itself, or because a day follows?"""
        if mark.when in ("part_alone", "small_hours") or day_follows(self.tape, mark.end):
            return True
        if mark.when == "part_either":
            return not mark.the or after_preposition(self.tape, mark)
        return (
            mark.when == "part_of_day"
            and mark.name in ALONE_WITH_ARTICLE
            and (mark.the and after_preposition(self.tape, mark))
        )

    def _new_day(self, token: int) -> bool:
        """Does another day follow, as in 'Saturday, Sunday morning'?"""
        mark = self.tape.at(token)
        if mark is None:
            return False
        phrase = self.phrase
        if mark.when == "weekday":
            return phrase.weekday is not None
        today = mark.when == "unit" and mark.name == "day" and mark.the
        return (mark.when == "day" or today) and phrase.offset is not None

    def _loose(self, mark: Mark) -> bool:
        """'a late hour of': passed over when a day or a part of the day follows."""
        token = mark.end
        if self.tape.role(token) == "from":
            token += 1
        follows = self.tape.when(token) in PART_ROLES or day_follows(self.tape, token)
        return self._to(token) if follows else False

    def _unit(self, mark: Mark) -> bool:
        if mark.name == "day" and mark.plurality == "sg":
            return self._today(mark) if mark.the else self._day_word(mark)
        if mark.name == "hour" and mark.plurality == "sg" and mark.the:
            end = read_clock(self.tape, self.phrase, mark.end)
        else:
            end = read_unit(self.tape, self.phrase, mark)
        if not end and mark.plurality == "du":
            return self._pair(mark)
        return self._to(end) if end else self._month_word(mark)

    def _today(self, mark: Mark) -> bool:
        after = self.tape.at(mark.end)
        if self.phrase.offset is not None:
            return False
        if after is not None and after.when != "weekday":
            numbered = after.role in ("ordinal", "unit") and after.the
            if numbered or after.when == "after":
                return False
            if after.when in LEANS:  # "the past day"
                return False
        self.phrase.offset = 0
        return self._to(mark.end)

    def _day_word(self, mark: Mark) -> bool:
        """'the day of' before a weekday or a date."""
        follows = day_follows(self.tape, mark.end) and self.tape.when(mark.end) != "unit"
        return self._to(mark.end) if follows else False

    def _month_word(self, mark: Mark) -> bool:
        """'the month of March'."""
        if mark.name != "month" or mark.plurality != "sg" or mark.the or self.phrase.dated:
            return False
        month = self.tape.at(mark.end)
        if month is None or "month" not in month.when:
            return False
        end = DateReader(self.tape, self.phrase).month_first(month, named=True)
        return self._to(end) if end else False

    def _month(self, mark: Mark) -> bool:
        if self.phrase.month is not None or self.phrase.year is not None:
            return False
        if self.phrase.day is not None and self.phrase.weekday is None:
            return False
        named = self.phrase.portion is not None
        end = DateReader(self.tape, self.phrase).month_first(mark, named)
        return self._to(end) if end else False

    def _pair(self, mark: Mark) -> bool:
        """'the years 2014 and 2016', 'the days Saturday and Sunday'."""
        if self.phrase.end > self.phrase.start:
            return False
        end = read_pair(self.tape, self.phrase, mark)
        return self._to(end) if end else False

    def _portion(self, mark: Mark) -> bool:
        """'the beginning of' a month, a week, a year."""
        if self.phrase.portion is not None or self.phrase.dated:
            return False
        self.phrase.portion, kept = mark.when, self.pos
        self._to(mark.end)
        if self._passable():
            self.pos += 1
        after = self.tape.at(self.pos)
        if after is not None and not after.joined and not after.role and self._component():
            return True
        if after is not None and after.role != "from" and self._numeral(after):
            return True
        self.phrase.portion, self.pos = None, kept
        return False

    def _lean(self, mark: Mark) -> bool:
        """'last', 'next', 'this' after what they point at."""
        phrase = self.phrase
        if phrase.lean is not None or not phrase.dated or phrase.stretch is not None:
            return False
        if mark.when == "past_weak" and not (phrase.month or phrase.weekday is not None):
            return False
        phrase.lean, phrase.bare = LEANS[mark.when], False
        end = mark.end
        year = read_year(self.tape, end) if phrase.month and phrase.year is None else None
        if year is not None:
            phrase.year, end = year[0], after_year(self.tape, year[1])
        return self._to(end)

    def _demonstrative(self, mark: Mark) -> bool:
        """'this week', 'this morning'."""
        after = self.tape.at(mark.end)
        phrase = self.phrase
        if after is None or not after.the:
            return False
        if after.when in ("part_of_day", "part_either") and not phrase.dayed:
            phrase.offset, phrase.part = 0, after.name
            return self._to(after.end)
        if after.when != "unit" or after.plurality != "sg":
            return False
        if after.name == "year" and phrase.month is not None:
            phrase.year_lean, phrase.bare = "this", False
        elif phrase.dated:
            return False
        else:
            phrase.unit, phrase.stretch, phrase.lean = after.name, "whole", "this"
        return self._to(after.end)

    def _anaphor(self, mark: Mark) -> bool:
        if self.phrase.dated:
            return False
        self.phrase.role = "anaphor"
        return self._to(mark.end)

    def _holiday(self, mark: Mark) -> bool:
        if self.phrase.dated:
            return False
        self.phrase.holiday = mark.index
        return self._to(mark.end)

    def _season(self, mark: Mark) -> bool:
        """A season counts only with its year, or as the last one."""
        token = mark.end
        if mark.the and self.tape.when(token) == "past" and not self.phrase.dated:
            self.phrase.season, self.phrase.lean = mark.index, "past"
            return self._to(token + 1)
        word = self.tape.at(token)
        if word is not None and word.when == "unit" and word.name == "year":
            token = word.end
        year = read_year(self.tape, token)
        if year is None or self.phrase.dated:
            return False
        self.phrase.season, self.phrase.year = mark.index, year[0]
        return self._to(year[1])

    def _dated(self, mark: Mark) -> bool:
        """'on the date of': counts when a date follows."""
        return self._to(mark.end) if day_follows(self.tape, mark.end) else False


_Handler = Callable[[Points, Mark], bool]
_HANDLERS: dict[str, _Handler] = {
    "day": Points._day,
    "weekday": Points._weekday,
    "last_night": Points._night,
    "night_before": Points._night,
    "tonight": Points._night,
    "part_of_day": Points._part,
    "part_either": Points._part,
    "part_alone": Points._part,
    "eve": Points._part,
    "small_hours": Points._part,
    "loose": Points._loose,
    "unit": Points._unit,
    "pair": Points._pair,
    "month": Points._month,
    "month_weak": Points._month,
    "hijri_month": Points._month,
    "early": Points._portion,
    "middle": Points._portion,
    "late": Points._portion,
    "past": Points._lean,
    "past_weak": Points._lean,
    "next": Points._lean,
    "this": Points._lean,
    "demonstrative": Points._demonstrative,
    "anaphor": Points._anaphor,
    "holiday": Points._holiday,
    "season": Points._season,
    "dated": Points._dated,
}
