"""The tape: what lexicon and digits say of each token, for the readers of numerals and of times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasid.lexicon.entries import Cue, Match, NumberWord, TimeWord
from rasid.measure.digits import Digits, read_digits

COUNTING = frozenset(
    ["unit", "tens", "hundreds", "multiplier", "vague", "one_of", "fraction", "ordinal", "distance"]
)
"""Roles of number words that make a quantity by themselves."""

TIMELY = frozenset(
    [
        "month",
        "month_weak",
        "hijri_month",
        "weekday",
        "part_of_day",
        "part_either",
        "part_alone",
        "eve",
        "small_hours",
        "last_night",
        "night_before",
        "tonight",
        "day",
        "unit",
        "pair",
        "anaphor",
        "dated",
        "holiday",
        "season",
        "since_start",
    ]
)
"""Roles of time words without which a sentence has no expression of time in words."""


@dataclass(slots=True)
class Mark:
    """A number word, a time word or digits at tokens [start, end).

    `role` and `when` are the roles of the number word and of the time word, or empty;
    `plurality` is sg, du or pl.
    """

    start: int
    end: int
    number: NumberWord | None = None
    time: TimeWord | None = None
    digits: Digits | None = None
    role: str = ""
    when: str = ""
    joined: bool = False  # "and" is written together with it
    governed: bool = False  # so is a preposition
    the: bool = False
    plurality: str | None = None

    @property
    def whole(self) -> int | None:
        """The value of plain digits; None for words and for other digits."""
        digits = self.digits
        return digits.value if digits is not None and digits.shape == "int" else None

    @property
    def index(self) -> int:
        """The number that the time word stands for: of the month, of the weekday, of days."""
        value = self.time.value if self.time is not None else None
        return value if isinstance(value, int) else 0

    @property
    def name(self) -> str:
        """The code that the time word stands for: a unit, a part of the day."""
        value = self.time.value if self.time is not None else None
        return value if isinstance(value, str) else ""


class Tape:
    """Marks by the token at which they start and by the token after which they end."""

    __slots__ = ("_after", "_before", "_covers", "_ends", "counting", "marks", "timely", "words")

    def __init__(self, words: Sequence[str], matches: Sequence[Match]) -> None:
        self.words = words
        self.counting = False
        self.timely = False
        self.marks: list[Mark] = []
        self._before: dict[int, Mark] = {}
        self._after: dict[int, Mark] = {}
        self._ends: dict[int, Match] | None = None
        self._covers = matches
        self._lexical(matches)
        self._digital(words, matches)

    def at(self, token: int) -> Mark | None:
        """The mark that starts at a token."""
        return self._before.get(token)

    def before(self, token: int) -> Mark | None:
        """The mark that ends right before a token."""
        return self._after.get(token)

    def word(self, token: int) -> str:
        """The word at a token; empty outside of the sentence."""
        return self.words[token] if 0 <= token < len(self.words) else ""

    def role(self, token: int) -> str:
        """The role of the number word that starts at a token, or empty."""
        mark = self._before.get(token)
        return mark.role if mark is not None else ""

    def when(self, token: int) -> str:
        """The role of the time word that starts at a token, or empty."""
        mark = self._before.get(token)
        return mark.when if mark is not None else ""

    def match_before(self, token: int) -> Match | None:
        """The lexicon match of any kind that ends right before a token."""
        if self._ends is None:
            self._ends = {m.end: m for m in self._covers}
        return self._ends.get(token)

    def kinds_at(self, token: int) -> frozenset[str]:
        """The kinds of the lexicon match that starts at a token."""
        for match in self._covers:
            if match.start == token:
                return frozenset(form.entry.kind for form in match.forms)
        return frozenset()

    def total_in(self, tokens: range) -> bool:
        """Does a cue of a running total ("the toll rose") start among the tokens?"""
        return any(
            isinstance(form.entry, Cue) and form.entry.cue == "total"
            for match in self._covers
            if match.start in tokens
            for form in match.forms
        )

    def article(self, token: int) -> bool:
        """Is the token an article that stands apart from its number?"""
        return self.role(token) == "the"

    def conjunction(self, token: int) -> bool:
        """Is the token one letter that stands apart from its number, as 'and' does?"""
        word = self.word(token)
        return len(word) == 1 and word.isalpha() and token not in self._before

    def _put(self, mark: Mark) -> None:
        self.marks.append(mark)
        self._before[mark.start] = mark
        self._after[mark.end] = mark

    def _lexical(self, matches: Sequence[Match]) -> None:
        for match in matches:
            number = time = None
            for form in match.forms:
                kind = form.entry.kind
                if kind == "number" and number is None:
                    number = form
                elif kind == "time" and time is None:
                    time = form
            if number is None and time is None:
                continue
            mark = Mark(match.start, match.end)
            if number is not None and isinstance(number.entry, NumberWord):
                mark.number, mark.role = number.entry, number.entry.role
                mark.plurality = number.number
                self.counting = self.counting or mark.role in COUNTING
            if time is not None and isinstance(time.entry, TimeWord):
                mark.time, mark.when = time.entry, time.entry.role
                mark.plurality = time.number
                self.timely = self.timely or mark.when in TIMELY
            for clitic in match.proclitics:
                if clitic == "the":
                    mark.the = True
                elif clitic in ("and", "so"):
                    mark.joined = True
                else:
                    mark.governed = True
            self._put(mark)

    def _digital(self, words: Sequence[str], matches: Sequence[Match]) -> None:
        found = [i for i, word in enumerate(words) if "0" <= word[:1] <= "9"]
        if not found:
            return
        covered = {i for m in matches for i in range(m.start, m.end)}
        for i in found:
            digits = read_digits(words[i])
            if digits is None or i in covered:
                continue
            self._put(Mark(i, i + 1, digits=digits))
            self.counting = True
            if digits.shape == "parts" or digits.amount >= 1000 or self.word(i + 1) == "/":
                self.timely = True
        self.marks.sort(key=_start)


def _start(mark: Mark) -> int:
    return mark.start
