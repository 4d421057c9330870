"""One sentence for an incident, in both languages, with the numbers that the report adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from rasid import model
from rasid.export.profiles import WITHHELD
from rasid.extract.summary import summary
from rasid.lexicon.lexicon import Lexicon
from rasid.situation.areas import names
from rasid.situation.model import Act, Toll
from rasid.situation.shown import CIVILIAN, Shown

UNKNOWN = "unknown"


def sentence(act: Act, shown: Shown, lexicon: Callable[[], Lexicon]) -> Act:
    """The act with its sentence: an event put together from what is best supported."""
    told = [event for _, event in shown.shared.values()]
    if not told:
        return act
    agents = tuple(_agents(act, told))
    event = replace(
        max(told, key=lambda one: (one.type == act.type, len(one.casualties), len(one.targets))),
        type=act.type,
        status=act.status,
        agents=agents,
        place=act.place,
        time=_days(act),
        casualties=tuple(_casualties(act)),
        sources=tuple(_sources(act)),
    )
    arabic = lexicon().arabic_names()
    spoken = [a.actor for a in agents] + [t.actor for t in event.targets if t.actor]
    spoken += [source.name for source in event.sources if source.name]
    return replace(act, summary=_both(event, {**{name: name for name in spoken}, **arabic}))


def _both(event: model.Event, arabic: dict[str, str]) -> model.Summary:
    """The two sentences; in Arabic a unit goes by its Arabic name."""
    english = summary(event, arabic).en
    if event.place is not None:
        told = _arabic_place(event.place)
        event = replace(event, place=replace(event.place, name=told))
    return model.Summary(summary(event, arabic).ar, english)


def _arabic_place(place: model.Place) -> str:
    """The place's name; a profile that withholds it leaves the unit's English name or code."""
    units = names("ar")
    country = place.country or ""
    if place.name == country:
        return units.get((country, ""), place.name)
    return units.get((country, place.name), place.name)


def _agents(act: Act, told: Sequence[model.Event]) -> Iterator[model.Agent]:
    """Everyone who is named as the doer; where sources differ, as what others say."""
    seen: set[str] = set()
    for agent in (agent for event in told for agent in event.agents):
        if agent.actor not in seen:
            seen.add(agent.actor)
            disputed = "agents" in act.disputed and agent.certainty == "stated"
            yield replace(agent, certainty="accused") if disputed else agent


def _days(act: Act) -> model.Time:
    precision = "day" if act.day == act.last_day else "range"
    return model.Time(act.day, act.last_day, precision, None, None, WITHHELD)


def _casualties(act: Act) -> Iterator[model.Casualty]:
    civilians = {toll.outcome: toll for toll in act.civilians}
    for toll in act.tolls:
        group = CIVILIAN if civilians.get(toll.outcome) == toll else UNKNOWN
        yield _row(toll, group)


def _row(toll: Toll, group: str) -> model.Casualty:
    none = (None, None, None, None)
    return model.Casualty(toll.outcome, toll.low, toll.high, group, *none, WITHHELD)


def _sources(act: Act) -> Iterable[model.Source]:
    told = ((voice.kind, voice.name) for voice in act.voices)
    return (model.Source(kind, name, WITHHELD) for kind, name in dict.fromkeys(told))
