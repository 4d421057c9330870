"""Finding expressions of time: what may open one, and stretches and ranges made of points."""

from __future__ import annotations

from rasid.lexicon.entries import Facility, Form, PlaceWord
from rasid.measure.amounts import MINUTES, Amount, amount
from rasid.measure.lookahead import DAY_ROLES
from rasid.measure.phrase import Phrase
from rasid.measure.points import PART_ROLES, Points
from rasid.measure.stretches import after_portion
from rasid.measure.tape import BOUNDS, Mark, Tape

OPENERS = frozenset((
    *DAY_ROLES, *PART_ROLES, "month", "month_weak", "hijri_month", "unit", "pair", "early",
    "middle", "late", "loose", "dated", "anaphor", "season", "demonstrative",
))  # fmt: skip
"""Roles of the time words that may open a point of time."""

NUMERALS = frozenset(["unit", "tens", "ordinal", "fraction", "hundreds", "multiplier", "vague"])
NAMED = frozenset(("month", "month_weak", "hijri_month", "weekday", "day", "holiday"))
"""What makes the unit before it a type word: 'the month of March', 'the day of Friday'."""

NAMING_KINDS = frozenset(("place_word", "facility"))
NAMED_AFTER_DAYS = frozenset(("market", "mosque"))
"""Facilities that are called after the day of the week on which they are held."""


def phrases(tape: Tape) -> list[Phrase]:
    """All expressions of time of a sentence, in order, without overlap."""
    found: list[Phrase] = []
    if not tape.timely:
        return found
    position = 0
    for mark in tape.marks:
        if mark.start < position:
            continue
        phrase = _open(tape, mark)
        if phrase is not None:
            phrase.start = max(phrase.start, position)
            found.append(phrase)
            position = phrase.end
    return found


def _open(tape: Tape, mark: Mark) -> Phrase | None:
    """The expression that begins with a mark."""
    when = mark.when
    if when in ("since", "since_start"):
        return _since(tape, mark)
    if when == "ago":
        return _ago(tape, mark)
    if when in ("during", "duration"):
        return _during(tape, mark)
    if when == "last":
        return _last(tape, mark)
    if mark.governed:
        lasting = _lasting(tape, mark)
        if lasting is not None:
            return lasting
    if when in OPENERS:
        return _point(tape, mark)
    numeral = mark.digits is not None or mark.role in NUMERALS
    return _point(tape, mark) if numeral and tape.leads_to_time(mark) else None


# ------------------------------------------------------------------ amounts
def _since(tape: Tape, mark: Mark) -> Phrase | None:
    """'since Saturday', 'since the beginning of the year'; with an amount as 'ago'."""
    if mark.when == "since_start":
        return _since_start(tape, mark)
    past = _length(tape, mark.end)
    if past is not None:
        role = "since" if past.count is None and MINUTES[past.unit] >= MINUTES["day"] else "at"
        return Phrase(mark.start, past.end, role, unit=past.unit, count=past.count, stretch="ago")
    point = Points(tape, mark.end).read(open_month=True, open_year=True)
    if point is None:
        return None
    phrase = _ranged(tape, point)
    phrase.start = mark.start
    if phrase.other is None:
        phrase.role = "anaphor" if phrase.role == "anaphor" else "since"
    return phrase


def _since_start(tape: Tape, mark: Mark) -> Phrase:
    """'since the beginning of the year', with 'present' or the year after it."""
    phrase = Phrase(mark.start, mark.end, "since", portion="early", stretch="whole", lean="this")
    phrase.unit = mark.name
    phrase.end = after_portion(tape, phrase, mark.end)
    return phrase


def _length(tape: Tape, token: int) -> Amount | None:
    """The amount at a token; 'the year 2014' and 'the month of March' are none."""
    found = amount(tape, token)
    if found is None:
        return None
    mark = tape.at(found.end)
    if mark is None or mark.joined:
        return found
    named = mark.when in NAMED or (mark.whole or 0) >= 1000
    return None if named else found


def _ago(tape: Tape, mark: Mark) -> Phrase | None:
    """'two days ago'; 'two days before the attack' is another matter."""
    past = _length(tape, mark.end)
    if past is None:
        return None
    after = tape.at(past.end)
    if after is not None and after.role == "from" and tape.when(after.end) != "day":
        return None
    return Phrase(mark.start, past.end, unit=past.unit, count=past.count, stretch="ago")


def _during(tape: Tape, mark: Mark) -> Phrase | None:
    """'lasted two hours', 'over two days'; 'during the past days' and 'during March' are points."""
    length = _length(tape, mark.end)
    if length is not None:
        end = length.end
        lean = tape.at(end)
        if lean is None or lean.when not in ("past", "next"):
            return Phrase(mark.start, end, "duration", unit=length.unit, minutes=length.minutes)
    point = Points(tape, mark.end).read(open_month=True)
    if point is None:
        return None
    phrase = _ranged(tape, point)
    phrase.start = mark.start
    return phrase


def _last(tape: Tape, mark: Mark) -> Phrase | None:
    """'the last 24 hours'."""
    past = amount(tape, mark.end)
    if past is None or past.count is None or past.count < 2:
        return None
    return Phrase(mark.start, past.end, unit=past.unit, count=past.count, stretch="last")


def _lasting(tape: Tape, mark: Mark) -> Phrase | None:
    """'for three days', 'for more than an hour', with the preposition written together."""
    if mark.the or not (mark.when == "unit" or mark.role in NUMERALS or mark.role in BOUNDS):
        return None
    length = _length(tape, mark.start)
    if length is None:
        return None
    lean = tape.at(length.end)
    if lean is not None and (lean.role == "age" or lean.when in ("past", "next", "after")):
        return None
    return Phrase(mark.start, length.end, "duration", unit=length.unit, minutes=length.minutes)


# ------------------------------------------------------------------ points and ranges
def _point(tape: Tape, mark: Mark) -> Phrase | None:
    before = tape.before(mark.start)
    opening = before.role if before is not None else ""
    in_range = opening in ("between", "from")
    phrase = Points(tape, mark.start).read(open_month=in_range or _within(tape, mark))
    if phrase is None or _is_name(tape, phrase):
        return None
    start = phrase.start
    if opening == "between":
        _between(tape, phrase)
    else:
        phrase = _ranged(tape, phrase)
    if phrase.other is not None and in_range and before is not None:
        phrase.start = before.start
    elif opening == "until" and before is not None:
        phrase.start, phrase.role = before.start, "until"
    elif phrase.bare and not _within(tape, mark):
        return None
    return phrase if phrase.start <= start else None


def _within(tape: Tape, mark: Mark) -> bool:
    """Does 'in' or 'during' stand before: 'in March'?"""
    if mark.governed:
        return True
    before = tape.match_before(mark.start)
    return before is not None and any(_is_in(form) for form in before.forms)


def _is_in(form: Form) -> bool:
    entry = form.entry
    return entry.kind == "connective" and getattr(entry, "role", "") in ("in", "during", "since")


def _ranged(tape: Tape, phrase: Phrase) -> Phrase:
    """The phrase with its far end when 'to' or 'until' and another point follow."""
    if tape.role(phrase.end) in ("to", "until"):
        _join(tape, phrase, phrase.end + 1)
    return phrase


def _between(tape: Tape, phrase: Phrase) -> None:
    """'between Saturday and Monday'."""
    mark = tape.at(phrase.end)
    if mark is not None and (mark.joined or mark.role in ("to", "until")):
        _join(tape, phrase, mark.start if mark.joined else mark.end)
    elif tape.conjunction(phrase.end):
        _join(tape, phrase, phrase.end + 1)


def _join(tape: Tape, phrase: Phrase, start: int) -> None:
    far = Points(tape, start).read(open_month=True, open_year=phrase.year is not None)
    if far is None or far.role == "anaphor":
        return
    if phrase.lean is None:
        phrase.lean = far.lean
    phrase.other, phrase.end = far, far.end


# ------------------------------------------------------------------ names
def _is_name(tape: Tape, phrase: Phrase) -> bool:
    """'8 March street', 'the Friday market': a date or a weekday that belongs to a name."""
    date_first = phrase.day is not None and phrase.year is None and phrase.weekday is None
    if not date_first and phrase.weekday is None:
        return False
    mark, first = tape.before(phrase.start), tape.at(phrase.start)
    if mark is not None and mark.when == "named":
        return date_first
    if first is None or first.governed or first.joined or phrase.offset is not None:
        return False
    match = tape.match_before(phrase.start)
    if match is None or match.enclitic is not None or "the" in match.proclitics:
        return False
    return any(_names(form, date_first) for form in match.forms)


def _names(form: Form, date: bool) -> bool:
    entry = form.entry
    if entry.kind not in NAMING_KINDS or form.number not in (None, "sg"):
        return False
    if isinstance(entry, Facility):
        return date or entry.target_kind in NAMED_AFTER_DAYS
    return isinstance(entry, PlaceWord) and entry.relation is None and entry.bearing is None
