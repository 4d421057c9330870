"""A piece of a report around what matters in it, with the words that are evidence set off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rasid.model import Event, Span
from rasid.store.words import found
from rasid.text.markup import fit

AROUND = 170
"""Characters shown on each side of what the piece is about."""
TRIGGER, EVIDENCE, FOUND = "trigger", "evidence", "found"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with what they are: the trigger, other evidence, found by a search, or nothing."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Pieces in order; whether the text goes on before and after them."""

    pieces: tuple[Piece, ...]
    before: bool
    after: bool


Marked = tuple[int, int, str]
"""A range of the text and what it is."""


def of_event(text: str, event: Event) -> Excerpt:
    """Around the trigger of an event, with all evidence that is near it."""
    spans = ((one.start, one.end, EVIDENCE) for one in evidence(event))
    trigger = (event.trigger.start, event.trigger.end, TRIGGER)
    return excerpt(text, trigger[0], [*spans, trigger])


def of_search(text: str, event: Event, query: str) -> Excerpt:
    """Around the first words that a search found; around the trigger when it found none here."""
    places = found(text, query)
    if not places:
        return of_event(text, event)
    near = min(places, key=lambda place: abs(place[0] - event.trigger.start))
    return excerpt(text, near[0], [(*place, FOUND) for place in places])


def evidence(event: Event) -> Iterator[Span]:
    """The words of all values of an event."""
    parts = (event.agents, event.targets, event.weapons, event.casualties, event.sources)
    yield from (one.span for part in parts for one in part)
    yield from (one.span for one in (event.place, event.time) if one is not None)


def excerpt(text: str, at: int, marked: Iterable[Marked]) -> Excerpt:
    """The text around a position; of ranges that overlap, the later ones are seen."""
    start, end = _begin(text, at), _finish(text, at)
    marks = [""] * (end - start)
    for left, right, mark in marked:
        for place in range(max(left, start), min(right, end)):
            marks[place - start] = mark
    return Excerpt(tuple(_pieces(text[start:end], marks)), start > 0, end < len(text.rstrip()))


def _pieces(text: str, marks: list[str]) -> Iterator[Piece]:
    at = 0
    for mark, run in groupby(marks):
        length = len(list(run))
        yield Piece(fit(text[at : at + length]), mark)
        at += length


def _begin(text: str, at: int) -> int:
    """Where a word begins, some way before a position."""
    rough = at - AROUND
    if rough <= 0:
        return 0
    gap = text.find(" ", rough, at)
    return gap + 1 if gap >= 0 else rough


def _finish(text: str, at: int) -> int:
    rough = at + AROUND
    if rough >= len(text):
        return len(text)
    gap = text.rfind(" ", at, rough)
    return gap if gap > at else rough
