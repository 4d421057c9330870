"""The tape: what lexicon and digits say of each token, for the readers of numerals and of times."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rasid.lexicon.entries import Cue, Match, NumberWord, TimeWord
from rasid.measure.digits import Digits, read_digits
from rasid.values import dataclass

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


BOUNDS = frozenset(["at_least", "more_than", "about", "up_to", "less_than"])
"""Roles of the words that bound the numeral after them; also the names of the hedges."""

OURS = ("number", "time")
LEADING = COUNTING | {"from", "to", "until", "or", "the"}
"""Roles of the words that may stand between the first number of a time and its word of time."""

DATE_SIGNS = frozenset(("/", "-", ".", ",", "("))
MARGIN = 8
_MARGIN = ("",) * MARGIN


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
    """Marks by the token at which they start and by the token after which they end.

    `at(token)` is the mark that starts at a token, `before(token)` the one that ends right before
    it, `word(token)` the word there, empty up to MARGIN tokens outside of the sentence.
    """

    __slots__ = ("_covers", "_ends", "at", "before", "counting", "marks", "timely", "word", "words")

    def __init__(self, words: Sequence[str], matches: Sequence[Match]) -> None:
        self.words = words
        self.counting = False
        self.timely = False
        self.marks: list[Mark] = []
        self._covers = matches
        self._ends: dict[int, Match] | None = None
        for match in matches:
            for form in match.forms:
                if form.entry.kind in OURS:
                    self._lexical(match)
                    break
        self._digital(words, matches)
        # Bound methods of the tables: readers ask thousands of times a second
        self.at: Callable[[int], Mark | None] = {m.start: m for m in self.marks}.get
        self.before: Callable[[int], Mark | None] = {m.end: m for m in self.marks}.get
        self.word: Callable[[int], str] = [*words, *_MARGIN].__getitem__

    def role(self, token: int) -> str:
        """The role of the number word that starts at a token, or empty."""
        mark = self.at(token)
        return mark.role if mark is not None else ""

    def when(self, token: int) -> str:
        """The role of the time word that starts at a token, or empty."""
        mark = self.at(token)
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
        mark = self.at(token)
        return mark is not None and mark.role == "the"

    def conjunction(self, token: int) -> bool:
        """Is the token one letter that stands apart from its number, as 'and' does?"""
        word = self.word(token)
        return len(word) == 1 and word.isalpha() and self.at(token) is None

    def leads_to_time(self, mark: Mark) -> bool:
        """May a number begin a time: only numbers, joints and signs up to a word of time?"""
        token, end = mark.end, len(self.words)
        if self.word(token).isdigit():
            return True
        while token < end:
            next_mark = self.at(token)
            if next_mark is None:
                if self.word(token) in DATE_SIGNS:
                    return True
                if not self.conjunction(token):
                    return False
                token += 1
            elif next_mark.when:
                return True
            elif next_mark.role in LEADING or next_mark.digits is not None:
                token = next_mark.end
            else:
                return False
        return False

    def _lexical(self, match: Match) -> None:
        """The mark of a match that has a number word or a time word among its readings."""
        mark = Mark(match.start, match.end)
        for form in match.forms:
            entry = form.entry
            if isinstance(entry, NumberWord) and mark.number is None:
                mark.number, mark.role = entry, entry.role
                mark.plurality = mark.plurality or form.number
            elif isinstance(entry, TimeWord) and mark.time is None:
                mark.time, mark.when = entry, entry.role
                mark.plurality = form.number
        if match.proclitics:
            _clitics(mark, match.proclitics)
        self.counting = self.counting or mark.role in COUNTING
        self.timely = self.timely or mark.when in TIMELY
        self.marks.append(mark)

    def _digital(self, words: Sequence[str], matches: Sequence[Match]) -> None:
        found = [i for i, word in enumerate(words) if "0" <= word[:1] <= "9"]
        if not found:
            return
        covered = {i for m in matches for i in range(m.start, m.end)}
        for i in found:
            digits = read_digits(words[i])
            if digits is None or i in covered:
                continue
            self.marks.append(Mark(i, i + 1, digits=digits))
            self.counting = True
            if digits.shape == "parts" or digits.amount >= 1000 or "/" in words[i + 1 : i + 2]:
                self.timely = True
        self.marks.sort(key=_start)


def _clitics(mark: Mark, proclitics: Sequence[str]) -> None:
    for clitic in proclitics:
        if clitic == "the":
            mark.the = True
        elif clitic in ("and", "so"):
            mark.joined = True
        else:
            mark.governed = True


def _start(mark: Mark) -> int:
    return mark.start
