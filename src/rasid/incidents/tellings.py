"""From records to tellings, and from what a judgement remembers to the telling it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rasid.extract.fold import FAMILY
from rasid.incidents.model import Handle, Telling, Wording, digest, handle
from rasid.model import Event, Record


def tellings(record: Record, wording: Wording) -> tuple[Telling, ...]:
    """The acts that a report tells, in its order: those it exists to tell, or, when it has none of
    these, the first that it recalls. A report without any act gives one telling without an event.
    """
    told = [event for event in record.events if event.main] or list(record.events[:1])
    if not told:
        id = digest("telling", record.report.id, record.report.sha256)
        return (Telling(id, record.report, None, wording),)
    return tuple(_each(record, told, wording))


def _each(record: Record, told: Iterable[Event], wording: Wording) -> Iterator[Telling]:
    report = record.report
    seen: dict[tuple[int, int], int] = {}
    for event in told:
        at = event.trigger.start, event.trigger.end
        seen[at] = seen.get(at, 0) + 1
        id = digest("telling", report.id, report.sha256, *at, seen[at])
        yield Telling(id, report, event, wording)


def found_again(wanted: Handle, here: Iterable[Telling]) -> Telling | None:
    """The telling among those of the same report that a judgement meant: the very one, else the
    one of its family of acts whose trigger overlaps most, or in a changed text stands nearest.
    """
    tellings_ = list(here)
    same = next((t for t in tellings_ if t.id == wanted.telling), None)
    if same is not None:
        return same
    changed = all(t.report.sha256 != wanted.sha256 for t in tellings_)
    family = FAMILY.get(wanted.type)
    told = [handle(t) for t in tellings_]
    fitting = [h for h in told if FAMILY.get(h.type) == family]
    fitting = fitting if changed else [h for h in fitting if _overlap(wanted, h) > 0]
    best = max(fitting, key=lambda h: (_overlap(wanted, h), h.telling), default=None)
    return next((t for t in tellings_ if best is not None and t.id == best.telling), None)


def _overlap(wanted: Handle, other: Handle) -> int:
    """Code points in common; below zero, how far apart."""
    return min(wanted.end, other.end) - max(wanted.start, other.start)
