"""A row in words: a title in both languages, and notes on what a format has no place for."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.export.rows import Row, outcome, place_name, source_names, when
from rasid.extract.coding import OWNED
from rasid.lexicon.rules import codes


def title(row: Row) -> str:
    """What, where and when, in a few words."""
    day = when(row)
    label = codes()[row.event.type].label_en
    parts = (
        label[:1].upper() + label[1:],
        place_name(row.event.place),
        day.start.isoformat() if day else "",
    )
    return ", ".join(part for part in parts if part)


def notes(row: Row) -> Iterator[str]:
    """What has no property of its own: a note for each thing."""
    event, day = row.event, when(row)
    if event.casualties:
        yield "Toll: " + "; ".join(outcome(told) for told in event.casualties)
    for toll in row.merged.tolls if row.merged else ():
        if toll.low != toll.high:
            high = "more" if toll.high is None else toll.high
            group = "" if toll.group == "all" else f" {toll.group}"
            yield f"{toll.outcome}{group}: {toll.best} best supported, {toll.low} to {high} told"
    for agent in event.agents:
        if agent.certainty not in OWNED:
            yield f"{agent.actor} is {agent.certainty}"
    if day is not None and not day.told:
        yield "No day is told: that of the publication"
    if event.place is not None and event.place.radius_km is not None:
        yield f"Place: {event.place.precision}, within {event.place.radius_km:g} km"
    yield "According to: " + ", ".join(source_names(row) or ["nobody named"])
    if row.merged is not None:
        yield f"Suggested grade: {row.merged.grade}; independent sources: {row.merged.sources}"


def arabic_title(row: Row) -> str:
    """The same in Arabic."""
    day, place = when(row), row.event.place
    label = codes()[row.event.type].label_ar
    parts = (label, place.name if place else "", day.start.isoformat() if day else "")
    return " - ".join(part for part in parts if part)
