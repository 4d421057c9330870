"""What a telling claims: one claim for each value of each field, with who says it and how."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rasid.incidents.model import Claim, Speaker, Telling, digest
from rasid.model import Event, Span
from rasid.record import to_json

Value = tuple[str, Any, Span | None, str]
"""Field, the value's JSON, its words, and how it is told."""
STANCES = {"happened": "stated", "planned": "stated", "denied": "denied", "possible": "suspected"}


def claims(telling: Telling) -> tuple[Claim, ...]:
    """All claims of a telling, in the order of FIELDS; none without an event."""
    if telling.event is None:
        return ()
    speakers = _speakers(telling.event, telling.report.outlet)
    made = (_claim(telling, telling.event, speakers, value) for value in _values(telling.event))
    return tuple({claim.id: claim for claim in made}.values())


def _values(event: Event) -> Iterator[Value]:
    stance = STANCES[event.status]
    yield "type", {"type": event.type}, event.trigger, stance
    yield "status", {"status": event.status}, event.trigger, stance
    for agent in event.agents:
        told = "denied" if stance == "denied" else agent.certainty
        yield "agents", to_json(agent), agent.span, told
    lists = (("targets", event.targets), ("weapons", event.weapons))
    for field, values in lists:
        for value in values:
            yield field, to_json(value), value.span, stance
    for field, one in (("place", event.place), ("time", event.time)):
        if one is not None:
            yield field, to_json(one), one.span, stance
    for row in event.casualties:
        yield "casualties", to_json(row), row.span, stance


def _claim(telling: Telling, event: Event, speakers: tuple[Speaker, ...], value: Value) -> Claim:
    field, told, span, stance = value
    told = {name: part for name, part in told.items() if name != "span"}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    at = (span.start, span.end) if span else ("", "")
    engine = telling.report.engine
    return Claim(
        digest("claim", telling.id, field, text, *at),
        telling.id,
        telling.report.id,
        field,
        told,
        span,
        speakers,
        stance,
        event.rules,
        engine.rasid,
        engine.data,
    )


def _speakers(event: Event, outlet: str | None) -> tuple[Speaker, ...]:
    named = tuple(Speaker(s.kind, s.name, s.span) for s in event.sources)
    return named or (Speaker("outlet", outlet, None),)
