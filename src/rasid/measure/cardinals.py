"""Cardinal numbers: the grammar by which numerals and digits add and multiply up to one value."""

from __future__ import annotations

from rasid.measure.tape import Mark, Tape
from rasid.values import dataclass

_UNIT, _TEEN_OR_TENS, _DIGITS, _FRACTION = 2, 3, 4, 5
_RANKS = {"hundreds": 1, "unit": _UNIT, "tens": _TEEN_OR_TENS}
"""The order inside a group of thousands: hundred, and three, and twenty."""

_HIGHEST = 10**15
_FEWEST_AFTER_THOUSANDS = 100
"""'3 thousand and 200' is one number; 'a thousand and 3' is written so only by mistake."""

ALL_TERMS = 99


@dataclass(slots=True)
class Cardinal:
    """A number at tokens [start, end): low..high (null: open), `amount` with its fraction.

    `spelled` tells words from digits.
    """

    start: int
    end: int
    low: int
    high: int | None
    amount: float
    spelled: bool

    @property
    def exact(self) -> bool:
        """One value, not a range and not open-ended."""
        return self.low == self.high


class _Sum:
    """What has been read so far: finished thousands in `total`, the group being read in `group`."""

    __slots__ = ("group", "limit", "rank", "total")

    def __init__(self) -> None:
        self.total = 0.0
        self.group = 0.0
        self.rank = 0
        self.limit = _HIGHEST

    def take(self, mark: Mark, joined: bool, first: bool) -> bool:
        """Add a mark; False when it does not belong to the number."""
        if mark.digits is not None:
            return self._digits(mark, joined, first)
        if mark.number is None or mark.when == "weekday":
            return False
        if mark.role in _RANKS:
            return self._word(mark.role, mark.number.value or 0, joined, first)
        if mark.role == "multiplier":
            return self._multiplier(mark, joined, first)
        return mark.role == "fraction" and self._fraction(mark.number.value or 1, joined, first)

    def _digits(self, mark: Mark, joined: bool, first: bool) -> bool:
        digits = mark.digits
        if digits is None or digits.shape not in ("int", "decimal"):
            return False
        after = bool(joined and self.total and not self.group)
        if not first and not (after and _FEWEST_AFTER_THOUSANDS <= digits.amount < self.limit):
            return False
        self.group, self.rank = digits.amount, _DIGITS
        return True

    def _word(self, role: str, value: int, joined: bool, first: bool) -> bool:
        if value == 100 and not joined and self.rank == _UNIT and 3 <= self.group % 100 <= 9:
            unit = self.group % 100
            self.group, self.rank = self.group + 99 * unit, 1
            return self.group < 1000
        rank = _TEEN_OR_TENS if role == "unit" and value >= 10 else _RANKS[role]
        if not (first or joined) or rank <= self.rank or value >= self.limit:
            return False
        self.group += value
        self.rank = rank
        return True

    def _multiplier(self, mark: Mark, joined: bool, first: bool) -> bool:
        word = mark.number
        if word is None or word.value is None:
            return False
        base = 10 ** (len(str(word.value)) - 1)
        if self.rank == _FRACTION and not self.group and base == self.limit and mark.the:
            return True  # "a million and a half the million"
        if base >= self.limit:
            return False
        if self.group and not joined and word.value == base:
            self.total += self.group * base
        elif not self.group and (first or joined) and word.high is not None:
            self.total += word.low or 0
        else:
            return False
        self.group, self.rank, self.limit = 0.0, 0, base
        return True

    def _fraction(self, parts: int, joined: bool, first: bool) -> bool:
        if first:
            self.group = 1 / parts
        elif joined and self.total and not self.group:
            self.total += self.limit / parts
        else:
            return False
        self.rank = _FRACTION
        return True


def cardinal(tape: Tape, start: int, terms: int = ALL_TERMS) -> Cardinal | None:
    """The longest number that begins at a token, of at most so many terms joined by 'and'."""
    first = tape.at(start)
    if first is None:
        return None
    if first.role in ("vague", "one_of"):
        return _vague(tape, first)
    if first.role == "multiplier" and first.number is not None and first.number.high is None:
        return _vague(tape, first)
    return _exact(tape, first, terms)


def _exact(tape: Tape, first: Mark, terms: int) -> Cardinal | None:
    total, end = _Sum(), first.start
    mark: Mark | None = first
    spelled = False
    joined = False
    while mark is not None and total.take(mark, joined, mark is first):
        end, spelled = mark.end, spelled or mark.digits is None
        mark, joined = _next(tape, end)
        terms -= joined
        if terms < 1:
            break
    amount = total.total + total.group
    if end == first.start or (amount < 1 and spelled):
        return None
    return Cardinal(first.start, end, int(amount), _ceiling(amount), amount, spelled)


def _ceiling(amount: float) -> int:
    return int(amount) + (amount > int(amount))


def _next(tape: Tape, end: int) -> tuple[Mark | None, bool]:
    """The mark that may go on with the number, and whether 'and' joins it."""
    mark = tape.at(end)
    if mark is None and tape.conjunction(end):
        return tape.at(end + 1), True
    return mark, mark is not None and mark.joined


def _vague(tape: Tape, first: Mark) -> Cardinal | None:
    """Several, dozens, dozens of thousands; 'one of' is exactly one."""
    word = first.number
    if word is None or (first.role == "one_of" and first.the):
        return None
    if first.role == "one_of":
        return Cardinal(first.start, first.end, 1, 1, 1.0, True)
    low = word.low if word.low is not None else word.value or 1
    end = first.end
    mark = tape.at(end)
    while mark is not None and mark.number is not None and _round(mark) and not mark.joined:
        low, end = low * (mark.number.value or 1), mark.end
        mark = tape.at(end)
    return Cardinal(first.start, end, low, None, float(low), True)


def _round(mark: Mark) -> bool:
    word = mark.number
    return word is not None and bool(word.value) and mark.role in ("vague", "multiplier")
