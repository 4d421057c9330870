"""Quantities: numerals with what bounds them and what they are numbers of."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.lexicon.entries import Match
from rasid.measure.cardinals import Cardinal, cardinal
from rasid.measure.phrase import Phrase
from rasid.measure.reader import phrases
from rasid.measure.senses import sense
from rasid.measure.tape import BOUNDS, COUNTING, Mark, Tape
from rasid.values import dataclass, replace

KINDS = (
    "count", "age", "distance", "caliber", "money", "duration", "clock", "date", "ordinal", "other",
)  # fmt: skip

HEDGES = {**{role: role for role in BOUNDS}, "roughly": "about", "until": "up_to"}
"""Role of a word before a numeral -> hedge."""

TRAILING = {"at_least": "at_least", "roughly": "about", "up_to": "up_to"}
"""Role of a word after what is counted -> hedge."""

REACH = 4  # tokens between a numeral and "at least" after what it counts
CHANGE_REACH = 8  # tokens between "rose" and "from 5 to 7"


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, at tokens [start, end): `low`..`high`, null when open-ended.

    `exact`: one value, stated without a hedge. `hedge`: one of BOUNDS, or `vague`, `between`, or
    null. `kind`: one of KINDS; only `count` counts people or things. `unit` names what the others
    are measured in (km, m, mile, mm, dollar, year, hour ...). `km` is a distance in kilometres.
    """

    start: int
    end: int
    low: int
    high: int | None
    exact: bool
    hedge: str | None = None
    kind: str = "count"
    unit: str | None = None
    km: float | None = None


def quantities(words: Sequence[str], matches: Sequence[Match]) -> list[Quantity]:
    """The quantities of a sentence, in order, without overlap. Never raises."""
    tape = Tape(words, matches)
    return read_quantities(tape, phrases(tape)) if tape.counting else []


def read_quantities(tape: Tape, times: Sequence[Phrase]) -> list[Quantity]:
    """The quantities of a tape whose expressions of time have been read."""
    if not tape.counting:
        return []
    found: list[Quantity] = []
    taken = {token: phrase for phrase in times for token in range(phrase.start, phrase.end)}
    position = 0
    for mark in tape.marks:
        if mark.start < position or not (mark.digits or mark.role in COUNTING):
            continue
        phrase = taken.get(mark.start)
        one = _in_time(tape, mark, phrase) if phrase is not None else _quantity(tape, mark)
        if one is not None:
            found.append(one if one.start >= position else replace(one, start=position))
            position = phrase.end if phrase is not None else one.end
    return found


def _in_time(tape: Tape, mark: Mark, phrase: Phrase) -> Quantity | None:
    """One quantity for a whole expression of time, with its first number."""
    if mark.digits is not None:
        value = mark.digits.value
    elif mark.number is not None and mark.when not in ("weekday", "unit") and mark.number.value:
        value = mark.number.value
    else:
        return None
    return Quantity(phrase.start, phrase.end, value, value, True, None, phrase.kind, phrase.unit)


def _quantity(tape: Tape, mark: Mark) -> Quantity | None:
    if mark.role == "ordinal":
        return _ordinal(tape, mark)
    if mark.role == "distance":
        return _bare_measure(tape, mark)
    if mark.digits is not None and mark.digits.shape not in ("int", "decimal"):
        return _composed(mark)
    number = cardinal(tape, mark.start)
    if number is None:
        return None
    number = _repeated(tape, number)
    return _told_of(tape, _range(tape, number) or _bounded(tape, number), number)


def _ordinal(tape: Tape, mark: Mark) -> Quantity:
    """'the third', 'the twenty-third': no count."""
    value = mark.number.value or 0 if mark.number is not None else 0
    end = mark.end
    after = tape.at(end)
    if after is not None and after.role == "tens" and after.joined and after.number is not None:
        value, end = value + (after.number.value or 0), after.end
    return Quantity(mark.start, end, value, value, True, None, "ordinal")


def _bare_measure(tape: Tape, mark: Mark) -> Quantity | None:
    """'two kilometres' in the dual, 'a kilometre' without a number."""
    count = {"du": 2, "sg": 1}.get(mark.plurality or "")
    if count is None or mark.the or mark.number is None:
        return None
    end = mark.end
    one = tape.at(end)
    if one is not None and one.role == "unit" and not one.joined and count == 1:
        end = one.end
    km = count * (mark.number.value or 0) / 1000
    unit = mark.number.id.rpartition(".")[2]
    return Quantity(mark.start, end, count, count, True, None, "distance", unit, km)


def _composed(mark: Mark) -> Quantity | None:
    """A clock, a score, a date or a range that is one token."""
    digits = mark.digits
    if digits is None:
        return None
    if digits.shape == "parts" and digits.mark == "-" and len(digits.parts) == 2:
        low, high = digits.parts
        if low < high:
            return Quantity(mark.start, mark.end, low, high, False, "between")
    kind = "clock" if digits.shape == "clock" else "other"
    return Quantity(mark.start, mark.end, digits.value, digits.value, True, None, kind)


def _repeated(tape: Tape, number: Cardinal) -> Cardinal:
    """'(7) seven' and 'seven (7)' say one number twice."""
    end = number.end
    if tape.word(end) == "(" and tape.word(end + 2) == ")":
        other = cardinal(tape, end + 1)
        if other is not None and other.end == end + 2 and other.amount == number.amount:
            return replace(number, end=end + 3)
    if tape.word(number.start - 1) == "(" and tape.word(end) == ")":
        other = cardinal(tape, end + 1)
        if other is not None and other.spelled and other.amount == number.amount:
            return replace(other, start=number.start - 1)
    return number


# ------------------------------------------------------------------ ranges
def _range(tape: Tape, first: Cardinal) -> Quantity | None:
    """'between 5 and 7', 'from 5 to 7', '5-7', '5 or 6'."""
    before = tape.before(first.start)
    opening = before.role if before is not None else ""
    second: Cardinal | None = None
    if opening == "between":
        split = _between(tape, first)
        if split is None:
            return None
        first, second = split
    elif first.high is not None:
        second = _joint(tape, first, opening)
    if second is None or first.low >= second.low:
        return None
    low = first.low * _shared(first, second)
    start = before.start if before is not None and opening in ("between", "from") else first.start
    return Quantity(start, second.end, low, second.high, False, "between")


def _between(tape: Tape, first: Cardinal) -> tuple[Cardinal, Cardinal] | None:
    """'between 100 and 150 and 200': the first split at an 'and' or 'to' that goes upwards."""
    terms = 1
    while True:
        left = cardinal(tape, first.start, terms)
        if left is None:
            return None
        start = left.end + _is_joint(tape, left.end)
        right = cardinal(tape, start)
        if right is not None and right.low > left.low:
            return left, right
        if left.end == first.end:
            return None
        terms += 1


def _is_joint(tape: Tape, token: int) -> int:
    """1 when a word or mark that joins two numbers stands there."""
    joins = tape.role(token) in ("to", "until") or tape.conjunction(token)
    return int(joins or tape.word(token) == "-")


def _joint(tape: Tape, first: Cardinal, opening: str) -> Cardinal | None:
    """The second number of a range that no 'between' opens."""
    role = tape.role(first.end)
    if tape.word(first.end) == "-":
        if first.spelled:
            return None
    elif role in ("to", "until"):
        if opening == "from" and _changes(tape, first.start):
            return None
    elif role != "or":
        return None
    second = cardinal(tape, first.end + 1)
    return second if second is not None and second.high is not None else None


def _changes(tape: Tape, token: int) -> bool:
    """Does a word of rising or falling, or 'the toll', stand before?"""
    reach = range(token - CHANGE_REACH, token)
    return any(tape.role(i) == "change" for i in reach) or tape.total_in(reach)


def _shared(first: Cardinal, second: Cardinal) -> int:
    """'20 to 30 thousand': the thousand counts for both."""
    for base in (10**9, 10**6, 10**3):
        if second.low >= base and second.low % base == 0 and second.spelled:
            return base if first.low < 1000 and first.low < second.low // base else 1
    return 1


# ------------------------------------------------------------------ bounds
def _bounded(tape: Tape, number: Cardinal) -> Quantity:
    start, hedge = _hedge_before(tape, number.start)
    hedge = hedge or _hedge_after(tape, number.end)
    if number.high is None:
        return Quantity(start, number.end, number.low, None, False, hedge or "vague")
    low, high = _limits(number, hedge)
    return Quantity(start, number.end, low, high, hedge is None and number.exact, hedge)


def _limits(number: Cardinal, hedge: str | None) -> tuple[int, int | None]:
    """Low and high by the rules of annotation: more than N begins at N+1, up to N at one."""
    low, high = number.low, number.high
    if hedge == "at_least":
        return low, None
    if hedge == "more_than":
        return low + 1, None
    if hedge == "up_to":
        return min(1, low), high
    if hedge == "less_than":
        return min(1, low), max(low - 1, min(1, low))
    return low, high


def _hedge_before(tape: Tape, start: int) -> tuple[int, str | None]:
    """Where the words that bound the number begin, and the hedge nearest to the beginning."""
    hedge: str | None = None
    while (mark := tape.before(start)) is not None:
        if mark.role in HEDGES and (mark.role != "until" or hedge is None):
            hedge = HEDGES[mark.role]
        elif mark.role != "the":
            break
        start = mark.start
    return start, hedge


def _hedge_after(tape: Tape, end: int) -> str | None:
    """'20 students at least': the hedge behind what is counted, before any other number."""
    for token in range(end, end + REACH + 1):
        mark = tape.at(token)
        if mark is None:
            if len(tape.word(token)) == 1 and not tape.word(token).isalnum():
                return None
        elif mark.role in TRAILING and cardinal(tape, mark.end) is None:
            return TRAILING[mark.role]
        elif mark.digits is not None or mark.role in COUNTING or mark.role in BOUNDS:
            return None
    return None


def _told_of(tape: Tape, quantity: Quantity, number: Cardinal) -> Quantity:
    """The quantity with its kind; a unit of measure becomes part of it."""
    told = sense(tape, quantity.start, quantity.end, number)
    if told.kind == "count":
        return quantity
    km: float | None = None
    if told.metres is not None:
        middle = number.amount if quantity.hedge != "between" else _middle(quantity)
        km = round(middle * told.metres / 1000, 3)
    return replace(quantity, end=told.end, kind=told.kind, unit=told.unit, km=km)


def _middle(quantity: Quantity) -> float:
    high = quantity.high if quantity.high is not None else quantity.low
    return (quantity.low + high) / 2
