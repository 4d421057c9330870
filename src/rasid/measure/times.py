"""When: the expressions of time of a sentence, resolved against the day of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rasid.lexicon.entries import Match
from rasid.measure.phrase import Phrase
from rasid.measure.reader import phrases
from rasid.measure.resolve import resolve
from rasid.measure.tape import Tape
from rasid.measure.times_of_day import twenty_four
from rasid.values import dataclass

ROLES = ("at", "since", "until", "duration", "anaphor")


@dataclass(frozen=True, slots=True)
class When:
    """A time at tokens [start, end): first and last day, both included.

    A day is null when the words leave it open or there is nothing to resolve them against.
    `precision` is one of `model.TIME_PRECISIONS`, `part_of_day` one of `model.PARTS_OF_DAY`.
    `duration_min` is a length in minutes. `role`: the act is `at` the time, lasts `since` it or
    `until` it, the words tell a `duration` only, or a day told before (`anaphor`). `clock` is
    HH:MM of 24 hours, when certain.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    part_of_day: str | None = None
    duration_min: int | None = None
    role: str = "at"
    clock: str | None = None


def times(words: Sequence[str], matches: Sequence[Match], published: date | None) -> list[When]:
    """The times of a sentence, in order, without overlap. Never raises."""
    return read_times(phrases(Tape(words, matches)), published)


def read_times(read: Sequence[Phrase], published: date | None) -> list[When]:
    """The times that phrases stand for."""
    return [_when(phrase, published) for phrase in read]


def _when(phrase: Phrase, published: date | None) -> When:
    found = resolve(phrase, published)
    return When(
        phrase.start,
        phrase.end,
        found.first,
        found.last,
        found.precision,
        phrase.part,
        phrase.minutes,
        phrase.role,
        _clock(phrase),
    )


def _clock(phrase: Phrase) -> str | None:
    if phrase.hour is None:
        return None
    hour = twenty_four(phrase.hour, phrase.part)
    return f"{hour:02}:{phrase.minute:02}" if hour is not None else None
