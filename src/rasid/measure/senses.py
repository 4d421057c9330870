"""What a numeral counts: people and things, or years of age, kilometres, dollars, a name."""

from __future__ import annotations

from rasid.measure.cardinals import Cardinal
from rasid.measure.tape import Mark, Tape
from rasid.values import dataclass

MEASURES = {
    "distance": "distance",
    "calibre": "caliber",
    "money": "money",
    "area": "other",
    "weight": "other",
    "percent": "other",
    "degree": "other",
    "times": "other",
}
"""Role of the measure word -> kind of quantity."""

MONTHS = frozenset(("month", "month_weak", "hijri_month"))
THINGS = frozenset(
    ["people", "casualty", "weapon", "facility", "force", "actor", "trigger", "nationality"]
)
"""Kinds of words that numbers count."""

YEARS = range(1900, 2101)
AGE_REACH = 4  # tokens between "aged" and the number
OLDEST = 120
SHORT_NAME = 3  # letters of a model name before its number, as in "su-24"


@dataclass(frozen=True, slots=True)
class Sense:
    """The kind of a quantity, its unit, where it ends with the unit, metres to the unit."""

    kind: str
    end: int
    unit: str | None = None
    metres: int | None = None


def sense(tape: Tape, start: int, end: int, number: Cardinal) -> Sense:
    """The sense of the quantity at [start, end); `number` is its first number."""
    return (
        _measured(tape, end)
        or _timed(tape, start, end, number)
        or _named(tape, start, end, number)
        or Sense("count", end)
    )


def _measured(tape: Tape, end: int) -> Sense | None:
    """A unit of measure follows."""
    mark = tape.at(end)
    if mark is not None and mark.role in MEASURES and mark.number is not None and not mark.joined:
        unit = mark.number.id.rpartition(".")[2]
        metres = mark.number.value if mark.role == "distance" else None
        return Sense(MEASURES[mark.role], mark.end, unit, metres)
    if tape.word(end) in ("%", "\u066a"):
        return Sense("other", end + 1, "percent")
    return None


def _timed(tape: Tape, start: int, end: int, number: Cardinal) -> Sense | None:
    """A unit of time or a month follows, or the number is a year."""
    after, before = tape.at(end), tape.before(start)
    if after is not None and after.when == "unit" and not after.joined:
        kind = "age" if _is_age(tape, start, after, number) else "duration"
        return Sense(kind, end, after.name)
    if after is not None and after.when in MONTHS and not after.joined and number.low <= 31:
        return Sense("date", end)
    if before is not None and (before.when in MONTHS or before.when == "pair"):
        return Sense("date", end)
    if (
        before is not None
        and before.when == "unit"
        and before.name == "year"
        and number.low in YEARS
    ):
        return Sense("date", end)
    return Sense("date", end) if _is_year(tape, start, end, number) else None


def _is_age(tape: Tape, start: int, unit: Mark, number: Cardinal) -> bool:
    """'(24 years)', 'aged 3 years', 'Ahmad, 20 years old'."""
    if number.low > OLDEST:
        return False
    before = range(start - AGE_REACH, start)
    if any(tape.role(i) == "age" for i in (*before, unit.end, unit.end + 1)):
        return True
    if unit.name != "year":
        return False
    if tape.word(start - 1) == "(" and tape.word(unit.end) == ")":
        return True
    mark, first = tape.before(start), tape.at(start)
    if first is not None and first.governed:
        return False
    return mark is None and tape.match_before(start) is None


def _is_year(tape: Tape, start: int, end: int, number: Cardinal) -> bool:
    """Four digits that count nothing."""
    mark = tape.at(start)
    if number.spelled or mark is None or number.low not in YEARS or len(tape.word(start)) != 4:
        return False
    return tape.kinds_at(end).isdisjoint(THINGS)


def _named(tape: Tape, start: int, end: int, number: Cardinal) -> Sense | None:
    """The number is a name, an item of a list, or no number at all."""
    before = tape.before(start)
    if before is not None and before.role in ("designator", "bore") and before.plurality != "pl":
        return Sense("caliber" if before.role == "bore" else "ordinal", end)
    if _is_toponym(tape, start):
        return Sense("ordinal", end)
    if number.spelled:
        return None
    if _is_bore(tape, start, end):
        return Sense("caliber", end)
    if tape.article(start) or tape.article(start - 1):
        return Sense("ordinal", end) if tape.kinds_at(end).isdisjoint(THINGS) else None
    if _is_model(tape, start):
        return Sense("ordinal", end)
    return Sense("other", end) if _is_mark(tape, start, end) else None


def _is_toponym(tape: Tape, start: int) -> bool:
    """'the Forty mountain', 'the Thirty street': a place word, then a number with the article."""
    mark, match = tape.at(start), tape.match_before(start)
    if mark is None or not mark.the or match is None or "the" in match.proclitics:
        return False
    return any(f.entry.kind == "place_word" and f.number in (None, "sg") for f in match.forms)


def _is_bore(tape: Tape, start: int, end: int) -> bool:
    """'a gun 57': digits after a weapon that count nothing."""
    match = tape.match_before(start)
    if match is None or not tape.kinds_at(end).isdisjoint(THINGS):
        return False
    return any(form.entry.kind == "weapon" for form in match.forms)


def _is_model(tape: Tape, start: int) -> bool:
    """'su-24', 'M 4': a short name, or a Latin word, right before the number."""
    name = tape.word(start - 2 if tape.word(start - 1) == "-" else start - 1)
    if name.isascii():
        return name.isalpha()
    return tape.word(start - 1) == "-" and name.isalpha() and len(name) <= SHORT_NAME


def _is_mark(tape: Tape, start: int, end: int) -> bool:
    """'1 - ', '2)' at the beginning, a fraction, a telephone number with its plus."""
    if start == 0 and tape.word(end) in ("-", ")", "."):
        return True
    if tape.word(start - 1) == "/" and tape.word(start - 2).isdigit():
        return True
    if tape.word(end) == "/" and tape.word(end + 1).isdigit():
        return True
    return tape.word(start - 1) in ("+", "#", "@")
