"""From drafts to the public record: spans in the original text, chosen values, codes, summaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rasid import model
from rasid.extract.actors import Party
from rasid.extract.acts import Participant, Scene
from rasid.extract.coding import UNCODED, coded
from rasid.extract.discourse import is_main
from rasid.extract.doers import Telling, agents
from rasid.extract.fold import Draft
from rasid.extract.inherit import OLD, Inherited, Told, of_act, spoken_at
from rasid.extract.quotes import Quotes
from rasid.extract.scope import heard
from rasid.extract.summary import summary
from rasid.extract.things import targets, weapons
from rasid.extract.toll import Toll
from rasid.extract.totals import reconcile
from rasid.extract.voice import Voice
from rasid.extract.where import holder_keys, names_locality
from rasid.geo.expressions import PLACE_RANK, PlaceExpression
from rasid.measure.times import When
from rasid.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Context:
    """What the assembly of one report needs besides its drafts."""

    scenes: Mapping[int, Scene]
    voices: Sequence[Voice]
    quotes: Quotes
    party: Party
    lead: date | None
    arabic: Mapping[str, str]
    outlet: str | None


def event(
    draft: Draft, number: int, context: Context, inherited: Inherited, confidence: float
) -> model.Event:
    """One draft as an event of the record."""
    first = draft.first
    voices = heard(draft, context.voices, context.scenes)
    voice = voices[0] if voices else None
    chosen = inherited.finer or _place(draft, inherited.place)
    when = _when(draft, context) or inherited.time or _spoken(draft, context) or inherited.later
    body = model.Event(
        id=f"e{number}",
        type=draft.type,
        main=is_main(draft, when[1] if when else None, context.lead),
        status=first.status,
        trigger=context.quotes.span(first.sentence, first.start, first.end),
        agents=agents(draft, _telling(context, voice, inherited.doers)),
        targets=targets(draft, context.quotes),
        weapons=weapons(draft, context.scenes, context.quotes),
        place=context.quotes.place(*chosen) if chosen else None,
        time=_time(when, context) if when else None,
        casualties=reconcile(_counted(draft), context.quotes.span),
        sources=_sources(voices, context),
        confidence=round(confidence, 3),
        rules=_rules(draft),
        codes=UNCODED,
        summary=model.Summary("", ""),
    )
    told = summary(body, context.arabic, context.outlet)
    return replace(body, codes=coded(body, context.party), summary=told)


HELD = frozenset(("detained", "abducted"))


def _counted(draft: Draft) -> list[Toll]:
    """The tolls of a draft; those who are let go are no toll of detention."""
    freed = draft.type == "release"
    return [toll for toll in draft.tolls if not (freed and toll.outcome in HELD)]


def _telling(context: Context, voice: Voice | None, series: Sequence[Participant]) -> Telling:
    return Telling(context.scenes, context.voices, context.quotes, voice, series)


def _sources(voices: Sequence[Voice], context: Context) -> tuple[model.Source, ...]:
    rows: list[model.Source] = []
    for said in (one for voice in voices for one in (voice, *voice.others)):
        span = context.quotes.span(said.spoken, said.start, said.end)
        kinds = [said.kind, *([said.also] if said.also else [])]
        rows += [model.Source(kind, said.name, span) for kind in kinds]
    return tuple(dict.fromkeys(rows))


PRECISE = {"in": 3, "distance": 2, "outskirts": 2, "near": 1}
"""How closely a relation ties an act to its anchor."""


def _place(draft: Draft, fallback: Told | None) -> Told | None:
    """The most exact place told of the act, the earliest of these; else the inherited one. What
    another one lies in is left out: "in Hama", then "in a village of the countryside of Hama".
    """
    told = [(act.sentence, place) for act in draft.mentions for place in act.places]
    holders = {key for _, place in told for key in holder_keys(place)}
    told = [t for t in told if t[1].key not in holders] or told
    return max(told, key=lambda t: _exactness(t[1]), default=fallback)


def _exactness(place: PlaceExpression) -> tuple[int, int, int]:
    """How exact a place is, the most exact greatest: by its rank, where a locality ("the area of
    X") is as good as a town; then quarters before their towns; then by its relation.
    """
    rank = PLACE_RANK if names_locality(place) else place.rank
    return rank, int(place.kind == "neighbourhood"), PRECISE.get(place.relation, 0)


def _when(draft: Draft, context: Context) -> tuple[int, When] | None:
    """The first time told of the act."""
    said = [(act.sentence, when) for act in draft.mentions for when in act.times]
    told = [(s, w) for s, w in said if of_act(w, context.scenes[s])]
    dated = next(((s, w) for s, w in told if w.first is not None), None)
    return dated or (told[0] if told else None)


def _spoken(draft: Draft, context: Context) -> tuple[int, When] | None:
    """The day on which an act was told, where nothing names another."""
    for act in draft.mentions if not draft.first.background else ():
        when = spoken_at(context.scenes[act.sentence])
        if when is not None and when.first is not None and not _bygone(when, context):
            return act.sentence, when
    return None


def _bygone(when: When, context: Context) -> bool:
    last = when.last or when.first
    return context.lead is not None and last is not None and context.lead - last > OLD


def _time(told: tuple[int, When], context: Context) -> model.Time:
    sentence, when = told
    return model.Time(
        when.first.isoformat() if when.first else None,
        when.last.isoformat() if when.last else None,
        when.precision,
        when.part_of_day,
        when.duration_min,
        context.quotes.span(sentence, when.start, when.end),
    )


def _rules(draft: Draft) -> tuple[str, ...]:
    named = [rule for act in draft.mentions for rule in act.rules]
    named += [rule for _, rule, _ in draft.types if rule]
    return tuple(dict.fromkeys(named))
