"""From records to tellings, and from what a judgement remembers to the telling it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rasid.extract.fold import FAMILY
from rasid.incidents.model import Handle, Telling, Wording, digest, handle
from rasid.model import Event, Record, Report


def tellings(record: Record, wording: Wording) -> tuple[Telling, ...]:
    """The acts that a report tells, in its order: those it exists to tell, or, when it has none of
    these, the first that it recalls. A report without any act gives one telling without an event.
    """
    told = [event for event in record.events if event.main] or list(record.events[:1])
    if not told:
        id = digest("telling", record.report.id, record.report.sha256)
        return (Telling(id, record.report, None, wording),)
    named = zip(ids("telling", record.report, told), told, strict=True)
    return tuple(Telling(id, record.report, event, wording) for id, event in named)


def ids(kind: str, report: Report, told: Iterable[Event]) -> Iterator[str]:
    """An id for each event of a report: it hangs on the text and where the trigger stands in it,
    and on the number of the event among those of one trigger.
    """
    seen: Counter[tuple[int, int]] = Counter()
    for event in told:
        at = event.trigger.start, event.trigger.end
        seen[at] += 1
        yield digest(kind, report.id, report.sha256, *at, seen[at])


def found_again(wanted: Handle, here: Iterable[Telling]) -> tuple[Telling | None, bool]:
    """The telling among those of one report that a judgement meant, and whether it must be asked
    again because the text is another by now.

    It is the very one; else, in the same text, the one of its family of acts whose trigger overlaps
    most; in another text the one of its family whose trigger stands nearest.
    """
    told = {telling.id: telling for telling in here}
    if wanted.telling in told:
        return told[wanted.telling], False
    changed = all(t.report.sha256 != wanted.sha256 for t in told.values())
    family = FAMILY.get(wanted.type)
    fitting = [h for h in map(handle, told.values()) if FAMILY.get(h.type) == family]
    fitting = fitting if changed else [h for h in fitting if _overlap(wanted, h) > 0]
    best = max(fitting, key=lambda h: (_overlap(wanted, h), h.telling), default=None)
    return (told[best.telling] if best else None), changed


def _overlap(wanted: Handle, other: Handle) -> int:
    """Code points in common; below zero, how far apart."""
    return min(wanted.end, other.end) - max(wanted.start, other.start)
