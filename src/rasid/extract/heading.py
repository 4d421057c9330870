"""The days that the head of a report names: those of its acts where they name none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from rasid.extract.acts import Scene
from rasid.extract.fold import Draft
from rasid.extract.inherit import DAYS, OLD, Timed, of_act
from rasid.lexicon.entries import Match, TimeWord
from rasid.measure.times import When
from rasid.text.cues import is_neutral, is_sign
from rasid.text.segment import Sentence
from rasid.text.tables import WAW
from rasid.values import dataclass

SIGNING = frozenset(("dateline", "caption"))
"""Lines whose date is that of the sending or the posting; their 'now' is that of the act."""
HEADING = SIGNING | {"headline"}
HEAD = 3
"""How many sentences after the first one still are the head of a report."""
LEAD = 6
"""Within how many sentences a day that no act is told with is that of what a report leads with."""
MEDIUM = 3
"""How many words stand before the mark of a flash, at most."""


class Line(Protocol):
    """A sentence with what was found in it."""

    @property
    def number(self) -> int: ...
    @property
    def sentence(self) -> Sentence: ...
    @property
    def matches(self) -> Sequence[Match]: ...
    @property
    def times(self) -> Sequence[When]: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """The days that the head of a report names, and those of what it `leads` with alone."""

    told: tuple[Timed, ...]
    leads: tuple[Timed, ...]

    def of(self, draft: Draft, first: Draft) -> tuple[Timed, ...]:
        """The days for an act of a report that tells another one, or the same, `first`."""
        leads = draft.first.sentence == first.first.sentence
        return (*self.told, *self.leads) if leads else self.told


def heading(lines: Sequence[Line], scenes: Mapping[int, Scene], published: date | None) -> Heading:
    """The days of a report, the surest first; one long before it is of an act that it recalls."""
    start = next((m.number for m in lines if m.sentence.role not in SIGNING), 0)
    head = [m for m in lines if m.number <= start + HEAD or m.sentence.role in HEADING]
    idle = [m for m in lines[:LEAD] if all(p.head != "trigger" for p in scenes[m.number].phrases)]
    told, lead = (
        tuple(t for t in _days(part) if _of_news(t, scenes) and _recent(t[1], published))
        for part in (head, idle)
    )
    return Heading(told, (*lead[:1], *_flashed(lines, published)))


def _recent(when: When, published: date | None) -> bool:
    first = when.first
    return first is not None and (published is None or published - first <= OLD)


def _days(lines: Sequence[Line]) -> Iterator[Timed]:
    for line in lines:
        signs = line.sentence.role in SIGNING
        for when in line.times:
            if when.precision in DAYS and not (signs and _numbered(line, when)):
                yield line.number, when


def _numbered(line: Line, when: When) -> bool:
    return any(map(str.isdigit, line.sentence.words[when.start : when.end]))


def _of_news(timed: Timed, scenes: Mapping[int, Scene]) -> bool:
    """Whether the day is neither that of a saying nor of what 'had been reported before'."""
    number, when = timed
    ahead = (p for p in scenes[number].phrases if p.start < when.start)
    return of_act(when, scenes[number]) and all(p.cue != "background" for p in ahead)


def _flashed(lines: Sequence[Line], published: date | None) -> Iterator[Timed]:
    """'Urgent:' above what has just happened."""
    for line in lines[:HEAD] if published is not None else ():
        match = next((m for m in line.matches if _is_flash(m)), None)
        if match is not None and _opens(line.sentence.words, match):
            yield line.number, When(match.start, match.end, published, published, "day")


def _opens(words: Sequence[str], flash: Match) -> bool:
    """Whether a report begins so, or with the name of its medium and so."""
    before, after = words[: flash.start], words[flash.end : flash.end + 1]
    if all(map(is_neutral, before)):
        return not after or not after[0].startswith(WAW)
    return len(before) <= MEDIUM and (not after or is_sign(after[0]))


def _is_flash(match: Match) -> bool:
    entries = (form.entry for form in match.forms)
    return any(isinstance(e, TimeWord) and e.role == "flash" for e in entries)
