"""From records to tellings, and from what a judgement remembers to the telling it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rasid.extract.fold import FAMILY
from rasid.incidents.model import Handle, Telling, Wording, digest, handle
from rasid.model import Record, Report


def tellings(record: Record, wording: Wording) -> tuple[Telling, ...]:
    """The acts that a report tells, in its order: those it exists to tell, or, when it has none of
    these, the first that it recalls. A report without any act gives one telling without an event.
    """
    return merged(every(record, wording)) or (without_act(record.report, wording),)


def every(record: Record, wording: Wording) -> tuple[Telling, ...]:
    """A telling for each event of a report, those that incidents are made of and the others too.

    Its id hangs on the text, on where the trigger stands in it, and on the number of the event
    among those of one trigger: never on what people say of the event or of others.
    """
    report = record.report
    seen: Counter[tuple[int, int]] = Counter()
    told = []
    for event in record.events:
        at = event.trigger.start, event.trigger.end
        seen[at] += 1
        id = digest("telling", report.id, report.sha256, *at, seen[at])
        told.append(Telling(id, report, event, wording))
    return tuple(told)


def merged(told: Sequence[Telling]) -> tuple[Telling, ...]:
    """Those of a report's tellings that incidents are made of."""
    return tuple(one for one in told if one.event and one.event.main) or tuple(told[:1])


def without_act(report: Report, wording: Wording) -> Telling:
    """The telling of a report in which there is no act."""
    return Telling(digest("telling", report.id, report.sha256), report, None, wording)


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
