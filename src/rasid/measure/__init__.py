"""Numbers and times: what a sentence counts and when it says that things happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rasid.lexicon.entries import Match
from rasid.measure.numerals import Quantity, quantities, read_quantities
from rasid.measure.reader import phrases
from rasid.measure.tape import Tape
from rasid.measure.times import When, read_times, times

__all__ = ["Quantity", "When", "measure", "quantities", "times"]


def measure(
    words: Sequence[str], matches: Sequence[Match], published: date | None
) -> tuple[list[Quantity], list[When]]:
    """`quantities` and `times` of one sentence, reading it once."""
    tape = Tape(words, matches)
    read = phrases(tape)
    return read_quantities(tape, read), read_times(read, published)
