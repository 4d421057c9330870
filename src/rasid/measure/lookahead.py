"""Looking around a word of time: does a day follow it, does a preposition stand before it?"""

from __future__ import annotations

from rasid.measure.dates import DateReader
from rasid.measure.phrase import Phrase
from rasid.measure.tape import Mark, Tape

DAY_ROLES = frozenset(["day", "weekday", "last_night", "night_before", "tonight", "holiday"])
DAYS_TOLD = DAY_ROLES | {"anaphor"}
PASSED = frozenset(("dated", "loose", "filler"))
WORDS_BETWEEN = 2


def day_follows(tape: Tape, token: int) -> bool:
    """Is there a day at the token, or after 'of', 'the day', 'a late hour of'?"""
    for _ in range(WORDS_BETWEEN + 1):
        mark = tape.at(token)
        if mark is None:
            return False
        day_unit = mark.when == "unit" and mark.name == "day"
        if mark.when in DAYS_TOLD or (day_unit and mark.the):
            return True
        if mark.digits is not None or mark.role in ("ordinal", "the"):
            return bool(DateReader(tape, Phrase(token, token)).day_first(token))
        day_word = day_unit and mark.plurality == "sg"
        if not (day_word or mark.when in PASSED or mark.role == "from"):
            return False
        token = mark.end
    return False


def after_preposition(tape: Tape, mark: Mark) -> bool:
    """Is a preposition or another particle written with the word, or right before it?"""
    if mark.governed:
        return True
    match = tape.match_before(mark.start)
    return match is not None and any(f.entry.kind == "connective" for f in match.forms)
