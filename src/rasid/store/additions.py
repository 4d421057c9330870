"""Events that a person adds to a report, because the reader did not see them.

An addition is a correction of the field `event` that carries the whole event. Its telling keeps one
id for good. It stands in every later reading of the same text; in a changed text it stands where
all its words are found again, and asks to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from sqlalchemy import Connection

from rasid.errors import InputError
from rasid.extract.fold import FAMILY
from rasid.incidents.model import Handle, Telling, Wording, digest
from rasid.incidents.undoing import in_force
from rasid.model import Event, Report, Span
from rasid.record import part, to_json
from rasid.store import corrections
from rasid.store.corrections import EVENT, Correction

LETTER = "a"
"""Added events are numbered a1, a2 ..., those that the reader found e1, e2 ..."""
GIVEN = (*corrections.FIELDS, "trigger")
"""Fields of an event that a person gives; the others follow from them."""
RULE = "added_by_person"
EMPTY = Wording((), (), 0, 0)


def add(
    db: Connection,
    report: Report,
    text: str,
    given: dict[str, Any],
    standing: Sequence[Telling],
    **who: str,
) -> str:
    """Keep an event that somebody adds to a report of this text, beside the events that stand; the
    id of its telling. `who` is as for `corrections.correct`. InputError when a value does not fit
    its field, or its words are not those of the text.
    """
    event = whole(given, report)
    check_words(event, text)
    trigger = event.trigger
    at = trigger.start, trigger.end
    id = digest("added", report.id, report.sha256, *at, who["by"], who["at"], to_json(event))
    on = Handle(id, report.id, report.sha256, *at, event.type)
    beside = [one.id for one in standing if _same(corrections.event_of(one), event)]
    corrections.insert(
        db, on, EVENT, (beside, to_json(event)), (who.get("note", ""), who["by"], who["at"]), None
    )
    return id


def whole(given: dict[str, Any], report: Report, number: str = "") -> Event:
    """The event of the fields that a person gave, with all that follows from them."""
    missing = [name for name in GIVEN if name not in given]
    unknown = [name for name in given if name not in GIVEN]
    for names, what in ((missing, "is missing"), (unknown, "is not for a person to give")):
        if names:
            raise InputError(f"event: {names[0]} {what}")
    codes = {
        "acled": dict.fromkeys(("disorder_type", "event_type", "sub_event_type"), ""),
        "plover": {"event": None, "mode": None},
        "ucdp": {"type_of_violence": None},
    }
    rest = {"id": number, "confidence": 1.0, "rules": [RULE], "codes": codes}
    return corrections.checked(
        {**given, **rest, "summary": {"ar": "", "en": ""}}, "event", report.outlet
    )


def check_words(event: Event, text: str) -> None:
    """InputError when a span of the event is not what the text has there."""
    for span in spans(event):
        if not span.start < span.end or text[span.start : span.end] != span.text:
            there = text[span.start : span.end]
            raise InputError(
                f"span {span.start} to {span.end}: the text has {there[:80]!r} there,"
                f" not {span.text[:80]!r}"
            )


def spans(value: Any) -> Iterator[Span]:
    """All words that a part of a record points at."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans(getattr(value, field.name))


# ------------------------------------------------------------------ as they stand
def added(
    told: Sequence[Correction], report: Report, read: Sequence[Telling], text: str
) -> tuple[list[Telling], set[str]]:
    """The tellings that persons added, as far as they are in force, and ids of those of a reading
    that they stand for: the same act, which only a later reader saw. `told` is the oldest first.
    """
    made = [one for one in told if one.field == EVENT and one.undoes is None]
    numbers = {one.id: f"{LETTER}{number}" for number, one in enumerate(made, start=1)}
    out, replaced = [], set()
    for one in in_force(told):
        if one.field == EVENT:
            given = {name: one.new[name] for name in GIVEN}
            event = _here(whole(given, report, numbers[one.id]), one.on, report, text)
            if event is not None:
                out.append(Telling(one.on.telling, report, event, EMPTY))
                later = (t for t in read if _same(corrections.event_of(t), event))
                replaced |= {t.id for t in later if t.id not in one.old}
    return out, replaced


def _same(one: Event, other: Event) -> bool:
    """Whether two events name one kind of act with the same words, or some of them."""
    a, b = one.trigger, other.trigger
    return FAMILY.get(one.type) == FAMILY.get(other.type) and a.start < b.end and b.start < a.end


def _here(event: Event, on: Handle, report: Report, text: str) -> Event | None:
    """The event with its words where this text has them; None when it has them no longer."""
    if on.sha256 == report.sha256:
        return event
    try:
        return part(_moved(to_json(event), text), Event)
    except LookupError:
        return None


def _moved(data: Any, text: str) -> Any:
    """JSON with its spans where the text has their words, nearest to where they stood."""
    if isinstance(data, list):
        return [_moved(one, text) for one in data]
    if not isinstance(data, dict):
        return data
    if data.keys() != {"start", "end", "text"}:
        return {name: _moved(value, text) for name, value in data.items()}
    words, start = data["text"], data["start"]
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    if not found:
        raise LookupError(words)
    nearest = min(found, key=lambda at: abs(at - start))
    return {"start": nearest, "end": nearest + len(words), "text": words}
